package faults

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/client"

	"traject.nl/tools/journey"
	"traject.nl/tools/machine"
)

// shared is the machine on which each test begins and ends its fault.
var shared *machine.Machine

func TestMain(m *testing.M) {
	machine.Main()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	folder, err := os.MkdirTemp("", "traject-faults-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	options := machine.Options{Folder: folder, Proxied: true, Skewable: true, Disk: 256 << 20, Revive: true}
	shared, err = machine.Start(context.Background(), options)
	if err != nil && strings.Contains(err.Error(), "it takes root") {
		options.Disk = 0
		shared, err = machine.Start(context.Background(), options)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code := m.Run()
	if err := shared.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// limit on whatever a test waits for.
const limit = time.Minute

// during begins a fault, looks, ends it, and looks whether everything works again.
func during(t *testing.T, hit Hit, look func(t *testing.T)) {
	t.Helper()
	undo, err := hit.Begin(t.Context(), shared)
	if err != nil {
		t.Fatal(err)
	}
	look(t)
	if err := undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	works(t)
}

// works: a change goes through all services, and the list of cases is answered.
func works(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	var body []byte
	if err := shared.Traject().As("kantoor").Get(ctx, list(), &body); err != nil {
		t.Fatalf("after the fault: %v", err)
	}
	if _, err := keep(ctx, shared.Traject(), fresh()); err != nil {
		t.Fatalf("after the fault: %v", err)
	}
	if _, err := starts(ctx); err != nil {
		t.Fatalf("after the fault: %v", err)
	}
}

func list() string { return shared.Traject().Cases + "/v1/cases" }

// once asks for the list of cases without patience.
func once(t *testing.T, within time.Duration) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	var body []byte
	return impatient().As("kantoor").Get(ctx, list(), &body)
}

// impatient people do not send again what was not answered.
func impatient() *journey.Traject {
	people := *shared.Traject()
	people.Patience = 0
	return &people
}

// keep has documents write a new dossier in the store.
func keep(ctx context.Context, people *journey.Traject, key string) (id string, err error) {
	return people.As("ib-regenboog").StartDossier(ctx, key, "regenboog-uh-amerongen")
}

// fresh is a key that was not used before.
func fresh() string { return fmt.Sprintf("fault-%d", time.Now().UnixNano()) }

// starts has Temporal start a process that nobody works on, and gives when that was by its own clock.
func starts(ctx context.Context) (time.Time, error) {
	engine, err := shared.TemporalClient(ctx)
	if err != nil {
		return time.Time{}, err
	}
	defer engine.Close()
	started, err := engine.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: fresh(), TaskQueue: "nobody"}, "nothing")
	if err != nil {
		return time.Time{}, err
	}
	told, err := engine.DescribeWorkflowExecution(ctx, started.GetID(), started.GetRunID())
	if err != nil {
		return time.Time{}, err
	}
	return told.GetWorkflowExecutionInfo().GetStartTime().AsTime(), nil
}

func TestTheSameSeedDrawsTheSameHitsAndAnotherSeedOthers(t *testing.T) {
	drawn := func(seed uint64) []string {
		random := rand.New(rand.NewPCG(seed, 0))
		var whats []string
		for _, one := range All() {
			whats = append(whats, one.Draw(shared, random).What)
		}
		return whats
	}
	first := drawn(1)
	if !slices.Equal(first, drawn(1)) {
		t.Errorf("the same seed gave other hits than %q", first)
	}
	if slices.Equal(first, drawn(2)) {
		t.Errorf("another seed gave the same hits %q", first)
	}
}

func TestEveryFaultBeginsAndEndsAsItIsDrawn(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for _, one := range All() {
		t.Run(one.Name, func(t *testing.T) {
			hit := one.Draw(shared, random)
			t.Log(hit.What)
			during(t, hit, func(*testing.T) {})
		})
	}
	if _, err := ByName("no such fault"); err == nil {
		t.Error("a fault that does not exist was found")
	}
}
