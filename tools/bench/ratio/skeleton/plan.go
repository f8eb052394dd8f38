// Package skeleton is a workflow that issues the commands of a history that was recorded, and does nothing else: what the same steps cost
// without anything of Traject in them.
package skeleton

import (
	"fmt"
	"os"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
)

// Plan is which commands a run issues, in what order, and what it waits for before each batch of them. It goes to workers as JSON.
type Plan struct {
	// Acts are the names of the updates that come in, in order.
	Acts    []string
	Batches []Batch
	// Prefix stands before the names of the task queues of the activities, so that skeletons beside each other have their own.
	Prefix string
	// ChildQueue is where children run.
	ChildQueue string
}

// Batch is what a run issued at once: in answer to one workflow task.
type Batch struct {
	// Came is how many acts had come in by then, and Done which activities and children were done or started, by the number of the command.
	Came int
	Done []int64
	// Commands in order.
	Commands []Command
}

// Kind of a command.
type Kind string

// The kinds of commands that a skeleton can issue.
const (
	Activity Kind = "activity"
	Timer    Kind = "timer"
	Cancel   Kind = "cancel timer"
	Child    Kind = "child"
	Side     Kind = "side effect"
	Version  Kind = "version"
	Answer   Kind = "answer"
)

// Command of a run.
type Command struct {
	Kind Kind
	// Number is that of its event in the history; of a cancelled timer, that of the timer.
	Number int64
	// Name and Queue of an activity, with its timeout and how long until it is tried again.
	Name, Queue    string
	Timeout, Again time.Duration
	// Factor and Longest are how that time grows.
	Factor  float64
	Longest time.Duration
}

// Read makes a plan of a history in a file, as `traject histories capture` writes it.
func Read(file string) (Plan, error) {
	text, err := os.Open(file)
	if err != nil {
		return Plan{}, err
	}
	defer text.Close()
	history, err := client.HistoryFromJSON(text, client.HistoryJSONOptions{})
	if err != nil {
		return Plan{}, fmt.Errorf("%s: %w", file, err)
	}
	plan, err := Of(history)
	if err != nil {
		return Plan{}, fmt.Errorf("%s: %w", file, err)
	}
	return plan, nil
}

// UntilFirstAct is what a run does before anybody acts.
func (p Plan) UntilFirstAct() Plan {
	for i, batch := range p.Batches {
		if batch.Came > 0 {
			p.Batches = p.Batches[:i]
			break
		}
	}
	p.Acts = nil
	return p
}

// Count is how many commands of a kind there are.
func (p Plan) Count(kind Kind) int {
	count := 0
	for _, batch := range p.Batches {
		for _, command := range batch.Commands {
			if command.Kind == kind {
				count++
			}
		}
	}
	return count
}

// Of makes a plan of a history. It refuses one with steps that a skeleton cannot take: what is compared must be the same.
func Of(history *historypb.History) (Plan, error) {
	r := reading{}
	for _, event := range history.Events {
		if err := r.read(event); err != nil {
			return Plan{}, fmt.Errorf("event %d: %w", event.EventId, err)
		}
	}
	r.end()
	return r.plan, nil
}

// reading is how far a history was read.
type reading struct {
	plan Plan
	// seen is what was done when the workflow task began, waiting what was done since.
	seen, waiting []int64
	// batch is what the run answers to the workflow task.
	batch Batch
	came  int
}

func (r *reading) read(event *historypb.HistoryEvent) error {
	switch event.EventType {
	case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED, enumspb.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
		enumspb.EVENT_TYPE_WORKFLOW_TASK_COMPLETED, enumspb.EVENT_TYPE_ACTIVITY_TASK_STARTED:
	case enumspb.EVENT_TYPE_WORKFLOW_TASK_STARTED:
		r.end()
		r.seen, r.waiting = append(r.seen, r.waiting...), nil
	case enumspb.EVENT_TYPE_ACTIVITY_TASK_COMPLETED:
		r.waiting = append(r.waiting, event.GetActivityTaskCompletedEventAttributes().ScheduledEventId)
	case enumspb.EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_STARTED:
		r.waiting = append(r.waiting, event.GetChildWorkflowExecutionStartedEventAttributes().InitiatedEventId)
	case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
		r.came++
		r.plan.Acts = append(r.plan.Acts, event.GetWorkflowExecutionUpdateAcceptedEventAttributes().AcceptedRequest.Input.Name)
	case enumspb.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES:
		return onlyVersions(event)
	default:
		command, err := commandOf(event)
		if err != nil {
			return err
		}
		r.batch.Commands = append(r.batch.Commands, command)
	}
	return nil
}

// end ends a batch. What came in without an answer is waited for by the next one.
func (r *reading) end() {
	if len(r.batch.Commands) > 0 {
		r.batch.Came = r.came
		r.batch.Done = r.seen
		r.plan.Batches = append(r.plan.Batches, r.batch)
		r.seen = nil
	}
	r.batch = Batch{}
}

// onlyVersions refuses search attributes of a run's own. Those that say which versions it goes by come with the versions.
func onlyVersions(event *historypb.HistoryEvent) error {
	fields := event.GetUpsertWorkflowSearchAttributesEventAttributes().GetSearchAttributes().GetIndexedFields()
	if _, versions := fields["TemporalChangeVersion"]; !versions || len(fields) != 1 {
		return fmt.Errorf("%d search attributes: a skeleton sets none", len(fields))
	}
	return nil
}

func commandOf(event *historypb.HistoryEvent) (Command, error) {
	command := Command{Number: event.EventId}
	switch event.EventType {
	case enumspb.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
		asked := event.GetActivityTaskScheduledEventAttributes()
		command.Kind, command.Name, command.Queue = Activity, asked.ActivityType.Name, asked.TaskQueue.Name
		command.Timeout, command.Again = asked.StartToCloseTimeout.AsDuration(), asked.RetryPolicy.GetInitialInterval().AsDuration()
		command.Factor, command.Longest = asked.RetryPolicy.GetBackoffCoefficient(), asked.RetryPolicy.GetMaximumInterval().AsDuration()
	case enumspb.EVENT_TYPE_TIMER_STARTED:
		command.Kind, command.Timeout = Timer, event.GetTimerStartedEventAttributes().StartToFireTimeout.AsDuration()
	case enumspb.EVENT_TYPE_TIMER_CANCELED:
		command.Kind, command.Number = Cancel, event.GetTimerCanceledEventAttributes().StartedEventId
	case enumspb.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED:
		command.Kind = Child
	case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED:
		command.Kind = Answer
	case enumspb.EVENT_TYPE_MARKER_RECORDED:
		switch name := event.GetMarkerRecordedEventAttributes().MarkerName; name {
		case "SideEffect":
			command.Kind = Side
		case "Version":
			command.Kind = Version
		default:
			return command, fmt.Errorf("a marker %q: a skeleton makes none", name)
		}
	default:
		return command, fmt.Errorf("%s: a skeleton cannot do that", event.EventType)
	}
	return command, nil
}
