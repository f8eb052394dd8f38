// Command worker runs the process code of Traject against a Temporal cluster.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"traject.nl/services/platform/settings"
	"traject.nl/services/platform/telemetry"
	"traject.nl/services/platform/temporal"
	"traject.nl/workflows/worker"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		slog.Error("worker stopped", "error", err)
		os.Exit(1)
	}
}

// run reads the settings and works until the context ends:
//
//	TRAJECT_TEMPORAL_ADDRESS     host:port of the frontend
//	TRAJECT_TEMPORAL_NAMESPACE   default: "default"
//	TRAJECT_PAYLOAD_KEYS         key ring that encrypts what Temporal carries
//	TRAJECT_WORKER_DEPLOYMENT    name of the worker deployment; empty for no versioning
//	TRAJECT_WORKER_BUILD         build id within the deployment
//	TRAJECT_POLICY               policies that new cases start with: "zout" (default), or "demo" with days of seconds, never in practice
func run(ctx context.Context) error {
	var env settings.Env
	engine := temporal.Config{
		Address: env.Need("TRAJECT_TEMPORAL_ADDRESS"), Namespace: env.Or("TRAJECT_TEMPORAL_NAMESPACE", "default"),
		Keys: env.Keys("TRAJECT_PAYLOAD_KEYS"), Identity: "worker",
	}
	config := worker.Config{
		Deployment: env.Or("TRAJECT_WORKER_DEPLOYMENT", ""), Build: env.Or("TRAJECT_WORKER_BUILD", ""), Policy: env.Or("TRAJECT_POLICY", ""),
	}
	if err := env.Err(); err != nil {
		return err
	}
	stopTelemetry, err := telemetry.Start(ctx, "worker")
	if err != nil {
		return err
	}
	client, err := temporal.Dial(ctx, engine)
	if err != nil {
		return err
	}
	defer client.Close()
	failure := worker.Run(ctx, client, config)

	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := stopTelemetry(last); err != nil {
		slog.Warn("telemetry did not end well", "error", err)
	}
	if failure != nil {
		return fmt.Errorf("process worker: %w", failure)
	}
	return nil
}
