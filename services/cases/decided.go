package cases

import (
	"context"
	"errors"
	"fmt"

	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/tlv"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

// Ids of the terms of a TLV, as the policy of the procedure names them.
const (
	termToDecide = "beslistermijn"
	termToObject = "bezwaartermijn"
)

// DescribeDecisions reads the decisions of TLV cases from the record, in the order asked. Every case that is unknown, or no TLV,
// is refused at once. A case without an announced decision is described as such: that it cannot be objected to is for the
// process to say.
func (a Activities) DescribeDecisions(ctx context.Context, in *casesv1.DescribeDecisionsRequest) (*casesv1.DescribeDecisionsResponse, error) {
	response, problems := &casesv1.DescribeDecisionsResponse{}, []failure.Problem(nil)
	for i, id := range in.GetCaseIds() {
		record, err := a.Store.Case(ctx, id)
		switch {
		case errors.Is(err, ErrNoCase), err == nil && record.View.GetProcedure() != tlv.Workflow:
			problems = append(problems, failure.Problem{
				Field: fmt.Sprintf("decision_case_ids[%d]", i), Detail: fmt.Sprintf("De aanvraag %s bestaat niet. Begin het bezwaar vanaf de pagina van de zaak.", id),
			})
		case err != nil:
			return nil, err
		default:
			response.Decisions = append(response.Decisions, decidedCase(record.View))
		}
	}
	if len(problems) > 0 {
		return nil, failure.Refuse(failure.BadInput, problems...)
	}
	return response, nil
}

func decidedCase(view *casesv1.View) *bezwaarv1.DecidedCase {
	facts := view.GetTlv()
	objection := termByID(view, termToObject)
	return &bezwaarv1.DecidedCase{
		CaseId: view.GetCaseId(), DossierId: view.GetDossierId(), Parties: view.GetParties(),
		ApplicantSchoolId: view.GetApplicantSchoolId(), ReceivingSchoolId: view.GetReceivingSchoolId(),
		MunicipalityId: view.GetMunicipalityId(), SubregionId: view.GetSubregionId(), BoardId: facts.GetBoardId(),
		AnnouncedOn:        facts.GetDecision().GetAnnouncedOn(),
		ObjectionPlannedOn: objection.GetPlannedOn(), ObjectionLastOn: objection.GetLastOn(),
		Application: facts.GetApplication(), Decision: facts.GetDecision(), Experts: facts.GetExperts(),
		DecisionTerm: termByID(view, termToDecide),
	}
}

// termByID finds a term; nil when the case has none.
func termByID(view *casesv1.View, id string) *caseworkv1.Term {
	for _, term := range view.GetTerms() {
		if term.GetId() == id {
			return term
		}
	}
	return nil
}
