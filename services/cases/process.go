package cases

import (
	"context"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// Process is the running processes, to which people's acts go. Processes is one.
type Process interface {
	// Submit, Lodge, Request and Follow start a case.
	Submit(ctx context.Context, caseID, key string, message *tlvv1.Submit) (*caseworkv1.Accepted, error)
	Lodge(ctx context.Context, caseID, key string, message *bezwaarv1.Lodge) (*caseworkv1.Accepted, error)
	Request(ctx context.Context, caseID, key string, message *buitenkansv1.RequestPlacement) (*caseworkv1.Accepted, error)
	Follow(ctx context.Context, caseID, key string, message *plaatsingv1.FollowInstitution) (*caseworkv1.Accepted, error)
	// Do performs any other act on a case of this procedure.
	Do(ctx context.Context, procedure, caseID, key string, what act.Act, message proto.Message) (*caseworkv1.Accepted, error)
}

// Processes are the processes of every procedure.
type Processes struct {
	TLV        tlv.Client
	Bezwaar    bezwaar.Client
	Buitenkans buitenkans.Client
	Plaatsing  plaatsing.Client
}

// Submit implements Process.
func (p Processes) Submit(ctx context.Context, caseID, key string, message *tlvv1.Submit) (*caseworkv1.Accepted, error) {
	return p.TLV.Submit(ctx, caseID, key, message)
}

// Lodge implements Process.
func (p Processes) Lodge(ctx context.Context, caseID, key string, message *bezwaarv1.Lodge) (*caseworkv1.Accepted, error) {
	return p.Bezwaar.Lodge(ctx, caseID, key, message)
}

// Request implements Process.
func (p Processes) Request(ctx context.Context, caseID, key string, message *buitenkansv1.RequestPlacement) (*caseworkv1.Accepted, error) {
	return p.Buitenkans.Request(ctx, caseID, key, message)
}

// Follow implements Process.
func (p Processes) Follow(ctx context.Context, caseID, key string, message *plaatsingv1.FollowInstitution) (*caseworkv1.Accepted, error) {
	return p.Plaatsing.Follow(ctx, caseID, key, message)
}

// Do implements Process.
func (p Processes) Do(
	ctx context.Context, procedure, caseID, key string, what act.Act, message proto.Message,
) (*caseworkv1.Accepted, error) {
	switch procedure {
	case bezwaar.Workflow:
		return p.Bezwaar.Do(ctx, caseID, key, what, message)
	case buitenkans.Workflow:
		return p.Buitenkans.Do(ctx, caseID, key, what, message)
	case plaatsing.Workflow:
		return p.Plaatsing.Do(ctx, caseID, key, what, message)
	default:
		return p.TLV.Do(ctx, caseID, key, what, message)
	}
}

// everyProcedure stands for the acts that are the same in all of them.
const everyProcedure = ""

// starts are the acts that start a case of their own, and where.
var starts = map[act.Act]string{
	tlv.Submit:                  "/v1/cases",
	bezwaar.Lodge:               "/v1/objections",
	buitenkans.RequestPlacement: "/v1/buitenkans",
	plaatsing.FollowInstitution: "/v1/placements",
}

// pathOf an act on a case of a procedure.
func pathOf(procedure, caseID string, what act.Act) string {
	if path, starting := starts[what]; starting {
		return path
	}
	if _, shared := casework.Actors[what]; shared {
		procedure = everyProcedure
	}
	return "/v1/cases/" + caseID + "/" + paths[procedure][what]
}

// paths of the acts of each procedure under /v1/cases/{caseId}/. Two procedures can have an act of one name, but never one path.
var paths = map[string]map[act.Act]string{
	tlv.Workflow: tlvPaths, bezwaar.Workflow: bezwaarPaths, buitenkans.Workflow: buitenkansPaths, plaatsing.Workflow: plaatsingPaths,
	everyProcedure: sharedPaths,
}

var tlvPaths = map[act.Act]string{
	tlv.JudgeCompetence:   "competence",
	tlv.ConfirmSot:        "sot-confirmation",
	tlv.JudgeCompleteness: "completeness",
	tlv.Complete:          "completions",
	tlv.AnswerAsParents:   "parents-answer",
	tlv.AssignExperts:     "experts",
	tlv.InviteToTalk:      "talk",
	tlv.ReportTalk:        "talk-report",
	tlv.ConfirmReportCopy: "talk-report-copy",
	tlv.GiveAdvice:        "advices",
	tlv.ResolveDifference: "difference",
	tlv.Decide:            "decision",
	tlv.Announce:          "announcement",
	tlv.Withdraw:          "withdrawal",
}

var bezwaarPaths = map[act.Act]string{
	bezwaar.Acknowledge:       "acknowledgement",
	bezwaar.AskRepair:         "repair-request",
	bezwaar.Repair:            "repair",
	bezwaar.ExplainLateness:   "lateness",
	bezwaar.HoldTalk:          "objection-talk",
	bezwaar.FileDefence:       "defence",
	bezwaar.MakeBundle:        "bundle",
	bezwaar.SendToLbt:         "lbt-submission",
	bezwaar.PlanHearing:       "hearing",
	bezwaar.ReportHearing:     "hearing-report",
	bezwaar.RecordAdvice:      "lbt-advice",
	bezwaar.DecideObjection:   "objection-decision",
	bezwaar.AnnounceObjection: "objection-announcement",
	bezwaar.RecordAppeal:      "appeal",
	bezwaar.WithdrawObjection: "objection-withdrawal",
}

var buitenkansPaths = map[act.Act]string{
	buitenkans.SupportRequest:     "support",
	buitenkans.ConsentToPlacement: "consent",
	buitenkans.AdmitPupil:         "admission",
	buitenkans.PlanStart:          "start-plan",
	buitenkans.ConfirmStart:       "start",
	buitenkans.InterruptPlacement: "interruption",
	buitenkans.ResumePlacement:    "resumption",
	buitenkans.MoveEnd:            "end-date",
	buitenkans.EvaluateMidway:     "midway-evaluation",
	buitenkans.AdviseSupport:      "support-advice",
	buitenkans.PlanReturn:         "return-plan",
	buitenkans.EndPlacement:       "placement-end",
	buitenkans.RecordAftercare:    "aftercare",
	buitenkans.WithdrawRequest:    "request-withdrawal",
}

var plaatsingPaths = map[act.Act]string{
	plaatsing.ConfirmPlacement:   "placement-confirmation",
	plaatsing.ReportUnused:       "unused",
	plaatsing.Evaluate:           "evaluation",
	plaatsing.ChooseContinuation: "continuation",
	plaatsing.PlanReturn:         "return",
	plaatsing.AnswerReturn:       "return-answer",
	plaatsing.ConfirmReturn:      "return-confirmation",
	plaatsing.FollowUpReturn:     "follow-up",
	plaatsing.StopReturn:         "return-stop",
}

var sharedPaths = map[act.Act]string{
	casework.ClaimTask:       "task-claim",
	casework.PutBackTask:     "task-return",
	casework.HandOverTask:    "task-handover",
	casework.CommentTask:     "task-comment",
	casework.ExtendTerm:      "term-extension",
	casework.AgreeDelay:      "term-delay",
	casework.SuspendTerm:     "term-suspension",
	casework.ResumeTerm:      "term-resumption",
	casework.NotifyDefault:   "default-notice",
	casework.JudgeDefault:    "default-judgement",
	casework.DecidePenalty:   "penalty-decision",
	casework.MovePolicy:      "policy-move",
	casework.RecordDeparture: "departure",
}
