// Package worker runs the process code: the workflows of every procedure, and nothing else.
package worker

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	bezwaarcontract "traject.nl/proto/contract/bezwaar"
	buitenkanscontract "traject.nl/proto/contract/buitenkans"
	plaatsingcontract "traject.nl/proto/contract/plaatsing"
	contract "traject.nl/proto/contract/tlv"
	upkeepcontract "traject.nl/proto/contract/upkeep"
	"traject.nl/workflows/bezwaar"
	"traject.nl/workflows/buitenkans"
	"traject.nl/workflows/buitenkans/places"
	"traject.nl/workflows/plaatsing"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv"
	"traject.nl/workflows/upkeep"
)

// Config of a worker. The zero value is a worker without deployment versioning, as in development.
type Config struct {
	// Deployment names the worker deployment in Temporal, such as "traject"; empty turns versioning off.
	Deployment string
	// Build identifies this build within the deployment; required with a Deployment.
	Build string
	// Policy is the set of policies that new cases start with, policy.ZOUT or policy.Demo; empty for policy.ZOUT.
	Policy string
}

// stopTime is how long a step of a case that is under way gets to finish when the worker stops; one that does not is done again by
// another worker.
const stopTime = 10 * time.Second

// Register makes the workflows of every procedure known, and that of the upkeep, each under the name in its contract.
func Register(registry worker.WorkflowRegistry) {
	registry.RegisterWorkflowWithOptions(tlv.Run, workflow.RegisterOptions{Name: contract.Workflow})
	registry.RegisterWorkflowWithOptions(bezwaar.Run, workflow.RegisterOptions{Name: bezwaarcontract.Workflow})
	registry.RegisterWorkflowWithOptions(buitenkans.Run, workflow.RegisterOptions{Name: buitenkanscontract.Workflow})
	registry.RegisterWorkflowWithOptions(places.Run, workflow.RegisterOptions{Name: buitenkanscontract.PlacesWorkflow})
	registry.RegisterWorkflowWithOptions(plaatsing.Run, workflow.RegisterOptions{Name: plaatsingcontract.Workflow})
	registry.RegisterWorkflowWithOptions(upkeep.Reconcile, workflow.RegisterOptions{Name: upkeepcontract.Workflow})
}

// Run works on processes until the context is done, and then lets what is under way finish. An error means that the worker could not
// start, or that it met one it cannot recover from.
func Run(ctx context.Context, temporal client.Client, config Config) error {
	options, err := config.options()
	if err != nil {
		return err
	}
	if err := policy.Use(cmp.Or(config.Policy, policy.ZOUT)); err != nil {
		return err
	}
	warnOfTables(slog.Default(), terms.DateOf(time.Now()))
	fatal := make(chan error, 1)
	options.OnFatalError = func(err error) {
		select {
		case fatal <- err:
		default: // the first one stops the worker already
		}
	}
	processes := worker.New(temporal, contract.TaskQueue, options)
	Register(processes)
	if err := processes.Start(); err != nil {
		return fmt.Errorf("start worker on task queue %s: %w", contract.TaskQueue, err)
	}
	defer processes.Stop()
	select {
	case <-ctx.Done():
		return nil
	case err := <-fatal:
		return fmt.Errorf("worker on task queue %s: %w", contract.TaskQueue, err)
	}
}

// options: a case lives for months, so it moves along with new builds rather than keeping old ones running for it. What
// makes that safe is the logic version of each procedure, and the replay of its golden histories.
func (c Config) options() (worker.Options, error) {
	// As many polls as it takes: a task queue is kept in several parts, and with the usual two polls a part can wait for seconds
	// while many cases have something to do at once (docs/benchmarks.md).
	options := worker.Options{
		WorkflowTaskPollerBehavior: worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{}),
		WorkerStopTimeout:          stopTime,
	}
	if c.Deployment == "" {
		return options, nil
	}
	if c.Build == "" {
		return worker.Options{}, fmt.Errorf("worker deployment %q has no build id: give one, such as the commit", c.Deployment)
	}
	options.DeploymentOptions = worker.DeploymentOptions{
		UseVersioning:             true,
		Version:                   worker.WorkerDeploymentVersion{DeploymentName: c.Deployment, BuildID: c.Build},
		DefaultVersioningBehavior: workflow.VersioningBehaviorAutoUpgrade,
	}
	return options, nil
}

// warnOfTables tells of a table that somebody must renew soon: what is counted beyond its end is uncertain.
func warnOfTables(log *slog.Logger, today terms.Date) {
	if warning, soon := terms.HorizonWarning(today); soon {
		log.Warn("the table of equated days must be renewed (workflows/terms/decree_days.csv)", "warning", warning)
	}
	if warning, soon := terms.SchoolHorizonWarning(today); soon {
		log.Warn("the table of school holidays must be renewed (workflows/terms/school_holidays.csv)", "warning", warning)
	}
}
