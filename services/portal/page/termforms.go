package page

import (
	"strconv"
	"strings"

	"traject.nl/services/portal/upstream"
)

// Euros says an amount: "€ 1.442".
func Euros(amount int) string {
	digits := strconv.Itoa(amount)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "." + digits[at:]
	}
	return "€ " + digits
}

// termOptions are the terms on which an act can be done.
func (v *CaseView) termOptions(act string) []Option {
	var options []Option
	if found := v.Case.Act(act); found != nil {
		for _, id := range found.TermIDs {
			options = append(options, Option{Value: id, Text: v.termTitle(id)})
		}
	}
	return options
}

func (v *CaseView) extendableOptions() []Option {
	var options []Option
	for _, longer := range v.Case.Extendable {
		options = append(options, Option{Value: longer.TermID, Text: v.termTitle(longer.TermID)})
	}
	return options
}

func (v *CaseView) termTitle(id string) string {
	if term := v.Term(id); term != nil {
		return term.Title
	}
	return id
}

// weekOptions are numbers of weeks.
func weekOptions(most int) []Option {
	options := []Option{{Text: "Kies het aantal weken"}}
	for weeks := 1; weeks <= most; weeks++ {
		options = append(options, Option{Value: strconv.Itoa(weeks), Text: Count(weeks, "week", "weken")})
	}
	return options
}

// lateOptions are the decision terms with which ZOUT can be late, after the answer that it was not said.
func (v *CaseView) lateOptions() []Option {
	options := []Option{{Text: "Dat weet ik niet"}}
	for _, term := range v.Case.Terms {
		if term.Kind == "statutory" && !term.Over() && (term.Owner == "office" || term.Owner == "director") {
			options = append(options, Option{Value: term.ID, Text: term.Title})
		}
	}
	return options
}

// waitingOptions are the parties from whom a notice of default can come.
func (v *CaseView) waitingOptions() []Option {
	options := []Option{{Text: "Kies van wie"}}
	for _, party := range v.Case.Parties {
		switch role, id, _ := strings.Cut(party, ":"); role {
		case "parent", "board", "interested":
			options = append(options, Option{Value: party, Text: Word(role)})
		case "school":
			if id == v.Case.ApplicantSchoolID {
				options = append(options, Option{Value: party, Text: v.SchoolName(id)})
			}
		}
	}
	return options
}

func (v *CaseView) noticeLabel() string {
	if v.worksHere() {
		return "De tekst van de ingebrekestelling"
	}
	return "Wat wilt u ZOUT laten weten?"
}

func (v *CaseView) noticeButton() string {
	if v.worksHere() {
		return "Vastleggen"
	}
	return "Versturen"
}

// notice of default by its id; nil when there is none.
func (v *CaseView) notice(id string) *upstream.DefaultNotice {
	for i := range v.Case.Defaults {
		if v.Case.Defaults[i].ID == id {
			return &v.Case.Defaults[i]
		}
	}
	return nil
}

// standWord says in one sentence where a term stands.
func standWord(t upstream.Term) string {
	switch stateOf(t) {
	case termMet:
		return "Gedaan op " + ShortDay(t.MetOn) + "."
	case termEnded:
		return "Deze termijn is niet meer nodig."
	case termStandsStill:
		return stillWord(t)
	case termMissed:
		return "Te laat sinds " + ShortDay(t.MissedOn) + "."
	}
	if twoAnswers(t) {
		return "De termijn loopt. Reken op " + ShortDay(t.PlannedOn) + ", uiterlijk " + ShortDay(t.LastOn) + "."
	}
	return "De termijn loopt tot en met " + ShortDay(t.PlannedOn) + "."
}

// task of the case by its id; nil when there is none.
func (v *CaseView) task(id string) *upstream.Task {
	for i := range v.Case.Tasks {
		if v.Case.Tasks[i].ID == id {
			return &v.Case.Tasks[i]
		}
	}
	return nil
}

// handOverOptions are those to whom a task can be given: colleagues of its party, whoever of it is first, and the other
// parties of the same role. A value is the party, and after a bar the colleague.
func (v *CaseView) handOverOptions(taskID string) []Option {
	task := v.task(taskID)
	if task == nil {
		return []Option{{Text: "Kies aan wie"}}
	}
	return HandOverOptions(v.Colleagues, task.Party, task.AssigneeSubject)
}

// HandOverOptions are those to whom what a party has to do can be given, without who has it now.
func HandOverOptions(colleagues []upstream.Colleague, party, now string) []Option {
	options := []Option{{Text: "Kies aan wie"}}
	role, _, _ := strings.Cut(party, ":")
	others := map[string]bool{}
	for _, colleague := range colleagues {
		if colleague.Party == party && colleague.ID != now {
			options = append(options, Option{Value: party + "|" + colleague.ID, Text: colleague.Title})
		}
		if theirs, _, _ := strings.Cut(colleague.Party, ":"); theirs == role && colleague.Party != party {
			others[colleague.Party] = true
		}
	}
	if now != "" {
		options = append(options, Option{Value: party + "|", Text: "Niemand in het bijzonder: wie het oppakt"})
	}
	for _, colleague := range colleagues {
		if others[colleague.Party] {
			others[colleague.Party] = false
			options = append(options, Option{Value: colleague.Party + "|", Text: "Het " + PartyWord(colleague.Party)})
		}
		if theirs, _, _ := strings.Cut(colleague.Party, ":"); theirs == role && colleague.Party != party {
			options = append(options, Option{Value: colleague.Party + "|" + colleague.ID, Text: colleague.Title})
		}
	}
	return options
}

// subregions by their id; the id is the name without its spaces and capitals.
var subregions = map[string]string{
	"zeist": "Zeist", "utrechtse-heuvelrug": "Utrechtse Heuvelrug", "de-bilt": "De Bilt", "bunnik-wijk-bij-duurstede": "Bunnik en Wijk bij Duurstede",
}

// SubregionWord names a subregion; an unknown one is shown as it is.
func SubregionWord(id string) string {
	if name, ok := subregions[id]; ok {
		return name
	}
	return id
}

// PartyWord says who a party is, an SOT with its subregion.
func PartyWord(party string) string {
	if id, ok := strings.CutPrefix(party, "sot:"); ok {
		return "SOT " + SubregionWord(id)
	}
	return RoleOf(party)
}
