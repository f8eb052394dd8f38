package cases

import (
	"slices"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/platform/access"
)

// openActs are what the reader can do now: the acts of the procedure in its order, and then those that every procedure has.
func (r reader) openActs() []OpenAct {
	open := []OpenAct{}
	add := func(act OpenAct, what act.Act) {
		act.Act, act.Path = string(what), pathOf(r.view.GetProcedure(), r.view.GetCaseId(), what)
		open = append(open, act)
	}
	for _, what := range r.openInProcedure() {
		add(OpenAct{}, what)
	}
	for _, what := range casework.Acts {
		if on, may := r.openShared(what); may {
			add(on, what)
		}
	}
	return open
}

// openInProcedure are the acts of the procedure itself, and those that start another case from here.
func (r reader) openInProcedure() []act.Act {
	switch r.view.GetProcedure() {
	case bezwaar.Workflow:
		facts := r.view.GetBezwaar()
		return openNow(r, bezwaar.Acts, bezwaar.Moments, facts.GetPhase(), func(what act.Act, _ party.Party) bool {
			return makesSenseInBezwaar(what, facts)
		})
	case buitenkans.Workflow:
		facts := r.view.GetBuitenkans()
		open := openNow(r, buitenkans.Acts, buitenkans.Moments, facts.GetPhase(), func(what act.Act, _ party.Party) bool {
			return makesSenseAtBuitenkans(what, facts, r.today)
		})
		return r.andStart(open, tlv.Submit, facts.GetDirection() != buitenkansv1.Direction_DIRECTION_UNSPECIFIED && facts.GetTlvCaseId() == "")
	case plaatsing.Workflow:
		facts := r.view.GetPlaatsing()
		open := openNow(r, plaatsing.Acts, plaatsing.Moments, facts.GetPhase(), func(what act.Act, _ party.Party) bool {
			return makesSenseInPlacement(what, facts)
		})
		return r.andStart(open, tlv.Submit, r.hasPupil(facts) && len(facts.GetApplicationCaseIds()) == 0)
	default:
		open := openNow(r, tlv.Acts, tlv.Moments, r.view.GetTlv().GetPhase(), func(what act.Act, as party.Party) bool {
			return makesSense(what, as, r.view)
		})
		// An objection that comes too late is accepted too, so the way stays open.
		return r.andStart(open, bezwaar.Lodge, true)
	}
}

// openNow are the acts that the reader may do, in a phase in which they can be done, as far as they make sense.
func openNow[P comparable](
	r reader, acts []act.Act, moments map[act.Act][]P, phase P, sensible func(what act.Act, as party.Party) bool,
) []act.Act {
	var open []act.Act
	for _, what := range acts {
		as, may := r.Acting(what)
		if may && slices.Contains(moments[what], phase) && sensible(what, as) {
			open = append(open, what)
		}
	}
	return open
}

// hasPupil says whether the reader is of the school that has the pupil: where it is placed, or where it went back to.
func (r reader) hasPupil(facts *plaatsingv1.Facts) bool {
	as, _ := r.Acting(tlv.Submit)
	if accessCase(r.view).Standing(as) == access.Target {
		return facts.GetPhase() == plaatsingv1.Phase_PHASE_RETURNED
	}
	return isThere(presentPlacement(facts))
}

// andStart adds the act that starts another case from this one, when there is reason to and the reader may.
func (r reader) andStart(open []act.Act, what act.Act, reason bool) []act.Act {
	if _, may := r.Acting(what); may && reason {
		return append(open, what)
	}
	return open
}

// makesSense says whether, in a phase in which the act can be done, there is still something to do.
func makesSense(what act.Act, as party.Party, view *casesv1.View) bool {
	facts := view.GetTlv()
	talk := facts.GetZienswijze()
	switch what {
	case tlv.ConfirmSot:
		return facts.GetApplication().GetIntake() == tlvv1.Intake_INTAKE_REFERRAL
	case tlv.Complete:
		// Also after the time to complete ran out, while the office looks again.
		return len(facts.GetCompletionRequests()) > 0
	case tlv.AnswerAsParents:
		// Who agreed may still think otherwise; a zienswijze stands.
		return facts.GetParentsAnswer() != tlvv1.ParentsAnswer_PARENTS_ANSWER_ZIENSWIJZE
	case tlv.InviteToTalk:
		return talk.GetReportId() == ""
	case tlv.ReportTalk:
		return talk.GetTalkOn() != "" && talk.GetReportId() == ""
	case tlv.ConfirmReportCopy:
		return talk.GetReportId() != "" && talk.GetDelivery() == tlvv1.Delivery_DELIVERY_UNSPECIFIED
	case tlv.GiveAdvice:
		return hasTask(view, as, taskAdvice)
	}
	return true
}

// makesSenseInBezwaar says the same of a bezwaar.
func makesSenseInBezwaar(what act.Act, facts *bezwaarv1.Facts) bool {
	repairs := facts.GetRepairs()
	asked := len(repairs) > 0 && repairs[len(repairs)-1].GetRepairedOn() == ""
	switch what {
	case bezwaar.Acknowledge:
		return facts.GetAcknowledgedOn() == ""
	case bezwaar.AskRepair:
		return !asked || repairs[len(repairs)-1].GetLapsed()
	case bezwaar.Repair:
		// Also after the time to repair ran out.
		return asked
	case bezwaar.ExplainLateness:
		return facts.GetLate() && facts.GetLatenessTextId() == ""
	case bezwaar.FileDefence:
		return facts.GetDefenceTextId() == ""
	case bezwaar.MakeBundle:
		return facts.GetBundle().GetSentOn() == ""
	case bezwaar.SendToLbt:
		return facts.GetBundle().GetMadeOn() != "" && facts.GetBundle().GetSentOn() == ""
	case bezwaar.RecordAppeal:
		return facts.GetAppealOn() == ""
	}
	return true
}

// Kinds of tasks, as the policy of the procedure names them.
const (
	taskAdvice   = "advies"
	taskDecision = "besluit"
)

func hasTask(view *casesv1.View, of party.Party, kind string) bool {
	return slices.ContainsFunc(view.GetTasks(), func(task *caseworkv1.Task) bool {
		return isOpen(task) && task.GetKind() == kind && task.GetParty() == string(of)
	})
}
