package cases

import (
	"slices"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/access"
)

// buitenkans are the facts of a stay at the Buitenkans that the reader may see; nil when it is another procedure.
func (r reader) buitenkans() *BuitenkansView {
	facts := r.view.GetBuitenkans()
	if facts == nil {
		return nil
	}
	shown := &BuitenkansView{
		Phase: buitenkansPhases.word(facts.GetPhase()), Outcome: buitenkansOutcomes.word(facts.GetOutcome()),
		ReceivedAt:   moment(facts.GetReceivedAt()),
		MaximumSteps: []string{}, Interruptions: []InterruptionView{}, LetterIDs: []string{}, Aftercare: []TalkView{},
	}
	if r.May(access.Application) {
		r.showRequest(shown, facts)
	}
	if r.May(access.Placement) {
		r.showStay(shown, facts)
	}
	if r.May(access.Evaluations) {
		shown.MidwayOn, shown.MidwayReportID = facts.GetMidwayOn(), r.piece(documents.MidwayReport, facts.GetMidwayReportId())
	}
	if r.May(access.AdviceOutcome) {
		shown.Direction, shown.AdvisedOn = directions.word(facts.GetDirection()), facts.GetAdvisedOn()
		shown.AdviceID = r.piece(documents.BuitenkansAdvice, facts.GetAdviceId())
	}
	if r.May(access.Return) {
		shown.ReturnOn, shown.PlanID = facts.GetReturnOn(), r.piece(documents.BuitenkansReturnPlan, facts.GetPlanId())
	}
	if r.May(access.FollowUp) {
		for _, talk := range facts.GetAftercare() {
			shown.Aftercare = append(shown.Aftercare,
				r.talk(talk.GetHeldOn(), buitenkansGoings.word(talk.GetGoing()), documents.AftercareReport, talk.GetReportId(), talk.GetActor()))
		}
	}
	return shown
}

// showRequest fills in what is asked, and what SOT, parents and the Buitenkans said to it.
func (r reader) showRequest(shown *BuitenkansView, facts *buitenkansv1.Facts) {
	asked := facts.GetApplication()
	shown.SchoolID, shown.Groep, shown.NotBefore = asked.GetSchoolId(), int(asked.GetGroep()), asked.GetNotBefore()
	shown.FromCaseID = asked.GetFromCaseId()
	shown.QuestionTextID = r.piece(documents.BuitenkansQuestion, asked.GetQuestionTextId())
	shown.Supported, shown.SupportTextID = facts.Supported, r.piece(documents.SupportReasons, facts.GetSupportTextId())
	shown.Consented, shown.ConsentedOn = facts.Consented, facts.GetConsentedOn()
	shown.ConsentTextID = r.piece(documents.ParentsConsent, facts.GetConsentTextId())
	shown.Admitted, shown.AdmittedOn = facts.Admitted, facts.GetAdmittedOn()
	shown.Urgency, shown.ReasonsTextID = urgencies.word(facts.GetUrgency()), r.piece(documents.AdmissionReasons, facts.GetReasonsTextId())
}

// showStay fills in where the pupil is or will be, and until when.
func (r reader) showStay(shown *BuitenkansView, facts *buitenkansv1.Facts) {
	shown.Place, shown.Waiting = placeView(facts.GetPlace()), waitingView(facts.GetWaiting())
	shown.MaximumOn, shown.MaximumSteps = facts.GetMaximumOn(), append(shown.MaximumSteps, facts.GetMaximumSteps()...)
	shown.StartedOn, shown.NoShows = facts.GetStartedOn(), int(facts.GetNoShows())
	for _, away := range facts.GetInterruptions() {
		shown.Interruptions = append(shown.Interruptions, InterruptionView{
			FromOn: away.GetFromOn(), Reason: interruptionReasons.word(away.GetReason()), ResumedOn: away.GetResumedOn(),
		})
	}
	shown.EndedOn, shown.EndReason = facts.GetEndedOn(), endReasons.word(facts.GetEndReason())
	shown.EndTextID, shown.TLVCaseID = r.piece(documents.EarlyEnd, facts.GetEndTextId()), facts.GetTlvCaseId()
	shown.LetterIDs = append(shown.LetterIDs, facts.GetLetterIds()...)
}

func placeView(p *buitenkansv1.Place) *PlaceView {
	if p == nil {
		return nil
	}
	return &PlaceView{GroupID: p.GetGroupId(), GroupName: p.GetGroupName(), FromOn: p.GetFromOn(), UntilOn: p.GetUntilOn()}
}

func waitingView(a *buitenkansv1.PlaceAnswer) *WaitingView {
	if a == nil {
		return nil
	}
	return &WaitingView{Number: int(a.GetNumber()), Reasons: append([]string{}, a.GetReasons()...), ExpectedOn: a.GetExpectedOn()}
}

// piece is the id of a text or file for who may read one of its kind. Who wrote it may too; documents gives it to them by itself.
func (r reader) piece(kind documents.Kind, id string) string {
	if !r.May(access.Piece(kind)) {
		return ""
	}
	return id
}

// talk about how it goes; its report for who may read it, and for the party that filed it.
func (r reader) talk(heldOn, going string, kind documents.Kind, reportID string, by *caseworkv1.Actor) TalkView {
	who := party.Party(by.GetParty())
	shown := TalkView{HeldOn: heldOn, Going: going, ReportID: r.piece(kind, reportID), By: string(who.Role())}
	if slices.Contains(r.Parties(), who) {
		shown.ReportID = reportID
	}
	if who.Role() == party.School {
		shown.BySchoolID = who.ID()
	}
	return shown
}
