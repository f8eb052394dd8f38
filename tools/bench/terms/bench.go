package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"go.temporal.io/sdk/client"

	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/tools/bench/sleeping"
)

// bench is one measurement.
type bench struct {
	plan
	engine   client.Client
	services *sleeping.Services
	parts    parts
	progress io.Writer
}

// parts are the processes that are looked at.
type parts struct{ worker, server *sleeping.Process }

// look is what both have used.
type look struct {
	at             time.Time
	worker, server sleeping.Usage
}

func (p parts) look() (look, error) {
	worker, errWorker := p.worker.Usage()
	server, errServer := p.server.Usage()
	return look{at: time.Now(), worker: worker, server: server}, errors.Join(errWorker, errServer)
}

// longestBurst is how long all that fall due together may take to be told.
const longestBurst = 10 * time.Minute

func (b *bench) run(ctx context.Context) (figures, error) {
	f := figures{plan: b.plan}
	template, err := sleeping.Played(ctx, b.engine)
	if err != nil {
		return f, err
	}
	if f.empty, err = b.parts.look(); err != nil {
		return f, err
	}
	resting := b.cases - b.due
	fmt.Fprintf(b.progress, "opening %d cases…\n", resting)
	if f.opening, err = sleeping.Open(ctx, b.engine, 0, resting, func(id string) *tlvv1.State { return sleeping.Copied(template, id) }); err != nil {
		return f, err
	}
	moment := b.momentFor(f.opening)
	fmt.Fprintf(b.progress, "%d opened in %s; opening %d that fall due at %s…\n", resting, f.opening.Round(time.Second), b.due, moment.Format(time.TimeOnly))
	opening, err := sleeping.Open(ctx, b.engine, resting, b.cases, func(id string) *tlvv1.State { return sleeping.FallingDue(template, id, moment) })
	if err != nil {
		return f, err
	}
	f.opening += opening
	if err := b.lookAtRest(ctx, &f, moment); err != nil {
		return f, err
	}
	fmt.Fprintln(b.progress, "waiting for the moment…")
	return f, b.lookAtBurst(ctx, &f, moment)
}

// momentFor leaves time to open the cases that fall due, at the pace of those that are open, and to look at all of them at rest.
func (b *bench) momentFor(opening time.Duration) time.Time {
	each := max(opening/time.Duration(max(b.cases-b.due, 1)), time.Millisecond)
	return time.Now().Add(2*time.Duration(b.due)*each + b.settle + b.rest + 5*time.Second).Truncate(time.Second)
}

// lookAtRest: nothing happens but waiting.
func (b *bench) lookAtRest(ctx context.Context, f *figures, moment time.Time) error {
	if err := sleeping.Wait(ctx, b.settle); err != nil {
		return err
	}
	var err error
	if f.restFrom, err = b.parts.look(); err != nil {
		return err
	}
	fmt.Fprintf(b.progress, "all open; at rest for %s…\n", b.rest)
	if err := sleeping.Wait(ctx, b.rest); err != nil {
		return err
	}
	if f.restUntil, err = b.parts.look(); err != nil {
		return err
	}
	if !time.Now().Before(moment) || b.services.ToldOf() > 0 {
		return fmt.Errorf("the moment %s came before the end of the rest: this machine is too slow for so many", moment.Format(time.TimeOnly))
	}
	return nil
}

// lookAtBurst waits until everybody is told, and then a little, for what would be told twice.
func (b *bench) lookAtBurst(ctx context.Context, f *figures, moment time.Time) error {
	if err := sleeping.Wait(ctx, time.Until(moment.Add(-time.Second))); err != nil {
		return err
	}
	var err error
	if f.burstFrom, err = b.parts.look(); err != nil {
		return err
	}
	bounded, cancel := context.WithDeadline(ctx, moment.Add(longestBurst))
	defer cancel()
	for b.services.ToldOf() < b.due {
		if err := sleeping.Wait(bounded, 100*time.Millisecond); err != nil {
			return fmt.Errorf("%d of %d were told within %s: %w", b.services.ToldOf(), b.due, longestBurst, err)
		}
	}
	if f.burstUntil, err = b.parts.look(); err != nil {
		return err
	}
	if err := sleeping.Wait(ctx, b.settle); err != nil {
		return err
	}
	f.after, err = b.services.After(moment, b.due)
	return err
}
