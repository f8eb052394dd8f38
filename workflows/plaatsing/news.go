package plaatsing

import (
	"slices"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
)

// hearNews takes in what TLV cases tell: another decision for this pupil, and applications that were started from here.
func (p *process) hearNews(ctx workflow.Context) {
	casework.Hear(ctx, p.Case, plaatsing.DecisionSignal, p.decisionNews)
	casework.Hear(ctx, p.Case, plaatsing.ApplicationSignal, p.applicationNews)
}

// decisionNews: told twice is told once, and a closed case does not change any more.
func (p *process) decisionNews(ctx workflow.Context, told *plaatsingv1.DecisionNews) {
	if p.In(none, closed) {
		return
	}
	granted := told.Decision.GetGranted()
	switch {
	case told.Replaces && !p.knows(told.TlvCaseId):
		// It is about a TLV that this placement does not go by.
	case granted && told.Replaces:
		p.replaceTlv(ctx, tlvOf(told.TlvCaseId, told.Decision), told.Decision.ReceivingSchoolId)
	case granted:
		p.takeTlv(ctx, tlvOf(told.TlvCaseId, told.Decision), told.Decision.ReceivingSchoolId)
	case told.Replaces:
		p.revoke(ctx, told.TlvCaseId)
	}
}

// knows: the pupil is, or can come, somewhere by a TLV of this case.
func (p *process) knows(tlvCaseID string) bool {
	return has(p.present(), tlvCaseID) || has(p.facts.Next, tlvCaseID)
}

func has(stay *plaatsingv1.Placement, tlvCaseID string) bool {
	return slices.ContainsFunc(stay.GetTlvs(), func(t *plaatsingv1.Tlv) bool { return t.CaseId == tlvCaseID })
}

func without(tlvs []*plaatsingv1.Tlv, tlvCaseID string) []*plaatsingv1.Tlv {
	return slices.DeleteFunc(slices.Clone(tlvs), func(t *plaatsingv1.Tlv) bool { return t.CaseId == tlvCaseID })
}

// takeTlv: a new TLV. For the school where the pupil is, it makes the stay longer; another school has yet to say that the pupil is there.
// Either way there is something after the last school year.
func (p *process) takeTlv(ctx workflow.Context, tlv *plaatsingv1.Tlv, schoolID string) {
	if p.knows(tlv.CaseId) {
		return
	}
	p.endApplication(tlv.CaseId)
	p.forgetContinuation()
	switch {
	case schoolID == p.present().SchoolId:
		stay := p.present()
		stay.Tlvs = append(stay.Tlvs, tlv)
		p.Record(ctx, casework.Line{Kind: "verlengd", Text: extendedText(tlv)})
	case p.In(awaited):
		p.expectAt(ctx, schoolID, tlv)
	default:
		p.setNext(ctx, schoolID, tlv)
	}
	p.meetDuty(ctx, casework.Today(ctx), "nieuwe TLV")
	p.dayCame(ctx)
}

// replaceTlv: a bezwaar put another TLV in the place of one that this placement goes by.
func (p *process) replaceTlv(ctx workflow.Context, tlv *plaatsingv1.Tlv, schoolID string) {
	if p.same(tlv) {
		return
	}
	switch {
	case has(p.facts.Next, tlv.CaseId) && schoolID == p.present().SchoolId:
		p.dropNext(ctx, "vervangen")
		p.present().Tlvs = append(p.present().Tlvs, tlv)
		p.Record(ctx, casework.Line{Kind: "tlv-vervangen", Text: replacedText(tlv)})
	case schoolID == p.present().SchoolId:
		stay := p.present()
		stay.Tlvs = append(without(stay.Tlvs, tlv.CaseId), tlv)
		p.Record(ctx, casework.Line{Kind: "tlv-vervangen", Text: replacedText(tlv)})
	case p.In(awaited):
		p.expectAt(ctx, schoolID, tlv)
	default:
		stay := p.present()
		stay.Tlvs = without(stay.Tlvs, tlv.CaseId)
		p.setNext(ctx, schoolID, tlv)
	}
	p.followValidity(ctx)
}

// same: the TLV stands here already. One that takes the place of another has a number of its own (WPO 18a.14).
func (p *process) same(tlv *plaatsingv1.Tlv) bool {
	equal := func(have *plaatsingv1.Tlv) bool { return have.CaseId == tlv.CaseId && have.Number == tlv.Number }
	return slices.ContainsFunc(p.present().GetTlvs(), equal) || slices.ContainsFunc(p.facts.Next.GetTlvs(), equal)
}

// expectAt: the pupil was not there yet, and goes to another school now.
func (p *process) expectAt(ctx workflow.Context, schoolID string, tlv *plaatsingv1.Tlv) {
	p.CloseTasks(ctx, policy.PlaatsingBevestigen, "andere school")
	p.DropPlanned(policy.PlaatsingBevestigen)
	p.facts.Placements[len(p.facts.Placements)-1] = &plaatsingv1.Placement{SchoolId: schoolID, Tlvs: []*plaatsingv1.Tlv{tlv}}
	p.seat()
	p.askConfirmation(ctx, p.present())
	p.Record(ctx, casework.Line{Kind: "andere-school", Text: otherSchoolText(tlv)})
}

// setNext: the pupil is somewhere, and there is a TLV for another school. Until that school says that the pupil is there, it has no other
// part than that question.
func (p *process) setNext(ctx workflow.Context, schoolID string, tlv *plaatsingv1.Tlv) {
	if p.facts.Next != nil {
		p.dropNext(ctx, "andere school")
	}
	p.facts.Next = &plaatsingv1.Placement{SchoolId: schoolID, Tlvs: []*plaatsingv1.Tlv{tlv}}
	p.seat()
	p.askConfirmation(ctx, p.facts.Next)
	p.Record(ctx, casework.Line{Kind: "andere-school", Text: otherSchoolText(tlv)})
}

// followValidity makes the duty follow a TLV that changed under the placement.
func (p *process) followValidity(ctx workflow.Context) {
	term := p.Term(policy.LaatsteSchooljaar)
	if tlv := p.tlv(); p.dutyRuns() && (tlv == nil || term.PlannedOn != tlv.ValidUntil) {
		p.EndTerm(ctx, policy.LaatsteSchooljaar)
		p.CloseTasks(ctx, policy.VervolgKiezen, "TLV gewijzigd")
		p.DropPlanned(policy.VervolgKiezen)
	}
	p.dayCame(ctx)
}

// revoke: a bezwaar took a TLV away. Who was not there yet does not come. Who is there has no TLV any more, and people must find out what
// is best: that the pupil has to go tomorrow is not for a machine to say.
func (p *process) revoke(ctx workflow.Context, tlvCaseID string) {
	switch {
	case has(p.facts.Next, tlvCaseID):
		p.dropNext(ctx, "TLV ingetrokken")
		p.Record(ctx, casework.Line{Kind: "tlv-ingetrokken", Text: nextRevokedText})
		p.renewDuty(ctx)
	case p.In(awaited):
		p.facts.Outcome = plaatsingv1.Outcome_OUTCOME_REVOKED
		p.inform("tlv-ingetrokken", nil)
		p.Close(ctx, closed, "TLV ingetrokken", casework.Line{Kind: "tlv-ingetrokken", Text: revokedText})
	default:
		stay := p.present()
		stay.Tlvs = without(stay.Tlvs, tlvCaseID)
		p.Record(ctx, casework.Line{Kind: "tlv-ingetrokken", Text: revokedWhileThereText})
		p.followValidity(ctx)
		p.inform("tlv-ingetrokken", nil)
		switch {
		case lastOf(stay) != nil:
			p.renewDuty(ctx) // an extension was taken away: the TLV before it is the one that counts again
		case !p.In(returned):
			p.ask(ctx, policy.VervolgBesluit, party.TheOffice, reasonRevoked)
		}
	}
}

// applicationNews keeps which applications were started from here. One that ended without a TLV leaves the school with the duty.
func (p *process) applicationNews(ctx workflow.Context, told *plaatsingv1.ApplicationNews) {
	known := slices.Contains(p.facts.ApplicationCaseIds, told.TlvCaseId)
	switch {
	case p.In(none, closed) || known != told.Ended:
	case told.Ended:
		p.endApplication(told.TlvCaseId)
		p.forgetContinuation()
		p.Record(ctx, casework.Line{Kind: "aanvraag-geeindigd", Text: applicationEndedText})
		p.askContinuation(ctx)
	default:
		p.facts.ApplicationCaseIds = append(p.facts.ApplicationCaseIds, told.TlvCaseId)
		p.Record(ctx, casework.Line{Kind: "aanvraag", Text: applicationText})
	}
}

func (p *process) endApplication(tlvCaseID string) {
	p.facts.ApplicationCaseIds = slices.DeleteFunc(p.facts.ApplicationCaseIds, func(id string) bool { return id == tlvCaseID })
}
