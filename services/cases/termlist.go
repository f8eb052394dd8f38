package cases

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// risks that a term is not met, the greatest first.
var risks = []string{"missed", "this-week", "soon", "later", "suspended"}

// Until how many days before its date a term counts as due this week, or soon.
const (
	daysThisWeek = 7
	daysSoon     = 28
)

func (s *service) registerTerms(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "listTerms", Method: http.MethodGet, Path: "/v1/terms", Tags: []string{"reads"},
		Errors:      append([]int{http.StatusForbidden}, readErrors...),
		Summary:     "Open terms, the greatest risk first",
		Description: "Of the region for the office and the director, of the cases of the subregion for the SOT.",
	}, s.terms)
}

type termsInput struct {
	Procedure string `query:"procedure" enum:"tlv,bezwaar,buitenkans,plaatsing"`
	Subregion string `query:"subregion" maxLength:"100"`
	Kind      string `query:"kind" enum:"statutory,service-norm,internal"`
	Risk      string `query:"risk" enum:"missed,this-week,soon,later,suspended"`
}

// TermItem is an open term in a list.
type TermItem struct {
	CaseID         string `json:"caseId"`
	Procedure      string `json:"procedure" enum:"tlv,bezwaar,buitenkans,plaatsing"`
	TermID         string `json:"termId"`
	Title          string `json:"title"`
	Kind           string `json:"kind" enum:"statutory,service-norm,internal"`
	Basis          string `json:"basis"`
	Owner          string `json:"owner,omitempty" doc:"Role that sees to it."`
	PlannedOn      string `json:"plannedOn,omitempty" format:"date"`
	LastOn         string `json:"lastOn,omitempty" format:"date"`
	Suspended      bool   `json:"suspended"`
	DaysLeft       *int   `json:"daysLeft,omitempty"`
	MissedOn       string `json:"missedOn,omitempty" format:"date"`
	Risk           string `json:"risk" enum:"missed,this-week,soon,later,suspended" doc:"this-week: within 7 days; soon: within 28; suspended: it stands still with no end known."`
	SubregionID    string `json:"subregionId"`
	MunicipalityID string `json:"municipalityId"`
	BeyondHorizon  bool   `json:"beyondHorizon"`
}

type termsOutput struct {
	Body struct {
		Today string     `json:"today" format:"date"`
		Terms []TermItem `json:"terms" nullable:"false"`
	}
}

func (s *service) terms(ctx context.Context, in *termsInput) (*termsOutput, error) {
	person := identity.From(ctx)
	if !access.MayOverview(access.RegionTerms, person.Parties...) {
		return nil, edge.Forbidden("De termijnen van de regio zijn voor het kantoor, de directeur en het ondersteuningsteam.")
	}
	views, err := s.store.Cases(ctx, CaseQuery{
		Parties: inRole(person, party.Office, party.Director, party.SOT), Procedure: in.Procedure, Running: true,
	})
	if err != nil {
		return nil, edge.Problem(err)
	}
	out := &termsOutput{}
	out.Body.Today, out.Body.Terms = s.clock.Today(), []TermItem{}
	for _, view := range views {
		reader := s.reader(person, view)
		if in.Subregion != "" && in.Subregion != view.GetSubregionId() || !reader.May(access.Terms) {
			continue
		}
		for _, term := range view.GetTerms() {
			if item := reader.termItem(term); isRunning(term) && in.matches(item) {
				out.Body.Terms = append(out.Body.Terms, item)
			}
		}
	}
	slices.SortFunc(out.Body.Terms, byRisk)
	return out, nil
}

func (in *termsInput) matches(item TermItem) bool {
	return (in.Kind == "" || in.Kind == item.Kind) && (in.Risk == "" || in.Risk == item.Risk)
}

func byRisk(a, b TermItem) int {
	return cmp.Or(
		cmp.Compare(slices.Index(risks, a.Risk), slices.Index(risks, b.Risk)),
		strings.Compare(cmp.Or(a.PlannedOn, noDate), cmp.Or(b.PlannedOn, noDate)),
		strings.Compare(a.CaseID, b.CaseID), strings.Compare(a.TermID, b.TermID),
	)
}

func (r reader) termItem(t *caseworkv1.Term) TermItem {
	return TermItem{
		CaseID: r.view.GetCaseId(), Procedure: r.view.GetProcedure(), TermID: t.GetId(), Title: t.GetTitle(),
		Kind: termKinds.word(t.GetKind()), Basis: t.GetBasis(), Owner: t.GetOwner(), PlannedOn: t.GetPlannedOn(), LastOn: t.GetLastOn(),
		Suspended: isSuspended(t, r.today), DaysLeft: daysLeft(r.today, t.GetPlannedOn()), MissedOn: t.GetMissedOn(), Risk: risk(t, r.today),
		SubregionID: r.view.GetSubregionId(), MunicipalityID: r.view.GetMunicipalityId(), BeyondHorizon: t.GetBeyondHorizon(),
	}
}

// risk that a running term is not met. A term that stands still with no end known is never late.
func risk(t *caseworkv1.Term, today string) string {
	left := daysLeft(today, t.GetPlannedOn())
	switch {
	case left == nil && t.GetMissedOn() == "":
		return "suspended"
	case t.GetMissedOn() != "" || *left < 0:
		return "missed"
	case *left <= daysThisWeek:
		return "this-week"
	case *left <= daysSoon:
		return "soon"
	default:
		return "later"
	}
}
