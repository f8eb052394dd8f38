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
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// owed is what a notice of default costs up to and including a day (ISO 8601): for how many days, and how much in euro. The
// rates are frozen, so this is arithmetic only. The day on which the decision was announced is no day in default.
func owed(notice *caseworkv1.DefaultNotice, through string) (days, euros int) {
	if stopped := notice.GetStoppedOn(); stopped != "" && through >= stopped {
		through = addDays(stopped, -1)
	}
	for _, rate := range notice.GetRates() {
		until := min(rate.GetUntilOn(), through)
		if left := daysLeft(rate.GetFromOn(), until); left != nil && *left >= 0 {
			days += *left + 1
			euros += (*left + 1) * int(rate.GetEurosADay())
		}
	}
	return days, euros
}

// addDays to a date (ISO 8601); a date that is none stays as it is.
func addDays(on string, days int) string {
	date, err := time.Parse(time.DateOnly, on)
	if err != nil {
		return on
	}
	return date.AddDate(0, 0, days).Format(time.DateOnly)
}

// exposureDays is how far ahead is looked when nobody says until when: as long as a dwangsom can run.
const exposureDays = 42

func (s *service) registerPenalties(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "listPenalties", Method: http.MethodGet, Path: "/v1/penalties", Tags: []string{"reads"},
		Errors:      append([]int{http.StatusForbidden}, readErrors...),
		Summary:     "What late decisions cost: now, and on a later day if nothing happens",
		Description: "For the office and the director. Every notice of default that counted, the oldest first; what was decided stands for what was counted.",
	}, s.penalties)
}

type penaltiesInput struct {
	Until string `query:"until" format:"date" doc:"Until which day, which counts too; six weeks from today when absent."`
}

// PenaltyItem is the dwangsom after one notice of default.
type PenaltyItem struct {
	CaseID       string `json:"caseId"`
	Procedure    string `json:"procedure" enum:"tlv,bezwaar,buitenkans,plaatsing"`
	NoticeID     string `json:"noticeId"`
	TermID       string `json:"termId,omitempty"`
	ReceivedOn   string `json:"receivedOn" format:"date"`
	Judgement    string `json:"judgement,omitempty" enum:"valid,premature,unfounded"`
	FirstDay     string `json:"firstDay" format:"date"`
	LastDay      string `json:"lastDay" format:"date"`
	DaysNow      int    `json:"daysNow"`
	EurosNow     int    `json:"eurosNow"`
	DaysUntil    int    `json:"daysUntil"`
	EurosUntil   int    `json:"eurosUntil"`
	StoppedOn    string `json:"stoppedOn,omitempty" format:"date"`
	DecidedOn    string `json:"decidedOn,omitempty" format:"date"`
	DecidedEuros *int   `json:"decidedEuros,omitempty"`
}

type penaltiesOutput struct {
	Body struct {
		AsOf       string        `json:"asOf" format:"date" doc:"Today (Amsterdam)."`
		Until      string        `json:"until" format:"date"`
		Items      []PenaltyItem `json:"items" nullable:"false"`
		EurosNow   int           `json:"eurosNow"`
		EurosUntil int           `json:"eurosUntil" doc:"If nothing happens until then."`
	}
}

func (s *service) penalties(ctx context.Context, in *penaltiesInput) (*penaltiesOutput, error) {
	person := identity.From(ctx)
	if !access.MayOverview(access.Penalties, person.Parties...) {
		return nil, edge.Forbidden("De dwangsommen zijn alleen voor het kantoor en de directeur.")
	}
	out := &penaltiesOutput{}
	body := &out.Body
	body.AsOf, body.Items = s.clock.Today(), []PenaltyItem{}
	body.Until = cmp.Or(in.Until, addDays(body.AsOf, exposureDays))
	if body.Until < body.AsOf {
		return nil, edge.BadRequest(edge.FieldProblem{Location: "query.until", Message: "Deze dag is al geweest. Kies vandaag of een latere dag."})
	}
	views, err := s.store.Cases(ctx, CaseQuery{Parties: inRole(person, party.Office, party.Director), Defaulted: true})
	if err != nil {
		return nil, edge.Problem(err)
	}
	for _, view := range views {
		for _, notice := range view.GetDefaults() {
			if notice.GetFirstDay() != "" {
				body.Items = append(body.Items, penaltyItem(view, notice, body.AsOf, body.Until))
			}
		}
	}
	slices.SortFunc(body.Items, func(a, b PenaltyItem) int {
		return cmp.Or(strings.Compare(a.FirstDay, b.FirstDay), strings.Compare(a.CaseID, b.CaseID), strings.Compare(a.NoticeID, b.NoticeID))
	})
	for _, item := range body.Items {
		body.EurosNow += item.EurosNow
		body.EurosUntil += item.EurosUntil
	}
	return out, nil
}

func penaltyItem(view *casesv1.View, n *caseworkv1.DefaultNotice, today, until string) PenaltyItem {
	item := PenaltyItem{
		CaseID: view.GetCaseId(), Procedure: view.GetProcedure(), NoticeID: n.GetId(), TermID: n.GetTermId(), ReceivedOn: n.GetReceivedOn(),
		Judgement: judgements.word(n.GetJudgement()), FirstDay: n.GetFirstDay(), LastDay: n.GetLastDay(),
		StoppedOn: n.GetStoppedOn(), DecidedOn: n.GetDecidedOn(),
	}
	item.DaysNow, item.EurosNow = owed(n, today)
	item.DaysUntil, item.EurosUntil = owed(n, until)
	if n.GetDecidedOn() != "" {
		decided := int(n.GetDecidedEuros())
		item.DecidedEuros, item.EurosNow, item.EurosUntil = &decided, decided, decided
	}
	return item
}
