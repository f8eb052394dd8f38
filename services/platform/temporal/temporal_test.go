package temporal_test

import (
	"context"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/testsuite"
	"google.golang.org/grpc"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/temporal"
)

// away is an address where nobody listens.
const away = "127.0.0.1:1"

func dial(t *testing.T, address string) client.Client {
	t.Helper()
	c, err := temporal.Dial(t.Context(), temporal.Config{Address: address, Keys: keyring.Generate("k"), Identity: "test"})
	if err != nil {
		t.Fatalf("dialling a server that is away must not fail: %v", err)
	}
	t.Cleanup(c.Close)
	return c
}

// frontend is a Temporal that has one namespace, from the moment that it is made.
type frontend struct {
	workflowservice.UnimplementedWorkflowServiceServer
	made atomic.Bool
}

func (f *frontend) DescribeNamespace(
	_ context.Context, asked *workflowservice.DescribeNamespaceRequest,
) (*workflowservice.DescribeNamespaceResponse, error) {
	if !f.made.Load() || asked.GetNamespace() != "traject" {
		return nil, serviceerror.ToStatus(serviceerror.NewNamespaceNotFound(asked.GetNamespace())).Err()
	}
	return &workflowservice.DescribeNamespaceResponse{}, nil
}

// serve starts it and gives its address.
func (f *frontend) serve(t *testing.T) string {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer()
	workflowservice.RegisterWorkflowServiceServer(server, f)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	return listener.Addr().String()
}

func TestAServerThatIsAwayIsNotReady(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	if err := temporal.Ready(dial(t, away), "traject").Check(ctx); err == nil {
		t.Error("a server that is away is ready")
	}
}

func TestAServerWithoutTheNamespaceIsNotReadyAndItIsNamed(t *testing.T) {
	var server frontend
	c := dial(t, server.serve(t))
	if err := temporal.Ready(c, "traject").Check(t.Context()); err == nil || !strings.Contains(err.Error(), `"traject"`) {
		t.Errorf("got %v", err)
	}
	server.made.Store(true)
	if err := temporal.Ready(c, "traject").Check(t.Context()); err != nil {
		t.Errorf("the namespace is there: %v", err)
	}
	if err := temporal.Ready(c, "").Check(t.Context()); err == nil || !strings.Contains(err.Error(), `"default"`) {
		t.Errorf("no namespace means the default one: %v", err)
	}
}

func TestAProcessWaitsForTheNamespaceToBeMade(t *testing.T) {
	var server frontend
	asked := make(chan struct{}, 1)
	ready := temporal.Ready(dial(t, server.serve(t)), "traject")
	watched := edge.Ready{Name: ready.Name, Check: func(ctx context.Context) error {
		err := ready.Check(ctx)
		select {
		case asked <- struct{}{}:
		default:
		}
		return err
	}}
	there := make(chan bool, 1)
	go func() { there <- watched.Await(t.Context()) }()
	<-asked
	server.made.Store(true)
	if !<-there {
		t.Error("it gave up")
	}
}

func TestAWorkerWaitsForTheServerAndStopsWithItsContext(t *testing.T) {
	c := dial(t, away)
	ctx, stop := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer stop()
	w := temporal.Worker(c, "notifications", map[string]any{"notifications.Notify": func(context.Context) error { return nil }})
	if err := temporal.Run(ctx, temporal.Ready(c, ""), w); err != nil {
		t.Errorf("waiting is no failure: %v", err)
	}
}

func TestActivitiesAreKnownByTheirContractNamesOnly(t *testing.T) {
	env := (&testsuite.WorkflowTestSuite{}).NewTestActivityEnvironment()
	temporal.Register(env, map[string]any{"cases.Project": func(context.Context) (string, error) { return "projected", nil }})
	value, err := env.ExecuteActivity("cases.Project")
	if err != nil {
		t.Fatal(err)
	}
	var answer string
	if err := value.Get(&answer); err != nil || answer != "projected" {
		t.Errorf("%q, %v", answer, err)
	}
}

func TestAConnectionNeedsAnAddressAndKeys(t *testing.T) {
	for _, config := range []temporal.Config{{Address: away}, {Keys: keyring.Generate("k")}} {
		if _, err := temporal.Dial(t.Context(), config); err == nil {
			t.Errorf("accepted %+v", config)
		}
	}
}
