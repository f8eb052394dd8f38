package notifications

import (
	"context"
	"errors"

	"golang.org/x/sync/errgroup"
)

// Dispatchers are those of all channels, by name.
type Dispatchers map[string]*Dispatcher

// newDispatchers makes a dispatcher for each channel.
func newDispatchers(shared dispatching, channels []Channel) Dispatchers {
	of := Dispatchers{}
	for _, channel := range channels {
		of[channel.Name()] = shared.of(channel)
	}
	return of
}

// Wake tells the dispatchers what was planned.
func (d Dispatchers) Wake(deliveries ...Delivery) {
	for _, delivery := range deliveries {
		if dispatcher, ok := d[delivery.Channel]; ok {
			dispatcher.Wake(delivery.DueAt)
		}
	}
}

// Run dispatches until the context ends.
func (d Dispatchers) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, dispatcher := range d {
		group.Go(func() error { return dispatcher.Run(ctx) })
	}
	return group.Wait()
}

// Round dispatches all that is due at this moment, and waits for it.
func (d Dispatchers) Round(ctx context.Context) error {
	var problems []error
	for _, dispatcher := range d {
		problems = append(problems, dispatcher.Round(ctx))
	}
	return errors.Join(problems...)
}
