package letter

import (
	"fmt"
	"strings"
	"time"
)

// Hearing invites to the hearing (Awb 7:2), and says until when papers can come and from when they lie open (Awb 7:4 lid 3).
type Hearing struct {
	On time.Time
	// At is the time on the clock, "13:30".
	At string
	// PapersUntil is the last day to send in papers; OpenFrom the day from which all papers can be read.
	PapersUntil, OpenFrom time.Time
	// Moved: an earlier invitation lapses. PapersPast: the last day for papers is over already.
	Moved, PapersPast bool
	Place             string
}

func (Hearing) title() string { return "Uitnodiging voor een hoorzitting" }

func (Hearing) signed(Message) (signer, origin string) { return byOffice() }

func (h Hearing) words(head Letterhead, m Message, to Addressee) Words {
	words := Words{Subject: fmt.Sprintf("Uitnodiging voor de hoorzitting op %s (%s)", date(h.On), m.Pupil.name())}
	invitation := Section{
		Heading: "U bent uitgenodigd",
		Text:    []string{fmt.Sprintf("Wij nodigen u uit voor de hoorzitting over %s, tegen ons besluit over een toelaatbaarheidsverklaring voor %s.", m.objection(to), m.Pupil.FirstName)},
		Facts: [][2]string{
			{"Dag", weekdate(h.On)}, {"Tijd", strings.Replace(h.At, ":", ".", 1) + " uur"}, {"Plaats", strings.Join(paragraphs(h.Place), "\n")},
		},
	}
	if h.Moved {
		words.Subject = fmt.Sprintf("Nieuwe datum voor de hoorzitting: %s (%s)", date(h.On), m.Pupil.name())
		invitation.Text = append(invitation.Text, "Dit is een nieuwe uitnodiging. De vorige geldt niet meer.")
	}
	words.Sections = []Section{invitation, {Heading: "Wat er op de hoorzitting gebeurt", Text: []string{
		"De Landelijke Bezwaaradviescommissie Toelaatbaarheidsverklaring (LBT) leidt de hoorzitting. " + yourPart(to) +
			" De commissie luistert en stelt vragen. Van de hoorzitting komt een verslag, dat u ook krijgt te lezen.",
		"U mag iemand meenemen die u helpt of die namens u spreekt. U mag ook getuigen of deskundigen meenemen (Algemene wet bestuursrecht, artikel 7:8). Laat ons dan wel op tijd weten wie er komt.",
		"U hoeft niet te komen. Kunt of wilt u niet? Laat het ons zo snel mogelijk weten.",
	}}, h.papers(m), questions(head, m)}
	return words
}

func yourPart(to Addressee) string {
	switch to.Part {
	case Objecting:
		return "U vertelt daar waarom u het niet eens bent met het besluit. ZOUT en de anderen voor wie het besluit belangrijk is, vertellen hoe zij erover denken."
	case Representing:
		return "U kunt daar namens wie bezwaar maakte vertellen waarom het besluit niet goed is. ZOUT en de anderen voor wie het besluit belangrijk is, vertellen hoe zij erover denken."
	default:
		return "Wie bezwaar maakte, vertelt daar waarom. U kunt vertellen hoe u erover denkt, en ZOUT ook."
	}
}

func (h Hearing) papers(m Message) Section {
	send := fmt.Sprintf("Wilt u nog stukken insturen? Dat kan tot en met %s: tien dagen voor de hoorzitting.", weekdate(h.PapersUntil))
	if h.PapersPast {
		send = fmt.Sprintf("Stukken insturen kon tot en met %s, tien dagen voor de hoorzitting. Die dag is voorbij. Hebt u toch nog iets belangrijks? Vraag ons dan wat er mogelijk is.", weekdate(h.PapersUntil))
	}
	return Section{Heading: "De stukken", Text: []string{
		send,
		fmt.Sprintf("Van %s tot de hoorzitting kunt u alle stukken lezen, op ons kantoor of in Traject bij deze zaak. U kunt ook een kopie krijgen.", weekdate(h.OpenFrom)),
	}, Small: counted("de dag voor stukken", "Algemene wet bestuursrecht, artikel 7:4", m.Steps)}
}
