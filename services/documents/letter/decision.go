package letter

import (
	"fmt"
	"strings"
)

// Print puts the letter of a decision on paper, as PDF. The same letter always gives the same bytes.
func Print(head Letterhead, d Decision, to Addressee) ([]byte, error) {
	return typeset(head, decided(head, d, to), false)
}

func decided(head Letterhead, d Decision, to Addressee) sheet {
	return sheet{
		title: "Besluit, kenmerk " + d.CaseID, caseID: d.CaseID, datedOn: d.DatedOn, to: to, words: Compose(head, d, to),
		signer: "de directeur", origin: fmt.Sprintf(
			"De directeur nam dit besluit op %s in Traject. Deze brief is daar gemaakt; daarom staat er geen handtekening onder.", date(d.DecidedOn)),
	}
}

// Compose words the letter of a decision for this reader.
func Compose(head Letterhead, d Decision, to Addressee) Words {
	words := Words{Subject: subject(d), Salutation: salutation(to)}
	words.Sections = append(words.Sections, theDecision(d, to.Reader))
	if d.Granted && d.ReturnAgreements != "" {
		words.Sections = append(words.Sections, Section{Heading: "Afspraken over teruggaan naar een gewone school", Text: paragraphs(d.ReturnAgreements)})
	}
	if to.Reader != ReceivingSchool {
		if d.Reasons != "" {
			words.Sections = append(words.Sections, Section{Heading: "Waarom wij dit besluiten", Text: paragraphs(d.Reasons)})
		}
		words.Sections = append(words.Sections, howItCameAbout(d, to.Reader))
	}
	return Words{words.Subject, words.Salutation, append(words.Sections, remedies(head, d))}
}

func subject(d Decision) string {
	return fmt.Sprintf("Besluit over een toelaatbaarheidsverklaring voor %s", d.Pupil.name())
}

func theDecision(d Decision, reader Reader) Section {
	if !d.Granted {
		return refused(d, reader)
	}
	section := Section{Heading: "Ons besluit"}
	section.Text = []string{opening(d, reader), meaning(d, reader)}
	section.Facts = [][2]string{
		{"Leerling", fmt.Sprintf("%s, geboren op %s", d.Pupil.name(), date(d.Pupil.BornOn))},
		{"Nummer van de TLV", d.TLVNumber},
		{"Soort onderwijs", kindOfEducation(d)},
		{"Geldig", fmt.Sprintf("van %s tot en met %s", date(d.ValidFrom), date(d.ValidUntil))},
		{"Plaatsing", d.Extent},
		{"School", d.ReceivingSchool},
	}
	return section
}

func opening(d Decision, reader Reader) string {
	grant := fmt.Sprintf("Wij geven een toelaatbaarheidsverklaring (TLV) af voor %s.", d.Pupil.FirstName)
	switch reader {
	case ApplicantSchool:
		return fmt.Sprintf("Op %s ontvingen wij uw aanvraag. %s", date(d.ReceivedOn), grant)
	case ReceivingSchool:
		return fmt.Sprintf("%s De verklaring noemt uw school.", grant)
	default:
		return fmt.Sprintf("Op %s ontvingen wij de aanvraag van %s voor uw kind. %s", date(d.ReceivedOn), d.Applicant, grant)
	}
}

func meaning(d Decision, reader Reader) string {
	if reader == ReceivingSchool {
		return "Hieronder staat wat u nodig hebt om de leerling in te schrijven. De adviezen en de motivering sturen wij u niet: die zijn voor de ouders en de school die de aanvraag deed."
	}
	return fmt.Sprintf("Met deze verklaring kan %s naar %s.", d.Pupil.FirstName, educationInFull(d))
}

func refused(d Decision, reader Reader) Section {
	asked, together := fmt.Sprintf("Op %s ontvingen wij uw aanvraag.", date(d.ReceivedOn)), "de ouders"
	if reader == Parents {
		together = "u"
		asked = fmt.Sprintf("Op %s ontvingen wij de aanvraag van %s voor uw kind.", date(d.ReceivedOn), d.Applicant)
	}
	return Section{
		Heading: "Ons besluit",
		Text: []string{
			fmt.Sprintf("%s Wij geven geen toelaatbaarheidsverklaring (TLV) af voor %s.", asked, d.Pupil.FirstName),
			fmt.Sprintf("De school waar %s is ingeschreven of aangemeld, blijft verantwoordelijk voor passend onderwijs. Die school zoekt samen met %s naar een goede plek.", d.Pupil.FirstName, together),
		},
		Facts: [][2]string{{"Leerling", fmt.Sprintf("%s, geboren op %s", d.Pupil.name(), date(d.Pupil.BornOn))}},
	}
}

func educationInFull(d Decision) string {
	if d.SO {
		return "het speciaal onderwijs"
	}
	return "het speciaal basisonderwijs"
}

func kindOfEducation(d Decision) string {
	if d.SO {
		return fmt.Sprintf("speciaal onderwijs (so), bekostigingscategorie %s", d.Category)
	}
	return "speciaal basisonderwijs (sbo)"
}

// howItCameAbout tells who advised and how the parents were heard (Awb 3:46-3:50; WPO 18a.11).
func howItCameAbout(d Decision, reader Reader) Section {
	advised := fmt.Sprintf("%s hebben de aanvraag bekeken: %s. Zij gaven ieder een advies.", number(len(d.Professions)), join(d.Professions))
	if d.Differed {
		advised += " Hun adviezen waren niet gelijk. De directeur heeft ze alle gewogen en daarna besloten."
	} else {
		advised += " De directeur heeft op grond van die adviezen besloten."
	}
	text := []string{advised, heard(d, reader)}
	if reader == Parents {
		text = append(text, "U kunt de adviezen lezen in Traject, bij de zaak van uw kind. Wilt u ze liever op papier? Laat het ons weten.")
	} else {
		text = append(text, "U kunt de adviezen lezen in Traject, bij deze zaak.")
	}
	return Section{Heading: "Hoe dit besluit tot stand kwam", Text: append(text, article(d))}
}

func heard(d Decision, reader Reader) string {
	const weighed = " De deskundigen hebben die meegewogen. In hun advies staat wat zij ermee deden."
	toParents := reader == Parents
	switch {
	case d.Zienswijze == Given && toParents:
		return "U gaf een eigen kijk op de aanvraag: uw zienswijze." + weighed
	case d.Zienswijze == Given:
		return "De ouders gaven een eigen kijk op de aanvraag: hun zienswijze." + weighed
	case d.Zienswijze == Agreed && toParents:
		return "U was het eens met de aanvraag."
	case d.Zienswijze == Agreed:
		return "De ouders waren het eens met de aanvraag."
	case toParents:
		return "Wij vroegen u wat u van de aanvraag vindt. Wij kregen geen antwoord binnen de tijd die daarvoor was."
	default:
		return "Wij vroegen de ouders wat zij van de aanvraag vinden. Zij antwoordden niet binnen de tijd die daarvoor was."
	}
}

// article is the law on which the decision rests.
func article(d Decision) string {
	const task = "artikel 18a, zesde lid, onder c, van de Wet op het primair onderwijs (WPO)"
	switch {
	case !d.Granted:
		return "Wij nemen dit besluit op grond van " + task + "."
	case d.SO:
		return "Wij nemen dit besluit op grond van " + task + " en artikel 40 van de Wet op de expertisecentra (WEC)."
	default:
		return "Wij nemen dit besluit op grond van " + task + " en artikel 40, achtste lid, van die wet."
	}
}

func number(experts int) string {
	words := []string{"Geen deskundigen", "Eén deskundige", "Twee deskundigen", "Drie deskundigen", "Vier deskundigen"}
	if experts < len(words) {
		return words[experts]
	}
	return fmt.Sprintf("%d deskundigen", experts)
}

// join as "een gz-psycholoog en een orthopedagoog".
func join(professions []string) string {
	named := make([]string, len(professions))
	for i, profession := range professions {
		named[i] = "een " + profession
	}
	if len(named) < 2 {
		return strings.Join(named, "")
	}
	return strings.Join(named[:len(named)-1], ", ") + " en " + named[len(named)-1]
}
