package documents

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/mongo"
	"traject.nl/services/platform/temporal"
)

// Run answers people over HTTP and processes over Temporal, until the context ends.
func Run(ctx context.Context, config Config) error {
	now, head := config.Clock, config.Letterhead
	if now == nil {
		now = time.Now
	}
	if head.Name == "" {
		head = ZOUT
	}
	if config.Keys.Dossiers == nil || config.Keys.Parents == nil || config.Keys.Delivery == nil {
		return fmt.Errorf("documents: the key rings for dossiers, parents and delivery must all be set")
	}
	database, err := mongo.Connect(ctx, config.MongoURI, config.Database)
	if err != nil {
		return err
	}
	defer database.Close(ctx)
	if !database.Ready().Await(ctx) {
		return nil // told to stop before the store was there
	}
	store, err := NewMongoStore(ctx, database.Database, config.Keys.Dossiers)
	if err != nil {
		return fmt.Errorf("open the store of dossiers: %w", err)
	}
	proof, err := evidence.NewMongoLog(ctx, database.Database, EvidenceLog)
	if err != nil {
		return err
	}
	engine, err := temporal.Dial(ctx, config.Temporal)
	if err != nil {
		return err
	}
	defer engine.Close()
	verifier, err := identity.NewVerifier(ctx, config.Identity)
	if err != nil {
		return err
	}
	listener, err := edge.Listen(ctx, config.Listen)
	if err != nil {
		return fmt.Errorf("documents: %w", err)
	}
	service := NewService(store, now, config.Keys, head).WithProcedureRules(config.ProcedureRules).WithEvidence(proof)
	if err := service.RememberPupils(ctx); err != nil {
		return fmt.Errorf("look at the pupils of earlier dossiers: %w", err)
	}
	processing := temporal.Ready(engine, config.Temporal.Namespace)
	router := service.Router(identity.Middleware(verifier), database.Ready(), processing, verifier.Ready())
	worker := temporal.Worker(engine, contract.TaskQueue, service.Activities())

	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return edge.Serve(ctx, listener, router) })
	group.Go(func() error { return temporal.Run(ctx, processing, worker) })
	group.Go(func() error { sweep(ctx, store, now); return nil })
	if config.Ready != nil {
		config.Ready()
	}
	return group.Wait()
}

// An upload that began longer ago than this does not run any more.
const (
	sweepEvery   = time.Hour
	abandonedFor = 24 * time.Hour
)

// sweep erases what interruptions left, now and every hour. That it fails stops nobody from working; it tries again.
func sweep(ctx context.Context, store Store, now clock.Clock) {
	ticker := time.NewTicker(sweepEvery)
	defer ticker.Stop()
	for {
		if err := store.Sweep(ctx, now.Now().Add(-abandonedFor)); err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "sweep of unfinished uploads failed", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
