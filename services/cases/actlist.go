package cases

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/tlv"
)

func (s *service) registerActs(api huma.API) {
	s.registerApplications(api)
	s.registerObjections(api)
	s.registerShared(api)
	s.registerHandovers(api)
}

// registerApplications are the acts on a TLV.
func (s *service) registerApplications(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "submit", Method: http.MethodPost, Path: "/v1/cases", DefaultStatus: http.StatusCreated,
		Summary: "Apply for a TLV", Description: "The statutory term runs from now (Awb 4:13).", Tags: []string{"acts"},
		Errors: actErrors,
	}, s.submit)
	registerAct[CompetenceBody](s, api, tlv.JudgeCompetence, "Say whether ZOUT must decide (WPO 40.8, WEC 40.10-11)")
	registerAct[SotConfirmationBody](s, api, tlv.ConfirmSot, "Say, as the SOT, whether the SOT was involved")
	registerAct[CompletenessBody](s, api, tlv.JudgeCompleteness, "Say whether the application is complete")
	registerAct[CompletionBody](s, api, tlv.Complete, "Hand in what was asked")
	registerAct[ParentsAnswerBody](s, api, tlv.AnswerAsParents, "Say how the parents stand towards the application")
	registerAct[ExpertsBody](s, api, tlv.AssignExperts, "Name the two experts")
	registerAct[TalkBody](s, api, tlv.InviteToTalk, "Set the date of the zienswijze talk")
	registerAct[TalkReportBody](s, api, tlv.ReportTalk, "File the report of the talk")
	registerAct[TalkReportCopyBody](s, api, tlv.ConfirmReportCopy, "Prove that the parents received the report")
	registerAct[AdviceBody](s, api, tlv.GiveAdvice, "Give the toelaatbaarheidsadvies")
	registerAct[DifferenceBody](s, api, tlv.ResolveDifference, "Choose what happens when the experts differ")
	registerAct[DecisionBody](s, api, tlv.Decide, "Decide on the application")
	registerAct[AnnouncementBody](s, api, tlv.Announce, "Send the letters")
	registerAct[WithdrawalBody](s, api, tlv.Withdraw, "Withdraw the application")
}

// registerObjections are the acts on a bezwaar.
func (s *service) registerObjections(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "lodge", Method: http.MethodPost, Path: lodgePath, DefaultStatus: http.StatusCreated,
		Summary: "Object to one or more decisions", Tags: []string{"acts"}, Errors: actErrors,
		Description: "Never refused for being late, without grounds, or sent by another channel (Awb 2:16, 6:6, 6:11).",
	}, s.lodge)
	registerAct[AcknowledgementBody](s, api, bezwaar.Acknowledge, "Confirm the receipt of the objection (Awb 6:14)")
	registerAct[RepairRequestBody](s, api, bezwaar.AskRepair, "Ask what is missing (Awb 6:6)")
	registerAct[RepairBody](s, api, bezwaar.Repair, "Hand in what was missing")
	registerAct[LatenessBody](s, api, bezwaar.ExplainLateness, "Say why the objection came late (Awb 6:11)")
	registerAct[ObjectionTalkBody](s, api, bezwaar.HoldTalk, "Record the informal talk")
	registerAct[DefenceBody](s, api, bezwaar.FileDefence, "Add the verweerschrift")
	registerAct[BundleBody](s, api, bezwaar.MakeBundle, "Make the file for the LBT")
	registerAct[LbtSubmissionBody](s, api, bezwaar.SendToLbt, "Record that the file was handed in at the LBT")
	registerAct[HearingBody](s, api, bezwaar.PlanHearing, "Set the day of the hearing, and invite (Awb 7:2, 7:4)")
	registerAct[HearingReportBody](s, api, bezwaar.ReportHearing, "File the report of the hearing (Awb 7:7), or why there was none (Awb 7:3)")
	registerAct[LbtAdviceBody](s, api, bezwaar.RecordAdvice, "Record the advice of the LBT (Awb 7:13)")
	registerAct[ObjectionDecisionBody](s, api, bezwaar.DecideObjection, "Decide on the objection (Awb 7:11, 7:12)")
	registerAct[ObjectionAnnouncementBody](s, api, bezwaar.AnnounceObjection, "Send the decision on the objection")
	registerAct[AppealBody](s, api, bezwaar.RecordAppeal, "Record that beroep was lodged")
	registerAct[ObjectionWithdrawalBody](s, api, bezwaar.WithdrawObjection, "Withdraw the objection (Awb 6:21)")
}

// registerShared are the acts that every procedure has.
func (s *service) registerShared(api huma.API) {
	registerAct[TaskClaimBody](s, api, casework.ClaimTask, "Take up a task")
	registerAct[TaskReturnBody](s, api, casework.PutBackTask, "Put back a task")
	registerAct[TaskHandoverBody](s, api, casework.HandOverTask, "Hand over a task")
	registerAct[TaskCommentBody](s, api, casework.CommentTask, "Add a remark to a task")
	registerAct[TermExtensionBody](s, api, casework.ExtendTerm, "Make a term longer, by notice with a reason (Awb 4:14, 7:10)")
	registerAct[TermDelayBody](s, api, casework.AgreeDelay, "Record the written consent to a delay (Awb 4:15, 7:10)")
	registerAct[TermSuspensionBody](s, api, casework.SuspendTerm, "Record a delay with a cause (Awb 4:15 lid 2 onder b and c)")
	registerAct[TermResumptionBody](s, api, casework.ResumeTerm, "End such a delay")
	registerAct[DefaultNoticeBody](s, api, casework.NotifyDefault, "Give a notice of default (Awb 4:17)")
	registerAct[DefaultJudgementBody](s, api, casework.JudgeDefault, "Judge a notice of default")
	registerAct[PenaltyDecisionBody](s, api, casework.DecidePenalty, "Decide on the dwangsom (Awb 4:18)")
	registerAct[PolicyMoveBody](s, api, casework.MovePolicy, "Move the case to the policy of today")
}

var actErrors = []int{
	http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict,
	http.StatusServiceUnavailable,
}

func registerAct[B any, P interface {
	*B
	body
}](s *service, api huma.API, what act.Act, summary string) {
	huma.Register(api, huma.Operation{
		OperationID: paths[what], Method: http.MethodPost, Path: "/v1/cases/{caseId}/" + paths[what], DefaultStatus: http.StatusOK,
		Summary: summary, Tags: []string{"acts"}, Errors: actErrors,
	}, func(ctx context.Context, in *actInput[B]) (*acceptedOutput, error) {
		return s.act(ctx, in.CaseID, in.Key, what, P(&in.Body))
	})
}
