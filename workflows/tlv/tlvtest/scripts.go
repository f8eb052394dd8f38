package tlvtest

import (
	"google.golang.org/protobuf/proto"

	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/terms"
)

// Script is a case as its people act it out, in one go: on a real server no time passes between the acts.
type Script struct {
	Name  string
	Steps []Step
}

// Step makes the next act, for a case on a day; ContinueAsNew is no act.
type Step func(caseID string, today terms.Date) proto.Message

// ContinueAsNew asks the run to continue as new, and goes on acting without waiting for it.
var ContinueAsNew Step

// Scripts are the cases of which the histories are kept. A case that is decided rests; its history is then still open.
var Scripts = []Script{
	{Name: "happy", Steps: join(upToParents, agreed, decisionOn(grant))},
	{Name: "incomplete-zienswijze", Steps: join(
		[]Step{apply, do(Competent()), incomplete, do(Completed()), incomplete, do(Completed()), do(FoundComplete())},
		[]Step{do(ParentsDiffer()), do(Assign(Gz, Ortho)), invite, do(Report()), reportCopy},
		[]Step{do(Weighed(AdviseSbo(Gz))), do(Weighed(AdviseSbo(Ortho))), grant, do(Announce())},
	)},
	{Name: "differ-refused", Steps: join(upToParents,
		[]Step{do(ParentsAgree()), do(Assign(Gz, Ortho)), do(AdviseSbo(Gz)), do(AdviseNo(Ortho))},
		[]Step{do(Resolve(tlvv1.NextStep_NEXT_STEP_CONFER, "")), do(AdviseSbo(Gz)), do(AdviseNo(Ortho))},
		[]Step{do(Resolve(tlvv1.NextStep_NEXT_STEP_THIRD_EXPERT, Pedagogue)), do(AdviseNo(Pedagogue))},
		[]Step{do(Resolve(tlvv1.NextStep_NEXT_STEP_TO_DIRECTOR, "")), do(Refuse()), do(Announce())},
	)},
	{Name: "withdrawn", Steps: join(upToParents, []Step{do(ParentsAgree()), do(Withdraw())})},
	{Name: "forwarded", Steps: []Step{apply, do(Forward())}},
	{Name: "continued", Steps: join(upToParents,
		[]Step{ContinueAsNew, do(ParentsAgree()), do(Assign(Gz, Ortho))},
		[]Step{ContinueAsNew, do(AdviseSbo(Gz)), do(AdviseSbo(Ortho))},
		decisionOn(grant),
	)},
}

var (
	upToParents = []Step{apply, do(SotInvolved()), do(Competent()), do(FoundComplete())}
	agreed      = []Step{do(ParentsAgree()), do(Assign(Gz, Ortho)), do(AdviseSbo(Gz)), do(AdviseSbo(Ortho))}
)

func decisionOn(decide Step) []Step { return []Step{decide, do(Announce())} }

func apply(caseID string, _ terms.Date) proto.Message { return Submit(caseID) }

// do is for an act without a date in it.
func do(act proto.Message) Step {
	return func(string, terms.Date) proto.Message { return act }
}

func incomplete(_ string, today terms.Date) proto.Message {
	return Incomplete(today.AddDays(14).String())
}

func invite(_ string, today terms.Date) proto.Message { return Invite(today.String()) }

func reportCopy(_ string, today terms.Date) proto.Message { return ReportCopy(today.String()) }

func grant(_ string, today terms.Date) proto.Message {
	return Grant(today.String(), terms.ValidUntil(today, 1).String())
}

func join(parts ...[]Step) []Step {
	var steps []Step
	for _, part := range parts {
		steps = append(steps, part...)
	}
	return steps
}
