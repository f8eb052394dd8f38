package e2e

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"go.temporal.io/sdk/client"
	sdk "go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/upkeep"
	"traject.nl/services/platform/temporal"
	"traject.nl/tools/journey"
	"traject.nl/tools/lint/monitoring"
	"traject.nl/tools/stack"
)

// notHere are figures that no stack in one process tells, and where they are held to their names instead.
var notHere = map[string]string{
	"traject_build_info":                  "services/platform/launch: told by the main function of a process",
	"traject_certificate_expires_seconds": "services/platform/telemetry: told by who was given a certificate",
}

// What dashboards and alerts ask for is told by the processes, by that name and with those labels: a figure that is renamed is seen here, and
// not when an alert stays away.
func TestWhatDashboardsAndAlertsAskForIsTold(t *testing.T) {
	s := story(t)
	changes := listen(t, "directeur", traject.Cases+"/v1/events", nil)
	if err := s.Tell(t.Context(), journey.Draft, journey.HandIn); err != nil {
		t.Fatal(err)
	}
	await(t, changes, s.CaseID, 1)
	engine := engineOf(t)
	reconcile(t, engine)
	goWrong(t, engine)

	asked := askedFor(t)
	// What is asked of a store is up to a minute old.
	within(t, 90*time.Second, "what dashboards and alerts ask for", func(ctx context.Context) error {
		told, err := figures(ctx)
		if err != nil {
			return err
		}
		var missing []error
		for _, name := range slices.Sorted(maps.Keys(asked)) {
			labels, is := told[name]
			if !is {
				missing = append(missing, fmt.Errorf("%s is told by nobody; asked for by %s", name, asked[name].by))
				continue
			}
			for _, label := range asked[name].labels {
				if !labels[label] {
					missing = append(missing, fmt.Errorf("%s has no label %s; asked for by %s", name, label, asked[name].by))
				}
			}
		}
		return errors.Join(missing...)
	})
}

// question is a metric with the labels that somebody asks for.
type question struct {
	labels []string
	by     string
}

// askedFor is all that dashboards and alerts ask of the processes.
func askedFor(t *testing.T) map[string]question {
	t.Helper()
	asked := map[string]question{}
	add := func(by, expr string) {
		for _, use := range get(monitoring.Uses(expr))(t) {
			if use.FromOutside() || notHere[use.Metric] != "" {
				continue
			}
			before := asked[use.Metric]
			asked[use.Metric] = question{append(before.labels, use.Labels...), strings.TrimPrefix(before.by+", "+by, ", ")}
		}
	}
	for _, alert := range get(monitoring.Alerts("../.."))(t) {
		add(alert.Name, alert.Expr)
	}
	for _, dashboard := range get(monitoring.Dashboards("../.."))(t) {
		for _, panel := range dashboard.Panels {
			for _, target := range panel.Targets {
				add(dashboard.File+"/"+panel.Title, target.Expr)
			}
		}
	}
	return asked
}

// figures are the names that Prometheus would know, each with its labels.
func figures(ctx context.Context) (map[string]map[string]bool, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, running.Cases+"/metrics", nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(answer.Body)
	if err != nil {
		return nil, err
	}
	told := map[string]map[string]bool{}
	for name, family := range families {
		labels := map[string]bool{"le": true}
		for _, one := range family.GetMetric() {
			for _, label := range one.GetLabel() {
				labels[label.GetName()] = true
			}
		}
		told[name], told[name+"_count"], told[name+"_sum"], told[name+"_bucket"] = labels, labels, labels, labels
	}
	return told, nil
}

// engineOf is a client of the Temporal of the stack.
func engineOf(t *testing.T) client.Client {
	t.Helper()
	engine := get(temporal.Dial(t.Context(), temporal.Config{
		Address: running.Temporal, Namespace: stack.Namespace, Keys: running.Keys.Payloads, Identity: "e2e",
	}))(t)
	t.Cleanup(engine.Close)
	return engine
}

// reconcile lets the nightly comparison of record and processes run now.
func reconcile(t *testing.T, engine client.Client) {
	t.Helper()
	run := get(engine.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: "reconcile-figures", TaskQueue: upkeep.TaskQueue}, upkeep.Workflow))(t)
	if err := run.Get(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

// goWrong lets happen, on a task queue of its own, what should never happen to a process: a step that fails, and code that cannot go on. So
// the figures of it are there.
func goWrong(t *testing.T, engine client.Client) {
	t.Helper()
	const queue = "figures"
	failing := worker.New(engine, queue, worker.Options{})
	failing.RegisterWorkflow(cannotGoOn)
	failing.RegisterActivity(fails)
	if err := failing.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(failing.Stop)
	run := get(engine.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: "figures", TaskQueue: queue}, cannotGoOn))(t)
	t.Cleanup(func() {
		if err := engine.TerminateWorkflow(context.WithoutCancel(t.Context()), run.GetID(), "", "the test is over"); err != nil {
			t.Error(err)
		}
	})
	if _, err := engine.DescribeWorkflowExecution(t.Context(), "no-such-process", ""); err == nil {
		t.Error("a process that does not exist is described")
	}
}

// cannotGoOn fails after a step that fails.
func cannotGoOn(ctx workflow.Context) error {
	once := workflow.ActivityOptions{StartToCloseTimeout: time.Minute, RetryPolicy: &sdk.RetryPolicy{MaximumAttempts: 1}}
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, once), fails).Get(ctx, nil)
	panic(fmt.Sprintf("cannot go on after %v", err))
}

func fails(context.Context) error { return errors.New("a step that fails") }
