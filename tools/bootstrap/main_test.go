// Package bootstrap holds the tests of the bootstrap against a real Temporal and a real store.
package bootstrap_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"

	"traject.nl/proto/keyring"
	"traject.nl/services/bootstrap"
	"traject.nl/services/platform/temporal"
	"traject.nl/services/registry"
	"traject.nl/tools/stack"
)

// What the tests share: a server, a store and keys.
var (
	server   stack.TemporalServer
	storeURI string
	keys     = keyring.Generate("bootstrap")
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	folder, err := os.MkdirTemp("", "traject-bootstrap-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	if server, err = stack.StartTemporal(ctx, folder); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer stopped(server.Stop)
	uri, stop, err := stack.StartStore(ctx, folder)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer stopped(stop)
	storeURI = uri
	return m.Run()
}

func stopped(stop func() error) {
	if err := stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// wait is longer than anything here takes.
const wait = 2 * time.Minute

// installation is the configuration of one in a namespace of its own, which nobody made yet.
func installation(namespace string) (bootstrap.Config, *bytes.Buffer) {
	var out bytes.Buffer
	return bootstrap.Config{
		Temporal: temporal.Config{Address: server.Address, Namespace: namespace, Keys: keys, Identity: "bootstrap"},
		Wait:     wait, Out: &out, Retention: 90 * 24 * time.Hour,
		Stores: map[string]string{"cases": storeURI, "documents": storeURI, "notifications": storeURI, "registry": storeURI},
		Lists:  registry.Config{DevData: true},
	}, &out
}

func dial(t *testing.T, config temporal.Config) client.Client {
	t.Helper()
	engine, err := temporal.Dial(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(engine.Close)
	return engine
}

// told are the lines since the last time.
func told(out *bytes.Buffer) []string {
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	out.Reset()
	return lines
}

func retention(t *testing.T, engine client.Client, namespace string) time.Duration {
	t.Helper()
	found, err := engine.WorkflowService().DescribeNamespace(t.Context(), &workflowservice.DescribeNamespaceRequest{Namespace: namespace})
	if err != nil {
		t.Fatal(err)
	}
	return found.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration()
}
