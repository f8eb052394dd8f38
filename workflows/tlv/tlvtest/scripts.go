package tlvtest

import (
	"fmt"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/plaatsing"
	contract "traject.nl/proto/contract/tlv"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/golden"
	"traject.nl/workflows/terms"
)

// Procedure is what is recorded of the TLV procedure. A case that is decided rests; its history is then still open.
var Procedure = golden.Procedure{
	Workflow:   contract.Workflow,
	WorkflowID: contract.WorkflowID,
	Input:      func(caseID string) proto.Message { return &tlvv1.Input{CaseId: caseID} },
	Activities: func() map[string]map[string]any {
		services := NewServices()
		services.From = plaatsing.Workflow
		return services.Activities()
	},
	Scripts: scripts,
}

var scripts = []golden.Script{
	{Name: "happy", Steps: golden.Join(upToParents, agreed, decisionOn(grant))},
	{Name: "incomplete-zienswijze", Steps: golden.Join(
		[]golden.Step{apply, golden.Do(Competent()), incomplete, golden.Do(Completed()), incomplete, golden.Do(Completed()), golden.Do(FoundComplete())},
		[]golden.Step{golden.Do(ParentsDiffer()), golden.Do(Assign(Gz, Ortho)), invite, golden.Do(Report()), reportCopy},
		[]golden.Step{golden.Do(Weighed(AdviseSbo(Gz))), golden.Do(Weighed(AdviseSbo(Ortho))), grant, golden.Do(Announce())},
	)},
	{Name: "differ-refused", Steps: golden.Join(upToParents,
		[]golden.Step{golden.Do(ParentsAgree()), golden.Do(Assign(Gz, Ortho)), golden.Do(AdviseSbo(Gz)), golden.Do(AdviseNo(Ortho))},
		[]golden.Step{golden.Do(Resolve(tlvv1.NextStep_NEXT_STEP_CONFER, "")), golden.Do(AdviseSbo(Gz)), golden.Do(AdviseNo(Ortho))},
		[]golden.Step{golden.Do(Resolve(tlvv1.NextStep_NEXT_STEP_THIRD_EXPERT, Pedagogue)), golden.Do(AdviseNo(Pedagogue))},
		[]golden.Step{golden.Do(Resolve(tlvv1.NextStep_NEXT_STEP_TO_DIRECTOR, "")), golden.Do(Refuse()), golden.Do(Announce())},
	)},
	{Name: "withdrawn", Steps: golden.Join(upToParents, []golden.Step{golden.Do(ParentsAgree()), golden.Do(Withdraw())})},
	{Name: "forwarded", Steps: []golden.Step{apply, golden.Do(Forward())}},
	{Name: "continued", Steps: golden.Join(upToParents,
		[]golden.Step{golden.ContinueAsNew, golden.Do(ParentsAgree()), golden.Do(Assign(Gz, Ortho))},
		[]golden.Step{golden.ContinueAsNew, golden.Do(AdviseSbo(Gz)), golden.Do(AdviseSbo(Ortho))},
		decisionOn(grant),
	)},
	// Since logic version 2: every act on tasks, terms and notices of default, over two runs.
	{Name: "clock", Steps: golden.Join(
		[]golden.Step{apply, claim, golden.Do(&caseworkv1.CommentTask{Actor: Office, TaskId: officeTask, TextId: "text-remark"}), putBack, handOver},
		[]golden.Step{golden.Do(Competent()), golden.Do(FoundComplete()), golden.On(80, extension), consent, golden.ContinueAsNew},
		[]golden.Step{inDefault, golden.Do(JudgeDefault(1, caseworkv1.Judgement_JUDGEMENT_PREMATURE)), inDefault, golden.Do(JudgeDefault(2, caseworkv1.Judgement_JUDGEMENT_VALID))},
		agreed, decisionOn(golden.Do(Refuse())),
	)},
	// Since logic version 3: what other cases are told. The case that the application was started from is not there on the server, so
	// a new one follows the placement.
	{Name: "from-placement", Steps: golden.Join([]golden.Step{applyFrom, golden.Do(Competent()), golden.Do(FoundComplete())}, agreed, decisionOn(grant))},
	{Name: "died", Steps: golden.Join(upToParents, []golden.Step{golden.Do(ParentsAgree()), died})},
}

var (
	upToParents = []golden.Step{apply, golden.Do(SotInvolved()), golden.Do(Competent()), golden.Do(FoundComplete())}
	agreed      = []golden.Step{golden.Do(ParentsAgree()), golden.Do(Assign(Gz, Ortho)), golden.Do(AdviseSbo(Gz)), golden.Do(AdviseSbo(Ortho))}
)

func decisionOn(decide golden.Step) []golden.Step {
	return []golden.Step{decide, golden.Do(Announce())}
}

func apply(caseID string, _ terms.Date) proto.Message { return Submit(caseID) }

func applyFrom(caseID string, _ terms.Date) proto.Message {
	submit := Submit(caseID)
	submit.Application.FromCaseId = "earlier00001"
	return submit
}

func died(_ string, today terms.Date) proto.Message {
	return &caseworkv1.RecordDeparture{
		Actor: School, Reason: caseworkv1.DepartureReason_DEPARTURE_REASON_DECEASED, On: today.String(),
	}
}

func incomplete(_ string, today terms.Date) proto.Message {
	return Incomplete(today.AddDays(14).String())
}

func invite(_ string, today terms.Date) proto.Message { return Invite(today.String()) }

func reportCopy(_ string, today terms.Date) proto.Message { return ReportCopy(today.String()) }

func grant(_ string, today terms.Date) proto.Message {
	return Grant(today.String(), terms.ValidUntil(today, 1).String())
}

// The tasks and the term that the script of the clock is about.
const (
	officeTask   = "competentie/office:zout"
	sotTask      = "sot-betrokkenheid/sot:zeist"
	decisionTerm = "beslistermijn"
)

var (
	claim     = golden.Do(&caseworkv1.ClaimTask{Actor: Office, TaskId: officeTask})
	putBack   = golden.Do(&caseworkv1.PutBackTask{Actor: Office, TaskId: officeTask})
	handOver  = golden.Do(&caseworkv1.HandOverTask{Actor: Office, TaskId: sotTask, ToParty: "sot:de-bilt", ToSubject: "colleague"})
	inDefault = golden.Do(&caseworkv1.NotifyDefault{Actor: Parent, TermId: decisionTerm, TextId: "text-default"})
)

func extension(until string) proto.Message {
	return &caseworkv1.ExtendTerm{Actor: Office, TermId: decisionTerm, UntilOn: until, ReasonTextId: "text-reason"}
}

func consent(_ string, today terms.Date) proto.Message {
	return &caseworkv1.AgreeDelay{
		Actor: Office, TermId: decisionTerm, FromOn: today.AddDays(3).String(), UntilOn: today.AddDays(9).String(), ProofId: "text-consent",
	}
}

// JudgeDefault judges the n-th notice of default.
func JudgeDefault(n int, judgement caseworkv1.Judgement) *caseworkv1.JudgeDefault {
	return &caseworkv1.JudgeDefault{Actor: Director, NoticeId: fmt.Sprintf("ingebrekestelling/%d", n), Judgement: judgement, TextId: "text-why"}
}
