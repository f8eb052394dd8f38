package stack

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"golang.org/x/sync/errgroup"

	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/telemetry"
	"traject.nl/services/platform/temporal"
)

// Alone is how one part of a stack runs in a process of its own. Whoever starts the processes holds the folder (Hold).
type Alone struct {
	// State is the state folder, which all parts share.
	State string
	// Ports are where this part listens, and where it finds the others: the two can differ from part to part.
	Ports Ports
	// Portal and Issuer are the URLs under which browsers know the portal and the sign-in.
	Portal, Issuer string
	// Store is a MongoDB connection string; empty is the embedded store on its port.
	Store string
	// Policy is the set of policies that new cases start with; empty is "zout".
	Policy string
	// TemporalInMemory keeps the processes in memory only: for measurements, since nothing of it is left after a stop.
	TemporalInMemory bool
}

// AloneParts are the names that RunAlone knows.
var AloneParts = []string{"temporal", "store", "mail", "sign-in", "registry", "documents", "cases", "notifications", "portal", "worker"}

// RunAlone runs one part until the context ends. What it logs goes to the standard error.
func RunAlone(ctx context.Context, name string, how Alone) error {
	f := &folder{path: how.State}
	keys, err := loadKeys(f)
	if err != nil {
		return err
	}
	slog.SetDefault(slog.New(telemetry.NewHandler(os.Stderr, name)))
	s := &Stack{base: &base{parts: newParts(), at: here(how.Ports), folder: f, logs: os.Stderr}, Keys: keys, policy: how.Policy}
	s.at.portal, s.at.signIn = cmp.Or(how.Portal, s.at.portal), cmp.Or(how.Issuer, s.at.signIn)
	s.inMemory = how.TemporalInMemory
	s.Addresses = s.addresses()
	s.Store = cmp.Or(how.Store, s.Store)
	stopTelemetry, err := telemetry.Start(ctx, name)
	if err != nil {
		return err
	}
	s.started("telemetry", func() error { return stopTelemetry(context.Background()) })
	return errors.Join(s.runAlone(ctx, name), s.Stop())
}

func (s *Stack) runAlone(ctx context.Context, name string) error {
	for _, one := range s.services() {
		if one.name != name {
			continue
		}
		listener, err := s.at.listen(one.port, one.name)
		if err != nil {
			return err
		}
		return one.run(ctx, listener)
	}
	var start func() error
	switch name {
	case "worker":
		return s.runWatchedWorker(ctx)
	case "temporal":
		start = func() error { return s.startTemporal(ctx) }
	case "store":
		start = s.startStore
	case "mail":
		start = s.startMailbox
	case "sign-in":
		start = func() error { return s.startSignIn(&s.Keys.Portal.PublicKey) }
	default:
		return fmt.Errorf("no part of Traject is called %q: want one of %v", name, AloneParts)
	}
	if err := start(); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return nil
	case err := <-s.Failed():
		return err
	}
}

// runWatchedWorker runs the worker as an installation does: it waits for Temporal, and says over HTTP how it is.
func (s *Stack) runWatchedWorker(ctx context.Context) error {
	engine, err := temporal.Dial(ctx, s.engine("worker"))
	if err != nil {
		return err
	}
	defer engine.Close()
	listener, err := s.at.listen(s.at.ports.Health, "health of the worker")
	if err != nil {
		return err
	}
	server := temporal.Ready(engine, Namespace)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return edge.Serve(ctx, listener, edge.New("worker", "0.1.0", server)) })
	group.Go(func() error {
		if !server.Await(ctx) {
			return nil // told to stop before Temporal was there
		}
		return s.runWorker(ctx)
	})
	return group.Wait()
}

// Held is a state folder that nobody else may use, with what parts that run alone need in it.
type Held struct {
	// Ports are free ones; the folder remembers them.
	Ports  Ports
	Keys   *keys
	folder *folder
}

// Hold takes the state folder, and makes the keys and chooses the ports when it is new.
func Hold(state string) (*Held, error) {
	f, err := openFolder(state)
	if err != nil {
		return nil, err
	}
	held := &Held{folder: f}
	if held.Keys, err = loadKeys(f); err == nil {
		held.Ports, err = f.ports(true, Ports{})
	}
	if err == nil {
		err = here(held.Ports).free()
	}
	if err != nil {
		f.release()
		return nil, err
	}
	return held, nil
}

// Release lets go of the folder.
func (h *Held) Release() { h.folder.release() }

// File is the path of something in the folder.
func (h *Held) File(parts ...string) string { return h.folder.file(parts...) }

// Schedules makes what starts by night on the Temporal server at the address (host:port), as the bootstrap of an installation does.
func (h *Held) Schedules(ctx context.Context, at string) error {
	s := &Stack{base: &base{}, Keys: h.Keys, Addresses: Addresses{Temporal: at}}
	return s.ensureSchedules(ctx)
}

// AwaitService waits until the service at the port answers that it and all that it needs are there.
func AwaitService(ctx context.Context, name string, port int) error {
	return await(ctx, "the service "+name, func(ctx context.Context) error { return ready(ctx, "http://"+address(port)+"/startz") })
}

// AwaitTemporal waits until the server at the port answers for our namespace.
func AwaitTemporal(ctx context.Context, port int) error { return awaitTemporal(ctx, address(port)) }

// AwaitPort waits until something accepts connections at the port.
func AwaitPort(ctx context.Context, name string, port int) error {
	return awaitPort(ctx, name, address(port))
}
