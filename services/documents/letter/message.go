package letter

import (
	"fmt"
	"strings"
	"time"

	"traject.nl/services/platform/paper"
)

// Message is a letter about an objection, a term or a dwangsom.
type Message struct {
	CaseID  string
	DatedOn time.Time
	Pupil   Pupil
	// Bezwaar: the case is an objection; otherwise an application.
	Bezwaar bool
	// ObjectedBy says who objects, such as "de ouders"; only of a bezwaar.
	ObjectedBy string
	// Steps are how the date in the letter was counted, one a line.
	Steps   []string
	Content Content
}

// Content is what the letter is for; there is one type for each kind of letter.
type Content interface {
	// title names no child: it shows in lists of files.
	title() string
	words(Letterhead, Message, Addressee) Words
	// signed tells who signs, and since when it stands.
	signed(Message) (signer, origin string)
}

// Title of the letter, for lists of files.
func (m Message) Title() string { return m.Content.title() + ", kenmerk " + m.CaseID }

// Print puts the letter on paper, as PDF. The same letter always gives the same bytes.
func (m Message) Print(head Letterhead, to Addressee) ([]byte, error) {
	return typeset(head, m.sheet(head, to), false)
}

func (m Message) sheet(head Letterhead, to Addressee) sheet {
	words := m.Content.words(head, m, to)
	words.Salutation = salutation(to)
	signer, origin := m.Content.signed(m)
	return sheet{title: m.Title(), caseID: m.CaseID, datedOn: m.DatedOn, to: to, words: words, signer: signer, origin: origin}
}

// byOffice signs what is no decision.
func byOffice() (signer, origin string) {
	return "namens de directeur", "Deze brief is gemaakt in Traject; daarom staat er geen handtekening onder."
}

// byDirector signs a decision of this day.
func byDirector(on time.Time) (signer, origin string) {
	return "de directeur", fmt.Sprintf(
		"De directeur nam dit besluit op %s in Traject. Deze brief is daar gemaakt; daarom staat er geen handtekening onder.", date(on))
}

// objection names the objection to this reader.
func (m Message) objection(to Addressee) string {
	switch to.Part {
	case Objecting:
		return "uw bezwaar"
	case Representing:
		return "het bezwaar waarin u gemachtigde bent"
	default:
		return "het bezwaar van " + m.ObjectedBy
	}
}

// about names what the case is about to this reader.
func (m Message) about(to Addressee) string {
	if m.Bezwaar {
		return m.objection(to)
	}
	if to.Reader == ApplicantSchool {
		return "uw aanvraag"
	}
	return "de aanvraag van een toelaatbaarheidsverklaring"
}

// objects says whether the letter is to who objects, or to who acts for them.
func (a Addressee) objects() bool { return a.Part != Involved }

// counted shows how a day came about, as the case froze it.
func counted(what, article string, steps []string) []string {
	if len(steps) == 0 {
		return nil
	}
	small := []string{fmt.Sprintf("Zo is %s geteld (%s):", what, article)}
	for _, step := range steps {
		small = append(small, "• "+step)
	}
	return small
}

// law writes an article in full: "Awb 7:10 lid 3" as "Algemene wet bestuursrecht, artikel 7:10, derde lid".
func law(short string) string {
	rest, isAwb := strings.CutPrefix(short, "Awb ")
	if !isAwb {
		return short
	}
	article, paragraph, has := strings.Cut(rest, " lid ")
	if !has {
		return "Algemene wet bestuursrecht, artikel " + article
	}
	number, letter, lettered := strings.Cut(paragraph, " onder ")
	ordinals := map[string]string{"1": "eerste", "2": "tweede", "3": "derde", "4": "vierde", "5": "vijfde", "6": "zesde", "7": "zevende"}
	full := fmt.Sprintf("Algemene wet bestuursrecht, artikel %s, %s lid", article, ordinals[number])
	if lettered {
		full += ", onder " + letter
	}
	return full
}

// questions closes most letters.
func questions(head Letterhead, m Message) Section {
	where := "Neem contact met ons op"
	if head.Website != "" {
		where += ", zie " + head.Website
	}
	return Section{Heading: "Hebt u vragen?", Text: []string{fmt.Sprintf(
		"%s. Noem daarbij het kenmerk %s. Ouders en scholen kunnen gratis hulp krijgen van een onderwijsconsulent: www.onderwijsconsulenten.nl.", where, m.CaseID)}}
}

// tooLate says what can be done when ZOUT does not decide in time (Awb 4:17, 6:12).
func tooLate(head Letterhead) Section {
	return Section{
		Heading: "Als wij te laat beslissen",
		Text: []string{
			"Hebben wij op de laatste dag niet beslist? Dan kunt u ons schrijven dat wij te laat zijn en dat wij binnen twee weken alsnog moeten beslissen. " +
				"Dat heet een ingebrekestelling. Beslissen wij dan nog niet, dan kunt u recht hebben op een dwangsom (Algemene wet bestuursrecht, artikel 4:17) " +
				"en kunt u in beroep gaan bij de " + court(head) + " (artikel 6:12).",
		},
	}
}

// court is the name of the court.
func court(head Letterhead) string {
	if len(head.Court) == 0 {
		return "rechtbank"
	}
	return head.Court[0]
}

// euros as "€ 1.442".
func euros(amount int) string {
	if amount < 1000 {
		return fmt.Sprintf("€ %d", amount)
	}
	return fmt.Sprintf("€ %d.%03d", amount/1000, amount%1000)
}

// quotation of what a person wrote, under a heading.
func quotation(heading string, texts ...string) []Section {
	var sections []Section
	for _, text := range texts {
		if parts := paper.Paragraphs(text); len(parts) > 0 {
			sections = append(sections, Section{Heading: heading, Text: parts})
		}
	}
	return sections
}
