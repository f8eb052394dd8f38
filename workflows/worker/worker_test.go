package worker

import (
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

func TestAWorkerPollsAsMuchAsItTakes(t *testing.T) {
	t.Parallel()
	for _, config := range []Config{{}, {Deployment: "traject", Build: "abc"}} {
		options, err := config.options()
		if err != nil || options.WorkflowTaskPollerBehavior == nil {
			t.Errorf("%+v: got %v, %v", config, options.WorkflowTaskPollerBehavior, err)
		}
	}
}

func TestAWorkerThatStopsLetsStepsUnderWayFinish(t *testing.T) {
	t.Parallel()
	if options, err := (Config{}).options(); err != nil || options.WorkerStopTimeout != 10*time.Second {
		t.Errorf("got %s, %v", options.WorkerStopTimeout, err)
	}
}

func TestVersioningIsOffWithoutADeployment(t *testing.T) {
	t.Parallel()
	options, err := Config{Build: "abc"}.options()
	if err != nil || options.DeploymentOptions.UseVersioning {
		t.Fatalf("got %+v, %v", options.DeploymentOptions, err)
	}
}

func TestACaseMovesAlongWithANewBuild(t *testing.T) {
	t.Parallel()
	options, err := Config{Deployment: "traject", Build: "abc"}.options()
	want := worker.DeploymentOptions{
		UseVersioning:             true,
		Version:                   worker.WorkerDeploymentVersion{DeploymentName: "traject", BuildID: "abc"},
		DefaultVersioningBehavior: workflow.VersioningBehaviorAutoUpgrade,
	}
	if err != nil || options.DeploymentOptions != want {
		t.Fatalf("got %+v, %v", options.DeploymentOptions, err)
	}
}

func TestADeploymentNeedsABuild(t *testing.T) {
	t.Parallel()
	if _, err := (Config{Deployment: "traject"}).options(); err == nil {
		t.Fatal("a deployment without a build was accepted")
	}
}

func TestAWorkerDoesNotStartWithAnUnknownPolicy(t *testing.T) {
	t.Parallel()
	err := Run(t.Context(), nil, Config{Policy: "proef"})
	if err == nil || !strings.Contains(err.Error(), `policy set "proef" is not known: choose zout or demo`) {
		t.Fatalf("got %v", err)
	}
}
