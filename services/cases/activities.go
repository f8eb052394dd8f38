package cases

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/failure"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/platform/clock"
)

// DefaultPattern of a TLV number: ZOUT is samenwerkingsverband PO2603.
const DefaultPattern = "PO2603-%06d"

// patternForm: letters, digits and hyphens around exactly one zero-padded count, so that numbers sort by age.
var patternForm = regexp.MustCompile(`^[A-Z0-9-]*%0[1-9]d[A-Z0-9-]*$`)

// CheckPattern refuses a pattern that does not make a different number from each count.
func CheckPattern(pattern string) error {
	if !patternForm.MatchString(pattern) || strings.Count(pattern, "%") != 1 {
		return fmt.Errorf("TLV number pattern %q: want capitals, digits and hyphens around one count, such as %q", pattern, DefaultPattern)
	}
	return nil
}

// PlaceKeeper brings acts to the processes that keep places; contract/buitenkans.Places is one.
type PlaceKeeper interface {
	Do(ctx context.Context, request *casesv1.PlaceRequest) (*buitenkansv1.PlaceAnswer, error)
}

// Activities are what the processes ask of this service.
type Activities struct {
	Store   Store
	Places  PlaceKeeper
	Clock   clock.Clock
	Pattern string
}

// ByName lists the activities under the names of the contract.
func (a Activities) ByName() map[string]any {
	return map[string]any{
		cases.Project: a.Project, cases.AssignTLVNumber: a.AssignTLVNumber, cases.DescribeDecisions: a.DescribeDecisions,
		cases.DoPlace: a.DoPlace, cases.ProjectPlaces: a.ProjectPlaces,
	}
}

// Project writes a view and its timeline entries. Doing it again changes nothing.
func (a Activities) Project(ctx context.Context, in *casesv1.ProjectRequest) (*casesv1.ProjectResponse, error) {
	if err := a.Store.Project(ctx, in.GetView(), in.GetEntries(), a.Clock.Now()); err != nil {
		return nil, err
	}
	return &casesv1.ProjectResponse{}, a.endReplaced(ctx, in.GetView().GetTlv())
}

// DoPlace brings an act to the book of places and waits for its answer. The key is of the case and its step, so doing it again gives
// the same answer. What the book refuses is an answer too, and is passed on as it is; anything else is tried again.
func (a Activities) DoPlace(ctx context.Context, in *casesv1.PlaceRequest) (*casesv1.PlaceResponse, error) {
	answer, err := a.Places.Do(ctx, in)
	if kind, problems, refused := failure.Read(err); refused {
		return nil, failure.Refuse(kind, problems...)
	}
	if err != nil {
		return nil, fmt.Errorf("ask the book of %s for a place: %w", in.GetProvisionId(), err)
	}
	return &casesv1.PlaceResponse{Answer: answer}, nil
}

// ProjectPlaces writes the book of a provision, without the answers that only its process needs. Doing it again changes nothing.
func (a Activities) ProjectPlaces(ctx context.Context, in *casesv1.ProjectPlacesRequest) (*casesv1.ProjectPlacesResponse, error) {
	book := proto.CloneOf(in.GetPlaces())
	book.Answered = nil
	return &casesv1.ProjectPlacesResponse{}, a.Store.PutPlaces(ctx, book)
}

// endReplaced marks in the register the TLVs that a decision on a bezwaar took away, also when no TLV came in their place.
func (a Activities) endReplaced(ctx context.Context, facts *tlvv1.Facts) error {
	replaced := facts.GetReplaced()
	for i, before := range replaced {
		after := facts.GetDecision()
		if i+1 < len(replaced) {
			after = replaced[i+1]
		}
		if before.GetTlvNumber() == "" || before.GetTlvNumber() == after.GetTlvNumber() {
			continue
		}
		if err := a.Store.End(ctx, before.GetTlvNumber(), after.GetTlvNumber(), after.GetDecidedOn()); err != nil {
			return err
		}
	}
	return nil
}

// AssignTLVNumber gives a granted TLV its number, and marks the TLV that it replaces. Doing it again gives the same number.
func (a Activities) AssignTLVNumber(ctx context.Context, in *casesv1.AssignTlvNumberRequest) (*casesv1.AssignTlvNumberResponse, error) {
	decision := in.GetDecision()
	if in.GetCaseId() == "" || !decision.GetGranted() {
		return nil, failure.Refuse(failure.BadInput, failure.Problem{
			Field: "decision", Detail: "Alleen een zaak waarin de TLV is toegekend krijgt een TLV-nummer.",
		})
	}
	replaces, err := a.inForce(ctx, in)
	if err != nil {
		return nil, err
	}
	number, err := a.Store.Assign(ctx, Registration{
		CaseID: in.GetCaseId(), ApplicantSchoolID: in.GetApplicantSchoolId(), ReceivingSchoolID: decision.GetReceivingSchoolId(),
		Destination: destinations.word(decision.GetDestination()), Category: categories.word(decision.GetCategory()),
		Extent: extents.word(decision.GetExtent()), ValidFrom: decision.GetValidFrom(), ValidUntil: decision.GetValidUntil(),
		DecidedOn: decision.GetDecidedOn(), Replaces: replaces,
	}, a.Pattern)
	if errors.Is(err, ErrNoNumber) {
		return nil, failure.Refuse(failure.BadInput, failure.Problem{
			Field: "replaces", Detail: fmt.Sprintf("Het TLV-nummer %s staat niet in het register. Kijk het nummer na.", replaces),
		})
	}
	if err != nil {
		return nil, err
	}
	return &casesv1.AssignTlvNumberResponse{TlvNumber: number}, nil
}

// inForce is the number of the TLV that this one takes the place of. Of several objections to one decision the first that was
// upheld may have replaced it already, while the others still know the number they objected to.
func (a Activities) inForce(ctx context.Context, in *casesv1.AssignTlvNumberRequest) (string, error) {
	record, err := a.Store.Case(ctx, in.GetCaseId())
	if errors.Is(err, ErrNoCase) {
		return in.GetReplaces(), nil
	}
	if err != nil {
		return "", err
	}
	decision := record.View.GetTlv().GetDecision()
	if decision.GetAnnouncedOn() == "" || decision.GetTlvNumber() == "" {
		return in.GetReplaces(), nil
	}
	return decision.GetTlvNumber(), nil
}
