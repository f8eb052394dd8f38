package bootstrap_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/client"

	"traject.nl/proto/contract/tlv"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/bootstrap"
	"traject.nl/services/platform/temporal"
	"traject.nl/workflows/worker"
)

// TestARunningCaseMovesToTheBuildThatIsPromotedAndBack: one case, two builds of the worker, and each in turn the current one.
func TestARunningCaseMovesToTheBuildThatIsPromotedAndBack(t *testing.T) {
	config, out := installation("versies")
	if err := bootstrap.Prepare(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	told(out)
	config.Deployment = "traject"
	engine := dial(t, config.Temporal)
	work(t, config.Temporal, "1.0.0")
	promote(t, config, "1.0.0")
	if lines := told(out); lines[0] != "build traject/1.0.0: is current now, before it was no build" {
		t.Errorf("told %q", lines)
	}
	const caseID = "0123456789ab"
	_, err := engine.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: tlv.WorkflowID(caseID), TaskQueue: tlv.TaskQueue}, tlv.Workflow, &tlvv1.Input{CaseId: caseID})
	if err != nil {
		t.Fatal(err)
	}
	awaitBuild(t, engine, caseID, "1.0.0")

	work(t, config.Temporal, "1.1.0")
	promote(t, config, "1.1.0")
	promote(t, config, "1.1.0")
	if lines := told(out); len(lines) != 2 || lines[0] != "build traject/1.1.0: is current now, before it was traject/1.0.0" ||
		lines[1] != "build traject/1.1.0: is current already" {
		t.Errorf("told %q", lines)
	}
	awaitBuild(t, engine, caseID, "1.1.0")

	promote(t, config, "1.0.0")
	awaitBuild(t, engine, caseID, "1.0.0")
}

func TestABuildThatNeverPollsIsNotPromoted(t *testing.T) {
	config, out := installation("nooit")
	if err := bootstrap.Prepare(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	told(out)
	config.Deployment, config.Build, config.Wait = "traject", "2.0.0", 3*time.Second
	err := bootstrap.Promote(t.Context(), config)
	if err == nil || !strings.Contains(err.Error(), "build traject/2.0.0 did not answer in time: no worker of it asks for work yet") {
		t.Errorf("got %v", err)
	}
}

func promote(t *testing.T, config bootstrap.Config, build string) {
	t.Helper()
	config.Build = build
	if err := bootstrap.Promote(t.Context(), config); err != nil {
		t.Fatal(err)
	}
}

// work runs the worker of a build until the end of the test.
func work(t *testing.T, config temporal.Config, build string) {
	t.Helper()
	config.Identity = "worker " + build
	engine := dial(t, config)
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- worker.Run(ctx, engine, worker.Config{Deployment: "traject", Build: build}) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("worker %s: %v", build, err)
		}
	})
}

// awaitBuild wakes the case until it works on the build; the news of what is current takes a moment to reach every part of Temporal.
func awaitBuild(t *testing.T, engine client.Client, caseID, build string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for {
		if err := engine.SignalWorkflow(ctx, tlv.WorkflowID(caseID), "", "wakker", nil); err != nil {
			t.Fatal(err)
		}
		found, err := engine.DescribeWorkflowExecution(ctx, tlv.WorkflowID(caseID), "")
		if err != nil {
			t.Fatal(err)
		}
		have := found.GetWorkflowExecutionInfo().GetVersioningInfo().GetDeploymentVersion().GetBuildId()
		if have == build {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("the case works on build %q, not on %q", have, build)
		case <-tick.C:
		}
	}
}
