package bootstrap

import (
	"context"
	"errors"
	"fmt"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	sdk "go.temporal.io/sdk/temporal"

	"traject.nl/proto/contract/upkeep"
)

const (
	// timeZone of ZOUT.
	timeZone = "Europe/Amsterdam"
	// The reconciliation starts at half past three: later than the hour that the last Sundays of March and October lack or
	// have twice, and before the first person works.
	reconcileHour, reconcileMinute = 3, 30
	// reconcileTime is how long a run may take; one that is not done by then has something to tell too.
	reconcileTime = 4 * time.Hour
	// catchUp is how late a run may start that was missed because Temporal was away.
	catchUp = 12 * time.Hour
)

// EnsureSchedules makes what starts by itself, or brings one that is there up to date. One that somebody paused stays paused.
func EnsureSchedules(ctx context.Context, schedules client.ScheduleClient, report func(string)) error {
	wanted := reconciliation()
	_, err := schedules.Create(ctx, wanted)
	if err == nil {
		report(fmt.Sprintf("schedule %s: made, every night at %02d:%02d", wanted.ID, reconcileHour, reconcileMinute))
		return nil
	}
	if !errors.Is(err, sdk.ErrScheduleAlreadyRunning) {
		return fmt.Errorf("make schedule %s: %w", wanted.ID, err)
	}
	changed := false
	err = schedules.GetHandle(ctx, wanted.ID).Update(ctx, client.ScheduleUpdateOptions{
		DoUpdate: func(found client.ScheduleUpdateInput) (*client.ScheduleUpdate, error) {
			if changed = !same(found.Description.Schedule, wanted); !changed {
				return nil, sdk.ErrSkipScheduleUpdate
			}
			schedule := found.Description.Schedule
			schedule.Spec, schedule.Action, schedule.Policy.Overlap = &wanted.Spec, wanted.Action, wanted.Overlap
			schedule.Policy.CatchupWindow = wanted.CatchupWindow
			return &client.ScheduleUpdate{Schedule: &schedule}, nil
		},
	})
	if err != nil {
		return fmt.Errorf("change schedule %s: %w", wanted.ID, err)
	}
	if changed {
		report(fmt.Sprintf("schedule %s: changed, every night at %02d:%02d", wanted.ID, reconcileHour, reconcileMinute))
	} else {
		report("schedule " + wanted.ID + ": is there")
	}
	return nil
}

func reconciliation() client.ScheduleOptions {
	return client.ScheduleOptions{
		ID: upkeep.ReconcileSchedule,
		Spec: client.ScheduleSpec{
			Calendars: []client.ScheduleCalendarSpec{{
				Hour: []client.ScheduleRange{{Start: reconcileHour}}, Minute: []client.ScheduleRange{{Start: reconcileMinute}},
			}},
			TimeZoneName: timeZone,
		},
		Action: &client.ScheduleWorkflowAction{
			ID: upkeep.Workflow, Workflow: upkeep.Workflow, TaskQueue: upkeep.TaskQueue, WorkflowExecutionTimeout: reconcileTime,
		},
		Overlap:       enumspb.SCHEDULE_OVERLAP_POLICY_SKIP,
		CatchupWindow: catchUp,
	}
}

// same compares what we set; the server fills in the rest.
func same(found client.Schedule, wanted client.ScheduleOptions) bool {
	action, ok := found.Action.(*client.ScheduleWorkflowAction)
	want := wanted.Action.(*client.ScheduleWorkflowAction)
	if !ok || found.Spec == nil || found.Policy == nil || len(found.Spec.Calendars) != 1 {
		return false
	}
	at, atWanted := found.Spec.Calendars[0], wanted.Spec.Calendars[0]
	return starts(at.Hour, atWanted.Hour) && starts(at.Minute, atWanted.Minute) && found.Spec.TimeZoneName == wanted.Spec.TimeZoneName &&
		found.Policy.Overlap == wanted.Overlap && found.Policy.CatchupWindow == wanted.CatchupWindow &&
		action.ID == want.ID && action.Workflow == want.Workflow && action.TaskQueue == want.TaskQueue &&
		action.WorkflowExecutionTimeout == want.WorkflowExecutionTimeout
}

func starts(have, want []client.ScheduleRange) bool {
	return len(have) == 1 && have[0].Start == want[0].Start
}
