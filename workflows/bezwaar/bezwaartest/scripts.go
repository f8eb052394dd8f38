package bezwaartest

import (
	"time"

	"google.golang.org/protobuf/proto"

	contract "traject.nl/proto/contract/bezwaar"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	"traject.nl/workflows/golden"
	"traject.nl/workflows/terms"
)

// The TLV cases that the scripts object to: both were refused a week ago.
const (
	refused     = "golden-tlv-1"
	alsoRefused = "golden-tlv-2"
	longAgo     = "golden-tlv-3"
)

// Procedure is what is recorded of the bezwaar procedure. A bezwaar that is decided waits for beroep; its history is then still open.
var Procedure = golden.Procedure{
	Workflow:   contract.Workflow,
	WorkflowID: contract.WorkflowID,
	Input:      func(caseID string) proto.Message { return &bezwaarv1.Input{CaseId: caseID} },
	Activities: func() map[string]map[string]any {
		today := terms.DateOf(time.Now())
		return NewServices(
			Refused(refused, today.AddDays(-7).String(), today.AddDays(35).String()),
			Refused(alsoRefused, today.AddDays(-7).String(), today.AddDays(35).String()),
			Refused(longAgo, today.AddDays(-100).String(), today.AddDays(-58).String()),
		).Activities()
	},
	Scripts: scripts,
}

var scripts = []golden.Script{
	{Name: "happy", Steps: golden.Join(upToHearing, heard,
		[]golden.Step{advised(bezwaarv1.Opinion_OPINION_UNFOUNDED), golden.Do(Decide(bezwaarv1.Opinion_OPINION_UNFOUNDED)), golden.Do(Announce()), appeal},
	)},
	{Name: "late-pro-forma-withdrawn", Steps: []golden.Step{
		lateAndProForma, golden.Do(Explain()), golden.On(7, repairBy), golden.Do(Repaired()), golden.On(14, repairBy), golden.Do(Withdraw()),
	}},
	{Name: "upheld-without-lbt", Steps: []golden.Step{
		golden.Do(Lodge(refused)), golden.Do(Acknowledge()), talk, upheld(refused), golden.Do(Announce()),
	}},
	{Name: "deviating", Steps: golden.Join(upToHearing, []golden.Step{
		golden.Do(NotHeard(bezwaarv1.SkipGround_SKIP_GROUND_OBJECTOR_WAIVES)), golden.Do(Extend(6)),
		advised(bezwaarv1.Opinion_OPINION_UPHELD), golden.Do(Deviating(Decide(bezwaarv1.Opinion_OPINION_UNFOUNDED))), golden.Do(Announce()),
	})},
	{Name: "continued", Steps: golden.Join(
		[]golden.Step{golden.Do(Lodge(refused, alsoRefused)), golden.ContinueAsNew, golden.Do(Acknowledge()), golden.Do(Bundle()), golden.On(0, sent)},
		[]golden.Step{golden.ContinueAsNew}, heard,
		[]golden.Step{advised(bezwaarv1.Opinion_OPINION_UPHELD), upheld(refused, alsoRefused), golden.Do(Announce())},
	)},
}

var (
	upToHearing = []golden.Step{
		golden.Do(Lodge(refused)), golden.Do(Acknowledge()), golden.Do(Defend()), golden.Do(Bundle()), golden.Do(Bundle()), golden.On(0, sent),
	}
	heard  = []golden.Step{golden.On(20, hearing), golden.On(0, hearing), golden.Do(Heard())}
	appeal = golden.On(0, func(day string) proto.Message { return Appeal(day) })
	talk   = golden.On(0, func(day string) proto.Message { return Talk(day, "text-talk") })
)

func sent(day string) proto.Message     { return Send(day) }
func hearing(day string) proto.Message  { return Hearing(day) }
func repairBy(day string) proto.Message { return AskRepair(day) }

func advised(opinion bezwaarv1.Opinion) golden.Step {
	return golden.On(0, func(day string) proto.Message { return Advised(opinion, day) })
}

func lateAndProForma(_ string, today terms.Date) proto.Message {
	lodge := LodgeByPost(today.String(), "", longAgo)
	lodge.ProForma = true
	return lodge
}

func upheld(caseIDs ...string) golden.Step {
	return func(_ string, today terms.Date) proto.Message {
		var replacements []*bezwaarv1.Replacement
		for _, id := range caseIDs {
			replacements = append(replacements, Grant(id, today.String(), terms.ValidUntil(today, 1).String()))
		}
		return Uphold(replacements...)
	}
}
