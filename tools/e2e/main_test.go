package e2e

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"traject.nl/services/platform/telemetry"
	"traject.nl/tools/journey"
	"traject.nl/tools/stack"
	"traject.nl/workflows/policy"
)

// The stack that the tests share, its state folder, and the people who use it.
var (
	running *stack.Stack
	state   string
	traject *journey.Traject
)

func TestMain(m *testing.M) {
	os.Exit(withStack(m))
}

func withStack(m *testing.M) int {
	folder, err := os.MkdirTemp("", "traject-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	stopTelemetry, err := telemetry.Start(ctx, "traject")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if running, err = stack.Start(ctx, stack.Options{State: folder, RandomPorts: true}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	state, traject = folder, peopleOf(running)
	code := m.Run()
	if err := running.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	if err := stopTelemetry(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return code
}

// peopleOf lets people use a stack.
func peopleOf(s *stack.Stack) *journey.Traject {
	return &journey.Traject{
		Cases: s.Cases, Documents: s.Documents, Registry: s.Registry, Notifications: s.Notifications,
		Token: func(_ context.Context, account string) (string, error) { return s.Token(account) },
	}
}

// story of this test: its key follows from the whole name of the test, so that no two tests have the same.
func story(t *testing.T) *journey.Story {
	t.Helper()
	key := fmt.Sprintf("e2e-%016x", sumOf(t.Name()))
	return journey.NewStory(traject, key, pupilOf(key))
}

func sumOf(text string) uint64 {
	sum := fnv.New64a()
	sum.Write([]byte(text))
	return sum.Sum64()
}

// pupilOf is a child whom no other story is about: ZOUT handles one application for a pupil at a time.
func pupilOf(key string) journey.Pupil {
	letters := strings.Map(func(r rune) rune { return 'a' + r%26 }, strconv.FormatUint(sumOf(key), 10))
	return journey.Pupil{FirstName: "Noor", LastName: "Testleerling" + letters, BirthDate: "2018-03-14", Group: "4"}
}

// demonstration lets new cases of this test go by the policy of the demonstration, in which the Buitenkans begins on any day. The worker runs
// in this process and the tests run one after the other, so that no other case is touched.
func demonstration(t *testing.T) {
	t.Helper()
	if err := policy.Use(policy.Demo); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := policy.Use(policy.ZOUT); err != nil {
			t.Error(err)
		}
	})
}

// told is the story of this test after the steps.
func told(t *testing.T, steps ...journey.Step) *journey.Story {
	t.Helper()
	s := story(t)
	if err := s.Tell(t.Context(), steps...); err != nil {
		t.Fatal(err)
	}
	return s
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

// wantStatus wants a refusal: with this status, as problem+json, and with words.
func wantStatus(t *testing.T, err error, status int) {
	t.Helper()
	if journey.Status(err) != status {
		t.Fatalf("want %d %s, got: %v", status, http.StatusText(status), err)
	}
	problem := asProblem(err)
	if problem.Type != "application/problem+json" || problem.Title == "" || problem.Detail == "" {
		t.Errorf("want problem+json with a title and a detail, got %s %+v", problem.Type, problem)
	}
}

func asProblem(err error) *journey.Problem {
	var problem *journey.Problem
	if !errors.As(err, &problem) {
		return &journey.Problem{}
	}
	return problem
}
