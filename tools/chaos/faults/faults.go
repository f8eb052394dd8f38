// Package faults are the things that go wrong with an installation, one by one, done to a machine: a part dies or stands still, the network is bad,
// requests get lost or come twice, the sign-in changes its keys, mail cannot be sent, the disk is full, a clock is wrong, the store fails.
//
//	lives.go     killed, restarted, paused
//	network.go   slow, cut, torn
//	requests.go  lost, unanswered, doubled; a store that answers errors
//	others.go    keys of the sign-in, mail, disk, clocks
//
// What a fault hits is drawn from random numbers with a seed. It lasts until it is ended.
package faults

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"

	"traject.nl/tools/machine"
)

// Fault is a kind of thing that goes wrong.
type Fault struct {
	Name string
	draw func(m *machine.Machine, random *rand.Rand) Hit
}

// Hit is one fault that was drawn: it is known what it will hit, and it has not begun.
type Hit struct {
	// What it does, to what.
	What string

	begin func(ctx context.Context, m *machine.Machine) error
	// end makes everything well again; it can be done when begin failed half way.
	end func(ctx context.Context, m *machine.Machine) error
}

// Draw decides what the fault hits on this machine.
func (f Fault) Draw(m *machine.Machine, random *rand.Rand) Hit {
	hit := f.draw(m, random)
	hit.What = f.Name + ": " + hit.What
	return hit
}

// Begin draws and begins. What it gives ends the fault, and waits until what was hit answers again; it must be called once, also when the time
// of the one who asked is over.
func (f Fault) Begin(ctx context.Context, m *machine.Machine, random *rand.Rand) (undo func(context.Context) error, err error) {
	return f.Draw(m, random).Begin(ctx, m)
}

// Begin a fault that was drawn.
func (h Hit) Begin(ctx context.Context, m *machine.Machine) (undo func(context.Context) error, err error) {
	if err := h.begin(ctx, m); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", h.What, err), h.end(context.WithoutCancel(ctx), m))
	}
	return func(ctx context.Context) error {
		if err := h.end(ctx, m); err != nil {
			return fmt.Errorf("end of %s: %w", h.What, err)
		}
		return nil
	}, nil
}

// All faults, in a fixed order. The machine must be Proxied and Skewable; one with a Disk of its own has it filled.
func All() []Fault {
	return []Fault{
		{"kill", kill}, {"restart", restart}, {"pause", pause},
		{"slow", slow}, {"cut", cut}, {"alone", alone}, {"torn", torn},
		{"lost requests", lost}, {"lost answers", unanswered}, {"doubled requests", doubled}, {"failing store", failing},
		{"new keys", newKeys}, {"mail away", mailAway}, {"mail slow", mailSlow}, {"mail refuses", mailRefuses},
		{"disk full", diskFull}, {"wrong clock", wrongClock},
	}
}

// ByName finds a fault.
func ByName(name string) (Fault, error) {
	var known []string
	for _, one := range All() {
		if one.Name == name {
			return one, nil
		}
		known = append(known, one.Name)
	}
	return Fault{}, fmt.Errorf("no fault is called %q: want one of %q", name, known)
}

func pick[T any](random *rand.Rand, from []T) T { return from[random.IntN(len(from))] }
