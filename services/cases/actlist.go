package cases

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
)

func (s *service) registerActs(api huma.API) {
	s.registerApplications(api)
	s.registerObjections(api)
	s.registerBuitenkans(api)
	s.registerPlaatsing(api)
	s.registerShared(api)
	s.registerHandovers(api)
}

// registerApplications are the acts on a TLV.
func (s *service) registerApplications(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "submit", Method: http.MethodPost, Path: starts[tlv.Submit], DefaultStatus: http.StatusCreated,
		Summary: "Apply for a TLV", Description: "The statutory term runs from now (Awb 4:13).", Tags: []string{"acts"},
		Errors: actErrors,
	}, s.submit)
	registerAct[CompetenceBody](s, api, tlv.Workflow, tlv.JudgeCompetence, "Say whether ZOUT must decide (WPO 40.8, WEC 40.10-11)")
	registerAct[SotConfirmationBody](s, api, tlv.Workflow, tlv.ConfirmSot, "Say, as the SOT, whether the SOT was involved")
	registerAct[CompletenessBody](s, api, tlv.Workflow, tlv.JudgeCompleteness, "Say whether the application is complete")
	registerAct[CompletionBody](s, api, tlv.Workflow, tlv.Complete, "Hand in what was asked")
	registerAct[ParentsAnswerBody](s, api, tlv.Workflow, tlv.AnswerAsParents, "Say how the parents stand towards the application")
	registerAct[ExpertsBody](s, api, tlv.Workflow, tlv.AssignExperts, "Name the two experts")
	registerAct[TalkBody](s, api, tlv.Workflow, tlv.InviteToTalk, "Set the date of the zienswijze talk")
	registerAct[TalkReportBody](s, api, tlv.Workflow, tlv.ReportTalk, "File the report of the talk")
	registerAct[TalkReportCopyBody](s, api, tlv.Workflow, tlv.ConfirmReportCopy, "Prove that the parents received the report")
	registerAct[AdviceBody](s, api, tlv.Workflow, tlv.GiveAdvice, "Give the toelaatbaarheidsadvies")
	registerAct[DifferenceBody](s, api, tlv.Workflow, tlv.ResolveDifference, "Choose what happens when the experts differ")
	registerAct[DecisionBody](s, api, tlv.Workflow, tlv.Decide, "Decide on the application")
	registerAct[AnnouncementBody](s, api, tlv.Workflow, tlv.Announce, "Send the letters")
	registerAct[WithdrawalBody](s, api, tlv.Workflow, tlv.Withdraw, "Withdraw the application")
}

// registerObjections are the acts on a bezwaar.
func (s *service) registerObjections(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "lodge", Method: http.MethodPost, Path: starts[bezwaar.Lodge], DefaultStatus: http.StatusCreated,
		Summary: "Object to one or more decisions", Tags: []string{"acts"}, Errors: actErrors,
		Description: "Never refused for being late, without grounds, or sent by another channel (Awb 2:16, 6:6, 6:11).",
	}, s.lodge)
	registerAct[AcknowledgementBody](s, api, bezwaar.Workflow, bezwaar.Acknowledge, "Confirm the receipt of the objection (Awb 6:14)")
	registerAct[RepairRequestBody](s, api, bezwaar.Workflow, bezwaar.AskRepair, "Ask what is missing (Awb 6:6)")
	registerAct[RepairBody](s, api, bezwaar.Workflow, bezwaar.Repair, "Hand in what was missing")
	registerAct[LatenessBody](s, api, bezwaar.Workflow, bezwaar.ExplainLateness, "Say why the objection came late (Awb 6:11)")
	registerAct[ObjectionTalkBody](s, api, bezwaar.Workflow, bezwaar.HoldTalk, "Record the informal talk")
	registerAct[DefenceBody](s, api, bezwaar.Workflow, bezwaar.FileDefence, "Add the verweerschrift")
	registerAct[BundleBody](s, api, bezwaar.Workflow, bezwaar.MakeBundle, "Make the file for the LBT")
	registerAct[LbtSubmissionBody](s, api, bezwaar.Workflow, bezwaar.SendToLbt, "Record that the file was handed in at the LBT")
	registerAct[HearingBody](s, api, bezwaar.Workflow, bezwaar.PlanHearing, "Set the day of the hearing, and invite (Awb 7:2, 7:4)")
	registerAct[HearingReportBody](s, api, bezwaar.Workflow, bezwaar.ReportHearing, "File the report of the hearing (Awb 7:7), or why there was none (Awb 7:3)")
	registerAct[LbtAdviceBody](s, api, bezwaar.Workflow, bezwaar.RecordAdvice, "Record the advice of the LBT (Awb 7:13)")
	registerAct[ObjectionDecisionBody](s, api, bezwaar.Workflow, bezwaar.DecideObjection, "Decide on the objection (Awb 7:11, 7:12)")
	registerAct[ObjectionAnnouncementBody](s, api, bezwaar.Workflow, bezwaar.AnnounceObjection, "Send the decision on the objection")
	registerAct[AppealBody](s, api, bezwaar.Workflow, bezwaar.RecordAppeal, "Record that beroep was lodged")
	registerAct[ObjectionWithdrawalBody](s, api, bezwaar.Workflow, bezwaar.WithdrawObjection, "Withdraw the objection (Awb 6:21)")
}

// registerBuitenkans are the acts on a stay at the Buitenkans.
func (s *service) registerBuitenkans(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "requestBuitenkans", Method: http.MethodPost, Path: starts[buitenkans.RequestPlacement], DefaultStatus: http.StatusCreated,
		Summary: "Ask a place at the Buitenkans (ondersteuningsplan 2.2)", Tags: []string{"acts"}, Errors: actErrors,
	}, s.requestBuitenkans)
	registerAct[SupportBody](s, api, buitenkans.Workflow, buitenkans.SupportRequest, "Say, as the SOT, whether the request has your support")
	registerAct[ConsentBody](s, api, buitenkans.Workflow, buitenkans.ConsentToPlacement, "Say, as parents, whether you agree")
	registerAct[AdmissionBody](s, api, buitenkans.Workflow, buitenkans.AdmitPupil, "Admit the pupil, or say why not")
	registerAct[StartPlanBody](s, api, buitenkans.Workflow, buitenkans.PlanStart, "Set the days of the stay")
	registerAct[StartBody](s, api, buitenkans.Workflow, buitenkans.ConfirmStart, "Say whether the pupil came on the first day")
	registerAct[InterruptionBody](s, api, buitenkans.Workflow, buitenkans.InterruptPlacement, "Record that the pupil is away for a while")
	registerAct[ResumptionBody](s, api, buitenkans.Workflow, buitenkans.ResumePlacement, "Record that the pupil is back")
	registerAct[EndDateBody](s, api, buitenkans.Workflow, buitenkans.MoveEnd, "Set another last day, never after the maximum")
	registerAct[MidwayEvaluationBody](s, api, buitenkans.Workflow, buitenkans.EvaluateMidway, "File the report of the talk halfway")
	registerAct[SupportAdviceBody](s, api, buitenkans.Workflow, buitenkans.AdviseSupport, "Advise on fitting support")
	registerAct[ReturnToSchoolBody](s, api, buitenkans.Workflow, buitenkans.PlanReturn, "Plan the return to school")
	registerAct[PlacementEndBody](s, api, buitenkans.Workflow, buitenkans.EndPlacement, "End the stay")
	registerAct[AftercareBody](s, api, buitenkans.Workflow, buitenkans.RecordAftercare, "File a talk after the return")
	registerAct[RequestWithdrawalBody](s, api, buitenkans.Workflow, buitenkans.WithdrawRequest, "Withdraw the request")
}

// registerPlaatsing are the acts on a placement that is followed.
func (s *service) registerPlaatsing(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "followInstitution", Method: http.MethodPost, Path: starts[plaatsing.FollowInstitution], DefaultStatus: http.StatusCreated,
		Summary: "Follow a pupil in an institution (WEC 40 lid 16)", Tags: []string{"acts"}, Errors: actErrors,
		Description: "A placement by a TLV is followed by itself, from the announcement on.",
	}, s.followInstitution)
	registerAct[PlacementConfirmationBody](s, api, plaatsing.Workflow, plaatsing.ConfirmPlacement, "Say that the pupil is there")
	registerAct[UnusedBody](s, api, plaatsing.Workflow, plaatsing.ReportUnused, "Say that the TLV is not used")
	registerAct[EvaluationBody](s, api, plaatsing.Workflow, plaatsing.Evaluate, "File an evaluation of the placement")
	registerAct[ContinuationBody](s, api, plaatsing.Workflow, plaatsing.ChooseContinuation, "Choose what follows on the last school year of the TLV (WPO 40 lid 14)")
	registerAct[ReturnBody](s, api, plaatsing.Workflow, plaatsing.PlanReturn, "Plan the return to a regular school")
	registerAct[ReturnAnswerBody](s, api, plaatsing.Workflow, plaatsing.AnswerReturn, "Say, as the regular school, whether you agree with the plan")
	registerAct[ReturnConfirmationBody](s, api, plaatsing.Workflow, plaatsing.ConfirmReturn, "Say that the pupil is back for the whole week")
	registerAct[FollowUpBody](s, api, plaatsing.Workflow, plaatsing.FollowUpReturn, "File a talk after the return")
	registerAct[ReturnStopBody](s, api, plaatsing.Workflow, plaatsing.StopReturn, "Say that the return does not work out")
}

// registerShared are the acts that every procedure has.
func (s *service) registerShared(api huma.API) {
	registerAct[TaskClaimBody](s, api, everyProcedure, casework.ClaimTask, "Take up a task")
	registerAct[TaskReturnBody](s, api, everyProcedure, casework.PutBackTask, "Put back a task")
	registerAct[TaskHandoverBody](s, api, everyProcedure, casework.HandOverTask, "Hand over a task")
	registerAct[TaskCommentBody](s, api, everyProcedure, casework.CommentTask, "Add a remark to a task")
	registerAct[TermExtensionBody](s, api, everyProcedure, casework.ExtendTerm, "Make a term longer, by notice with a reason (Awb 4:14, 7:10)")
	registerAct[TermDelayBody](s, api, everyProcedure, casework.AgreeDelay, "Record the written consent to a delay (Awb 4:15, 7:10)")
	registerAct[TermSuspensionBody](s, api, everyProcedure, casework.SuspendTerm, "Record a delay with a cause (Awb 4:15 lid 2 onder b and c)")
	registerAct[TermResumptionBody](s, api, everyProcedure, casework.ResumeTerm, "End such a delay")
	registerAct[DefaultNoticeBody](s, api, everyProcedure, casework.NotifyDefault, "Give a notice of default (Awb 4:17)")
	registerAct[DefaultJudgementBody](s, api, everyProcedure, casework.JudgeDefault, "Judge a notice of default")
	registerAct[PenaltyDecisionBody](s, api, everyProcedure, casework.DecidePenalty, "Decide on the dwangsom (Awb 4:18)")
	registerAct[PolicyMoveBody](s, api, everyProcedure, casework.MovePolicy, "Move the case to the policy of today")
	registerAct[DepartureBody](s, api, everyProcedure, casework.RecordDeparture, "Say that the pupil left; every open case of the pupil hears of it")
}

var actErrors = []int{
	http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict,
	http.StatusServiceUnavailable,
}

// registerAct offers an act on the cases of a procedure.
func registerAct[B any, P interface {
	*B
	body
}](s *service, api huma.API, procedure string, what act.Act, summary string) {
	path := paths[procedure][what]
	huma.Register(api, huma.Operation{
		OperationID: path, Method: http.MethodPost, Path: "/v1/cases/{caseId}/" + path, DefaultStatus: http.StatusOK,
		Summary: summary, Tags: []string{"acts"}, Errors: actErrors,
	}, func(ctx context.Context, in *actInput[B]) (*acceptedOutput, error) {
		return s.act(ctx, in.CaseID, in.Key, procedure, what, P(&in.Body))
	})
}
