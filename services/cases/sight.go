package cases

import (
	"context"
	"errors"
	"slices"

	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
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
	return accessCase(view).For(person.Parties...)
}

// accessCase is what access to the case follows from.
func accessCase(view *casesv1.View) access.Case {
	in := access.Case{Procedure: view.GetProcedure(), Parties: partiesOf(view)}
	switch {
	case view.GetBezwaar() != nil:
		facts := view.GetBezwaar()
		in.Objector = party.Party(facts.GetObjector())
		in.PapersOpen = papersOpen(facts)
		in.Announced = facts.GetAnnouncedOn() != ""
	case view.GetBuitenkans() != nil:
		facts := view.GetBuitenkans()
		in.Origin = schoolParty(facts.GetApplication().GetSchoolId())
		in.Consented = facts.GetConsented()
	case view.GetPlaatsing() != nil:
		inPlacement(&in, view.GetPlaatsing())
	default:
		decision := view.GetTlv().GetDecision()
		in.Applicant = schoolParty(view.GetApplicantSchoolId())
		in.AdvicesFinal = advicesFinal(view)
		in.Announced, in.Granted = decision.GetAnnouncedOn() != "", decision.GetGranted()
	}
	return in
}

// inPlacement says which school has which part in a placement now. A school that the pupil left, and that is party still because the
// pupil may come back to it, knows as much as one that has yet to say that the pupil is there.
func inPlacement(in *access.Case, facts *plaatsingv1.Facts) {
	present := presentPlacement(facts)
	in.Origin = schoolParty(facts.GetOriginSchoolId())
	in.Awaited = schoolParty(awaitedPlacement(facts).GetSchoolId())
	in.Target = schoolParty(presentReturn(facts).GetSchoolId())
	switch {
	case isThere(present):
		in.Host, in.Institution = schoolParty(present.GetSchoolId()), isInInstitution(present)
	case in.Awaited == "":
		in.Awaited = schoolParty(present.GetSchoolId())
	}
}

// schoolParty is the party of a school; empty for none.
func schoolParty(id string) party.Party {
	if id == "" {
		return ""
	}
	return party.Of(party.School, id)
}

// papersOpen says whether the papers lie open to the parties (Awb 7:4 lid 2): from the day on which the LBT has them.
func papersOpen(facts *bezwaarv1.Facts) bool { return facts.GetBundle().GetSentOn() != "" }

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
	names := []string{}
	for _, who := range person.Parties {
		if access.CanHavePart(who) {
			names = append(names, string(who))
		}
	}
	return names
}
