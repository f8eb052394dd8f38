package plaatsingtest

import (
	"strings"
	"time"

	"google.golang.org/protobuf/proto"

	contract "traject.nl/proto/contract/plaatsing"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/golden"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv/tlvtest"
)

// The TLV cases that tell their news in the scripts.
const (
	firstTLV  = "golden-tlv-1"
	secondTLV = "golden-tlv-2"
)

// Procedure is what is recorded of following a placement. A case begins by itself with a TLV for the sbo school, of the last school year in
// the scripts about that; the one of an institution begins with an act. News of other cases is part of it.
var Procedure = golden.Procedure{
	Workflow:   contract.Workflow,
	WorkflowID: contract.WorkflowID,
	Input:      inputOf,
	Begins:     beginsByTLV,
	Signals: map[string]string{
		"DecisionNews": contract.DecisionSignal, "ApplicationNews": contract.ApplicationSignal,
	},
	Activities: func() map[string]map[string]any { return NewServices().Activities() },
	Scripts:    scripts,
}

func beginsByTLV(caseID string) bool { return !strings.HasSuffix(caseID, "institution") }

func inputOf(caseID string) proto.Message {
	input := &plaatsingv1.Input{CaseId: caseID}
	if beginsByTLV(caseID) {
		input.Opening = Opening(firstTLV, granted(tlvtest.Sbo, terms.DateOf(time.Now()), !strings.HasSuffix(caseID, "extension")))
	}
	return input
}

// granted is a TLV since a month, until the end of this school year or of the next one.
func granted(school string, today terms.Date, longer bool) *tlvv1.Decision {
	until := terms.On(today.Year(), time.July, 31)
	if today.After(until) {
		until = terms.On(until.Year()+1, time.July, 31)
	}
	if longer {
		until = terms.On(until.Year()+1, time.July, 31)
	}
	return Granted(school, "PO2603-000001", today.AddDays(-30).String(), until.String())
}

var scripts = []golden.Script{
	{Name: "return", Steps: golden.Join(isThere, []golden.Step{together}, isBack, []golden.Step{
		talked(plaatsingv1.Going_GOING_WELL), talked(plaatsingv1.Going_GOING_ATTENTION), talked(plaatsingv1.Going_GOING_WELL),
	})},
	{Name: "extension", Steps: golden.Join(isThere, []golden.Step{
		golden.Do(Choose(plaatsingv1.Continuation_CONTINUATION_EXTENSION)), golden.Do(&plaatsingv1.ApplicationNews{TlvCaseId: secondTLV}),
		decided(tlvtest.Sbo), together,
	})},
	{Name: "other-school", Steps: golden.Join(isThere, []golden.Step{
		decided(tlvtest.So), golden.On(0, func(day string) proto.Message { return Confirm(So, day) }),
		golden.On(0, func(day string) proto.Message {
			return Depart(So, caseworkv1.DepartureReason_DEPARTURE_REASON_MOVED, day)
		}),
	})},
	{Name: "failed-return", Steps: golden.Join(isThere, isBack, []golden.Step{
		talked(plaatsingv1.Going_GOING_NOT_WELL), golden.On(0, func(day string) proto.Message { return Stop(Regular, day) }),
		golden.On(3, func(day string) proto.Message { return PlanAtOnce(Sbo, tlvtest.Bao, day) }), golden.Do(Disagree(Origin)),
	})},
	{Name: "institution", Steps: []golden.Step{
		golden.On(0, func(day string) proto.Message { return Institution(day, "") }),
		golden.On(0, func(day string) proto.Message { return EvaluatedBy(Origin, day) }),
		golden.On(0, func(day string) proto.Message { return Returned(Origin, day) }),
		golden.On(0, func(day string) proto.Message {
			return Depart(Origin, caseworkv1.DepartureReason_DEPARTURE_REASON_DECEASED, day)
		}),
	}},
	{Name: "revoked", Steps: golden.Join(isThere, []golden.Step{
		golden.Do(&plaatsingv1.DecisionNews{TlvCaseId: firstTLV, Decision: &tlvv1.Decision{ReasonsTextId: "text-reasons"}, Replaces: true}),
	})},
	{Name: "continued", InTurn: true, Steps: golden.Join(
		isThere, []golden.Step{golden.ContinueAsNew, together, planned, golden.ContinueAsNew, golden.Do(Agree(Regular)), returned},
	)},
}

var (
	isThere  = []golden.Step{golden.On(-14, func(day string) proto.Message { return Confirm(Sbo, day) })}
	together = golden.On(0, func(day string) proto.Message { return EvaluatedTogether(day) })
	planned  = golden.On(0, func(day string) proto.Message { return PlanAtOnce(Sbo, NewBao, day) })
	returned = golden.On(0, func(day string) proto.Message { return Returned(Regular, day) })
	isBack   = []golden.Step{planned, golden.Do(Agree(Regular)), returned}
)

func talked(going plaatsingv1.Going) golden.Step {
	return golden.On(0, func(day string) proto.Message { return Talked(Regular, day, going) })
}

// decided is news of another TLV, for as long as the one of now and a year more.
func decided(school string) golden.Step {
	return func(_ string, today terms.Date) proto.Message {
		return &plaatsingv1.DecisionNews{TlvCaseId: secondTLV, Decision: granted(school, today, true)}
	}
}
