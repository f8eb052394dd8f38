package bootstrap

import (
	"context"
	"errors"
	"fmt"
	"io"

	"go.temporal.io/sdk/client"

	"traject.nl/services/platform/mongo"
	"traject.nl/services/platform/temporal"
)

// Prepare brings the installation into its state. It may be run any number of times, also while everything runs. The error
// has all that could not be done, each with what to change.
func Prepare(ctx context.Context, config Config) error {
	engine, err := temporal.Dial(ctx, config.Temporal)
	if err != nil {
		return err
	}
	defer engine.Close()
	databases, err := connect(ctx, config.Stores)
	if err != nil {
		return err
	}
	defer databases.close(ctx)
	report := reportTo(config.Out)

	ctx, cancel := context.WithTimeout(ctx, config.Wait)
	defer cancel()
	if err := awaitAll(ctx, databases.server(), temporalServer(engine, config.Temporal)); err != nil {
		return err
	}
	report("MongoDB and Temporal answer")
	return errors.Join(prepareTemporal(ctx, engine, config, report), databases.prepare(ctx, config.Lists, report))
}

// prepareTemporal does one after the other: what follows needs the namespace.
func prepareTemporal(ctx context.Context, engine client.Client, config Config, report func(string)) error {
	service, namespace := engine.WorkflowService(), config.Temporal.Namespace
	if err := ensureNamespace(ctx, service, namespace, config.Retention, report); err != nil {
		return err
	}
	if err := awaitVisibility(ctx, service, namespace, report); err != nil {
		return err
	}
	return EnsureSchedules(ctx, engine.ScheduleClient(), report)
}

// reportTo writes lines.
func reportTo(out io.Writer) func(string) {
	return func(line string) { _, _ = fmt.Fprintln(out, line) } // who does not read it still gets the work done
}

// databases are open, by service.
type databases map[string]*mongo.Database

func connect(ctx context.Context, stores map[string]string) (databases, error) {
	opened := databases{}
	for _, service := range services {
		database, err := mongo.Connect(ctx, stores[service], service)
		if err != nil {
			opened.close(ctx)
			return nil, err
		}
		opened[service] = database
	}
	return opened, nil
}

func (d databases) close(ctx context.Context) {
	for _, database := range d {
		_ = database.Close(ctx) // nothing of it is still to be written
	}
}
