package cases

import (
	"traject.nl/proto/contract/documents"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/services/platform/access"
)

// plaatsing are the facts of a placement that the reader may see; nil when it is another procedure.
func (r reader) plaatsing() *PlaatsingView {
	facts := r.view.GetPlaatsing()
	if facts == nil {
		return nil
	}
	shown := &PlaatsingView{
		Phase: placementPhases.word(facts.GetPhase()), Outcome: placementOutcomes.word(facts.GetOutcome()), OpenedAt: moment(facts.GetOpenedAt()),
		OriginSchoolID: facts.GetOriginSchoolId(),
		Placements:     []PlacementView{}, Evaluations: []EvaluationView{}, Returns: []ReturnView{}, ApplicationCaseIDs: []string{}, LetterIDs: []string{},
	}
	if r.May(access.Placement) {
		r.showPlacements(shown, facts)
	}
	if r.May(access.Evaluations) {
		for _, held := range facts.GetEvaluations() {
			shown.Evaluations = append(shown.Evaluations, EvaluationView{
				TalkView: r.talk(held.GetHeldOn(), goings.word(held.GetGoing()), documents.EvaluationReport, held.GetReportId(), held.GetActor()),
				Together: held.GetTogether(), ReturnInSight: held.GetReturnInSight(),
			})
		}
	}
	if r.May(access.Continuation) {
		shown.Continuation, shown.ContinuationOn = continuations.word(facts.GetContinuation()), facts.GetContinuationOn()
		shown.ContinuationTextID = r.piece(documents.ContinuationReasons, facts.GetContinuationTextId())
		shown.ApplicationCaseIDs = append(shown.ApplicationCaseIDs, facts.GetApplicationCaseIds()...)
	}
	if r.May(access.Return) {
		for _, attempt := range facts.GetReturns() {
			shown.Returns = append(shown.Returns, r.returning(attempt))
		}
	}
	return shown
}

func (r reader) showPlacements(shown *PlaatsingView, facts *plaatsingv1.Facts) {
	for _, stay := range facts.GetPlacements() {
		shown.Placements = append(shown.Placements, r.placement(stay))
	}
	if facts.GetNext() != nil {
		next := r.placement(facts.GetNext())
		shown.Next = &next
	}
	shown.AgreementsTextID = r.piece(documents.InstitutionAgreements, facts.GetAgreementsTextId())
	shown.LetterIDs = append(shown.LetterIDs, facts.GetLetterIds()...)
}

func (r reader) placement(p *plaatsingv1.Placement) PlacementView {
	shown := PlacementView{
		SchoolID: p.GetSchoolId(), Institution: institutions.word(p.GetInstitution()), TLVs: []PlacedTLVView{},
		PlacedOn: p.GetPlacedOn(), EndedOn: p.GetEndedOn(), ExpectedUntil: p.GetExpectedUntil(),
	}
	for _, tlv := range p.GetTlvs() {
		shown.TLVs = append(shown.TLVs, PlacedTLVView{
			CaseID: tlv.GetCaseId(), Number: tlv.GetNumber(), Destination: destinations.word(tlv.GetDestination()),
			Category: categories.word(tlv.GetCategory()), Extent: extents.word(tlv.GetExtent()),
			ValidFrom: tlv.GetValidFrom(), ValidUntil: tlv.GetValidUntil(),
			// Written at the decision: who may read it is what the TLV says.
			AgreementsTextID: tlv.GetAgreementsTextId(),
		})
	}
	return shown
}

// returning is one attempt to go back. What was said afterwards is for who follows that.
func (r reader) returning(attempt *plaatsingv1.Return) ReturnView {
	shown := ReturnView{
		SchoolID: attempt.GetSchoolId(), Steps: []ReturnStepView{}, PlanID: r.piece(documents.ReturnPlan, attempt.GetPlanId()),
		PlannedOn: attempt.GetPlannedOn(), AgreedOn: attempt.GetAgreedOn(), ReturnedOn: attempt.GetReturnedOn(), FollowUps: []TalkView{},
		StoppedOn: attempt.GetStoppedOn(), StoppedTextID: r.piece(documents.ReturnStopped, attempt.GetStoppedTextId()),
	}
	for _, step := range attempt.GetSteps() {
		shown.Steps = append(shown.Steps, ReturnStepView{FromOn: step.GetFromOn(), HalfDays: int(step.GetHalfDays())})
	}
	if !r.May(access.FollowUp) {
		return shown
	}
	for _, talk := range attempt.GetFollowUps() {
		shown.FollowUps = append(shown.FollowUps,
			r.talk(talk.GetHeldOn(), goings.word(talk.GetGoing()), documents.FollowUpReport, talk.GetReportId(), talk.GetActor()))
	}
	return shown
}
