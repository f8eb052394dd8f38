package stack

import (
	"context"
	"errors"
	"time"
)

// Replica starts a second one of every service and of the worker, on free ports, as a second pod of each stands beside the first: both share
// the Temporal server, the store, the keys and the sign-in, and nothing else. Stop it before the stack. Browsers know one portal, which is
// why Portal is the address of the first one's; OwnPortal is its own.
func (s *Stack) Replica(ctx context.Context) (*Stack, error) {
	free, err := RandomPorts()
	if err != nil {
		return nil, err
	}
	at := s.at
	at.ports.Portal, at.ports.Cases, at.ports.Registry = free.Portal, free.Cases, free.Registry
	at.ports.Documents, at.ports.Notifications, at.ports.Bounce = free.Documents, free.Notifications, free.Bounce
	foundation := &base{parts: newParts(), Mailbox: s.Mailbox, at: at, signIn: s.signIn, folder: s.folder, logs: s.logs}
	replica := &Stack{base: foundation, Keys: s.Keys, policy: s.policy}
	replica.Addresses = replica.addresses()
	if err := replica.startServices(ctx); err != nil {
		return nil, errors.Join(err, replica.Stop())
	}
	return replica, nil
}

// OwnPortal is where the portal of this stack or replica itself listens.
func (s *Stack) OwnPortal() string { return local(s.at.ports.Portal) }

// TokensLast sets how long access tokens last of who signs in from now on, or renews: for tests of renewing.
func (s *Stack) TokensLast(life time.Duration) { s.signIn.TokensLast(life) }
