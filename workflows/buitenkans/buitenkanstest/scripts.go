package buitenkanstest

import (
	"google.golang.org/protobuf/proto"

	contract "traject.nl/proto/contract/buitenkans"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/workflows/golden"
	"traject.nl/workflows/terms"
)

// Procedure is what is recorded of a stay at the Buitenkans. The demonstration policy lets a stay begin on any day, so that it can be recorded on
// a Sunday too. A stay that ended waits for after-care; its history is then still open.
var Procedure = golden.Procedure{
	Workflow:   contract.Workflow,
	WorkflowID: contract.WorkflowID,
	Input:      func(caseID string) proto.Message { return &buitenkansv1.Input{CaseId: caseID} },
	Signals:    map[string]string{"PlaceNews": contract.PlaceSignal, "RouteNews": contract.RouteSignal},
	Activities: func() map[string]map[string]any {
		services := NewServices()
		services.SetGroups(
			&registryv1.Group{Id: "laag", Name: "Laag", FromGroep: 3, ToGroep: 5, Capacities: always(20)},
			&registryv1.Group{Id: "hoog", Name: "Hoog", FromGroep: 6, ToGroep: 8, Capacities: always(1)},
		)
		services.Take("somebody", 8) // group Hoog is full
		return services.Activities()
	},
	Scripts: scripts,
}

var scripts = []golden.Script{
	{Name: "happy", Steps: golden.Join(upToAdmission, comes, []golden.Step{
		golden.On(0, evaluate), golden.Do(Advise(buitenkansv1.Direction_DIRECTION_RETURN)), golden.On(7, planReturn),
		golden.On(0, end), golden.On(0, aftercare),
	})},
	{Name: "waiting-and-route", Steps: golden.Join([]golden.Step{
		golden.Do(Request(8)), golden.Do(ConsentOnPaper()), golden.Do(Support()),
		golden.Do(AdmitUrgently(buitenkansv1.Urgency_URGENCY_THREATENED)), number(2, 1), placeFromToday(2),
	}, comes, []golden.Step{
		golden.On(0, interrupt), golden.On(0, resume), golden.Do(Advise(buitenkansv1.Direction_DIRECTION_TLV)),
		golden.Do(&buitenkansv1.RouteNews{TlvCaseId: "golden-tlv"}),
	})},
	{Name: "no-show", Steps: golden.Join(upToAdmission, []golden.Step{
		golden.On(0, planStart), golden.Do(Missed()), golden.On(7, planStart), golden.On(0, planStart), golden.Do(Missed()), golden.Do(NeverCame()),
	})},
	{Name: "no-consent", Steps: []golden.Step{
		golden.Do(Request(5)), golden.Do(Support()), golden.Do(Consent(Parent)),
		golden.Do(&buitenkansv1.ConsentToPlacement{Actor: OtherParent}),
	}},
	{Name: "not-admitted", Steps: []golden.Step{
		golden.Do(Request(3)), golden.Do(ConsentOnPaper()), golden.Do(Support()), golden.Do(NotAdmitted()),
	}},
	{Name: "moved-end-and-early-end", Steps: golden.Join(upToAdmission, comes, []golden.Step{
		golden.On(30, moveEnd), golden.On(90, moveEnd), golden.On(0, endEarly),
	})},
	{Name: "departed", Steps: golden.Join(upToAdmission, comes, []golden.Step{golden.On(0, departed)})},
	{Name: "withdrawn", Steps: golden.Join(upToAdmission, []golden.Step{golden.On(7, planStart), golden.Do(Withdraw())})},
	{Name: "continued", InTurn: true, Steps: golden.Join(
		[]golden.Step{golden.Do(Request(4)), golden.ContinueAsNew, golden.Do(Support()), golden.Do(ConsentOnPaper()), golden.Do(Admit())},
		comes, []golden.Step{golden.ContinueAsNew, golden.On(0, evaluate), golden.Do(Advise(buitenkansv1.Direction_DIRECTION_OTHER_SCHOOL))},
		[]golden.Step{golden.ContinueAsNew, golden.On(0, end), golden.On(0, aftercare)},
	)},
}

var (
	upToAdmission = []golden.Step{
		golden.Do(Request(4)), golden.Do(Consent(Parent)), golden.Do(Support()), golden.Do(Consent(OtherParent)), golden.Do(Admit()),
	}
	comes = []golden.Step{golden.On(0, planStart), golden.Do(Arrived())}
)

func planStart(day string) proto.Message  { return PlanStart(day) }
func interrupt(day string) proto.Message  { return Interrupt(day) }
func resume(day string) proto.Message     { return Resume(day) }
func evaluate(day string) proto.Message   { return Evaluate(day) }
func planReturn(day string) proto.Message { return PlanReturn(day) }
func moveEnd(day string) proto.Message    { return MoveEnd(day) }
func end(day string) proto.Message        { return End(day) }
func aftercare(day string) proto.Message  { return Aftercare(day) }

func endEarly(day string) proto.Message {
	return EndEarly(day, buitenkansv1.EndReason_END_REASON_PARENTS)
}

func departed(day string) proto.Message {
	return Departed(caseworkv1.DepartureReason_DEPARTURE_REASON_MOVED, day)
}

// number is news of the book for who still waits.
func number(n int32, version int64) golden.Step {
	return golden.Do(&buitenkansv1.PlaceNews{
		Answer: &buitenkansv1.PlaceAnswer{Number: n, Reasons: []string{"1 kind gaat voor: het is eerder toegelaten."}}, Version: version,
	})
}

// placeFromToday is news of a place for thirteen weeks from today on.
func placeFromToday(version int64) golden.Step {
	return func(_ string, today terms.Date) proto.Message {
		return &buitenkansv1.PlaceNews{Version: version, Answer: &buitenkansv1.PlaceAnswer{Place: &buitenkansv1.Place{
			GroupId: "hoog", GroupName: "Hoog", FromOn: today.String(), UntilOn: today.AddDays(90).String(),
		}}}
	}
}
