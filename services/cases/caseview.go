package cases

import (
	"slices"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/party"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/access"
)

// reader is who looks at a case, and on which day (ISO 8601, Amsterdam).
type reader struct {
	access.Viewer
	view  *casesv1.View
	today string
	// own are all parties of the person, also those without a part in the case.
	own []party.Party
	// subject of the person (opaque).
	subject string
	// newest is the version of the newest policy of the procedure; empty when it was not looked up.
	newest string
}

// whole is the case as the reader may see it.
func (r reader) whole(timeline []*caseworkv1.TimelineEntry) CaseView {
	shown := CaseView{
		CaseHead: head(r.view), As: r.standings(), You: []string{},
		Tasks: []TaskView{}, Terms: []TermView{}, Timeline: []TimelineView{}, Acts: r.openActs(),
		TLV: r.tlv(), Bezwaar: r.bezwaar(), Buitenkans: r.buitenkans(), Plaatsing: r.plaatsing(), Departure: r.departure(), About: r.about(), Related: []RelatedView{},
		Clock: r.keeping(),
	}
	for _, who := range r.Parties() {
		shown.You = append(shown.You, string(who))
	}
	if r.May(access.Defaults) {
		shown.Parties = r.view.GetParties()
	}
	for _, task := range r.view.GetTasks() {
		if r.MayTask(task) {
			shown.Tasks = append(shown.Tasks, r.task(task))
		}
	}
	if r.May(access.Terms) {
		for _, term := range r.view.GetTerms() {
			shown.Terms = append(shown.Terms, r.term(term))
		}
	}
	for _, line := range timeline {
		if r.MayLine(line) {
			shown.Timeline = append(shown.Timeline, timelineView(line))
		}
	}
	return shown
}

// item is the case in a list.
func (r reader) item() CaseItem {
	item := CaseItem{
		CaseHead: head(r.view), As: r.standings(), Next: r.next(), DecisionTerm: r.decisionTerm(),
		About: r.about(), Overdue: r.overdue(),
	}
	for _, task := range r.view.GetTasks() {
		if isOpen(task) && r.isMine(task) {
			item.Tasks++
		}
	}
	if facts := r.tlv(); facts != nil {
		item.Outcome = facts.Outcome
		if facts.Application != nil {
			item.Intake, item.Destination = facts.Application.Intake, facts.Application.Destination
		}
		if facts.Decision != nil {
			item.TLVNumber = facts.Decision.TLVNumber
		}
	}
	if facts := r.bezwaar(); facts != nil {
		item.Outcome = facts.Outcome
	}
	if facts := r.buitenkans(); facts != nil {
		item.Outcome = facts.Outcome
	}
	if facts := r.plaatsing(); facts != nil {
		item.Outcome = facts.Outcome
	}
	return item
}

// about are the cases that it is about or was started from. Who sees no more than that there is a case, does not see these either.
func (r reader) about() []string {
	if !r.May(access.Terms) {
		return []string{}
	}
	return append([]string{}, r.view.GetAboutCaseIds()...)
}

func head(v *casesv1.View) CaseHead {
	return CaseHead{
		ID: v.GetCaseId(), Procedure: v.GetProcedure(), Version: v.GetVersion(), Phase: v.GetPhase(),
		Status: v.GetStatus(), Acting: v.GetActing(), Closed: v.GetClosed(),
		ReceivedAt: moment(v.GetReceivedAt()), ClosedAt: moment(v.GetClosedAt()),
		ApplicantSchoolID: v.GetApplicantSchoolId(), ReceivingSchoolID: v.GetReceivingSchoolId(),
		MunicipalityID: v.GetMunicipalityId(), SubregionID: v.GetSubregionId(), DossierID: v.GetDossierId(),
	}
}

// standings are the parts of the reader in the case, each once.
func (r reader) standings() []string {
	rights := accessCase(r.view)
	standings := []string{}
	for _, who := range r.Parties() {
		if standing := string(rights.Standing(who)); !slices.Contains(standings, standing) {
			standings = append(standings, standing)
		}
	}
	return standings
}

func timelineView(line *caseworkv1.TimelineEntry) TimelineView {
	return TimelineView{
		Version: line.GetVersion(), At: line.GetAt().AsTime(), Kind: line.GetKind(), Text: line.GetText(),
		By: string(party.Party(line.GetActor().GetParty()).Role()),
	}
}

// next is the first date on which something that the reader may see is due; nil when nothing is.
func (r reader) next() *NextDate {
	var next *NextDate
	consider := func(on, title, kind, basis string) {
		left := daysLeft(r.today, on)
		if left == nil || next != nil && next.On <= on {
			return
		}
		next = &NextDate{On: on, Title: title, Kind: kind, Basis: basis, DaysLeft: *left}
	}
	for _, task := range r.view.GetTasks() {
		if isOpen(task) && r.MayTask(task) {
			consider(task.GetDueOn(), task.GetTitle(), "task", task.GetBasis())
		}
	}
	for _, term := range r.view.GetTerms() {
		if isRunning(term) && r.May(access.Terms) {
			consider(term.GetPlannedOn(), term.GetTitle(), "term", term.GetBasis())
		}
	}
	return next
}

// overdue says whether a task of the reader or a running term is late. A term that stands still never is.
func (r reader) overdue() bool {
	late := func(on string) bool { return on != "" && on < r.today }
	return slices.ContainsFunc(r.view.GetTasks(), func(task *caseworkv1.Task) bool {
		return isOpen(task) && r.isMine(task) && late(task.GetDueOn())
	}) || r.May(access.Terms) && slices.ContainsFunc(r.view.GetTerms(), func(term *caseworkv1.Term) bool {
		return isRunning(term) && !isSuspended(term, r.today) && late(term.GetPlannedOn())
	})
}

// decisionTerms are the ids of the terms to decide, on an application and on an objection.
var decisionTerms = []string{"beslistermijn", "beslistermijn-bezwaar"}

func (r reader) decisionTerm() *ShortTerm {
	for _, term := range r.view.GetTerms() {
		if slices.Contains(decisionTerms, term.GetId()) && isRunning(term) && r.May(access.Terms) {
			return &ShortTerm{
				PlannedOn: term.GetPlannedOn(), LastOn: term.GetLastOn(), Suspended: isSuspended(term, r.today),
				DaysLeft: daysLeft(r.today, term.GetPlannedOn()),
			}
		}
	}
	return nil
}

// daysLeft counts calendar days from today until a date (both ISO 8601); nil when there is no date.
func daysLeft(today, on string) *int {
	from, errFrom := time.Parse(time.DateOnly, today)
	until, errUntil := time.Parse(time.DateOnly, on)
	if errFrom != nil || errUntil != nil {
		return nil
	}
	days := int(until.Sub(from) / (24 * time.Hour))
	return &days
}

func moment(t *timestamppb.Timestamp) *time.Time {
	if t == nil {
		return nil
	}
	at := t.AsTime()
	return &at
}
