package bootstrap

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	namespacepb "go.temporal.io/api/namespace/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/durationpb"
)

// fakeNamespaces is a Temporal with at most one namespace, kept for have.
type fakeNamespaces struct {
	workflowservice.WorkflowServiceClient
	have    time.Duration
	refuses error
	counts  []error
	writes  int
}

func (f *fakeNamespaces) DescribeNamespace(
	context.Context, *workflowservice.DescribeNamespaceRequest, ...grpc.CallOption,
) (*workflowservice.DescribeNamespaceResponse, error) {
	if f.have == 0 {
		return nil, serviceerror.NewNamespaceNotFound("traject")
	}
	return &workflowservice.DescribeNamespaceResponse{Config: &namespacepb.NamespaceConfig{WorkflowExecutionRetentionTtl: durationpb.New(f.have)}}, nil
}

func (f *fakeNamespaces) RegisterNamespace(
	_ context.Context, request *workflowservice.RegisterNamespaceRequest, _ ...grpc.CallOption,
) (*workflowservice.RegisterNamespaceResponse, error) {
	f.writes++
	if f.refuses == nil {
		f.have = request.GetWorkflowExecutionRetentionPeriod().AsDuration()
	}
	return &workflowservice.RegisterNamespaceResponse{}, f.refuses
}

func (f *fakeNamespaces) UpdateNamespace(
	_ context.Context, request *workflowservice.UpdateNamespaceRequest, _ ...grpc.CallOption,
) (*workflowservice.UpdateNamespaceResponse, error) {
	f.writes++
	if f.refuses == nil {
		f.have = request.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration()
	}
	return &workflowservice.UpdateNamespaceResponse{}, f.refuses
}

func (f *fakeNamespaces) CountWorkflowExecutions(
	context.Context, *workflowservice.CountWorkflowExecutionsRequest, ...grpc.CallOption,
) (*workflowservice.CountWorkflowExecutionsResponse, error) {
	next := f.counts[0]
	f.counts = f.counts[1:]
	return &workflowservice.CountWorkflowExecutionsResponse{Count: 7}, next
}

// lines keeps what was reported.
type lines []string

func (l *lines) report(line string) { *l = append(*l, line) }

func TestANamespaceIsMadeOnceAndItsRetentionFollowsTheSetting(t *testing.T) {
	t.Parallel()
	var fake fakeNamespaces
	for _, step := range []struct {
		retention time.Duration
		writes    int
		line      string
	}{
		{90 * day, 1, "namespace traject: made, keeps what is closed for 90d"},
		{90 * day, 1, "namespace traject: is there, keeps what is closed for 90d"},
		{365 * day, 2, "namespace traject: kept what is closed for 90d, and does so for 365d from now on"},
	} {
		var told lines
		if err := ensureNamespace(t.Context(), &fake, "traject", step.retention, told.report); err != nil {
			t.Fatal(err)
		}
		if fake.have != step.retention || fake.writes != step.writes || len(told) != 1 || told[0] != step.line {
			t.Errorf("%s: got %s after %d writes, told %q", step.line, fake.have, fake.writes, told)
		}
	}
}

func TestWhoMayNotChangeTheNamespaceHearsWhatAnAdministratorMustDo(t *testing.T) {
	t.Parallel()
	refusal := serviceerror.NewPermissionDenied("Request unauthorized.", "")
	for want, have := range map[string]time.Duration{
		"make it as an administrator of Temporal with a retention of 90d, or set TEMPORAL_NAMESPACE":  0,
		"change it to 90d as an administrator of Temporal, or set TRAJECT_NAMESPACE_RETENTION to 30d": 30 * day,
	} {
		var told lines
		err := ensureNamespace(t.Context(), &fakeNamespaces{have: have, refuses: refusal}, "traject", 90*day, told.report)
		if err == nil || !strings.Contains(err.Error(), want) || len(told) > 0 {
			t.Errorf("want %q, got %v, told %q", want, err, told)
		}
	}
}

func TestANewNamespaceIsWaitedForUntilAllOfTemporalKnowsIt(t *testing.T) {
	t.Parallel()
	var told lines
	fake := &fakeNamespaces{counts: []error{serviceerror.NewNamespaceNotFound("traject"), nil}}
	if err := awaitVisibility(t.Context(), fake, "traject", told.report); err != nil || len(told) != 1 {
		t.Errorf("got %v, told %q", err, told)
	}
}

func TestAVisibilityStoreThatCannotAnswerIsTold(t *testing.T) {
	t.Parallel()
	fake := &fakeNamespaces{counts: []error{serviceerror.NewInvalidArgument("invalid query")}}
	err := awaitVisibility(t.Context(), fake, "traject", func(string) {})
	if err == nil || !strings.Contains(err.Error(), "check the visibility store of Temporal") {
		t.Errorf("got %v", err)
	}
}

func TestAServerThatStaysAwayIsToldWithWhatItSaidLast(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	away := server{
		name: "MongoDB", change: "check TRAJECT_MONGODB_URI", refused: func(error) bool { return false },
		ask: func(context.Context) error { return errors.New("connection refused") },
	}
	other := away
	other.name = "Temporal"
	err := awaitAll(ctx, away, other)
	for _, want := range []string{
		"MongoDB did not answer in time: connection refused: check TRAJECT_MONGODB_URI", "Temporal did not answer in time", "TRAJECT_BOOTSTRAP_WAIT",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not told: %v", want, err)
		}
	}
}

func TestARefusalIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	asked := 0
	closed := server{name: "Temporal", change: "check TEMPORAL_API_KEY", refused: isRefusal, ask: func(context.Context) error {
		asked++
		return serviceerror.NewPermissionDenied("no", "")
	}}
	if err := closed.await(t.Context()); err == nil || asked != 1 || !strings.Contains(err.Error(), "Temporal refuses: no: check TEMPORAL_API_KEY") {
		t.Errorf("asked %d times, got %v", asked, err)
	}
}
