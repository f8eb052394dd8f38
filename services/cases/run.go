package cases

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"go.opentelemetry.io/otel"
	"go.temporal.io/sdk/client"
	"golang.org/x/sync/errgroup"

	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	contract "traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	"traject.nl/proto/payload"
	"traject.nl/services/cases/reconciliation"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/live"
	"traject.nl/services/platform/mongo"
	"traject.nl/services/platform/temporal"
)

// Run answers people over HTTP and processes over Temporal, until the context ends.
func Run(ctx context.Context, config Config) error {
	pattern := cmp.Or(config.NumberPattern, DefaultPattern)
	if err := CheckPattern(pattern); err != nil {
		return err
	}
	now := config.Clock
	if now == nil {
		now = clock.Clock(time.Now)
	}
	database, err := mongo.Connect(ctx, config.MongoURI, config.Database)
	if err != nil {
		return err
	}
	defer database.Close(ctx)
	if !database.Ready().Await(ctx) {
		return nil // told to stop before the store was there
	}
	store, err := openStore(ctx, database)
	if err != nil {
		return fmt.Errorf("open the store of cases: %w", err)
	}
	proof, err := evidence.NewMongoLog(ctx, database.Database, "cases")
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
		return fmt.Errorf("cases: %w", err)
	}
	nights := reconciliation.NewMongoStore(database.Database)
	stopTelling, err := tell(store, nights, now)
	if err != nil {
		return fmt.Errorf("cases: metrics: %w", err)
	}
	defer stopTelling()
	hub := live.NewHub(store, now, live.SystemTicker)
	hub.StreamsEach = cmp.Or(config.Streams, live.StreamsEach)
	processing := temporal.Ready(engine, config.Temporal.Namespace)
	router := edge.New("cases", Version, database.Ready(), processing, verifier.Ready())
	Mount(router, identity.Middleware(verifier), Dependencies{
		Store: store, Process: processes(engine), Clock: now, Codec: payload.Codec(config.Temporal.Keys),
		Evidence: proof, Live: hub, PortalURL: config.PortalURL, Strangers: config.Strangers,
		Reconciliation: reconciliation.Desk{Store: nights, Start: reconciliation.StartBySchedule(engine)},
	})
	activities := Activities{Store: store, Places: buitenkans.Places{Temporal: engine}, Clock: now, Pattern: pattern}
	named := activities.ByName()
	named[contract.Reconcile] = reconciliation.Activity{
		Records: nights, Processes: reconciliation.Temporal{Client: engine}, Store: nights, Clock: now,
	}.Reconcile
	worker := temporal.Worker(engine, contract.TaskQueue, named)

	return together(ctx, config.Ready,
		func(ctx context.Context) error {
			hub.Run(ctx)
			return nil
		},
		func(ctx context.Context) error { return edge.Serve(ctx, listener, router) },
		func(ctx context.Context) error { return temporal.Run(ctx, processing, worker) },
	)
}

// openStore with all cases in memory, so that who asks first does not wait for it.
func openStore(ctx context.Context, database *mongo.Database) (*MongoStore, error) {
	store, err := NewMongoStore(ctx, database.Database)
	if err != nil {
		return nil, err
	}
	return store, store.CatchUp(ctx)
}

// together runs all parts until the context ends or one of them fails; begun, which may be nil, hears that they began.
func together(ctx context.Context, begun func(), parts ...func(context.Context) error) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, part := range parts {
		group.Go(func() error { return part(ctx) })
	}
	if begun != nil {
		begun()
	}
	return group.Wait()
}

// tell lets whoever reads the metrics know how cases stand and what the last reconciliation found.
func tell(store Records, nights reconciliation.Store, now clock.Clock) (stop func(), err error) {
	meter := otel.Meter(scope)
	stopStanding, err := tellStanding(meter, store, now)
	if err != nil {
		return nil, err
	}
	stopNights, err := reconciliation.Tell(meter, nights, now)
	if err != nil {
		stopStanding()
		return nil, err
	}
	return func() {
		stopStanding()
		stopNights()
	}, nil
}

func processes(engine client.Client) Processes {
	return Processes{
		TLV: tlv.Client{Temporal: engine}, Bezwaar: bezwaar.Client{Temporal: engine},
		Buitenkans: buitenkans.Client{Temporal: engine}, Plaatsing: plaatsing.Client{Temporal: engine},
	}
}
