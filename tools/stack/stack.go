// Package stack runs Traject for development. A Stack is all of it in one process: the Temporal server and its UI, the store, the
// development sign-in, the mailbox, every service and the worker. A DevStack is what the services of an installation in a cluster can stand on
// when there is nothing else. Each keeps its state in one folder.
package stack

import (
	"context"
	"errors"
	"io"
)

// Options of a stack.
type Options struct {
	// State is the state folder; it is made when it does not exist.
	State string
	// RandomPorts takes free ports instead of the fixed ones. The folder remembers them.
	RandomPorts bool
	// Policy is the set of policies that new cases start with: "zout", or "demo" with days of seconds. Empty is "zout".
	Policy string
	// Limits are settings of what one person or address may do (TRAJECT_LIMIT_…); empty, but not nil, has the limits of an installation in which
	// nothing is set. With nil there are none: the few people of a story do the work of many.
	Limits map[string]string
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

// Stack is all of Traject, running on 127.0.0.1 only.
type Stack struct {
	*base
	Addresses
	// Keys of this stack.
	Keys *keys

	policy string
	limits map[string]string
}

// Start starts everything and returns when all of it is ready. The error says in plain words what is wrong: a port that is
// taken, a state folder that is in use or damaged. Cancelling the context ends a start; stop a running stack with Stop.
func Start(ctx context.Context, options Options) (*Stack, error) {
	b, err := openBase(options.State)
	if err != nil {
		return nil, err
	}
	s := &Stack{base: b, policy: options.Policy, limits: options.Limits}
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
	ports, err := s.folder.ports(options.RandomPorts, FixedPorts())
	if err != nil {
		return err
	}
	s.at = here(ports)
	if err := s.at.check(); err != nil {
		return err
	}
	s.Addresses = s.addresses()
	if err := s.logToFile(options.Log); err != nil {
		return err
	}
	if err := s.base.start(ctx, &s.Keys.Portal.PublicKey); err != nil {
		return err
	}
	if err := s.ensureSchedules(ctx); err != nil {
		return err
	}
	return s.startServices(ctx)
}

func (s *Stack) addresses() Addresses {
	all, ports := s.base.addresses(), s.at.ports
	all.Cases, all.Registry, all.Documents, all.Notifications = local(ports.Cases), local(ports.Registry), local(ports.Documents), local(ports.Notifications)
	all.Mail, all.Bounce = local(ports.MailPage), address(ports.Bounce)
	return all
}

// Token is an access token of a development account, such as "kantoor".
func (s *Stack) Token(account string) (string, error) { return s.signIn.Token(account) }

// SignToken makes an access token with the given claims in place of the usual ones: for tests of tokens that must be refused.
func (s *Stack) SignToken(ctx context.Context, claims map[string]any) (string, error) {
	return s.signIn.Sign(ctx, claims)
}
