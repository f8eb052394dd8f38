package cases

import (
	"slices"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/platform/access"
)

// openActs are the acts that the viewer can do now, in the order of the procedure.
func openActs(viewer access.Viewer, view *casesv1.View) []tlv.Act {
	open := []tlv.Act{}
	for _, act := range tlv.Acts {
		as, may := viewer.Acting(act)
		if may && slices.Contains(tlv.Moments[act], view.GetTlv().GetPhase()) && makesSense(act, as, view) {
			open = append(open, act)
		}
	}
	return open
}

// makesSense says whether, in a phase in which the act can be done, there is still something to do.
func makesSense(act tlv.Act, as party.Party, view *casesv1.View) bool {
	facts := view.GetTlv()
	talk := facts.GetZienswijze()
	switch act {
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
