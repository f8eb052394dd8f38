// Package stack runs all of Traject in one process: the Temporal server and its UI, the store, the development sign-in,
// the mailbox, every service and the worker. It keeps its state in one folder and listens on 127.0.0.1 only.
package stack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"traject.nl/tools/stack/mailbox"
	"traject.nl/tools/stack/signin"
)

// stopTime is how long one part may take to stop before the stack goes on without it.
const stopTime = 20 * time.Second

// Options of a stack.
type Options struct {
	// State is the state folder; it is made when it does not exist.
	State string
	// RandomPorts takes free ports instead of the fixed ones. The folder remembers them.
	RandomPorts bool
	// Policy is the set of policies that new cases start with: "zout", or "demo" with days of seconds. Empty is "zout".
	Policy string
	// Log also receives what goes to traject.log in the state folder; nil means nobody.
	Log io.Writer
}

// Addresses are the base URLs of a running stack.
type Addresses struct {
	Portal        string `json:"portal"`
	Cases         string `json:"cases"`
	Registry      string `json:"registry"`
	Documents     string `json:"documents"`
	Notifications string `json:"notifications"`
	SignIn        string `json:"signIn"`
	Mail          string `json:"mail"`
	TemporalUI    string `json:"temporalUI"`
	// Temporal is host:port.
	Temporal string `json:"temporal"`
	// Bounce is host:port of where mail comes back (SMTP).
	Bounce string `json:"bounce"`
	// Store is a MongoDB connection string.
	Store string `json:"store"`
}

// Stack is running.
type Stack struct {
	Addresses
	// Mailbox has every mail that was sent.
	Mailbox *mailbox.Mailbox
	// Keys of this stack.
	Keys *keys

	signIn *signin.Provider
	folder *folder
	logs   io.Writer
	ports  Ports
	policy string
	failed chan error

	mu    sync.Mutex
	parts []part
}

// part of the stack, in the order of starting.
type part struct {
	name string
	stop func() error
}

// Start starts everything and returns when all of it is ready. The error says in plain words what is wrong: a port that is
// taken, a state folder that is in use or damaged. Cancelling the context ends a start; stop a running stack with Stop.
func Start(ctx context.Context, options Options) (*Stack, error) {
	path, err := filepath.Abs(options.State)
	if err != nil {
		return nil, fmt.Errorf("state folder %s: %w", options.State, err)
	}
	f, err := openFolder(path)
	if err != nil {
		return nil, err
	}
	s := &Stack{folder: f, policy: options.Policy, failed: make(chan error, 16)}
	s.started("state folder", func() error { f.release(); return nil })
	if err := s.start(ctx, options); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

// start is the story of a start, in order; what follows needs what went before.
func (s *Stack) start(ctx context.Context, options Options) error {
	var err error
	if s.Keys, err = loadKeys(s.folder); err != nil {
		return err
	}
	if s.ports, err = s.folder.ports(options.RandomPorts); err != nil {
		return err
	}
	if err := s.ports.check(); err != nil {
		return err
	}
	s.Addresses = s.ports.addresses()
	if err := s.openLog(options.Log); err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{
		s.startTemporal, s.startStore, s.startSignIn, s.startMailbox, s.startServices, s.startTemporalUI,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// oneAtATime: the embedded store reads a document and then writes it without looking again, so that two updates at once can
// both win. It carries out one command at a time per connection, and each database here has one client: one connection
// makes updates atomic. A real MongoDB needs none of this.
const oneAtATime = "maxPoolSize=1"

func (p Ports) addresses() Addresses {
	local := func(port int) string { return fmt.Sprintf("http://localhost:%d", port) }
	return Addresses{
		Portal: local(p.Portal), Cases: local(p.Cases), Registry: local(p.Registry), Documents: local(p.Documents),
		Notifications: local(p.Notifications), SignIn: local(p.SignIn), Mail: local(p.MailPage), TemporalUI: local(p.TemporalUI),
		Temporal: address(p.Temporal), Bounce: address(p.Bounce), Store: "mongodb://" + address(p.Store) + "/?" + oneAtATime,
	}
}

func (s *Stack) startTemporal(ctx context.Context) error {
	stop, err := startTemporal(ctx, s.folder.file("temporal.db"), s.ports, s.logs)
	if err != nil {
		return err
	}
	s.started("temporal", stop)
	return nil
}

func (s *Stack) startStore(ctx context.Context) error {
	stop, err := startStore(ctx, s.folder.file("store"), s.ports, s.logs)
	if err != nil {
		return err
	}
	s.started("store", stop)
	return nil
}

func (s *Stack) startTemporalUI(ctx context.Context) error {
	stop, err := startTemporalUI(ctx, s.ports, s.Portal+"/codec")
	if err != nil {
		return err
	}
	s.started("temporal UI", func() error { stop(); return nil })
	return nil
}

// started remembers how to stop a part.
func (s *Stack) started(name string, stop func() error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.parts = append(s.parts, part{name, stop})
}

// Failed tells when a part ended by itself, and why.
func (s *Stack) Failed() <-chan error { return s.failed }

// Stop stops everything, the last started first, each within a bounded time.
func (s *Stack) Stop() error {
	s.mu.Lock()
	parts := s.parts
	s.parts = nil
	s.mu.Unlock()
	var errs []error
	for _, p := range slices.Backward(parts) {
		if err := within(stopTime, p.stop); err != nil {
			errs = append(errs, fmt.Errorf("stopping %s: %w", p.name, err))
		}
	}
	return errors.Join(errs...)
}

func within(limit time.Duration, stop func() error) error {
	ended := make(chan error, 1)
	go func() { ended <- stop() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(limit):
		return fmt.Errorf("not stopped after %s", limit)
	}
}

// Token is an access token of a development account, such as "kantoor".
func (s *Stack) Token(account string) (string, error) { return s.signIn.Token(account) }

// SignToken makes an access token with the given claims in place of the usual ones: for tests of tokens that must be refused.
func (s *Stack) SignToken(ctx context.Context, claims map[string]any) (string, error) {
	return s.signIn.Sign(ctx, claims)
}
