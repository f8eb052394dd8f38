package cases

import (
	"context"
	"errors"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

type submitInput struct {
	edge.IdempotencyKey
	Body SubmitBody
}

// submit starts a TLV case. Of a new dossier its id is that of the dossier, and of a further application that of its draft, so that
// one form never becomes two cases.
func (s *service) submit(ctx context.Context, in *submitInput) (*acceptedOutput, error) {
	person := identity.From(ctx)
	applicant := party.Of(party.School, in.Body.ApplicantSchoolID)
	if !person.Is(applicant) {
		return nil, edge.Forbidden("U kunt alleen een aanvraag doen voor uw eigen school.")
	}
	caseID := in.Body.caseID(in.Key)
	if err := s.free(ctx, person, caseID); err != nil {
		return nil, err
	}
	if err := s.startsFrom(ctx, person, in.Body.FromCaseID, tlv.Submit); err != nil {
		return nil, err
	}
	request := request{person: person, as: applicant, caseID: caseID, key: in.Key, act: tlv.Submit, body: &in.Body}
	return s.start(ctx, request, func(updateID string) (*caseworkv1.Accepted, error) {
		message := in.Body.message(actor(person, applicant)).(*tlvv1.Submit)
		return s.process.Submit(ctx, caseID, updateID, message)
	})
}

// free makes sure that a case id is not that of a case of another procedure, or of somebody else: for this caller there is then no
// such dossier.
func (s *service) free(ctx context.Context, person identity.Person, caseID string) error {
	record, err := s.store.Case(ctx, caseID)
	if errors.Is(err, ErrNoCase) {
		return nil
	}
	if err != nil {
		return edge.Problem(err)
	}
	if !viewerOf(person, record.View).IsParty() || record.View.GetProcedure() != tlv.Workflow {
		return notFound()
	}
	return nil
}

type buitenkansInput struct {
	edge.IdempotencyKey
	Body BuitenkansBody
}

// requestBuitenkans starts the case of a stay at the Buitenkans.
func (s *service) requestBuitenkans(ctx context.Context, in *buitenkansInput) (*acceptedOutput, error) {
	person := identity.From(ctx)
	school := party.Of(party.School, in.Body.SchoolID)
	if !person.Is(school) {
		return nil, edge.Forbidden("U kunt alleen een plek vragen voor een leerling van uw eigen school.")
	}
	if err := s.startsFrom(ctx, person, in.Body.FromCaseID, buitenkans.RequestPlacement); err != nil {
		return nil, err
	}
	request := request{
		person: person, as: school, caseID: act.CaseID(buitenkans.Workflow, in.Body.DossierID, in.Key), key: in.Key, act: buitenkans.RequestPlacement, body: &in.Body,
	}
	return s.start(ctx, request, func(updateID string) (*caseworkv1.Accepted, error) {
		message := in.Body.message(actor(person, school)).(*buitenkansv1.RequestPlacement)
		return s.process.Request(ctx, request.caseID, updateID, message)
	})
}

type institutionInput struct {
	edge.IdempotencyKey
	Body InstitutionBody
}

// followInstitution starts the case of a pupil in an institution: the school of origin does, or the office.
func (s *service) followInstitution(ctx context.Context, in *institutionInput) (*acceptedOutput, error) {
	person := identity.From(ctx)
	as := party.Of(party.School, in.Body.SchoolID)
	if !person.Is(as) {
		office, is := person.As(party.Office)
		if !is {
			return nil, edge.Forbidden("U kunt alleen een leerling volgen die van uw eigen school komt.")
		}
		as = office
	}
	request := request{
		person: person, as: as, caseID: act.CaseID(plaatsing.Workflow, in.Body.DossierID, in.Key), key: in.Key, act: plaatsing.FollowInstitution, body: &in.Body,
	}
	return s.start(ctx, request, func(updateID string) (*caseworkv1.Accepted, error) {
		message := in.Body.message(actor(person, as)).(*plaatsingv1.FollowInstitution)
		return s.process.Follow(ctx, request.caseID, updateID, message)
	})
}

// startsFrom makes sure that the person may start such a case from this one; empty is from none. Whether both are of one pupil is
// for the dossier to say.
func (s *service) startsFrom(ctx context.Context, person identity.Person, fromCaseID string, what act.Act) error {
	if fromCaseID == "" {
		return nil
	}
	record, err := s.store.Case(ctx, fromCaseID)
	if err != nil && !errors.Is(err, ErrNoCase) {
		return edge.Problem(err)
	}
	if err == nil {
		if _, may := viewerOf(person, record.View).Acting(what); may {
			return nil
		}
	}
	return edge.BadRequest(edge.FieldProblem{
		Location: "body.fromCaseId", Message: "Vanuit deze zaak kunt u dit niet beginnen. Begin op de pagina van een zaak van uw eigen school.",
	})
}

// start performs the act that starts a case, once for each key, and says where the case is.
func (s *service) start(ctx context.Context, request request, perform func(updateID string) (*caseworkv1.Accepted, error)) (*acceptedOutput, error) {
	out, err := s.once(ctx, request, perform)
	if err != nil {
		return nil, err
	}
	out.Location = "/v1/cases/" + out.Body.CaseID
	return out, nil
}
