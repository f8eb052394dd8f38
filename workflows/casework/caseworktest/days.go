package caseworktest

import (
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"

	"traject.nl/workflows/terms"
)

// Days are virtual time: what happens on which day is collected first, and happens when the workflow is played.
type Days struct {
	T   *testing.T
	Env *testsuite.TestWorkflowEnvironment
	// Start is when the workflow starts.
	Start time.Time
	now   time.Time
}

// NewDays begin at a moment, with the activities of stand-in services by task queue and name.
func NewDays(t *testing.T, start time.Time, activities map[string]map[string]any) *Days {
	t.Helper()
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	d := &Days{T: t, Env: suite.NewTestWorkflowEnvironment(), Start: start, now: start}
	// Virtual time costs real time too: a busy machine must not end a story, nor look like a process that hangs.
	d.Env.SetTestTimeout(time.Minute)
	d.Env.SetWorkerOptions(worker.Options{DeadlockDetectionTimeout: time.Minute})
	d.Env.SetStartTime(start)
	for _, queue := range activities {
		for name, do := range queue {
			d.Env.RegisterActivityWithOptions(do, activity.RegisterOptions{Name: name})
		}
	}
	return d
}

// NineOn is nine in the morning of a date.
func NineOn(date string) time.Time {
	return terms.MustParse(date).AddDays(-1).EndOfDay().Add(9 * time.Hour)
}

// GoTo a later moment.
func (d *Days) GoTo(moment time.Time) {
	d.T.Helper()
	require.True(d.T, moment.After(d.now), "a story goes forward in time: %s", moment)
	d.now = moment
}

// Then something happens a minute later, when everything before it is done.
func (d *Days) Then(do func()) {
	d.now = d.now.Add(time.Minute)
	d.Env.RegisterDelayedCallback(do, d.now.Sub(d.Start))
}
