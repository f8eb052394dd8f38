// Package report prints the evidence of one case: per message what happened when, in plain Dutch, with the head of each chain. It names
// nobody; who wants to check it needs the exports of the chains (evidence.Export) and nothing of Traject.
package report

import (
	"fmt"
	"time"

	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/paper"
)

// Report is what is printed.
type Report struct {
	CaseID string
	// Chains of the case, of any of the logs; those of another case are refused.
	Chains []evidence.Export
	// At is when it was made; the same report of the same moment always gives the same bytes.
	At time.Time
	// Author is who hands it over, such as "Samenwerkingsverband Zuidoost Utrecht".
	Author string
}

// PDF sets the report on pages. A chain that is broken is printed too, and said to be so on the first page.
func PDF(r Report) ([]byte, error) { return typeset(r, false) }

func typeset(r Report, plain bool) ([]byte, error) {
	for _, chain := range r.Chains {
		if chain.CaseID != r.CaseID {
			return nil, fmt.Errorf("evidence report of case %s: chain %s is of case %s", r.CaseID, chain.Log, chain.CaseID)
		}
	}
	document := paper.New(paper.Properties{
		Title: "Bewijs van berichten, kenmerk " + r.CaseID, Author: r.Author, On: r.At.UTC(), Footer: "Bewijs van berichten, kenmerk " + r.CaseID, Plain: plain,
	})
	found := sort(r.Chains)
	document.Title("Kenmerk "+r.CaseID, "Bewijs van berichten")
	document.Section(opening(r, found))
	document.Section(chains(r.Chains))
	for _, one := range found.messages {
		document.Section(one.section())
	}
	for _, rest := range []struct {
		heading string
		entries []evidence.Entry
	}{{"Wat er binnenkwam", found.received}, {"Overig", found.other}} {
		if len(rest.entries) > 0 {
			document.Section(paper.Section{Heading: rest.heading, Facts: rows(rest.entries)})
		}
	}
	document.Section(checking())
	out, err := document.Bytes()
	if err != nil {
		return nil, fmt.Errorf("evidence report of case %s: %w", r.CaseID, err)
	}
	return out, nil
}

func opening(r Report, found sorted) paper.Section {
	return paper.Section{
		Heading: "Wat dit is",
		Text: []string{
			"Hier staat welke berichten over deze zaak zijn verstuurd en wat er binnenkwam. Van elk bericht staat er wanneer het klaarstond, " +
				"wat de mailserver antwoordde, en wanneer de ontvanger het opende.",
			"Er staan geen namen en geen e-mailadressen in. Een partij heeft een kenmerk. Een tijd is de tijd in Nederland.",
		},
		Facts: [][2]string{
			{"Zaak", r.CaseID}, {"Gemaakt op", moment(r.At)}, {"Berichten", fmt.Sprint(len(found.messages))}, {"Ontvangen", fmt.Sprint(len(found.received))},
		},
	}
}

// chains tells of each chain whether it is whole, and its head.
func chains(all []evidence.Export) paper.Section {
	section := paper.Section{Heading: "Of het bewijs heel is", Text: []string{
		"Elke regel heeft een controlegetal waarin dat van de regel ervoor zit. Wie een regel verandert, weghaalt of ertussen zet, breekt de reeks.",
	}}
	if len(all) == 0 {
		section.After = []string{"Er zijn geen reeksen voor deze zaak."}
	}
	for _, chain := range all {
		state := fmt.Sprintf("%d regels, de reeks is heel", len(chain.Entries))
		if len(chain.Entries) == 1 {
			state = "1 regel, de reeks is heel"
		}
		switch err := chain.Verify(); {
		case err != nil:
			state = "LET OP: deze reeks is niet heel. " + broken(err)
			section.Small = append(section.Small, fmt.Sprintf("%s: %v", title(chain.Log), err))
		case len(chain.Entries) == 0:
			state = "nog geen regels"
		default:
			section.Small = append(section.Small, fmt.Sprintf("%s, laatste controlegetal: %s", title(chain.Log), chain.Head))
		}
		section.Facts = append(section.Facts, [2]string{title(chain.Log), state})
	}
	return section
}

func checking() paper.Section {
	return paper.Section{
		Heading: "Zo controleert u dit",
		Text: []string{
			"Vraag ons om de reeksen als bestand (JSON). Met het programma traject evidence verify, of met een eigen programma, rekent u na of elke " +
				"regel klopt en of het laatste controlegetal hetzelfde is als hierboven. Bewaar dit blad: daarmee ziet u later ook of er iets van het eind is weggehaald.",
		},
		Small: []string{
			"Een controlegetal is SHA-256 over de regel als JSON volgens RFC 8785, zonder het veld hash. Waarom wij dit bijhouden: Algemene wet bestuursrecht, artikel 2:10, 2:17, 2:21 en 2:25.",
		},
	}
}

// moment as it is printed, to the second.
func moment(at time.Time) string { return at.In(clock.Amsterdam()).Format("02-01-2006 15:04:05") }
