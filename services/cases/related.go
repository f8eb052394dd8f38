package cases

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/party"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/identity"
)

// related are the cases beside this one in which the person has a part too: of a TLV the objections to its decision, of a
// bezwaar the decisions that it is about and the other objections to them.
func (s *service) related(ctx context.Context, person identity.Person, view *casesv1.View) ([]RelatedView, error) {
	about := []string{view.GetCaseId()}
	var beside []*casesv1.View
	if view.GetProcedure() == bezwaar.Workflow {
		about = view.GetAboutCaseIds()
		decided, err := s.store.Cases(ctx, CaseQuery{Parties: mine(person), IDs: append([]string{}, about...)})
		if err != nil {
			return nil, err
		}
		beside = decided
	}
	objections, err := s.store.Cases(ctx, CaseQuery{Parties: mine(person), About: append([]string{}, about...)})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(objections, func(a, b *casesv1.View) int {
		return cmp.Or(strings.Compare(receivedOn(a), receivedOn(b)), strings.Compare(a.GetCaseId(), b.GetCaseId()))
	})
	shown := []RelatedView{}
	for _, other := range append(beside, objections...) {
		if other.GetCaseId() != view.GetCaseId() && viewerOf(person, other).IsParty() {
			shown = append(shown, relatedView(other))
		}
	}
	return shown, nil
}

func relatedView(view *casesv1.View) RelatedView {
	return RelatedView{
		CaseID: view.GetCaseId(), Procedure: view.GetProcedure(), Status: view.GetStatus(), Phase: view.GetPhase(),
		Objector: string(party.Party(view.GetBezwaar().GetObjector()).Role()), ReceivedOn: receivedOn(view), Closed: view.GetClosed(),
	}
}

// receivedOn is the day on which the case came in.
func receivedOn(view *casesv1.View) string {
	if on := view.GetBezwaar().GetReceivedOn(); on != "" {
		return on
	}
	if view.GetReceivedAt() == nil {
		return ""
	}
	return clock.Clock(view.GetReceivedAt().AsTime).Today()
}
