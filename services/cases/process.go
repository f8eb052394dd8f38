package cases

import (
	"context"
	"maps"
	"slices"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/tlv"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// Process is the running processes, to which people's acts go. Processes is one.
type Process interface {
	// Submit and Lodge start a case.
	Submit(ctx context.Context, caseID, key string, message *tlvv1.Submit) (*caseworkv1.Accepted, error)
	Lodge(ctx context.Context, caseID, key string, message *bezwaarv1.Lodge) (*caseworkv1.Accepted, error)
	// Do performs any other act on a case of this procedure.
	Do(ctx context.Context, procedure, caseID, key string, what act.Act, message proto.Message) (*caseworkv1.Accepted, error)
}

// Processes are the processes of every procedure.
type Processes struct {
	TLV     tlv.Client
	Bezwaar bezwaar.Client
}

// Submit implements Process.
func (p Processes) Submit(ctx context.Context, caseID, key string, message *tlvv1.Submit) (*caseworkv1.Accepted, error) {
	return p.TLV.Submit(ctx, caseID, key, message)
}

// Lodge implements Process.
func (p Processes) Lodge(ctx context.Context, caseID, key string, message *bezwaarv1.Lodge) (*caseworkv1.Accepted, error) {
	return p.Bezwaar.Lodge(ctx, caseID, key, message)
}

// Do implements Process.
func (p Processes) Do(
	ctx context.Context, procedure, caseID, key string, what act.Act, message proto.Message,
) (*caseworkv1.Accepted, error) {
	if procedure == bezwaar.Workflow {
		return p.Bezwaar.Do(ctx, caseID, key, what, message)
	}
	return p.TLV.Do(ctx, caseID, key, what, message)
}

// belongs says whether the act exists in a case of this procedure.
func belongs(what act.Act, procedure string) bool {
	if _, shared := casework.Actors[what]; shared {
		return true
	}
	if procedure == bezwaar.Workflow {
		return slices.Contains(bezwaar.Acts, what)
	}
	return slices.Contains(tlv.Acts, what)
}

// lodgePath is where an objection starts a case of its own.
const lodgePath = "/v1/objections"

// pathOf an act on a case.
func pathOf(caseID string, what act.Act) string {
	if what == bezwaar.Lodge {
		return lodgePath
	}
	return "/v1/cases/" + caseID + "/" + paths[what]
}

// paths of the acts under /v1/cases/{caseId}/.
var paths = joined(tlvPaths, bezwaarPaths, sharedPaths)

func joined(parts ...map[act.Act]string) map[act.Act]string {
	all := map[act.Act]string{}
	for _, part := range parts {
		maps.Copy(all, part)
	}
	return all
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

var sharedPaths = map[act.Act]string{
	casework.ClaimTask:     "task-claim",
	casework.PutBackTask:   "task-return",
	casework.HandOverTask:  "task-handover",
	casework.CommentTask:   "task-comment",
	casework.ExtendTerm:    "term-extension",
	casework.AgreeDelay:    "term-delay",
	casework.SuspendTerm:   "term-suspension",
	casework.ResumeTerm:    "term-resumption",
	casework.NotifyDefault: "default-notice",
	casework.JudgeDefault:  "default-judgement",
	casework.DecidePenalty: "penalty-decision",
	casework.MovePolicy:    "policy-move",
}
