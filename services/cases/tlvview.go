package cases

import (
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/platform/access"
)

// tlv are the facts of a TLV case that the reader may see; nil when it is another procedure.
func (r reader) tlv() *TLVView {
	facts := r.view.GetTlv()
	if facts == nil {
		return nil
	}
	shown := &TLVView{
		Outcome: r.outcome(facts), CompletionRequests: []CompletionView{}, Experts: []ExpertView{}, Advices: []AdviceView{},
		Replaced: []DecisionView{}, Objections: []ObjectionView{},
	}
	if r.May(access.Application) {
		shown.Application = applicationView(facts)
		shown.ForwardedTo, shown.SotInvolved = facts.GetForwardedTo(), facts.SotInvolved
		for _, asked := range facts.GetCompletionRequests() {
			shown.CompletionRequests = append(shown.CompletionRequests, completionView(asked))
		}
	}
	if r.May(access.Hearing) {
		shown.ParentsAnswer = parentsAnswers.word(facts.GetParentsAnswer())
		shown.Zienswijze = zienswijzeView(facts.GetZienswijze())
		for _, expert := range facts.GetExperts() {
			shown.Experts = append(shown.Experts, ExpertView{ID: expert.GetId(), Profession: expert.GetProfession()})
		}
		for _, advice := range facts.GetAdvices() {
			shown.Advices = append(shown.Advices, r.advice(advice))
		}
	}
	if r.May(access.Decision) && facts.GetDecision() != nil {
		shown.Decision = decisionView(facts.GetDecision())
		for _, before := range facts.GetReplaced() {
			shown.Replaced = append(shown.Replaced, *decisionView(before))
		}
	}
	if r.May(access.Tasks) {
		for _, objection := range facts.GetObjections() {
			shown.Objections = append(shown.Objections, ObjectionView{
				CaseID: objection.GetBezwaarId(), LodgedOn: objection.GetLodgedOn(), EndedOn: objection.GetEndedOn(),
			})
		}
	}
	return shown
}

// outcome of the case: that it was granted or refused is part of the decision.
func (r reader) outcome(facts *tlvv1.Facts) string {
	switch facts.GetOutcome() {
	case tlvv1.Outcome_OUTCOME_GRANTED, tlvv1.Outcome_OUTCOME_REFUSED:
		if !r.May(access.Decision) {
			return ""
		}
	}
	return outcomes.word(facts.GetOutcome())
}

func applicationView(facts *tlvv1.Facts) *ApplicationView {
	a := facts.GetApplication()
	return &ApplicationView{
		Intake: intakes.word(a.GetIntake()), Destination: destinations.word(a.GetDestination()),
		Category: categories.word(a.GetCategory()), Extent: extents.word(a.GetExtent()), GatesMet: gates.words(a.GetGatesMet()),
		ApplicantSchoolID: a.GetApplicantSchoolId(), ReceivingSchoolID: a.GetReceivingSchoolId(),
		FromCaseID: a.GetFromCaseId(), FromProcedure: facts.GetFromProcedure(),
	}
}

func completionView(c *tlvv1.CompletionRequest) CompletionView {
	return CompletionView{
		Missing: gates.words(c.GetMissing()), TextID: c.GetTextId(), AskedOn: c.GetAskedOn(), CompleteBy: c.GetCompleteBy(),
		CompletedOn: c.GetCompletedOn(), Lapsed: c.GetLapsed(),
	}
}

func zienswijzeView(z *tlvv1.Zienswijze) *ZienswijzeView {
	if z == nil {
		return nil
	}
	return &ZienswijzeView{
		TextID: z.GetTextId(), WithAdviser: z.GetWithAdviser(), TalkOn: z.GetTalkOn(), Held: z.GetHeld(), ReportID: z.GetReportId(), ReportedOn: z.GetReportedOn(),
		Delivery: deliveries.word(z.GetDelivery()), DeliveredOn: z.GetDeliveredOn(),
	}
}

// advice as given. Until the advices are final, school and parents see only that it is there.
func (r reader) advice(a *tlvv1.Advice) AdviceView {
	shown := AdviceView{ExpertID: a.GetExpertId(), Round: int(a.GetRound()), GivenAt: moment(a.GetGivenAt())}
	if r.May(access.AdviceOutcome) {
		admissible := a.GetAdmissible()
		shown.Admissible = &admissible
		shown.Destination, shown.Category = destinations.word(a.GetDestination()), categories.word(a.GetCategory())
		shown.TextID, shown.ZienswijzeTextID = a.GetTextId(), a.GetZienswijzeTextId()
	}
	return shown
}

func decisionView(d *tlvv1.Decision) *DecisionView {
	return &DecisionView{
		Granted: d.GetGranted(), Destination: destinations.word(d.GetDestination()), Category: categories.word(d.GetCategory()),
		Extent: extents.word(d.GetExtent()), ValidFrom: d.GetValidFrom(), ValidUntil: d.GetValidUntil(),
		ReceivingSchoolID: d.GetReceivingSchoolId(), ReturnAgreementsTextID: d.GetReturnAgreementsTextId(),
		ReasonsTextID: d.GetReasonsTextId(), DecidedOn: d.GetDecidedOn(), TLVNumber: d.GetTlvNumber(),
		AnnouncedOn: d.GetAnnouncedOn(), LetterIDs: append([]string{}, d.GetLetterIds()...),
	}
}
