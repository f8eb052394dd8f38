package page

import (
	"slices"
	"strings"

	"traject.nl/services/portal/upstream"
)

// firedWord says what the clock did: about what, whom it told, and whether that was later than planned.
func (v *CaseView) firedWord(firing upstream.Firing) string {
	told := make([]string, len(firing.Told))
	for i, party := range firing.Told {
		told[i] = v.partyWord(party)
	}
	late := ""
	if firing.Late {
		late = " Dit ging later dan bedoeld."
	}
	title := "‘" + firing.Title + "’"
	switch firing.Kind {
	case "reminder":
		return "Herinnering aan " + listWord(told) + ": " + title + " moet uiterlijk " + ShortDay(firing.DueOn) + "." + late
	case "overrun":
		return title + " was op " + ShortDay(firing.DueOn) + " niet gedaan. De laatste dag is voorbij." + late
	default:
		return "Gemeld aan " + listWord(told) + ": " + title + " moest uiterlijk " + ShortDay(firing.DueOn) + "." + late
	}
}

// answered says that somebody outside the case answered what they were told.
func (v *CaseView) answered() bool {
	return slices.ContainsFunc(v.Case.Fired, func(firing upstream.Firing) bool { return len(firing.Answers) > 0 })
}

// askedWord is what was asked of an outsider, of which desk and by when.
func askedWord(firing upstream.Firing) string {
	word := firing.Asks
	if firing.Subject != "" {
		word += " (" + lowerFirst(DeskWord(firing.Subject)) + ")"
	}
	if firing.AnswerOn != "" && len(firing.Answers) == 0 {
		word += " Antwoord gevraagd uiterlijk " + ShortDay(firing.AnswerOn) + "."
	}
	return word
}

// toldMunicipalities are those that were told.
func toldMunicipalities(firing upstream.Firing) []string {
	var told []string
	for _, party := range firing.Told {
		if id, ok := strings.CutPrefix(party, "municipality:"); ok {
			told = append(told, id)
		}
	}
	return told
}

// partyWord says who a party is in this case: a school by name, an SOT with its subregion.
func (v *CaseView) partyWord(party string) string {
	if id, ok := strings.CutPrefix(party, "school:"); ok && v.SchoolName != nil {
		return v.SchoolName(id)
	}
	return lowerUnlessName(partnerWord(party))
}

// lowerUnlessName leaves abbreviations as they are.
func lowerUnlessName(word string) string {
	if strings.HasPrefix(word, "SOT") || strings.HasPrefix(word, "GZ") {
		return word
	}
	return lowerFirst(word)
}

// listWord joins words: "kantoor, directeur en SOT Zeist".
func listWord(words []string) string {
	switch len(words) {
	case 0:
		return "niemand"
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " en " + words[len(words)-1]
}
