package check

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"time"
)

const (
	// dialTime is how long a connection may take.
	dialTime = 3 * time.Second
	// settles is how long a network may take before the policies for a new pod hold.
	settles = 5 * time.Second
	// dials is how often an address must refuse before it counts as out of reach.
	dials = 2
)

// Reach looks which addresses (host:port) this machine can connect to: the first must be in reach within the limit, the others out of it.
func Reach(ctx context.Context, in, outOf []string, limit time.Duration, out io.Writer) error {
	if len(in)+len(outOf) == 0 {
		return errors.New("nothing to reach: name addresses, such as --reach traject-cases:80")
	}
	select {
	case <-time.After(settles):
	case <-ctx.Done():
		return ctx.Err()
	}
	told := &report{out: out}
	failed := make([]error, len(in)+len(outOf))
	var all sync.WaitGroup
	for i, address := range in {
		all.Go(func() {
			failed[i] = eventually(ctx, limit, func(ctx context.Context) error { return dial(ctx, address) })
		})
	}
	for i, address := range outOf {
		all.Go(func() { failed[len(in)+i] = unreachable(ctx, address) })
	}
	all.Wait()
	for i, address := range in {
		told.line(address+" is in reach", failed[i])
	}
	for i, address := range outOf {
		told.line(address+" is out of reach", failed[len(in)+i])
	}
	return told.verdict()
}

// unreachable wants every dial to fail.
func unreachable(ctx context.Context, address string) error {
	for range dials {
		if dial(ctx, address) == nil {
			return errors.New("a connection was made")
		}
	}
	return nil
}

func dial(ctx context.Context, address string) error {
	connection, err := (&net.Dialer{Timeout: dialTime}).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return connection.Close()
}
