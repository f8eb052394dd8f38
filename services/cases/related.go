package cases

import (
	"cmp"
	"slices"
	"strings"

	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/party"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/identity"
)

// relatedTo selects the cases beside this one in which the person has a part too: those that it is about or came from, those about it (of a
// bezwaar, the other objections to the same decisions), and the others of the same dossier.
func relatedTo(person identity.Person, view *casesv1.View) CaseQuery {
	return CaseQuery{
		Parties: mine(person), Either: true,
		IDs: append([]string{}, view.GetAboutCaseIds()...), About: decidedIn(view), Dossiers: []string{view.GetDossierId()},
	}
}

// decidedIn are the cases whose decision the case is about: its own, or of a bezwaar those that are objected to.
func decidedIn(view *casesv1.View) []string {
	if view.GetProcedure() == bezwaar.Workflow {
		return append([]string{}, view.GetAboutCaseIds()...)
	}
	return []string{view.GetCaseId()}
}

// related shows those cases, of which the nearest comes first and then the others of the dossier.
func related(person identity.Person, view *casesv1.View, beside []*casesv1.View) []RelatedView {
	about := decidedIn(view)
	// The nearest first, and of those as near the oldest.
	near := func(other *casesv1.View) int {
		switch {
		case slices.Contains(view.GetAboutCaseIds(), other.GetCaseId()):
			return 0
		case slices.ContainsFunc(about, func(id string) bool { return slices.Contains(other.GetAboutCaseIds(), id) }):
			return 1
		default:
			return 2
		}
	}
	beside = slices.SortedFunc(slices.Values(beside), func(a, b *casesv1.View) int {
		return cmp.Or(cmp.Compare(near(a), near(b)), strings.Compare(receivedOn(a), receivedOn(b)), strings.Compare(a.GetCaseId(), b.GetCaseId()))
	})
	shown := []RelatedView{}
	for _, other := range beside {
		if other.GetCaseId() != view.GetCaseId() && viewerOf(person, other).IsParty() {
			shown = append(shown, relatedView(other))
		}
	}
	return shown
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
