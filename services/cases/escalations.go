package cases

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/contract/party"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

func (s *service) registerEscalations(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "listEscalations", Method: http.MethodGet, Path: "/v1/escalations", Tags: []string{"reads"}, Errors: readErrors,
		Summary:     "What the ladder told me is overdue: what is still open first, the latest first",
		Description: "Also for who has no part in the case, such as a municipality or a board. No school, no pupil.",
	}, s.escalations)
}

// EscalationItem is one time that the ladder told the caller of something overdue.
type EscalationItem struct {
	CaseID    string     `json:"caseId"`
	Procedure string     `json:"procedure" enum:"tlv,bezwaar,buitenkans,plaatsing"`
	About     string     `json:"about" doc:"Id of the task or the term."`
	Title     string     `json:"title"`
	DueOn     string     `json:"dueOn" format:"date"`
	DaysLate  int        `json:"daysLate" doc:"Until today, or until it was done."`
	At        *time.Time `json:"at,omitempty" doc:"When the caller was told."`
	Late      bool       `json:"late" doc:"Told later than planned, because nothing ran at the moment itself."`
	Over      bool       `json:"over" doc:"It was done, or is not late any more."`
	Contact   string     `json:"contact,omitempty" example:"sot:zeist" doc:"Whom to ask: the SOT of the subregion."`
}

type escalationsOutput struct {
	Body struct {
		Today       string           `json:"today" format:"date"`
		Escalations []EscalationItem `json:"escalations" nullable:"false"`
	}
}

func (s *service) escalations(ctx context.Context, _ *struct{}) (*escalationsOutput, error) {
	told := []string{}
	for _, who := range identity.From(ctx).Parties {
		told = append(told, string(who))
	}
	views, err := s.store.Cases(ctx, CaseQuery{Told: told})
	if err != nil {
		return nil, edge.Problem(err)
	}
	out := &escalationsOutput{}
	out.Body.Today, out.Body.Escalations = s.clock.Today(), []EscalationItem{}
	for _, view := range views {
		for _, firing := range view.GetFired() {
			mine := slices.ContainsFunc(firing.GetTold(), func(who string) bool { return slices.Contains(told, who) })
			if mine && firing.GetKind() == caseworkv1.FiringKind_FIRING_KIND_ESCALATION {
				out.Body.Escalations = append(out.Body.Escalations, escalationItem(view, firing, out.Body.Today))
			}
		}
	}
	slices.SortStableFunc(out.Body.Escalations, openAndLatestFirst)
	return out, nil
}

func openAndLatestFirst(a, b EscalationItem) int {
	if a.Over != b.Over {
		if a.Over {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(b.DaysLate, a.DaysLate), strings.Compare(a.DueOn, b.DueOn), strings.Compare(a.CaseID, b.CaseID))
}

func escalationItem(view *casesv1.View, f *caseworkv1.Firing, today string) EscalationItem {
	item := EscalationItem{
		CaseID: view.GetCaseId(), Procedure: view.GetProcedure(), About: f.GetAbout(), Title: f.GetTitle(), DueOn: f.GetDueOn(),
		At: moment(f.GetAt()), Late: f.GetLate(),
	}
	doneOn, over := overSince(view, f)
	item.Over = over
	if late := daysLeft(f.GetDueOn(), cmp.Or(doneOn, today)); late != nil {
		item.DaysLate = max(0, *late)
	}
	if view.GetSubregionId() != "" {
		item.Contact = string(party.Of(party.SOT, view.GetSubregionId()))
	}
	return item
}

// overSince says whether what was late is over, and since which day if it was done: the task is closed, the term is met, ended or
// moved, or the dwangsom stopped.
func overSince(view *casesv1.View, f *caseworkv1.Firing) (doneOn string, over bool) {
	for _, task := range view.GetTasks() {
		if task.GetId() == f.GetAbout() && task.GetDueOn() == f.GetDueOn() {
			if isOpen(task) {
				return "", false
			}
			return clock.Clock(task.GetClosedAt().AsTime).Today(), true
		}
	}
	for _, term := range view.GetTerms() {
		if term.GetId() == f.GetAbout() && term.GetPlannedOn() == f.GetDueOn() {
			return term.GetMetOn(), !isRunning(term)
		}
	}
	for _, notice := range view.GetDefaults() {
		if notice.GetId() == f.GetAbout() {
			return notice.GetStoppedOn(), notice.GetStoppedOn() != "" || notice.GetDecidedOn() != ""
		}
	}
	return "", true
}
