package notifications

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"traject.nl/proto/contract/party"
	"traject.nl/services/notifications/partner"
)

// mailItem is all that a mail knows of a notice: no word of the case can be in a mail, for there is no field to carry one.
type mailItem struct {
	// kind is one of Kinds.
	kind string
	// path in the portal.
	path string
}

// mailItemOf takes from a notice what a mail may know. What goes to a municipality or a board goes through the wall.
func mailItemOf(notice Notice) (mailItem, error) {
	if strings.HasPrefix(notice.About, ownAbout) {
		return mailItem{notice.Kind, "/post"}, nil
	}
	if !forPartner(notice) {
		return mailItem{notice.Kind, "/zaken/" + notice.CaseID}, nil
	}
	through, err := partner.From(notice.Request())
	if err != nil {
		return mailItem{}, err
	}
	return partnerItem(through), nil
}

// forPartner: the ladder told somebody who is no party to the case.
func forPartner(notice Notice) bool {
	role := party.Party(notice.Party).Role()
	return notice.Kind == KindEscalation && (role == party.Municipality || role == party.Board)
}

// partnerItem: they read on a page of their own what is late.
func partnerItem(partner.Notice) mailItem { return mailItem{KindEscalation, "/meldingen"} }

// composed is a mail in words, as plain text and as HTML.
type composed struct{ subject, text, html string }

// compose writes one mail about notices; the link leads to a page that asks to sign in.
func (t *Texts) compose(portalURL string, items []mailItem) composed {
	if len(items) == 1 {
		words := t.Kinds[items[0].kind]
		return t.write(words.SubjectLine, nil, portalURL+items[0].path)
	}
	return t.list(t.Mail.Several, portalURL, items)
}

// digest writes the mail of a week.
func (t *Texts) digest(portalURL string, items []mailItem) composed {
	return t.list(t.Mail.Weekly, portalURL, items)
}

// list writes a mail that says how many there are of each kind.
func (t *Texts) list(words SubjectLine, portalURL string, items []mailItem) composed {
	count := map[string]int{}
	for _, one := range items {
		count[one.kind]++
	}
	var lines []string
	for _, kind := range Kinds {
		if count[kind] > 0 {
			lines = append(lines, t.counted(kind, count[kind]))
		}
	}
	path := "/berichten"
	if !slices.ContainsFunc(items, func(one mailItem) bool { return one.path != "/meldingen" }) {
		path = "/meldingen"
	}
	words = SubjectLine{counted(words.Subject, len(items)), counted(words.Line, len(items))}
	return t.write(words, lines, portalURL+path)
}

// write puts the words in a mail.
func (t *Texts) write(words SubjectLine, lines []string, link string) composed {
	var text, list strings.Builder
	fmt.Fprintf(&text, "%s\n\n%s\n\n", t.Mail.Greeting, words.Line)
	for _, line := range lines {
		fmt.Fprintf(&text, "- %s\n", line)
		fmt.Fprintf(&list, "<li>%s</li>", html.EscapeString(line))
	}
	if len(lines) > 0 {
		text.WriteString("\n")
	}
	fmt.Fprintf(&text, "%s\n\n%s\n", strings.ReplaceAll(t.Mail.Go, linkPlaceholder, link), t.Mail.Closing)
	body := paragraph(t.Mail.Greeting) + paragraph(words.Line)
	if len(lines) > 0 {
		body += "<ul>" + list.String() + "</ul>"
	}
	const button = `display:inline-block;padding:12px 20px;background:#00537f;color:#ffffff;text-decoration:none;border-radius:4px;font-weight:bold`
	body += fmt.Sprintf(`<p><a href="%s" style="%s">%s</a></p>`, html.EscapeString(link), button, html.EscapeString(t.Mail.Button)) +
		`<p style="color:#444444;font-size:14px">` + html.EscapeString(t.Mail.Closing) + `</p>`
	return composed{words.Subject, text.String(), fmt.Sprintf(page, html.EscapeString(words.Subject), body)}
}

func paragraph(text string) string { return "<p>" + html.EscapeString(text) + "</p>" }

// page of a mail: readable on a telephone, without pictures and without anything that is loaded from elsewhere.
const page = `<!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title></head>` +
	`<body style="margin:0;padding:24px;background:#ffffff;color:#1a1a1a;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5">` +
	`<div style="max-width:600px">%s</div></body></html>`
