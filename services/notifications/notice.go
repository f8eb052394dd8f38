package notifications

import (
	"fmt"
	"html"

	"traject.nl/proto/contract/party"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
)

// kinds are the names of the notices in records and answers.
var kinds = map[notificationsv1.NoticeKind]string{
	notificationsv1.NoticeKind_NOTICE_KIND_TASK:        "task",
	notificationsv1.NoticeKind_NOTICE_KIND_RECEIVED:    "received",
	notificationsv1.NoticeKind_NOTICE_KIND_LETTER:      "letter",
	notificationsv1.NoticeKind_NOTICE_KIND_ENDED:       "ended",
	notificationsv1.NoticeKind_NOTICE_KIND_REMINDER:    "reminder",
	notificationsv1.NoticeKind_NOTICE_KIND_OVERDUE:     "overdue",
	notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION:  "escalation",
	notificationsv1.NoticeKind_NOTICE_KIND_DEFAULT:     "default",
	notificationsv1.NoticeKind_NOTICE_KIND_OBJECTION:   "objection",
	notificationsv1.NoticeKind_NOTICE_KIND_HANDED_OVER: "handed-over",
	notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS:  "buitenkans",
	notificationsv1.NoticeKind_NOTICE_KIND_PLACEMENT:   "placement",
}

// words of a notice. They say that something waits, never what: a mail can be read by others.
type words struct{ subject, line string }

var texts = map[notificationsv1.NoticeKind]words{
	notificationsv1.NoticeKind_NOTICE_KIND_TASK: {
		"Er staat een taak voor u klaar in Traject",
		"Er staat een taak voor u klaar. In Traject ziet u wat wij vragen, waarom, en voor welke datum.",
	},
	notificationsv1.NoticeKind_NOTICE_KIND_RECEIVED: {
		"Wij hebben een aanvraag ontvangen",
		"Wij hebben een aanvraag ontvangen waar u bij betrokken bent. In Traject ziet u hoe het nu verder gaat.",
	},
	notificationsv1.NoticeKind_NOTICE_KIND_LETTER: {
		"Er staat een brief voor u klaar in Traject",
		"Er staat een brief voor u klaar. Lees hem op tijd: in de brief staat een datum die voor u belangrijk kan zijn.",
	},
	notificationsv1.NoticeKind_NOTICE_KIND_ENDED: {
		"Een zaak in Traject is gestopt",
		"Een zaak waar u bij betrokken bent, is gestopt. In Traject ziet u waarom.",
	},
	notificationsv1.NoticeKind_NOTICE_KIND_REMINDER: {
		"Er is binnenkort iets van u nodig in Traject",
		"Er is binnenkort iets van u nodig. In Traject ziet u wat wij vragen en voor welke datum.",
	},
	notificationsv1.NoticeKind_NOTICE_KIND_OVERDUE: {
		"Er is iets van u te laat in Traject",
		"Er is iets dat u had moeten doen en dat nu te laat is. Doe het zo snel mogelijk. In Traject ziet u wat het is.",
	},
	notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION: {
		"Er is iets te laat in Traject",
		"Er is iets te laat in een zaak, en volgens onze afspraken hoort u dat. U hoeft het niet zelf te doen. In Traject ziet u hoe lang het te laat is en met wie u kunt overleggen.",
	},
	notificationsv1.NoticeKind_NOTICE_KIND_DEFAULT: {
		"Kijk vandaag in Traject",
		"Er is een bericht binnengekomen dat u vandaag nog moet bekijken. Wacht niet tot morgen: er kan een termijn gaan lopen.",
	},
	notificationsv1.NoticeKind_NOTICE_KIND_OBJECTION: {
		"Wij hebben een bezwaar ontvangen",
		"Wij hebben een bezwaar ontvangen waar u bij betrokken bent. In Traject ziet u hoe het nu verder gaat.",
	},
	notificationsv1.NoticeKind_NOTICE_KIND_HANDED_OVER: {
		"Er is een taak aan u overgedragen in Traject",
		"Er is een taak overgedragen die nu bij u ligt. In Traject ziet u wat wij vragen, waarom, en voor welke datum.",
	},
	// What the two below are about is not for a mail: that a pupil gets support is itself something to keep quiet.
	notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS: {
		"Er is iets afgesproken of veranderd in Traject",
		"In een zaak waar u bij betrokken bent, is iets afgesproken of veranderd. In Traject ziet u wat dat is en hoe het nu verder gaat.",
	},
	notificationsv1.NoticeKind_NOTICE_KIND_PLACEMENT: {
		"Er is nieuws in een zaak die u volgt in Traject",
		"In een zaak die u volgt, is iets begonnen, veranderd of klaar. In Traject ziet u wat dat is en of er iets van u nodig is.",
	},
}

// linkOf a notice leads to the case. A municipality and a board that the ladder tells have no part in it: they read on a page of
// their own what is late.
func linkOf(kind notificationsv1.NoticeKind, portalURL, caseID string, to party.Party) string {
	role := to.Role()
	if kind == notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION && (role == party.Municipality || role == party.Board) {
		return portalURL + "/meldingen"
	}
	return portalURL + "/zaken/" + caseID
}

// composed is a notice in words, as plain text and as HTML.
type composed struct{ subject, text, html string }

// compose writes the mail of a notice. The link leads to a page that asks to sign in.
func compose(kind notificationsv1.NoticeKind, link string) composed {
	said := texts[kind]
	const closing = "Voor uw veiligheid staat in deze e-mail niet waar het over gaat. Deze e-mail is automatisch verstuurd; u kunt hem niet beantwoorden."
	return composed{
		subject: said.subject,
		text:    fmt.Sprintf("Goedendag,\n\n%s\n\nGa naar: %s\n\n%s\n", said.line, link, closing),
		html: fmt.Sprintf(`<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>%s</title></head>`+
			`<body style="font-family:sans-serif;line-height:1.5"><p>Goedendag,</p><p>%s</p>`+
			`<p><a href="%s">Naar Traject</a></p><p>%s</p></body></html>`,
			html.EscapeString(said.subject), html.EscapeString(said.line), html.EscapeString(link), closing),
	}
}
