// Package golden records the histories that later versions of a procedure must replay, and replays them.
package golden

import (
	"context"

	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/proto"

	"traject.nl/workflows/terms"
)

// Procedure is what is recorded: its process, and the scripts that its people act out.
type Procedure struct {
	// Workflow is the name of the process, WorkflowID the id that it has for a case.
	Workflow   string
	WorkflowID func(caseID string) string
	// Input starts the process of a case.
	Input func(caseID string) proto.Message
	// Begins says of a case that its process begins by itself, with its input; nil when every case begins with its first act.
	Begins func(caseID string) bool
	// Signals are the names under which other cases tell their news, by the name of the message. A step that makes such a message tells it.
	Signals map[string]string
	// Act does a step that is no act of a person on a case; nil when all are. It starts the process when there is none.
	Act func(ctx context.Context, temporal client.Client, caseID, key string, message proto.Message) error
	// Activities of stand-ins for the services, by task queue and name.
	Activities func() map[string]map[string]any
	Scripts    []Script
}

// Script is a case as its people act it out, in one go: on a real server no time passes between the acts.
type Script struct {
	Name  string
	Steps []Step
	// InTurn waits for the next run wherever one continues as new, so that every run has acts of its own.
	InTurn bool
}

// Step makes the next act, for a case on a day; ContinueAsNew is no act.
type Step func(caseID string, today terms.Date) proto.Message

// ContinueAsNew asks the run to continue as new, and goes on acting without waiting for it.
var ContinueAsNew Step

// Do is a step without a date in it.
func Do(message proto.Message) Step {
	return func(string, terms.Date) proto.Message { return message }
}

// On is a step with a date in it, so many days from today.
func On(days int, act func(date string) proto.Message) Step {
	return func(_ string, today terms.Date) proto.Message { return act(today.AddDays(days).String()) }
}

// Join puts parts of a script behind each other.
func Join(parts ...[]Step) []Step {
	var steps []Step
	for _, part := range parts {
		steps = append(steps, part...)
	}
	return steps
}
