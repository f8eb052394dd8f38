package notifications

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/errgroup"

	contract "traject.nl/proto/contract/notifications"

	"traject.nl/services/notifications/bounces"
	"traject.nl/services/notifications/outages"
	"traject.nl/services/notifications/subscriptions"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/live"
	"traject.nl/services/platform/mongo"
	"traject.nl/services/platform/temporal"
)

// Run runs the service until the context ends: its API, its activities, its deliveries, and the receiver of what comes back.
func Run(ctx context.Context, config Config) (err error) {
	db, err := mongo.Connect(ctx, config.MongoURI, config.Database)
	if err != nil {
		return err
	}
	defer db.Close(ctx)
	if !db.Ready().Await(ctx) {
		return nil // told to stop before the store was there
	}
	c, err := temporal.Dial(ctx, config.Temporal)
	if err != nil {
		return err
	}
	defer c.Close()
	parts, err := InMongo(ctx, db)
	if err != nil {
		return err
	}
	down, err := outages.NewMongoStore(ctx, db.Database)
	if err != nil {
		return err
	}
	parts.Processes = askProcesses{c}
	parts.Hub.StreamsEach = cmp.Or(config.Streams, live.StreamsEach)
	service, err := New(config, parts)
	if err != nil {
		return err
	}
	verifier, err := identity.NewVerifier(ctx, config.Identity)
	if err != nil {
		return err
	}
	listener, err := edge.Listen(ctx, config.Listen)
	if err != nil {
		return fmt.Errorf("notifications: %w", err)
	}
	processing := temporal.Ready(c, config.Temporal.Namespace)
	engine := router(service, down, verifier, db.Ready(), processing, verifier.Ready())
	group, ctx := errgroup.WithContext(ctx)
	if err := service.receive(ctx, group, config.Bounce); err != nil {
		return err
	}
	if err := look(ctx, group, config.Probe, down, parts.Evidence); err != nil {
		return err
	}
	group.Go(func() error { return edge.Serve(ctx, listener, engine) })
	group.Go(func() error {
		return temporal.Run(ctx, processing, temporal.Worker(c, contract.TaskQueue, service.Activities()))
	})
	group.Go(func() error {
		parts.Hub.Run(ctx)
		return nil
	})
	group.Go(func() error { return service.Run(ctx) })
	if config.Ready != nil {
		config.Ready()
	}
	return group.Wait()
}

// InMongo keeps everything in the database of this service.
func InMongo(ctx context.Context, db *mongo.Database) (with Parts, err error) {
	with.Now = time.Now
	if with.Store, err = NewMongoStore(ctx, db.Database); err != nil {
		return with, err
	}
	if with.Preferences, err = NewMongoPreferences(ctx, db.Database); err != nil {
		return with, err
	}
	if with.Stops, err = NewMongoStops(ctx, db.Database); err != nil {
		return with, err
	}
	if with.Post, err = NewMongoPost(ctx, db.Database); err != nil {
		return with, err
	}
	if with.Subscriptions, err = subscriptions.NewMongoStore(ctx, db.Database); err != nil {
		return with, err
	}
	if with.Evidence, err = evidence.NewMongoLog(ctx, db.Database, "notifications"); err != nil {
		return with, err
	}
	changes, err := live.NewStore(ctx, db.Database)
	if err != nil {
		return with, err
	}
	with.Live, with.Hub = changes, live.NewHub(changes, time.Now, live.SystemTicker)
	return with, err
}

// receive starts the receiver of mail that could not be delivered after all, when it is wanted.
func (s *Service) receive(ctx context.Context, group *errgroup.Group, config Bounce) error {
	if config.Listen == nil || config.Listen == "" {
		return nil
	}
	if s.mail.returns == nil {
		return fmt.Errorf("returned mail is received at %v: the address for it (TRAJECT_BOUNCE_ADDRESS) must be set too", config.Listen)
	}
	listener, err := edge.Listen(ctx, config.Listen)
	if err != nil {
		return fmt.Errorf("notifications: returned mail: %w", err)
	}
	group.Go(func() error { return bounces.Serve(ctx, listener, s.mail.returns, s.desk.takeBounce) })
	return nil
}

// look starts the probe of the portal, when it is wanted.
func look(ctx context.Context, group *errgroup.Group, config Probe, down outages.Store, log evidence.Log) error {
	if config.URL == "" {
		return nil
	}
	probe, err := outages.NewProbe(config.URL, down, log, time.Now)
	if err != nil {
		return err
	}
	group.Go(func() error { return probe.Run(ctx, cmp.Or(config.Every, defaultProbeEvery)) })
	return nil
}

// router makes the HTTP side; everything but health and the API document asks to be signed in.
func router(service *Service, down outages.Store, verifier *identity.Verifier, deps ...edge.Ready) *gin.Engine {
	engine := edge.New("notifications", Version, deps...)
	api := edge.API(engine, "Traject notifications", Version,
		"What each party is told, how it left, and the evidence of it; preferences, the post room of the office, and webhooks of partners.")
	engine.Use(identity.Middleware(verifier))
	service.Register(api)
	outages.Register(api, down, time.Now)
	return engine
}
