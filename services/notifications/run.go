package notifications

import (
	"context"
	"fmt"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/errgroup"

	contract "traject.nl/proto/contract/notifications"

	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/mongo"
	"traject.nl/services/platform/temporal"
)

// Run runs the service until the context ends: its API and its activities.
func Run(ctx context.Context, config Config) (err error) {
	db, err := mongo.Connect(ctx, config.MongoURI, config.Database)
	if err != nil {
		return err
	}
	defer db.Close(ctx)
	store, err := NewMongoStore(ctx, db.Database)
	if err != nil {
		return err
	}
	log, err := evidence.NewMongoLog(ctx, db.Database, "notifications")
	if err != nil {
		return err
	}
	stops, err := NewMongoStops(ctx, db.Database)
	if err != nil {
		return err
	}
	preferences, err := NewMongoPreferences(ctx, db.Database)
	if err != nil {
		return err
	}
	c, err := temporal.Dial(ctx, config.Temporal)
	if err != nil {
		return err
	}
	defer c.Close()
	verifier, err := identity.NewVerifier(ctx, config.Identity)
	if err != nil {
		return err
	}
	listener, err := edge.Listen(ctx, config.Listen)
	if err != nil {
		return fmt.Errorf("notifications: %w", err)
	}

	service, err := assemble(config, parts{
		store: store, log: log, holds: pressed{stops}, preferences: chosen{preferences}, processes: askProcesses{c}, now: time.Now,
	})
	if err != nil {
		return err
	}
	engine := router(store, log, verifier, db.Ready(), temporal.Ready(c), verifier.Ready())
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return edge.Serve(ctx, listener, engine) })
	group.Go(func() error {
		return temporal.Run(ctx, c, temporal.Worker(c, contract.TaskQueue, service.acts.named()))
	})
	group.Go(func() error { return service.dispatchers.Run(ctx) })
	if config.Ready != nil {
		config.Ready()
	}
	return group.Wait()
}

// router makes the HTTP side; everything but health and the API document asks to be signed in.
func router(store Store, log evidence.Log, verifier *identity.Verifier, deps ...edge.Ready) *gin.Engine {
	engine := edge.New("notifications", Version, deps...)
	api := edge.API(engine, "Traject notifications", Version, "What was sent to whom, and the evidence that it was accepted.")
	engine.Use(identity.Middleware(verifier))
	register(api, store)
	evidence.Register(api, log)
	return engine
}
