package stack

import (
	"cmp"
	"context"
	"crypto"
	"errors"
	"io"
)

// DevOptions of a development stack.
type DevOptions struct {
	// State is the state folder; it is made when it does not exist.
	State string
	// Listen is the IP address to listen on; 0.0.0.0 is all of the machine.
	Listen string
	// RandomPorts takes free ports instead of the fixed ones. The folder remembers them.
	RandomPorts bool
	// Portal, Issuer and UI are the URLs under which browsers know the portal, the sign-in and the Temporal UI. Empty is a port on localhost.
	Portal, Issuer, UI string
	// PortalKey verifies the portal's proofs of who it is; ReadPortalKey reads it.
	PortalKey crypto.PublicKey
	// Log receives what the parts log, as JSON lines.
	Log io.Writer
}

// DevStack is what the services of Traject stand on, for a cluster in which there is nothing else: Temporal and its UI, the store, the
// development sign-in, the mailbox and the receiver of municipalities. It is no part of an installation with real data.
type DevStack struct {
	*base
	Addresses
	// Health is the URL of /healthz, /readyz and /startz, which answer as soon as the start begins.
	Health string
}

// StartDevStack starts it and returns when all of it is ready. Cancelling the context ends a start; stop what runs with Stop.
func StartDevStack(ctx context.Context, options DevOptions) (*DevStack, error) {
	b, err := openBase(options.State)
	if err != nil {
		return nil, err
	}
	d := &DevStack{base: b}
	if err := d.start(ctx, options); err != nil {
		return nil, errors.Join(err, d.Stop())
	}
	return d, nil
}

func (d *DevStack) start(ctx context.Context, options DevOptions) error {
	ports, err := d.folder.ports(options.RandomPorts, devStackPorts())
	if err != nil {
		return err
	}
	d.at = here(ports)
	d.at.host = options.Listen
	d.at.portal = cmp.Or(options.Portal, d.at.portal)
	d.at.signIn = cmp.Or(options.Issuer, d.at.signIn)
	d.at.ui = cmp.Or(options.UI, d.at.ui)
	if err := d.at.check(); err != nil {
		return err
	}
	d.Addresses, d.Health = d.addresses(), "http://"+d.at.reach(ports.Health)
	d.logTo(options.Log, "devstack")
	if err := d.startHealth(ctx); err != nil {
		return err
	}
	return d.base.start(ctx, options.PortalKey)
}
