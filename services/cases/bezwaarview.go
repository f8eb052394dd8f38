package cases

import (
	"slices"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	"traject.nl/services/platform/access"
)

// bezwaar are the facts of a bezwaar that the reader may see; nil when it is another procedure.
func (r reader) bezwaar() *BezwaarView {
	facts := r.view.GetBezwaar()
	if facts == nil {
		return nil
	}
	shown := &BezwaarView{
		Phase: objectionPhases.word(facts.GetPhase()), Outcome: r.objectionOutcome(facts),
		Mine:      slices.Contains(r.Parties(), party.Party(facts.GetObjector())),
		Objector:  string(party.Party(facts.GetObjector()).Role()),
		Decisions: []ContestedView{}, Repairs: []RepairView{}, Talks: []ObjectionTalkView{},
	}
	if r.May(access.Objection) {
		r.showObjection(shown, facts)
	}
	if r.May(access.Talk) {
		for _, talk := range facts.GetTalks() {
			shown.Talks = append(shown.Talks, ObjectionTalkView{TalkOn: talk.GetTalkOn(), TextID: talk.GetTextId()})
		}
	}
	if r.May(access.Bundle) {
		shown.Bundle = bundleView(facts.GetBundle())
	}
	if r.May(access.Hearing) {
		shown.Hearing = hearingView(facts.GetHearing())
	}
	if r.May(access.AdviceOutcome) {
		shown.Advice, shown.AdviceID, shown.AdviceOn = opinions.word(facts.GetAdvice()), facts.GetAdviceId(), facts.GetAdviceOn()
	}
	if r.May(access.Decision) {
		shown.Decision, shown.AppealOn = objectionDecision(facts), facts.GetAppealOn()
	}
	return shown
}

// objectionOutcome is part of the decision, unless there is none, which everybody may know.
func (r reader) objectionOutcome(facts *bezwaarv1.Facts) string {
	switch facts.GetOutcome() {
	case bezwaarv1.Outcome_OUTCOME_WITHDRAWN, bezwaarv1.Outcome_OUTCOME_LAPSED:
	default:
		if !r.May(access.Decision) {
			return ""
		}
	}
	return objectionOutcomes.word(facts.GetOutcome())
}

// showObjection fills in what is objected to, by whom, and how that came in.
func (r reader) showObjection(shown *BezwaarView, facts *bezwaarv1.Facts) {
	if shown.Mine || r.guards() {
		shown.ObjectorParty = facts.GetObjector()
	}
	if r.May(access.Piece(documents.ObjectorAddress)) {
		shown.ObjectorTextID, shown.RepresentativeTextID = facts.GetObjectorTextId(), facts.GetRepresentativeTextId()
	}
	shown.RecordedAt, shown.ReceivedOn, shown.PostedOn = moment(facts.GetRecordedAt()), facts.GetReceivedOn(), facts.GetPostedOn()
	shown.Channel, shown.ObjectionID, shown.ProForma = channels.word(facts.GetChannel()), facts.GetObjectionId(), facts.GetProForma()
	shown.Late, shown.LatenessTextID, shown.AboutLateDecision = facts.GetLate(), facts.GetLatenessTextId(), facts.GetAboutLateDecision()
	shown.AcknowledgedOn, shown.DefenceTextID = facts.GetAcknowledgedOn(), facts.GetDefenceTextId()
	for _, decided := range facts.GetDecisions() {
		shown.Decisions = append(shown.Decisions, contestedView(decided))
	}
	for _, repair := range facts.GetRepairs() {
		shown.Repairs = append(shown.Repairs, RepairView{
			TextID: repair.GetTextId(), AskedOn: repair.GetAskedOn(), RepairBy: repair.GetRepairBy(), RepairedOn: repair.GetRepairedOn(),
			RepairTextID: repair.GetRepairTextId(), Lapsed: repair.GetLapsed(),
		})
	}
}

func contestedView(d *bezwaarv1.DecidedCase) ContestedView {
	return ContestedView{
		CaseID: d.GetCaseId(), ApplicantSchoolID: d.GetApplicantSchoolId(), ReceivingSchoolID: d.GetReceivingSchoolId(),
		AnnouncedOn: d.GetAnnouncedOn(), ObjectionPlannedOn: d.GetObjectionPlannedOn(), ObjectionLastOn: d.GetObjectionLastOn(),
		Granted: d.GetDecision().GetGranted(), Destination: destinations.word(d.GetDecision().GetDestination()),
		Category: categories.word(d.GetDecision().GetCategory()), TLVNumber: d.GetDecision().GetTlvNumber(),
	}
}

func bundleView(b *bezwaarv1.Bundle) *BundleView {
	if b == nil {
		return nil
	}
	shown := &BundleView{
		DocumentID: b.GetDocumentId(), FilesID: b.GetFilesId(), MadeOn: b.GetMadeOn(), SentOn: b.GetSentOn(),
		Items: []BundleItemView{}, Missing: append([]string{}, b.GetMissing()...),
	}
	for _, item := range b.GetItems() {
		shown.Items = append(shown.Items, BundleItemView{
			Number: int(item.GetNumber()), Title: item.GetTitle(), DocumentID: item.GetDocumentId(),
			FirstPage: int(item.GetFirstPage()), Pages: int(item.GetPages()),
		})
	}
	return shown
}

func hearingView(h *bezwaarv1.Hearing) *HearingView {
	if h == nil {
		return nil
	}
	return &HearingView{
		HearingOn: h.GetHearingOn(), HearingTime: h.GetHearingAt(), PlaceTextID: h.GetPlaceTextId(), Reported: h.GetReported(),
		Held: h.GetHeld(), SkipGround: skipGrounds.word(h.GetSkipGround()), ReportID: h.GetReportId(),
	}
}

func objectionDecision(facts *bezwaarv1.Facts) *ObjectionDecision {
	if facts.GetDecidedOn() == "" {
		return nil
	}
	shown := &ObjectionDecision{
		Opinion: opinions.word(facts.GetDecision()), ReasonsTextID: facts.GetReasonsTextId(), DeviationTextID: facts.GetDeviationTextId(),
		DecidedOn: facts.GetDecidedOn(), AnnouncedOn: facts.GetAnnouncedOn(), LetterIDs: append([]string{}, facts.GetLetterIds()...),
		Replacements: []ReplacementView{},
	}
	for _, replacement := range facts.GetReplacements() {
		shown.Replacements = append(shown.Replacements, ReplacementView{
			CaseID: replacement.GetCaseId(), Decision: *decisionView(replacement.GetDecision()),
		})
	}
	return shown
}
