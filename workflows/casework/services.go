package casework

import (
	"fmt"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/registry"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/workflows/terms"
)

// DescribeSchools reads schools from the registry, in the order asked. An unknown id is refused.
func DescribeSchools(ctx workflow.Context, ids ...string) ([]*registryv1.School, error) {
	answer, err := call[registryv1.DescribeSchoolsResponse](ctx, fromTheRegistry, registry.DescribeSchools,
		&registryv1.DescribeSchoolsRequest{Ids: ids})
	return answer.GetSchools(), err
}

// Gone says in Dutch that a school does not exist any more on a day; empty while it does.
func Gone(school *registryv1.School, on terms.Date) string {
	if school.ClosedOn == "" || !on.After(terms.MustParse(school.ClosedOn)) {
		return ""
	}
	return fmt.Sprintf("%s bestaat niet meer sinds %s. Kies een andere school.", school.Name, terms.MustParse(school.ClosedOn).Long())
}

// DescribeExperts reads experts from the registry, in the order asked. An unknown or inactive id is refused.
func DescribeExperts(ctx workflow.Context, ids ...string) ([]*registryv1.Expert, error) {
	answer, err := call[registryv1.DescribeExpertsResponse](ctx, fromTheRegistry, registry.DescribeExperts,
		&registryv1.DescribeExpertsRequest{Ids: ids})
	return answer.GetExperts(), err
}

// InFields says of a refusal of the registry in which fields of the act its ids stood: it knows them only by their order.
// Any other error stays as it is.
func InFields(err error, fields ...string) error {
	kind, problems, ok := failure.Read(err)
	if !ok {
		return err
	}
	for i := range problems {
		for at, field := range fields {
			if problems[i].Field == fmt.Sprintf("ids[%d]", at) {
				problems[i].Field = field
			}
		}
	}
	return failure.Refuse(kind, problems...)
}

// AdmitDossier binds the dossier to this case, whose id it fills in.
func (c *Case) AdmitDossier(
	ctx workflow.Context, request *documentsv1.AdmitDossierRequest,
) (*documentsv1.AdmitDossierResponse, error) {
	request.CaseId = c.CaseID
	return call[documentsv1.AdmitDossierResponse](ctx, inTheDossier, documents.AdmitDossier, request)
}

// CasesOfPupil are all cases of the pupil of this case, in order of admission; this one is among them once it was admitted.
func (c *Case) CasesOfPupil(ctx workflow.Context) ([]*documentsv1.PupilCase, error) {
	answer, err := call[documentsv1.CasesOfPupilResponse](ctx, inTheDossier, documents.CasesOfPupil,
		&documentsv1.CasesOfPupilRequest{DossierId: c.DossierID})
	return answer.GetCases(), err
}

// DescribeProvision reads the groups and places of a provision from the registry. An unknown id is refused.
func DescribeProvision(ctx workflow.Context, id string) ([]*registryv1.Group, error) {
	answer, err := call[registryv1.DescribeProvisionResponse](ctx, fromTheRegistry, registry.DescribeProvision,
		&registryv1.DescribeProvisionRequest{Id: id})
	return answer.GetGroups(), err
}

// DoPlace brings an act to the process that keeps the places of a provision, and waits for its answer.
func DoPlace(ctx workflow.Context, request *casesv1.PlaceRequest) (*buitenkansv1.PlaceAnswer, error) {
	answer, err := call[casesv1.PlaceResponse](ctx, throughTheBook, cases.DoPlace, request)
	return answer.GetAnswer(), err
}

// ProjectPlaces writes the book of a provision to the record.
func ProjectPlaces(ctx workflow.Context, places *buitenkansv1.Places) error {
	_, err := call[casesv1.ProjectPlacesResponse](ctx, toTheRecord, cases.ProjectPlaces, &casesv1.ProjectPlacesRequest{Places: places})
	return err
}

// Piece is a text or file in the dossier that an act refers to; the zero id is no piece.
func Piece(id string, kind documents.Kind) *documentsv1.PieceRef {
	return &documentsv1.PieceRef{Id: id, Kind: string(kind)}
}

// Attach fixes the pieces that an act refers to: they exist, are the actor's own, and cannot change any more.
func (c *Case) Attach(ctx workflow.Context, actor *caseworkv1.Actor, pieces ...*documentsv1.PieceRef) error {
	var given []*documentsv1.PieceRef
	for _, piece := range pieces {
		if piece.Id != "" {
			given = append(given, piece)
		}
	}
	if len(given) == 0 {
		return nil
	}
	_, err := call[documentsv1.AttachResponse](ctx, inTheDossier, documents.Attach,
		&documentsv1.AttachRequest{DossierId: c.DossierID, Pieces: given, Author: actor.GetParty(), CaseId: c.CaseID})
	return err
}

// AssignTLVNumber gets the number of a granted TLV; the same case always gets the same number.
func AssignTLVNumber(ctx workflow.Context, request *casesv1.AssignTlvNumberRequest) (string, error) {
	answer, err := call[casesv1.AssignTlvNumberResponse](ctx, toTheRecord, cases.AssignTLVNumber, request)
	return answer.GetTlvNumber(), err
}

// ComposeLetters makes the letters of a decision.
func ComposeLetters(ctx workflow.Context, request *documentsv1.ComposeLettersRequest) ([]*documentsv1.Letter, error) {
	answer, err := call[documentsv1.ComposeLettersResponse](ctx, asLetters, documents.ComposeLetters, request)
	return answer.GetLetters(), err
}

// ComposeLetter makes a letter about a term, an objection or a dwangsom for each addressee.
func ComposeLetter(ctx workflow.Context, request *documentsv1.ComposeLetterRequest) ([]*documentsv1.Letter, error) {
	answer, err := call[documentsv1.ComposeLetterResponse](ctx, asLetters, documents.ComposeLetter, request)
	return answer.GetLetters(), err
}

// ComposeBundle makes the file for the LBT.
func ComposeBundle(ctx workflow.Context, request *documentsv1.ComposeBundleRequest) (*bezwaarv1.Bundle, error) {
	answer, err := call[documentsv1.ComposeBundleResponse](ctx, asBundle, documents.ComposeBundle, request)
	return answer.GetBundle(), err
}

// DescribeDecisions reads the decisions of TLV cases from the record, in the order asked. An unknown case is refused.
func DescribeDecisions(ctx workflow.Context, caseIDs ...string) ([]*bezwaarv1.DecidedCase, error) {
	answer, err := call[casesv1.DescribeDecisionsResponse](ctx, toTheRecord, cases.DescribeDecisions,
		&casesv1.DescribeDecisionsRequest{CaseIds: caseIDs})
	return answer.GetDecisions(), err
}

// call does an activity by its contract name and waits for the answer. A refusal comes back as the service made it,
// without the wrapping that would hide it from the caller of the act.
func call[Response any](
	ctx workflow.Context, how workflow.ActivityOptions, name string, request proto.Message,
) (*Response, error) {
	response := new(Response)
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, how), name, request).Get(ctx, response)
	if kind, problems, refused := failure.Read(err); refused {
		return nil, failure.Refuse(kind, problems...)
	}
	if err != nil {
		return nil, err
	}
	return response, nil
}
