package temporal_test

import (
	"context"
	"testing"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/testsuite"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/temporal"
)

// away is an address where nobody listens.
const away = "127.0.0.1:1"

func dial(t *testing.T) client.Client {
	t.Helper()
	c, err := temporal.Dial(t.Context(), temporal.Config{Address: away, Keys: keyring.Generate("k"), Identity: "test"})
	if err != nil {
		t.Fatalf("dialling a server that is away must not fail: %v", err)
	}
	t.Cleanup(c.Close)
	return c
}

func TestAServerThatIsAwayIsNotReady(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	if err := temporal.Ready(dial(t)).Check(ctx); err == nil {
		t.Error("a server that is away is ready")
	}
}

func TestAWorkerWaitsForTheServerAndStopsWithItsContext(t *testing.T) {
	c := dial(t)
	ctx, stop := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer stop()
	w := temporal.Worker(c, "notifications", map[string]any{"notifications.Notify": func(context.Context) error { return nil }})
	if err := temporal.Run(ctx, c, w); err != nil {
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
