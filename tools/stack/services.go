package stack

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"traject.nl/services/bootstrap"
	"traject.nl/services/cases"
	"traject.nl/services/documents"
	"traject.nl/services/notifications"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/settings"
	"traject.nl/services/platform/temporal"
	"traject.nl/services/portal"
	portalkey "traject.nl/services/portal/signin"
	"traject.nl/services/registry"
	"traject.nl/tools/stack/signin"
	"traject.nl/workflows/worker"
)

// servicesReady is how long a service may take to become ready.
const servicesReady = 60 * time.Second

// service is one that runs in this process as it would run in its own.
type service struct {
	name string
	port int
	// run serves on the listener until the context ends.
	run func(ctx context.Context, listener net.Listener) error
}

// services in the order in which they are started: the portal last, since it asks the others.
func (s *Stack) services() []service {
	return []service{
		{"registry", s.at.ports.Registry, s.runRegistry},
		{"notifications", s.at.ports.Notifications, s.runNotifications},
		{"documents", s.at.ports.Documents, s.runDocuments},
		{"cases", s.at.ports.Cases, s.runCases},
		{"portal", s.at.ports.Portal, s.runPortal},
	}
}

// ensureSchedules makes what starts by night, as the bootstrap of an installation does.
func (s *Stack) ensureSchedules(ctx context.Context) error {
	engine, err := temporal.Dial(ctx, s.engine("bootstrap"))
	if err != nil {
		return err
	}
	defer engine.Close()
	ctx, cancel := context.WithTimeout(ctx, servicesReady)
	defer cancel()
	// A Temporal that just started answers for schedules a moment later than for the rest.
	return await(ctx, "the schedules of Temporal", func(ctx context.Context) error {
		return bootstrap.EnsureSchedules(ctx, engine.ScheduleClient(), func(line string) { slog.InfoContext(ctx, line) })
	})
}

// startServices starts every service and the worker, and waits until each says that it is ready.
func (s *Stack) startServices(ctx context.Context) error {
	s.background("worker", s.runWorker)
	for _, one := range s.services() {
		listener, err := s.at.listen(one.port, one.name)
		if err != nil {
			return err
		}
		ended := s.background(one.name, func(ctx context.Context) error { return one.run(ctx, listener) })
		if err := s.awaitReady(ctx, one, ended); err != nil {
			return err
		}
	}
	return nil
}

// awaitReady waits until the service answers on /startz that it and all that it needs are there.
func (s *Stack) awaitReady(ctx context.Context, one service, ended <-chan error) error {
	ctx, cancel := context.WithTimeout(ctx, servicesReady)
	defer cancel()
	failure := make(chan error, 1)
	go func() {
		select {
		case err := <-ended:
			failure <- err
			cancel()
		case <-ctx.Done():
		}
	}()
	err := await(ctx, "the service "+one.name, func(ctx context.Context) error {
		return ready(ctx, "http://"+address(one.port)+"/startz")
	})
	select {
	case reason := <-failure:
		return reason
	default:
		return err
	}
}

func ready(ctx context.Context, url string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %s", url, answer.Status)
	}
	return nil
}

// ---- how each is configured ----

func (s *Stack) identity() identity.Config {
	return identity.Config{Issuer: s.SignIn, Address: s.at.reach(s.at.ports.SignIn), Audience: signin.Audience, PartiesClaim: signin.PartiesClaim, Parents: s.Keys.Parents}
}

func (s *Stack) engine(name string) temporal.Config {
	return temporal.Config{Address: s.Temporal, Namespace: Namespace, Keys: s.Keys.Payloads, Identity: name}
}

// service has what every service with a database needs.
func (s *Stack) service(name string, listener net.Listener) settings.Service {
	return settings.Service{Listen: listener, MongoURI: s.Store, Database: name, Temporal: s.engine(name), Identity: s.limitedIdentity()}
}

func (s *Stack) runRegistry(ctx context.Context, listener net.Listener) error {
	return registry.Run(ctx, registry.Config{
		Service: s.service("registry", listener), Delivery: s.Keys.Delivery, DevData: true,
	})
}

func (s *Stack) runNotifications(ctx context.Context, listener net.Listener) error {
	return notifications.Run(ctx, notifications.Config{
		Service: s.service("notifications", listener), Delivery: s.Keys.Delivery, PortalURL: s.Portal,
		SMTP:   notifications.SMTP{Host: "127.0.0.1", Port: s.at.ports.SMTP, TLS: "none", From: "Traject <traject@zout.example.test>"},
		Bounce: notifications.Bounce{Address: "terug@zout.example.test", Listen: address(s.at.ports.Bounce)},
		Bundle: bundle, Probe: notifications.Probe{URL: s.Portal + "/healthz"},
		Partners: notifications.Partners{
			KvK: noKvK, System: "traject", CasesURL: s.Cases, AllowPrivate: true,
			Municipalities: []string{"bunnik", "de-bilt", "utrechtse-heuvelrug", "wijk-bij-duurstede", "zeist"},
		},
	})
}

const (
	// bundle is how long mails wait for each other on a developer's machine, where nobody has a quarter of an hour.
	bundle = time.Second
	// noKvK is nobody's number in the trade register.
	noKvK = "00000000"
)

func (s *Stack) runDocuments(ctx context.Context, listener net.Listener) error {
	return documents.Run(ctx, documents.Config{
		Service: s.service("documents", listener), Letterhead: documents.ZOUT,
		Keys: documents.Keys{Dossiers: s.Keys.Dossiers, Parents: s.Keys.Parents, Delivery: s.Keys.Delivery},
	})
}

func (s *Stack) runCases(ctx context.Context, listener net.Listener) error {
	return cases.Run(ctx, cases.Config{Service: s.service("cases", listener), PortalURL: s.Portal, Strangers: s.allowed().strangers})
}

func (s *Stack) runPortal(ctx context.Context, listener net.Listener) error {
	key, err := portalkey.NewClientKey(portalKeyID, s.Keys.Portal)
	if err != nil {
		return err
	}
	return portal.Run(ctx, portal.Config{
		Listener: listener, PublicURL: s.Portal, MongoURI: s.Store, Database: "portal", Keys: s.Keys.Sessions, Identity: s.identity(),
		ClientID: portalClient, ClientKey: key, CasesURL: s.Cases, DocumentsURL: s.Documents, RegistryURL: s.Registry, NotificationsURL: s.Notifications,
		CodecOrigin: s.TemporalUI, Person: s.allowed().portal, Strangers: s.allowed().strangers,
	})
}

func (s *Stack) runWorker(ctx context.Context) error {
	engine, err := temporal.Dial(ctx, s.engine("worker"))
	if err != nil {
		return err
	}
	defer engine.Close()
	return worker.Run(ctx, engine, worker.Config{Policy: s.policy})
}
