package main

import (
	"context"
	"fmt"
	"time"

	"go.temporal.io/sdk/client"
	"golang.org/x/sync/errgroup"
)

// contestant is one way in which the same case can go.
type contestant interface {
	// name in the tables.
	name() string
	// engine in which its processes are.
	engine() client.Client
	// size is how many cases it does where the others do this many.
	size(cases int) int
	// open makes the next case, of which nothing was done.
	open() course
	// used is the CPU time of its parts so far.
	used() (cpu, error)
}

// course is one case of a contestant.
type course interface {
	// prepare makes what the acts of this stage need; it is not measured.
	prepare(ctx context.Context, stage int) error
	// act does the acts of this stage.
	act(ctx context.Context, stage int) error
	// workflowID of its process.
	workflowID() string
}

// stages of a case: the acts until the experts write their advice, and those from then on. In between the words are written, which a
// process refers to and does not pass on: they are not measured, so all wait there for each other.
const (
	stages = 2
	// secondFrom is the first act of the second stage, counted from 0.
	secondFrom = 6
)

// cpu time by part.
type cpu struct{ server, worker, services, store, caller time.Duration }

func (c cpu) plus(d cpu) cpu {
	return cpu{c.server + d.server, c.worker + d.worker, c.services + d.services, c.store + d.store, c.caller + d.caller}
}

func (c cpu) minus(d cpu) cpu {
	return cpu{c.server - d.server, c.worker - d.worker, c.services - d.services, c.store - d.store, c.caller - d.caller}
}

// outcome of one round of one contestant.
type outcome struct {
	cases int
	took  time.Duration
	used  cpu
	// transitions of all its processes together, as the server counts them.
	transitions int64
}

// perSecond is how many cases were done in a second.
func (o outcome) perSecond() float64 { return float64(o.cases) / o.took.Seconds() }

// rate is how many state transitions were done in a second.
func (o outcome) rate() float64 { return float64(o.transitions) / o.took.Seconds() }

// course of the round: how many cases, how many of them at once, and how long everything is left alone after it.
type load struct {
	cases, atOnce int
	settle        time.Duration
}

// measure does one round of one contestant.
func (l load) measure(ctx context.Context, who contestant) (outcome, error) {
	result := outcome{cases: who.size(l.cases)}
	courses := make([]course, result.cases)
	for i := range courses {
		courses[i] = who.open()
	}
	for stage := range stages {
		if err := l.each(ctx, courses, func(ctx context.Context, one course) error { return one.prepare(ctx, stage) }); err != nil {
			return result, fmt.Errorf("%s, before stage %d: %w", who.name(), stage+1, err)
		}
		before, err := who.used()
		if err != nil {
			return result, err
		}
		took, err := l.stage(ctx, who, courses, stage)
		if err != nil {
			return result, fmt.Errorf("%s, stage %d: %w", who.name(), stage+1, err)
		}
		// What is done after the answers is theirs as well, such as mails that wait for each other.
		if err := pause(ctx, l.settle); err != nil {
			return result, err
		}
		after, err := who.used()
		if err != nil {
			return result, err
		}
		result.took, result.used = result.took+took, result.used.plus(after.minus(before))
	}
	return result, l.count(ctx, who, courses, &result)
}

// stage does the acts of one stage of all cases, and ends when no process has anything under way.
func (l load) stage(ctx context.Context, who contestant, courses []course, stage int) (time.Duration, error) {
	begun := time.Now()
	if err := l.each(ctx, courses, func(ctx context.Context, one course) error { return one.act(ctx, stage) }); err != nil {
		return 0, err
	}
	for _, one := range courses {
		if err := untilQuiet(ctx, who.engine(), one.workflowID()); err != nil {
			return 0, err
		}
	}
	return time.Since(begun), nil
}

func (l load) each(ctx context.Context, courses []course, do func(context.Context, course) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(l.atOnce)
	for _, one := range courses {
		group.Go(func() error { return do(ctx, one) })
	}
	return group.Wait()
}

// count asks the server how many state transitions the processes took.
func (l load) count(ctx context.Context, who contestant, courses []course, result *outcome) error {
	for _, one := range courses {
		counted, _, err := look(ctx, who.engine(), one.workflowID(), nil)
		if err != nil {
			return err
		}
		result.transitions += counted
	}
	return nil
}

// quietTime is how long a process may have something under way after its last answer.
const quietTime = time.Minute

// untilQuiet waits until a process and those it began have nothing under way.
func untilQuiet(ctx context.Context, engine client.Client, id string) error {
	ctx, cancel := context.WithTimeout(ctx, quietTime)
	defer cancel()
	for {
		_, busy, err := look(ctx, engine, id, nil)
		if err != nil {
			return err
		}
		if busy == "" {
			return nil
		}
		if err := pause(ctx, 10*time.Millisecond); err != nil {
			return fmt.Errorf("%s still has something under way: %s: %w", id, busy, err)
		}
	}
}

// look counts the state transitions of a process and those that it began, and says what one of them has under way; empty for nothing.
func look(ctx context.Context, engine client.Client, id string, above []string) (transitions int64, busy string, err error) {
	now, err := engine.DescribeWorkflowExecution(ctx, id, "")
	if err != nil {
		return 0, "", fmt.Errorf("look at %s: %w", id, err)
	}
	transitions = now.WorkflowExecutionInfo.StateTransitionCount
	switch {
	case len(now.PendingActivities) > 0:
		busy = now.PendingActivities[0].ActivityType.GetName()
	case now.PendingWorkflowTask != nil:
		busy = "a workflow task"
	}
	if len(above) > 3 {
		return 0, "", fmt.Errorf("%s: processes begin each other without end: %v", id, above)
	}
	for _, child := range now.PendingChildren {
		more, also, err := look(ctx, engine, child.WorkflowId, append(above, id))
		if err != nil {
			return 0, "", err
		}
		transitions += more
		if busy == "" {
			busy = also
		}
	}
	return transitions, busy, nil
}

// pause waits, unless there is no more reason to.
func pause(ctx context.Context, long time.Duration) error {
	timer := time.NewTimer(long)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
