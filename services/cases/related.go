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

// related are the cases beside this one in which the person has a part too: those that it is about or came from, those about it (of a
// bezwaar, the other objections to the same decisions), and then the others of the same dossier.
func (s *service) related(ctx context.Context, person identity.Person, view *casesv1.View) ([]RelatedView, error) {
	about := []string{view.GetCaseId()}
	if view.GetProcedure() == bezwaar.Workflow {
		about = append([]string{}, view.GetAboutCaseIds()...)
	}
	beside, err := s.beside(ctx, person,
		CaseQuery{IDs: append([]string{}, view.GetAboutCaseIds()...)},
		CaseQuery{About: about},
		CaseQuery{Dossiers: []string{view.GetDossierId()}},
	)
	if err != nil {
		return nil, err
	}
	shown, seen := []RelatedView{}, map[string]bool{view.GetCaseId(): true}
	for _, other := range beside {
		if !seen[other.GetCaseId()] && viewerOf(person, other).IsParty() {
			seen[other.GetCaseId()] = true
			shown = append(shown, relatedView(other))
		}
	}
	return shown, nil
}

// beside asks for cases in turn; the answer to each question is in the order in which they came in.
func (s *service) beside(ctx context.Context, person identity.Person, questions ...CaseQuery) ([]*casesv1.View, error) {
	var all []*casesv1.View
	for _, question := range questions {
		question.Parties = mine(person)
		views, err := s.store.Cases(ctx, question)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(views, func(a, b *casesv1.View) int {
			return cmp.Or(strings.Compare(receivedOn(a), receivedOn(b)), strings.Compare(a.GetCaseId(), b.GetCaseId()))
		})
		all = append(all, views...)
	}
	return all, nil
}

func relatedView(view *casesv1.View) RelatedView {
	return RelatedView{
		CaseID: view.GetCaseId(), Procedure: view.GetProcedure(), Status: view.GetStatus(), Phase: view.GetPhase(),
		Objector: string(party.Party(view.GetBezwaar().GetObjector()).Role()), ReceivedOn: receivedOn(view), Closed: view.GetClosed(),
		DossierID: view.GetDossierId(),
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
