package cases

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
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

// Activities are what the processes ask of this service.
type Activities struct {
	Store   Store
	Clock   clock.Clock
	Pattern string
}

// ByName lists the activities under the names of the contract.
func (a Activities) ByName() map[string]any {
	return map[string]any{cases.Project: a.Project, cases.AssignTLVNumber: a.AssignTLVNumber}
}

// Project writes a view and its timeline entries. Doing it again changes nothing.
func (a Activities) Project(ctx context.Context, in *casesv1.ProjectRequest) (*casesv1.ProjectResponse, error) {
	if err := a.Store.Project(ctx, in.GetView(), in.GetEntries(), a.Clock.Now()); err != nil {
		return nil, err
	}
	return &casesv1.ProjectResponse{}, nil
}

// AssignTLVNumber gives the case of a granted TLV its number. Doing it again gives the same number.
func (a Activities) AssignTLVNumber(ctx context.Context, in *casesv1.AssignTlvNumberRequest) (*casesv1.AssignTlvNumberResponse, error) {
	decision := in.GetDecision()
	if in.GetCaseId() == "" || !decision.GetGranted() {
		return nil, failure.Refuse(failure.BadInput, failure.Problem{
			Field: "decision", Detail: "Alleen een zaak waarin de TLV is toegekend krijgt een TLV-nummer.",
		})
	}
	number, err := a.Store.Assign(ctx, Registration{
		CaseID: in.GetCaseId(), ApplicantSchoolID: in.GetApplicantSchoolId(), ReceivingSchoolID: decision.GetReceivingSchoolId(),
		Destination: destinations.word(decision.GetDestination()), Category: categories.word(decision.GetCategory()),
		Extent: extents.word(decision.GetExtent()), ValidFrom: decision.GetValidFrom(), ValidUntil: decision.GetValidUntil(),
		DecidedOn: decision.GetDecidedOn(),
	}, a.Pattern)
	if err != nil {
		return nil, err
	}
	return &casesv1.AssignTlvNumberResponse{TlvNumber: number}, nil
}
