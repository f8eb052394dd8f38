package letter

import (
	"fmt"
	"time"
)

// Opinion on an objection, by the LBT or by the director.
type Opinion string

// The opinions, in the words of the API of the cases service.
const (
	Upheld       Opinion = "upheld"
	Partly       Opinion = "partly"
	Unfounded    Opinion = "unfounded"
	Inadmissible Opinion = "inadmissible"
)

// ObjectionDecision is the decision on an objection (Awb 7:11, 7:12, 7:13 lid 7).
type ObjectionDecision struct {
	Received, DecidedOn time.Time
	Opinion             Opinion
	// Advice of the LBT; empty when it was not asked, because the objection is granted fully.
	Advice Opinion
	// Late: the objection came after its term.
	Late bool
	// Reasons, and Deviation when the advice is not followed, as the director wrote them.
	Reasons, Deviation string
	// Replacements are what takes the place of the first decisions. Of these only what is granted, the words and the case count.
	Replacements []Decision
	// Enclosed: the advice is behind this letter. Otherwise it goes along apart.
	Enclosed bool
	// AppealUntil is the last day to go to court.
	AppealUntil time.Time
}

func (ObjectionDecision) title() string { return "Besluit op een bezwaar" }

func (o ObjectionDecision) signed(Message) (signer, origin string) { return byDirector(o.DecidedOn) }

var opinions = map[Opinion]string{
	Upheld: "gegrond", Partly: "gedeeltelijk gegrond", Unfounded: "ongegrond", Inadmissible: "niet-ontvankelijk",
}

// meanings of an opinion for who reads it.
var meanings = map[Opinion]string{
	Upheld:       "Dat betekent dat wie bezwaar maakte gelijk krijgt. Er komt een ander besluit voor in de plaats.",
	Partly:       "Dat betekent dat wie bezwaar maakte voor een deel gelijk krijgt. Er komt een ander besluit voor in de plaats.",
	Unfounded:    "Dat betekent dat ons eerdere besluit blijft gelden.",
	Inadmissible: "Dat betekent dat wij er niet verder naar kijken. Ons eerdere besluit blijft gelden.",
}

func (o ObjectionDecision) words(head Letterhead, m Message, to Addressee) Words {
	words := Words{Subject: fmt.Sprintf("Besluit op het bezwaar over een toelaatbaarheidsverklaring voor %s", m.Pupil.name())}
	words.Sections = append(words.Sections, o.decision(m, to))
	for _, replacement := range o.Replacements {
		words.Sections = append(words.Sections, o.replacement(replacement)...)
	}
	words.Sections = append(words.Sections, quotation("Waarom wij dit besluiten", o.Reasons)...)
	words.Sections = append(words.Sections, o.advice()...)
	words.Sections = append(words.Sections, appeal(head, m, o.AppealUntil))
	return words
}

func (o ObjectionDecision) decision(m Message, to Addressee) Section {
	outcome := fmt.Sprintf("Wij verklaren %s %s. %s", m.objection(to), opinions[o.Opinion], meanings[o.Opinion])
	if to.Part == Objecting && (o.Opinion == Upheld || o.Opinion == Partly) {
		outcome = fmt.Sprintf("Wij verklaren uw bezwaar %s. U krijgt %s. Er komt een ander besluit voor in de plaats.", opinions[o.Opinion],
			map[Opinion]string{Upheld: "gelijk", Partly: "voor een deel gelijk"}[o.Opinion])
	}
	section := Section{Heading: "Ons besluit", Text: []string{
		fmt.Sprintf("Op %s ontvingen wij %s tegen ons besluit over een toelaatbaarheidsverklaring (TLV) voor %s.", date(o.Received), m.objection(to), m.Pupil.FirstName),
		outcome,
	}}
	if o.Late && o.Opinion != Inadmissible {
		section.Text = append(section.Text, "Het bezwaar kwam te laat, maar daar was een goede reden voor. Daarom hebben wij er toch naar gekeken.")
	}
	if o.Opinion != Inadmissible {
		section.Text = append(section.Text, "Wij hebben het eerdere besluit helemaal opnieuw bekeken (Algemene wet bestuursrecht, artikel 7:11).")
	}
	return section
}

// replacement is what takes the place of one first decision.
func (o ObjectionDecision) replacement(d Decision) []Section {
	heading := "Het nieuwe besluit"
	if len(o.Replacements) > 1 {
		heading += ", in plaats van " + d.CaseID
	}
	if !d.Granted {
		return append([]Section{{Heading: heading, Text: []string{"Wij geven geen toelaatbaarheidsverklaring (TLV) af."}}},
			quotation("De redenen van het nieuwe besluit", d.Reasons)...)
	}
	sections := []Section{{
		Heading: heading,
		Text:    []string{"Wij geven een toelaatbaarheidsverklaring (TLV) af. Die komt in de plaats van het eerdere besluit."},
		Facts: [][2]string{
			{"Leerling", fmt.Sprintf("%s, geboren op %s", d.Pupil.name(), date(d.Pupil.BornOn))},
			{"Nummer van de TLV", d.TLVNumber}, {"Soort onderwijs", kindOfEducation(d)},
			{"Geldig", fmt.Sprintf("van %s tot en met %s", date(d.ValidFrom), date(d.ValidUntil))}, {"Plaatsing", d.Extent}, {"School", d.ReceivingSchool},
		},
	}}
	sections = append(sections, quotation("De redenen van het nieuwe besluit", d.Reasons)...)
	return append(sections, quotation("Afspraken over teruggaan naar een gewone school", d.ReturnAgreements)...)
}

// advice tells what the LBT advised and whether that is followed (Awb 7:13 lid 7).
func (o ObjectionDecision) advice() []Section {
	if o.Advice == "" {
		return []Section{{Heading: "Geen advies van de commissie", Text: []string{
			"Wij geven wie bezwaar maakte helemaal gelijk. Daarom was een advies van de Landelijke Bezwaaradviescommissie Toelaatbaarheidsverklaring (LBT) niet nodig.",
		}}}
	}
	section := Section{Heading: "Het advies van de commissie", Text: []string{fmt.Sprintf(
		"De Landelijke Bezwaaradviescommissie Toelaatbaarheidsverklaring (LBT) adviseerde ons om het bezwaar %s te verklaren. %s", opinions[o.Advice], o.enclosure())}}
	if o.Deviation == "" {
		section.Text = append(section.Text, "Wij volgen dat advies.")
		return []Section{section}
	}
	section.Text = append(section.Text, "Wij volgen dat advies niet, of niet helemaal. Dit is waarom (Algemene wet bestuursrecht, artikel 7:13, zevende lid):")
	section.Text = append(section.Text, paragraphs(o.Deviation)...)
	return []Section{section}
}

func (o ObjectionDecision) enclosure() string {
	if o.Enclosed {
		return "Het hele advies staat achter deze brief."
	}
	return "Het hele advies gaat als apart stuk mee; u vindt het ook in Traject, bij deze zaak."
}
