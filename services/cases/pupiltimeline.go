package cases

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

func (s *service) registerPupilTimeline(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "getPupilTimeline", Method: http.MethodGet, Path: "/v1/pupils/{dossierId}/timeline", Tags: []string{"reads"},
		Errors:      append([]int{http.StatusNotFound}, readErrors...),
		Summary:     "The story of a pupil over all cases in which the caller has a part, the newest line first",
		Description: "Of the cases in this dossier, and of those that are named: the documents service says which other dossiers are of the same pupil.",
	}, s.pupilTimeline)
}

type pupilTimelineInput struct {
	DossierID string   `path:"dossierId" maxLength:"64" doc:"Opaque id of the dossier."`
	Cases     []string `query:"cases" maxItems:"100" doc:"Other cases of the pupil, in other dossiers."`
	Limit     int      `query:"limit" minimum:"1" maximum:"1000" default:"200" doc:"How many lines to give at most."`
}

// PupilLine is one line in the story of a pupil.
type PupilLine struct {
	TimelineView
	CaseID    string `json:"caseId"`
	Procedure string `json:"procedure" enum:"tlv,bezwaar,buitenkans,plaatsing"`
}

type pupilTimelineOutput struct {
	Body struct {
		Lines []PupilLine `json:"lines" nullable:"false"`
		Total int         `json:"total" doc:"How many there are in all, also when fewer are given."`
	}
}

func (s *service) pupilTimeline(ctx context.Context, in *pupilTimelineInput) (*pupilTimelineOutput, error) {
	person := identity.From(ctx)
	views, err := s.store.Cases(ctx, CaseQuery{
		Parties: mine(person), Either: true, Dossiers: []string{in.DossierID}, IDs: append([]string{}, in.Cases...),
	})
	if err != nil {
		return nil, edge.Problem(err)
	}
	out := &pupilTimelineOutput{}
	out.Body.Lines = []PupilLine{}
	found := false
	for _, view := range views {
		if !viewerOf(person, view).IsParty() {
			continue
		}
		found = true
		record, err := s.store.Case(ctx, view.GetCaseId())
		if err != nil {
			return nil, edge.Problem(err)
		}
		reader := s.reader(person, record.View)
		for _, line := range record.Timeline {
			if reader.MayLine(line) {
				out.Body.Lines = append(out.Body.Lines, PupilLine{
					TimelineView: timelineView(line), CaseID: record.View.GetCaseId(), Procedure: record.View.GetProcedure(),
				})
			}
		}
	}
	if !found {
		return nil, edge.NotFound("Van deze leerling is hier voor u geen zaak. Kijk of de link klopt, of zoek de zaak in uw overzicht.")
	}
	slices.SortFunc(out.Body.Lines, newestFirst)
	out.Body.Total = len(out.Body.Lines)
	out.Body.Lines = out.Body.Lines[:min(in.Limit, out.Body.Total)]
	return out, nil
}

func newestFirst(a, b PupilLine) int {
	return cmp.Or(b.At.Compare(a.At), strings.Compare(a.CaseID, b.CaseID), cmp.Compare(b.Version, a.Version))
}
