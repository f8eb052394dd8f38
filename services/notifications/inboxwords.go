package notifications

import (
	"strings"

	"traject.nl/services/notifications/partner"
)

// said is a notice in the words of the inbox. They say no more than a mail does: what it is about, the page says.
type said struct{ title, text, page string }

// Where an item leads.
const (
	pageCase        = "case"
	pageLetter      = "letter"
	pageEscalations = "escalations"
	pagePost        = "post"
)

// inboxKinds are the words for each kind.
var inboxKinds = map[string]said{
	KindTask:       {"Er staat een taak voor u klaar", "Bij de zaak ziet u wat wij vragen, waarom, en voor welke datum.", pageCase},
	KindReceived:   {"Wij hebben een aanvraag ontvangen", "Bij de zaak ziet u hoe het nu verder gaat.", pageCase},
	KindLetter:     {"Er staat een brief voor u klaar", "Lees de brief op tijd: er staat een datum in die voor u belangrijk kan zijn.", pageCase},
	KindEnded:      {"Een zaak is gestopt", "Bij de zaak ziet u waarom.", pageCase},
	KindReminder:   {"Er is binnenkort iets van u nodig", "Bij de zaak ziet u wat wij vragen en voor welke datum.", pageCase},
	KindOverdue:    {"Er is iets van u te laat", "Doe het zo snel mogelijk. Bij de zaak ziet u wat het is.", pageCase},
	KindEscalation: {"Er is iets te laat", "U hoeft het niet zelf te doen. Bij de zaak ziet u hoe lang het te laat is en met wie u kunt overleggen.", pageCase},
	KindDefault:    {"Kijk hier vandaag naar", "Er is een bericht binnengekomen waardoor een termijn kan gaan lopen. Wacht niet tot morgen.", pageCase},
	KindObjection:  {"Wij hebben een bezwaar ontvangen", "Bij de zaak ziet u hoe het nu verder gaat.", pageCase},
	KindHandedOver: {"Er is een taak aan u overgedragen", "Bij de zaak ziet u wat wij vragen, waarom, en voor welke datum.", pageCase},
	KindBuitenkans: {"Er is iets afgesproken of veranderd", "Bij de zaak ziet u wat dat is en hoe het nu verder gaat.", pageCase},
	KindPlacement:  {"Er is nieuws in een zaak die u volgt", "Bij de zaak ziet u wat er veranderd is en of er iets van u nodig is.", pageCase},
	KindAnswer:     {"Er is een antwoord op een melding", "Bij de zaak leest u wat de gemeente of het bestuur antwoordt.", pageCase},
}

// postWords are for the office and the director, about something that did not arrive.
var postWords = said{
	"Een bericht is nog niet aangekomen",
	"Een bericht heeft de ontvanger nog niet bereikt. Bereik de ontvanger op een andere manier, voor deze datum (Awb 2:10).",
	pagePost,
}

// inboxWords of a notice. What the ladder told a municipality or a board is built from what may pass the wall.
func inboxWords(notice Notice) said {
	if strings.HasPrefix(notice.About, ownAbout) {
		return postWords
	}
	words := inboxKinds[notice.Kind]
	switch {
	case forPartner(notice):
		// One that cannot pass keeps the words of its kind, which say nothing of the case either.
		words.page = pageEscalations
		if through, err := partner.From(notice.Request()); err == nil {
			words.title, words.text = through.Title(), through.Text()
		}
	case notice.PieceID != "":
		words.page = pageLetter
	}
	return words
}
