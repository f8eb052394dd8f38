package notifications_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"

	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications"
)

func TestAProcessIsAskedWhatHolds(t *testing.T) {
	reasons := []*notificationsv1.Reason{{About: "a"}, {About: "b"}}
	for _, test := range []struct {
		name  string
		err   error
		want  string
		fails bool
	}{
		{"it answers", nil, "[true false]", false},
		{"it is not there any more", serviceerror.NewNotFound("no such case"), "[true true]", false},
		{"it runs code of before the question", serviceerror.NewQueryFailed("unknown query type"), "[true true]", false},
		{"the engine is away", serviceerror.NewUnavailable("away"), "[]", true},
		{"no worker answers", context.DeadlineExceeded, "[]", true},
	} {
		engine := &engine{T: t, err: test.err}
		got, err := notifications.AskProcesses(engine).Hold(t.Context(), "tlv", caseID, reasons)
		if engine.asked != "tlv/"+caseID+" notices-hold b" {
			t.Errorf("%s: asked %s", test.name, engine.asked)
		}
		if fmt.Sprint(got) != test.want || (err != nil) != test.fails || test.fails && !errors.Is(err, test.err) {
			t.Errorf("%s: %v, %v", test.name, got, err)
		}
	}
}

// engine answers for a process: the first reason holds, the second does not.
type engine struct {
	*testing.T
	err   error
	asked string
}

// QueryWorkflow is what a Temporal client does.
func (e *engine) QueryWorkflow(_ context.Context, workflowID, _, query string, arguments ...any) (converter.EncodedValue, error) {
	request, ok := arguments[0].(*notificationsv1.HoldsRequest)
	if !ok || len(request.Reasons) != 2 {
		e.Fatalf("asked %+v", arguments)
	}
	e.asked = workflowID + " " + query + " " + request.Reasons[1].About
	if e.err != nil {
		return nil, e.err
	}
	payloads, err := converter.GetDefaultDataConverter().ToPayloads(&notificationsv1.HoldsResponse{Holds: []bool{true, false}})
	if err != nil {
		e.Fatal(err)
	}
	return client.NewValue(payloads), nil
}
