package registry

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	contract "traject.nl/proto/contract/registry"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/mongo"
	"traject.nl/services/platform/temporal"
)

// Run loads the lists, then answers people over HTTP and processes over Temporal, until the context ends.
func Run(ctx context.Context, config Config) (err error) {
	if config.Delivery == nil {
		return errors.New("registry: the delivery key ring must be set")
	}
	source, err := SourceOf(config)
	if err != nil {
		return err
	}
	database, err := mongo.Connect(ctx, config.MongoURI, config.Database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close(ctx)) }()
	if !database.Ready().Await(ctx) {
		return nil // told to stop before the store was there
	}
	directory := Directory{Store: NewMongoStore(database.Database), Clock: config.Clock}
	if directory.Clock == nil {
		directory.Clock = clock.Clock(time.Now)
	}
	loaded, err := Load(ctx, directory.Store, source, directory.Clock.Now())
	if err != nil {
		return fmt.Errorf("load the registry: %w", err)
	}
	slog.InfoContext(ctx, "registry loaded", "added", loaded.Added, "changed", loaded.Changed, "same", loaded.Same)
	engine, err := temporal.Dial(ctx, config.Temporal)
	if err != nil {
		return err
	}
	defer engine.Close()
	verifier, err := identity.NewVerifier(ctx, config.Identity)
	if err != nil {
		return err
	}
	processing := temporal.Ready(engine, config.Temporal.Namespace)
	router := edge.New("registry", Version, database.Ready(), processing, verifier.Ready())
	Mount(router, directory, identity.Middleware(verifier))
	activities := Activities{Directory: directory, Delivery: config.Delivery}
	worker := temporal.Worker(engine, contract.TaskQueue, activities.Named())

	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return edge.Serve(ctx, config.Listen, router) })
	group.Go(func() error { return temporal.Run(ctx, processing, worker) })
	if config.Ready != nil {
		config.Ready()
	}
	return group.Wait()
}
