package page

import (
	"time"

	"traject.nl/services/portal/upstream"
)

// CaseRow is a case in a list, with the names that belong to it.
type CaseRow struct {
	Case upstream.CaseSummary
	// Label is the name of the pupil; empty for who may not know it.
	Label     string
	Applicant string
	Receiving string
}

func (r CaseRow) title() string {
	if r.Label != "" {
		return r.Label
	}
	return "Aanvraag van " + r.Applicant
}

// TaskRow is a task in a list, with the names that belong to it.
type TaskRow struct {
	Task   upstream.Task
	Label  string
	School string
}

// acting is who is to act, where the status does not say so already.
func (r CaseRow) acting() string {
	if r.Case.Acting == r.Case.Status {
		return ""
	}
	return r.Case.Acting
}

func (r TaskRow) title() string {
	if r.Label == "" {
		return r.Task.Title
	}
	return r.Label + ": " + lowerFirst(r.Task.Title)
}

// TaskGroup is the tasks that are due in one span of time.
type TaskGroup struct {
	ID    string
	Title string
	Tasks []TaskRow
}

// GroupTasks puts tasks under too late, today, this week and later. Today is an ISO date; a week ends on Sunday.
func GroupTasks(rows []TaskRow, today string) []TaskGroup {
	groups := []TaskGroup{
		{ID: "te-laat", Title: "Te laat"}, {ID: "vandaag", Title: "Vandaag"}, {ID: "deze-week", Title: "Deze week"}, {ID: "later", Title: "Later"},
	}
	sunday := 0
	if date, err := time.Parse(time.DateOnly, today); err == nil {
		sunday = (7 - int(date.Weekday())) % 7
	}
	for _, row := range rows {
		place := 3
		if left := row.Task.DaysLeft; left != nil {
			switch {
			case *left < 0:
				place = 0
			case *left == 0:
				place = 1
			case *left <= sunday:
				place = 2
			}
		}
		groups[place].Tasks = append(groups[place].Tasks, row)
	}
	return groups
}

// Tab is one of several views of the same thing.
type Tab struct {
	Href    string
	Text    string
	Current bool
}

// TaskPage is the task list of the SOT and the office.
type TaskPage struct {
	Title string
	Intro string
	Tabs  []Tab
	// Scope goes along with the filter.
	Scope   string
	Filter  Form
	Schools []Option
	Kinds   []Option
	Groups  []TaskGroup
	Total   int
	// ShowParty names who must act, where the list is not only of one's own.
	ShowParty bool
}

// StartWord is what the start page is called for a role.
func StartWord(role string) string {
	switch role {
	case "school":
		return "Mijn aanvragen"
	case "sot", "office", "expert":
		return "Mijn taken"
	case "director":
		return "Overzicht"
	default:
		return "Start"
	}
}

// taskKinds are the kinds of tasks in the order of the procedure.
var taskKinds = []Option{
	{Value: "competentie", Text: "Bevoegdheid bepalen"}, {Value: "sot-betrokkenheid", Text: "Betrokkenheid van het SOT"},
	{Value: "volledigheid", Text: "Volledigheid beoordelen"}, {Value: "aanvulling", Text: "Aanvullen"},
	{Value: "ouders", Text: "Antwoord van de ouders"}, {Value: "deskundigen", Text: "Deskundigen kiezen"},
	{Value: "gesprek-plannen", Text: "Gesprek plannen"}, {Value: "gesprek-verslag", Text: "Verslag van het gesprek"},
	{Value: "verslag-verzenden", Text: "Verslag aan de ouders"}, {Value: "advies", Text: "Advies geven"},
	{Value: "verschil", Text: "Verschil tussen adviezen"}, {Value: "besluit", Text: "Besluiten"}, {Value: "verzending", Text: "Brieven versturen"},
}

// TaskKinds for a filter.
func TaskKinds() []Option { return append([]Option{{Value: "", Text: "Alle soorten"}}, taskKinds...) }
