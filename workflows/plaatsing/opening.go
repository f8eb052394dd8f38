package plaatsing

import (
	"errors"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/plaatsing"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// begin: a TLV case hands over what it decided, or a school brings a pupil in an institution. Without either there is no case.
func (p *process) begin(ctx workflow.Context, opening *plaatsingv1.Opening) error {
	if opening == nil {
		return p.AwaitFirstAct(ctx, "Er kwam geen plaatsing in een instelling binnen.")
	}
	if !p.In(none) {
		return nil
	}
	var refusal error
	err := p.InTurn(ctx, func() { refusal = p.open(ctx, opening) })
	return errors.Join(refusal, err)
}

// open begins the case of an announced TLV. A pupil has one open placement: when there is another case for it, that one hears of the TLV,
// and this one never comes to be.
func (p *process) open(ctx workflow.Context, opening *plaatsingv1.Opening) error {
	p.DossierID = opening.DossierId
	_, err := p.AdmitDossier(ctx, &documentsv1.AdmitDossierRequest{
		DossierId: opening.DossierId, Applicant: string(school(opening.OriginSchoolId)),
		Procedure: plaatsing.Workflow, FromCaseId: opening.TlvCaseId,
	})
	if _, _, refused := failure.Read(err); refused {
		return p.passOn(ctx, opening, err)
	}
	if err != nil {
		return err
	}
	schools, err := casework.DescribeSchools(ctx, opening.OriginSchoolId)
	if err != nil {
		return err
	}
	p.facts = &plaatsingv1.Facts{
		OpenedAt:       timestamppb.New(workflow.Now(ctx)),
		OriginSchoolId: opening.OriginSchoolId,
		Placements:     []*plaatsingv1.Placement{stayBy(opening.TlvCaseId, opening.Decision)},
	}
	p.join(schools[0], opening.Parents)
	p.Move(awaited)
	p.askConfirmation(ctx, p.present())
	p.Record(ctx, casework.Line{Kind: "begonnen", Text: openedText(p.tlv())})
	return nil
}

// passOn gives the decision to the placement case that the pupil has already. The refusal stands when there is none.
func (p *process) passOn(ctx workflow.Context, opening *plaatsingv1.Opening, refusal error) error {
	ofPupil, err := p.CasesOfPupil(ctx)
	if err != nil {
		return err
	}
	for _, other := range ofPupil {
		if other.Procedure == plaatsing.Workflow && !other.Closed && other.CaseId != p.CaseID {
			p.TellCase(ctx, plaatsing.WorkflowID(other.CaseId), plaatsing.DecisionSignal,
				&plaatsingv1.DecisionNews{TlvCaseId: opening.TlvCaseId, Decision: proto.CloneOf(opening.Decision)})
			return nil
		}
	}
	return refusal
}

// stayBy is a stay that a decision makes possible, of which nobody said yet that it began.
func stayBy(tlvCaseID string, decision *tlvv1.Decision) *plaatsingv1.Placement {
	return &plaatsingv1.Placement{
		SchoolId: decision.ReceivingSchoolId,
		Tlvs:     []*plaatsingv1.Tlv{tlvOf(tlvCaseID, decision)},
	}
}

// tlvOf is what a placement must know of a decision; the agreements that were made with it travel along.
func tlvOf(caseID string, decision *tlvv1.Decision) *plaatsingv1.Tlv {
	return &plaatsingv1.Tlv{
		CaseId:           caseID,
		Number:           decision.TlvNumber,
		Destination:      decision.Destination,
		Category:         decision.Category,
		Extent:           decision.Extent,
		ValidFrom:        decision.ValidFrom,
		ValidUntil:       decision.ValidUntil,
		AgreementsTextId: decision.ReturnAgreementsTextId,
	}
}

// askConfirmation asks the school of a TLV whether the pupil is there: from the first day of the TLV, or from now when that was earlier.
func (p *process) askConfirmation(ctx workflow.Context, stay *plaatsingv1.Placement) {
	from := terms.MustParse(lastOf(stay).ValidFrom)
	if today := casework.Today(ctx); from.Before(today) {
		from = today
	}
	p.Ask(ctx, casework.Question{
		Kind: policy.PlaatsingBevestigen, Party: school(stay.SchoolId), From: from,
		Title: taskWording[policy.PlaatsingBevestigen].title, Reason: reasonConfirm,
	})
}
