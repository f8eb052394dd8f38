package worker

import (
	"strings"
	"testing"

	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

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
