package page

import (
	"strings"

	"traject.nl/services/portal/upstream"
)

// InboxPage is one page of what somebody was told.
type InboxPage struct {
	Unread int
	// Fresh was not opened yet, Opened was.
	Fresh, Opened []MessageRow
	// Later says that this is not the first page.
	Later bool
	// MoreFresh and More are the addresses of what follows on either; empty when nothing does.
	MoreFresh, More string
	// Here is the address of this page.
	Here string
}

// MessageRow is one message.
type MessageRow struct {
	Item upstream.InboxItem
	// Href opens it and leads to what it is about.
	Href string
	// For says within a sentence for which party of the person it is; empty when there is only one.
	For string
}

// where says where a message leads.
func (r MessageRow) where() string {
	switch {
	case r.Item.PieceID != "":
		return "Opent de brief"
	case r.Item.CaseID != "":
		return "Kenmerk " + r.Item.CaseID
	}
	return ""
}

// Within says who a party is within a sentence: a school by its name, others by what they are.
func Within(party string, schoolName func(id string) string) string {
	if id, ok := strings.CutPrefix(party, "school:"); ok {
		return schoolName(id)
	}
	role, _, _ := strings.Cut(party, ":")
	if role == "provision" {
		return "de " + partnerWord(party)
	}
	return articles[role] + lowerUnlessName(partnerWord(party))
}

// articles of what is not a name.
var articles = map[string]string{
	"office": "het ", "director": "de ", "sot": "het ", "parent": "de ", "expert": "de ", "board": "het ",
}

func (p InboxPage) intro() string {
	if p.Unread == 0 {
		return "U hebt alles geopend."
	}
	return "U hebt " + Count(p.Unread, "bericht", "berichten") + " nog niet geopend."
}

// noticeKinds are the reasons for a message, in the order in which people choose how they hear of them.
var noticeKinds = []Option{
	{Value: "letter", Text: "Brief of besluit"},
	{Value: "task", Text: "Taak"},
	{Value: "handed-over", Text: "Taak die een ander overdraagt"},
	{Value: "reminder", Text: "Herinnering"},
	{Value: "overdue", Text: "Iets van u is te laat"},
	{Value: "escalation", Text: "Iets van een ander is te laat"},
	{Value: "answer", Text: "Antwoord op een melding"},
	{Value: "default", Text: "Ingebrekestelling"},
	{Value: "received", Text: "Aanvraag ontvangen"},
	{Value: "objection", Text: "Bezwaar ontvangen"},
	{Value: "buitenkans", Text: "Nieuws over de Buitenkans"},
	{Value: "placement", Text: "Nieuws over een plaatsing"},
	{Value: "ended", Text: "Zaak gestopt"},
}

// NoticeKindWord says a reason for a message in Dutch; an unknown one is shown as it is.
func NoticeKindWord(kind string) string {
	for _, known := range noticeKinds {
		if known.Value == kind {
			return known.Text
		}
	}
	return kind
}

var inboxDone = map[string]string{
	"digitaal-ja":       "U krijgt uw post voortaan digitaal.",
	"digitaal-nee":      "U krijgt uw brieven op papier, met de post.",
	"opnieuw-verstuurd": "Het bericht wordt opnieuw verstuurd. Het eerste bewijs blijft staan.",
	"voorkeuren":        "Uw instellingen zijn bewaard.",
}
