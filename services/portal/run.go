package portal

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/limits"
	"traject.nl/services/platform/mongo"
	"traject.nl/services/portal/assets"
	"traject.nl/services/portal/session"
	"traject.nl/services/portal/signin"
	"traject.nl/services/portal/upstream"
)

// Version of the portal.
const Version = "0.1.0"

// sweepEvery is how often ended sessions are removed.
const sweepEvery = 10 * time.Minute

// providerTime is how long the identity provider may take for one answer.
const providerTime = 30 * time.Second

// Run serves the portal until the context ends. Without built assets it returns assets.ErrNotBuilt at once.
func Run(ctx context.Context, config Config) error {
	config, err := config.complete()
	if err != nil {
		return err
	}
	bundle, err := assets.Load()
	if err != nil {
		return err
	}
	database, err := mongo.Connect(ctx, config.MongoURI, config.Database)
	if err != nil {
		return err
	}
	defer database.Close(ctx)
	verifier, err := identity.NewVerifier(ctx, config.Identity)
	if err != nil {
		return err
	}
	portal := New(config, bundle, verifier.Verify, &session.Mongo{Collection: database.Collection("sessions")})
	store := database.Ready()
	// Without its sessions the portal still tells people, in Dutch, to come back later; the ingress would not.
	store.Needed = false
	router := edge.New("portal", Version, append(portal.Ready(), store, verifier.Ready())...)
	portal.Mount(router)

	defer portal.Afterwards()
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		if config.Listener != nil {
			return edge.Serve(ctx, config.Listener, portal.Handler(router))
		}
		return edge.Serve(ctx, config.Listen, portal.Handler(router))
	})
	group.Go(func() error { portal.sweep(ctx); return nil })
	if config.Ready != nil {
		config.Ready()
	}
	return group.Wait()
}

// New makes a portal; identify tells who an access token is of. The configuration must be complete.
func New(config Config, bundle *assets.Bundle, identify Identify, store session.Store) *Portal {
	client := upstream.NewHTTP()
	provider := config.Identity.HTTP()
	provider.CheckRedirect, provider.Timeout = client.CheckRedirect, providerTime
	return &Portal{
		config:   config,
		assets:   bundle,
		identify: identify,
		people:   limits.New(limits.Person, config.Person, config.Clock),
		sessions: &session.Keeper{
			Store: store, Keys: config.Keys, Idle: config.SessionIdle, Max: config.SessionMax, Clock: config.Clock,
		},
		provider: signin.NewProvider(signin.Config{
			Issuer: config.Identity.Issuer, ClientID: config.ClientID, Key: config.ClientKey, Audience: config.Identity.Audience,
			RedirectURL: config.PublicURL + CallbackPath, SignedOutURL: config.PublicURL + SignedOutPath,
			Scopes: []string{"openid", "profile", "email", "offline_access"}, HTTP: provider, Clock: config.Clock,
		}),
		cases:         upstream.NewCases(config.CasesURL, client),
		documents:     upstream.NewDocuments(config.DocumentsURL, client),
		registry:      upstream.NewRegistry(config.RegistryURL, client),
		notifications: upstream.NewNotifications(config.NotificationsURL, client),
	}
}

// Afterwards returns when nothing is left to do for the answers that were given.
func (p *Portal) Afterwards() { p.afterwards.Wait() }

// Ready are the parts that the portal needs besides its own store. Without notifications the cases can still be worked on.
func (p *Portal) Ready() []edge.Ready {
	return []edge.Ready{
		{Name: "sign-in", Check: p.provider.Ready},
		{Name: "cases", Check: p.cases.Ready},
		{Name: "documents", Check: p.documents.Ready},
		{Name: "registry", Check: p.registry.Ready},
	}
}

func (p *Portal) sweep(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			swept, err := p.sessions.Sweep(ctx)
			if err != nil {
				slog.WarnContext(ctx, "sessions not swept", "error", fmt.Errorf("sweep: %w", err))
				continue
			}
			slog.DebugContext(ctx, "sessions swept", "count", swept)
		}
	}
}
