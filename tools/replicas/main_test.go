package replicas

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"traject.nl/services/platform/telemetry"
	"traject.nl/tools/journey"
	"traject.nl/tools/stack"
)

const (
	// startTime is how long both sets of services may take to start.
	startTime = 4 * time.Minute
	// testTime bounds each test.
	testTime = 4 * time.Minute
)

// The two sets of services that the tests share.
var here, there *stack.Stack

func TestMain(m *testing.M) {
	code, err := withReplicas(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func withReplicas(m *testing.M) (code int, err error) {
	folder, err := os.MkdirTemp("", "traject-replicas-")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(folder)
	ctx, cancel := context.WithTimeout(context.Background(), startTime)
	defer cancel()
	stopTelemetry, err := telemetry.Start(ctx, "traject")
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, stopTelemetry(context.Background())) }()
	if here, err = stack.Start(ctx, stack.Options{State: folder, RandomPorts: true}); err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, here.Stop()) }()
	if there, err = here.Replica(ctx); err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, there.Stop()) }()
	return m.Run(), nil
}

// bounded is the context of a test.
func bounded(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), testTime)
	t.Cleanup(cancel)
	return ctx
}

// at lets people use one set of services.
func at(replica *stack.Stack) *journey.Traject {
	return &journey.Traject{
		Cases: replica.Cases, Documents: replica.Documents, Registry: replica.Registry, Notifications: replica.Notifications,
		Token: func(_ context.Context, account string) (string, error) { return here.Token(account) },
	}
}

// through lets people use both sets, as through a load balancer.
func through(balancer *balancer) *journey.Traject {
	people := at(here)
	people.HTTP = balancer.client()
	return people
}

// storyOf a child whom no other story is about.
func storyOf(people *journey.Traject, name string) *journey.Story {
	pupil := journey.Pupil{FirstName: "Noor", LastName: "Tweevoud" + strings.ReplaceAll(name, "-", ""), BirthDate: "2018-03-14", Group: "4"}
	return journey.NewStory(people, "replicas-"+name, pupil)
}

// get is the value of a call that must succeed: get(call())(t).
func get[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// eventually waits until it is so, and says what was wrong the last time when it never is.
func eventually(ctx context.Context, t *testing.T, what string, so func(ctx context.Context) error) {
	t.Helper()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		err := so(ctx)
		if err == nil {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("waited for %s: %v", what, err)
		case <-tick.C:
		}
	}
}
