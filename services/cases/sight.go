package cases

import (
	"context"
	"errors"
	"slices"

	"traject.nl/proto/contract/party"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// own reads a case for somebody who has a part in it; for anybody else there is no such case.
func (s *service) own(ctx context.Context, person identity.Person, caseID string) (Record, access.Viewer, error) {
	record, err := s.store.Case(ctx, caseID)
	if errors.Is(err, ErrNoCase) {
		return Record{}, access.Viewer{}, notFound()
	}
	if err != nil {
		return Record{}, access.Viewer{}, edge.Problem(err)
	}
	viewer := viewerOf(person, record.View)
	if !viewer.IsParty() {
		return Record{}, access.Viewer{}, notFound()
	}
	return record, viewer, nil
}

func notFound() error {
	return edge.NotFound("Deze zaak is niet gevonden. Kijk of de link klopt, of zoek de zaak in uw overzicht.")
}

// viewerOf says how this person looks at this case.
func viewerOf(person identity.Person, view *casesv1.View) access.Viewer {
	facts := view.GetTlv()
	return access.Case{
		Parties:      partiesOf(view),
		Applicant:    party.Of(party.School, view.GetApplicantSchoolId()),
		AdvicesFinal: advicesFinal(view),
		Announced:    facts.GetDecision().GetAnnouncedOn() != "",
		Granted:      facts.GetDecision().GetGranted(),
	}.For(person.Parties...)
}

// advicesFinal says whether the director was asked to decide on the advices: from then on they are final, whatever comes of
// the case.
func advicesFinal(view *casesv1.View) bool {
	return slices.ContainsFunc(view.GetTasks(), func(task *caseworkv1.Task) bool { return task.GetKind() == taskDecision })
}

func partiesOf(view *casesv1.View) []party.Party {
	parties := make([]party.Party, len(view.GetParties()))
	for i, who := range view.GetParties() {
		parties[i] = party.Party(who)
	}
	return parties
}

// mine are the parties of a person that can have a part in a case: those whose standing the access table knows.
func mine(person identity.Person) []string {
	all := access.Case{Parties: person.Parties}.For(person.Parties...)
	names := []string{}
	for _, who := range all.Parties() {
		names = append(names, string(who))
	}
	return names
}
