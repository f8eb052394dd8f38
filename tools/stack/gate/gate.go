// Package gate stands in front of the embedded store of a development stack.
//
// The embedded store reads a document and then writes it without looking again, so that of two changes at once on two connections both can
// win. The gate lets any number of connections in, and carries out what writes one at a time for each database; reads go on beside it. To
// its clients it is a MongoDB server. A change of one document that is chosen by its id and by more, such as its version, the gate brings to
// the index of the store, which would go through the whole collection for it (see narrowing). A real MongoDB needs none of this.
package gate

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"
)

const (
	// acceptPause is how long the gate waits when it cannot let a connection in, and acceptTries how often it does so in a row before it gives up.
	acceptPause = 100 * time.Millisecond
	acceptTries = 100
	// dialTime is how long the store may take to let the gate in.
	dialTime = 10 * time.Second
	// messageTime is how long a message may take from its first byte to its last.
	messageTime = time.Minute
	// answerTime is how long the store may take over a command. Only then does the next writer get its turn.
	answerTime = 2 * time.Minute
	// stopTime is how long commands that are being carried out have when the gate closes.
	stopTime = 3 * time.Second
)

// Serve lets clients in on the listener and carries their commands to the store at the address (host:port), until the context ends. What is
// being carried out then gets its answer. It returns when every connection has ended, and nil when the context made it end.
func Serve(ctx context.Context, listener net.Listener, store string) error {
	stop := context.AfterFunc(ctx, func() { listener.Close() })
	defer stop()
	defer listener.Close()
	g := &gate{store: store, writers: newTurns()}
	var connections sync.WaitGroup
	defer connections.Wait()
	for failures := 0; ; {
		client, err := listener.Accept()
		switch {
		case ctx.Err() != nil:
			if err == nil {
				client.Close()
			}
			return nil
		case err == nil:
			failures = 0
			connections.Go(func() { g.serve(ctx, client) })
		case errors.Is(err, net.ErrClosed) || failures == acceptTries:
			return fmt.Errorf("the gate of the store lets nobody in any more: %w", err)
		default:
			// Too many open files, say: some will be closed soon.
			failures++
			pause(ctx, acceptPause)
		}
	}
}

func pause(ctx context.Context, length time.Duration) {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// gate is what all connections share.
type gate struct {
	store   string
	writers *turns
}

// serve carries the commands of one client to the store over a connection of its own, until either ends.
func (g *gate) serve(ctx context.Context, client net.Conn) {
	defer client.Close()
	store, err := (&net.Dialer{Timeout: dialTime}).DialContext(ctx, "tcp", g.store)
	if err != nil {
		slog.WarnContext(ctx, "the store lets no connection in", "error", err)
		return
	}
	defer store.Close()
	stop := context.AfterFunc(ctx, func() {
		// Who waits for a command waits no longer; who carries one out may finish it.
		if err := client.SetReadDeadline(time.Unix(1, 0)); err != nil {
			return
		}
		time.AfterFunc(stopTime, func() { client.Close(); store.Close() })
	})
	defer stop()
	if err := newConnection(client, store, g.writers).carry(ctx); !over(err) && ctx.Err() == nil {
		slog.WarnContext(ctx, "a connection to the store broke off", "error", err)
	}
}
