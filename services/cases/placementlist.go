package cases

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

func (s *service) registerPlacements(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "listPlacements", Method: http.MethodGet, Path: "/v1/placements", Tags: []string{"reads"},
		Errors:      append([]int{http.StatusForbidden}, readErrors...),
		Summary:     "Who is placed where, until when, what is agreed, and which evaluation is due",
		Description: "Open cases, as far as the caller has a part in them: of the region for the office and the director, of the subregion for the SOT, of the own school for a school.",
	}, s.placements)
}

type placementsInput struct {
	School       string `query:"school" maxLength:"100" doc:"Only pupils who come from this school, are there, or go there."`
	Municipality string `query:"municipality" maxLength:"100"`
	By           string `query:"by" enum:"school,municipality" doc:"With totals of each school of origin, or of each municipality."`
}

// PlacementItem is one pupil who is placed somewhere, without a name.
type PlacementItem struct {
	CaseID            string `json:"caseId"`
	DossierID         string `json:"dossierId"`
	Procedure         string `json:"procedure" enum:"buitenkans,plaatsing"`
	Phase             string `json:"phase"`
	Status            string `json:"status"`
	OriginSchoolID    string `json:"originSchoolId"`
	HostSchoolID      string `json:"hostSchoolId,omitempty" doc:"This, groupName or institution."`
	GroupName         string `json:"groupName,omitempty" doc:"At the Buitenkans."`
	Institution       string `json:"institution,omitempty" enum:"ggz,jji,other"`
	MunicipalityID    string `json:"municipalityId"`
	SubregionID       string `json:"subregionId"`
	TLVNumber         string `json:"tlvNumber,omitempty"`
	FromOn            string `json:"fromOn,omitempty" format:"date"`
	UntilOn           string `json:"untilOn,omitempty" format:"date"`
	LastYear          bool   `json:"lastYear" doc:"The last school year of the TLV has begun (WPO 40 lid 14)."`
	Agreements        bool   `json:"agreements" doc:"Agreements were made on the return."`
	NextEvaluationOn  string `json:"nextEvaluationOn,omitempty" format:"date"`
	EvaluationOverdue bool   `json:"evaluationOverdue"`
	Going             string `json:"going,omitempty" enum:"well,attention,not-well" doc:"As was last said."`
	ReturnOn          string `json:"returnOn,omitempty" format:"date"`
	TargetSchoolID    string `json:"targetSchoolId,omitempty"`

	standing string
}

// PlacementTotals counts the pupils of one school of origin, or of one municipality.
type PlacementTotals struct {
	ID                 string `json:"id"`
	Awaited            int    `json:"awaited" doc:"There is a TLV or an admission, and the pupil is not there yet."`
	Placed             int    `json:"placed"`
	Returning          int    `json:"returning" doc:"On the way back, or back and followed."`
	LastYear           int    `json:"lastYear"`
	EvaluationsOverdue int    `json:"evaluationsOverdue"`
}

type placementsOutput struct {
	Body struct {
		Today      string            `json:"today" format:"date"`
		Placements []PlacementItem   `json:"placements" nullable:"false"`
		Totals     []PlacementTotals `json:"totals" nullable:"false" doc:"Only with by."`
	}
}

// Where a pupil stands, for the totals.
const (
	standsAwaited   = "awaited"
	standsPlaced    = "placed"
	standsReturning = "returning"
)

func (s *service) placements(ctx context.Context, in *placementsInput) (*placementsOutput, error) {
	person := identity.From(ctx)
	if !access.MayOverview(access.Placements, person.Parties...) {
		return nil, edge.Forbidden("Dit overzicht is voor scholen, het SOT, het kantoor en de directeur.")
	}
	open := false
	out := &placementsOutput{}
	out.Body.Today, out.Body.Placements, out.Body.Totals = s.clock.Today(), []PlacementItem{}, []PlacementTotals{}
	for _, procedure := range []string{plaatsing.Workflow, buitenkans.Workflow} {
		views, err := s.store.Cases(ctx, CaseQuery{
			Parties:   inRole(person, party.School, party.SOT, party.Office, party.Director),
			Procedure: procedure, Closed: &open, School: in.School, Municipality: in.Municipality,
		})
		if err != nil {
			return nil, edge.Problem(err)
		}
		for _, view := range views {
			if item, placed := s.reader(person, view).placementItem(); placed {
				out.Body.Placements = append(out.Body.Placements, item)
			}
		}
	}
	key := in.grouping()
	slices.SortFunc(out.Body.Placements, func(a, b PlacementItem) int {
		return cmp.Or(strings.Compare(key(a), key(b)), strings.Compare(cmp.Or(a.UntilOn, noDate), cmp.Or(b.UntilOn, noDate)), strings.Compare(a.CaseID, b.CaseID))
	})
	if in.By != "" {
		out.Body.Totals = totals(out.Body.Placements, key)
	}
	return out, nil
}

// grouping gives what the placements are put together by; nothing when nobody asked.
func (in *placementsInput) grouping() func(PlacementItem) string {
	switch in.By {
	case "school":
		return func(item PlacementItem) string { return item.OriginSchoolID }
	case "municipality":
		return func(item PlacementItem) string { return item.MunicipalityID }
	default:
		return func(PlacementItem) string { return "" }
	}
}

// totals of placements that are in the order of their key.
func totals(items []PlacementItem, key func(PlacementItem) string) []PlacementTotals {
	counted := []PlacementTotals{}
	for _, item := range items {
		if len(counted) == 0 || counted[len(counted)-1].ID != key(item) {
			counted = append(counted, PlacementTotals{ID: key(item)})
		}
		total := &counted[len(counted)-1]
		switch item.standing {
		case standsAwaited:
			total.Awaited++
		case standsPlaced:
			total.Placed++
		default:
			total.Returning++
		}
		if item.LastYear {
			total.LastYear++
		}
		if item.EvaluationOverdue {
			total.EvaluationsOverdue++
		}
	}
	return counted
}

// placementItem is the case in the list, as far as the reader may see it; placed is false before there is a place to speak of.
func (r reader) placementItem() (item PlacementItem, placed bool) {
	item = PlacementItem{
		CaseID: r.view.GetCaseId(), DossierID: r.view.GetDossierId(), Procedure: r.view.GetProcedure(), Phase: r.view.GetPhase(),
		Status: r.view.GetStatus(), MunicipalityID: r.view.GetMunicipalityId(), SubregionID: r.view.GetSubregionId(),
	}
	if facts := r.buitenkans(); facts != nil {
		item.standing = buitenkansStandings[r.view.GetBuitenkans().GetPhase()]
		item.OriginSchoolID = r.view.GetApplicantSchoolId()
		item.fillFromStay(facts)
	} else if facts := r.plaatsing(); facts != nil {
		item.standing = placementStanding(facts.Phase)
		item.OriginSchoolID = facts.OriginSchoolID
		item.fillFromPlacement(facts, r.today)
	}
	if r.May(access.Evaluations) {
		item.NextEvaluationOn = nextEvaluation(r.view)
		item.EvaluationOverdue = item.NextEvaluationOn != "" && item.NextEvaluationOn < r.today
	}
	return item, item.standing != ""
}

// buitenkansStandings say where a pupil stands; before the admission there is no place to speak of.
var buitenkansStandings = map[buitenkansv1.Phase]string{
	buitenkansv1.Phase_PHASE_WAITING:     standsAwaited,
	buitenkansv1.Phase_PHASE_PLANNED:     standsAwaited,
	buitenkansv1.Phase_PHASE_OBSERVATION: standsPlaced,
	buitenkansv1.Phase_PHASE_RETURN:      standsPlaced,
	buitenkansv1.Phase_PHASE_AFTERCARE:   standsReturning,
}

func placementStanding(phase string) string {
	switch phase {
	case "awaited":
		return standsAwaited
	case "placed":
		return standsPlaced
	default:
		return standsReturning
	}
}

func (item *PlacementItem) fillFromStay(facts *BuitenkansView) {
	if facts.Place != nil {
		item.GroupName, item.FromOn, item.UntilOn = facts.Place.GroupName, facts.Place.FromOn, facts.Place.UntilOn
	}
	item.ReturnOn, item.Agreements = facts.ReturnOn, facts.PlanID != ""
	if talks := facts.Aftercare; len(talks) > 0 {
		item.Going = talks[len(talks)-1].Going
	}
}

func (item *PlacementItem) fillFromPlacement(facts *PlaatsingView, today string) {
	item.Agreements = facts.AgreementsTextID != ""
	if stays := facts.Placements; len(stays) > 0 {
		item.fillFromPresent(stays[len(stays)-1], today)
	}
	if held := facts.Evaluations; len(held) > 0 {
		item.Going = held[len(held)-1].Going
	}
	if attempts := facts.Returns; len(attempts) > 0 && attempts[len(attempts)-1].StoppedOn == "" {
		attempt := attempts[len(attempts)-1]
		item.TargetSchoolID, item.ReturnOn = attempt.SchoolID, attempt.ReturnedOn
		if steps := attempt.Steps; item.ReturnOn == "" && len(steps) > 0 {
			item.ReturnOn = steps[len(steps)-1].FromOn
		}
		if talks := attempt.FollowUps; len(talks) > 0 {
			item.Going = talks[len(talks)-1].Going
		}
	}
}

func (item *PlacementItem) fillFromPresent(stay PlacementView, today string) {
	item.HostSchoolID, item.Institution = stay.SchoolID, stay.Institution
	item.FromOn, item.UntilOn = stay.PlacedOn, stay.ExpectedUntil
	for _, tlv := range stay.TLVs {
		item.Agreements = item.Agreements || tlv.AgreementsTextID != ""
		item.TLVNumber, item.UntilOn = tlv.Number, tlv.ValidUntil
	}
	item.LastYear = len(stay.TLVs) > 0 && isLastYear(item.UntilOn, today)
}

// isLastYear says whether the school year in which a TLV ends has begun: a school year begins on 1 August.
func isLastYear(validUntil, today string) bool {
	last, err := time.Parse(time.DateOnly, validUntil)
	if err != nil {
		return false
	}
	firstDay := time.Date(last.Year(), time.August, 1, 0, 0, 0, 0, time.UTC)
	if last.Before(firstDay) {
		firstDay = firstDay.AddDate(-1, 0, 0)
	}
	return today >= firstDay.Format(time.DateOnly)
}

// evaluationTasks are the kinds of tasks to evaluate, as the policies name them.
var evaluationTasks = []string{"evaluatie", "tussenevaluatie"}

// nextEvaluation is the day on which the next evaluation is due, whether its task is open or opens later; empty for none.
func nextEvaluation(view *casesv1.View) string {
	next := ""
	consider := func(kind, dueOn string) {
		if slices.Contains(evaluationTasks, kind) && dueOn != "" && (next == "" || dueOn < next) {
			next = dueOn
		}
	}
	for _, task := range view.GetTasks() {
		if isOpen(task) {
			consider(task.GetKind(), task.GetDueOn())
		}
	}
	for _, task := range view.GetPlanned() {
		consider(task.GetKind(), task.GetDueOn())
	}
	return next
}
