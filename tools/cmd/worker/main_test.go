package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/temporal"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/worker"
)

// settle sets what a worker needs, with these changes.
func settle(t *testing.T, changes map[string]string) {
	t.Helper()
	ring, err := json.Marshal(keyring.Generate("2026-11"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{
		"TEMPORAL_ADDRESS": "temporal:7233", "TEMPORAL_NAMESPACE": "traject", "TRAJECT_PAYLOAD_KEYS": string(ring),
		"TEMPORAL_DEPLOYMENT_NAME": "", "TEMPORAL_WORKER_BUILD_ID": "", "TRAJECT_POLICY": "", "TRAJECT_LISTEN": "",
	}
	for key, value := range changes {
		all[key] = value
	}
	for key, value := range all {
		t.Setenv(key, value)
	}
}

func TestAWorkerHasNoVersioningUnlessADeploymentAndABuildAreNamed(t *testing.T) {
	settle(t, nil)
	config, err := fromEnv()
	if err != nil || config.Processes != (worker.Config{Policy: policy.ZOUT}) || config.Listen != ":8080" || config.Temporal.Identity != "worker" {
		t.Errorf("got %+v, %v", config, err)
	}
	settle(t, map[string]string{"TEMPORAL_DEPLOYMENT_NAME": "traject", "TEMPORAL_WORKER_BUILD_ID": "1.2.0"})
	config, err = fromEnv()
	if err != nil || config.Processes.Deployment != "traject" || config.Processes.Build != "1.2.0" {
		t.Errorf("got %+v, %v", config, err)
	}
}

func TestADeploymentWithoutABuildAndAnUnknownPolicyAreTold(t *testing.T) {
	settle(t, map[string]string{"TEMPORAL_DEPLOYMENT_NAME": "traject", "TRAJECT_POLICY": "proef"})
	_, err := fromEnv()
	for _, want := range []string{
		"TEMPORAL_WORKER_BUILD_ID: is not set, and TEMPORAL_DEPLOYMENT_NAME is",
		`TRAJECT_POLICY: policy set "proef" is not known: choose zout or demo`,
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not told: %v", want, err)
		}
	}
	settle(t, map[string]string{"TEMPORAL_WORKER_BUILD_ID": "1.2.0"})
	if _, err := fromEnv(); err == nil || !strings.Contains(err.Error(), "TEMPORAL_DEPLOYMENT_NAME: is not set") {
		t.Errorf("a build of no deployment: %v", err)
	}
}

func TestAWorkerWaitsForTemporalAndTellsHowItIsMeanwhile(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	listener, err := edge.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, Config{Listen: listener, Temporal: temporal.Config{Address: "127.0.0.1:1", Keys: keyring.Generate("k"), Identity: "worker"}})
	}()
	for path, want := range map[string]struct {
		status int
		text   string
	}{
		"/healthz": {http.StatusOK, "ok"},
		"/readyz":  {http.StatusOK, `"temporal":"not ready"`},
		"/startz":  {http.StatusServiceUnavailable, `"temporal":"not ready"`},
		"/metrics": {http.StatusOK, "go_goroutines"},
	} {
		status, text := get(t, "http://"+listener.Addr().String()+path)
		if status != want.status || !strings.Contains(text, want.text) {
			t.Errorf("%s: %d %.200s", path, status, text)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("a worker that waits and is told to stop fails: %v", err)
	}
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}
