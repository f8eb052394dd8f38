package page

import (
	"slices"
	"strconv"
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
	switch own := r.Case.Procedure != "" && r.Case.Procedure != "tlv"; {
	case own && r.Label != "":
		return Word(r.Case.Procedure) + ": " + r.Label
	case own:
		return Word(r.Case.Procedure) + " met kenmerk " + r.Case.ID
	case r.Label != "":
		return r.Label
	}
	return "Aanvraag van " + r.Applicant
}

// Title of the row.
func (r CaseRow) Title() string { return r.title() }

// TaskRow is a task in a list, with the names that belong to it.
type TaskRow struct {
	Task   upstream.Task
	Label  string
	School string
	// Late says that it is overdue.
	Late bool
	// Assignee is who took it up, in words; empty when nobody did.
	Assignee string
	// Button takes it up or gives it back; nil when the list is not the place for that.
	Button *TaskButton
}

// domID of the link of the row.
func (r TaskRow) domID() string { return "taak-" + r.Task.CaseID + "-" + r.Task.ID }

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
		if row.Late {
			groups[0].Tasks = append(groups[0].Tasks, row)
			continue
		}
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

// TaskList is a page of tasks.
type TaskList struct {
	Groups []TaskGroup
	// Total on all pages.
	Total int
	// First is where the first page is, when this is a later one, and More where the next is; empty when there is none.
	First, More string
}

// whole says whether all tasks are on this page.
func (l TaskList) whole() bool { return l.First == "" && l.More == "" }

// shown is how many tasks of how many are on this page.
func (l TaskList) shown() string {
	here := 0
	for _, group := range l.Groups {
		here += len(group.Tasks)
	}
	return strconv.Itoa(here) + " van de " + Count(l.Total, "taak", "taken")
}

// Tab is one of several views of the same thing.
type Tab struct {
	Href    string
	Text    string
	Current bool
}

// CaseList is the page with all cases that someone may see.
type CaseList struct {
	Intro string
	Views []Tab
	// View goes along with the filter.
	View   string
	Filter Form
	Rows   []CaseRow
	// More is the address of the next page; empty on the last one.
	More string
	// Here is the address of this page.
	Here string
}

// KnownProcedure is the procedure when there is such a one, and empty otherwise.
func KnownProcedure(procedure string) string {
	for _, option := range procedureOptions {
		if option.Value == procedure {
			return procedure
		}
	}
	return ""
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
	Tasks   TaskList
	// ShowParty names who must act, where the list is not only of one's own.
	ShowParty bool
	// Told is what ladders told the person's party.
	Told []EscalationRow
	// Post is what of the post waits for somebody; nil for who does not do the post.
	Post *PostNote
}

// AssigneeOptions narrow a list of tasks by who took them up.
var AssigneeOptions = []Option{
	{Text: "Iedereen"}, {Value: "me", Text: "Door mij opgepakt"}, {Value: "nobody", Text: "Nog niet opgepakt"}, {Value: "colleague", Text: "Door een collega opgepakt"},
}

// StartWord is what the start page is called for a role.
func StartWord(role string) string {
	switch role {
	case "school":
		return "Mijn aanvragen"
	case "sot", "office", "expert", "provision":
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
	{Value: "ontvangstbevestiging", Text: "Bezwaar: ontvangst bevestigen"}, {Value: "herstel", Text: "Bezwaar: aanvullen"},
	{Value: "reden-te-laat", Text: "Bezwaar: reden te laat"}, {Value: "verweerschrift", Text: "Bezwaar: verweerschrift"},
	{Value: "lbt-dossier", Text: "Bezwaar: dossier voor de LBT"}, {Value: "hoorzitting-plannen", Text: "Bezwaar: hoorzitting plannen"},
	{Value: "hoorverslag", Text: "Bezwaar: verslag hoorzitting"}, {Value: "lbt-advies", Text: "Bezwaar: advies van de LBT"},
	{Value: "besluit-bezwaar", Text: "Bezwaar: beslissen"}, {Value: "verzending-bezwaar", Text: "Bezwaar: brieven versturen"},
}

var sharedTaskKinds = []Option{
	{Value: "ingebrekestelling", Text: "Ingebrekestelling beoordelen"}, {Value: "dwangsombesluit", Text: "Dwangsom vaststellen"},
}

// TaskKinds for a filter.
func TaskKinds() []Option {
	return slices.Concat([]Option{{Value: "", Text: "Alle soorten"}}, taskKinds, buitenkansTaskKinds, placementTaskKinds, sharedTaskKinds)
}

// objectedWord says what an objection did to a line of the register; empty when none did anything.
func (r RegisterRow) objectedWord() string {
	switch {
	case r.TLV.ReplacedBy != "":
		return "Na bezwaar vervangen door " + r.TLV.ReplacedBy
	case r.TLV.EndedOn != "":
		return "Na bezwaar vervallen op " + ShortDay(r.TLV.EndedOn)
	case r.TLV.Replaces != "":
		return "Na bezwaar, in plaats van " + r.TLV.Replaces
	}
	return ""
}
