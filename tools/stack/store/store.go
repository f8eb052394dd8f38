// Package store is the embedded MongoDB-compatible store of a development stack: FerretDB on SQLite files, with an index that it lacks and a
// gate that makes its changes atomic.
package store

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"sync"

	"github.com/FerretDB/FerretDB/ferretdb"

	"traject.nl/tools/stack/gate"
)

// Store that is open. Run lets clients in.
type Store struct {
	folder string
	ferret *ferretdb.FerretDB
	// inner is where the store itself listens: behind the gate, and on this machine only.
	inner string
}

// Open the store that keeps its files in a folder that exists. What it has to say goes to the logs. Run must follow.
func Open(folder string, logs io.Writer) (*Store, error) {
	if err := mend(context.Background(), folder); err != nil {
		return nil, fmt.Errorf("store: mend what was half made in %s: %w", folder, err)
	}
	ferret, err := ferretdb.New(&ferretdb.Config{
		Listener: ferretdb.ListenerConfig{TCP: "127.0.0.1:0"},
		// As a warning it logs whole answers, and what people wrote is no business of a log.
		Logger:  slog.New(slog.NewJSONHandler(logs, &slog.HandlerOptions{Level: slog.LevelError})),
		Handler: "sqlite",
		// FULL: what was acknowledged survives a power cut. The order matters: the busy timeout before the write-ahead log.
		SQLiteURL: "file:" + folder + "/?_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=synchronous(full)",
	})
	if err != nil {
		return nil, fmt.Errorf("store: %s: %w", folder, err)
	}
	at, err := url.Parse(ferret.MongoDBURI())
	if err != nil {
		return nil, fmt.Errorf("store: %s: %w", folder, err)
	}
	return &Store{folder: folder, ferret: ferret, inner: at.Host}, nil
}

// Run lets clients in on the listener until the context ends. Commands that are being carried out then get their answer.
func (s *Store) Run(ctx context.Context, listener net.Listener) error {
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var parts sync.WaitGroup
	parts.Go(func() {
		// It has no error to give: it only ends with its context.
		_ = s.ferret.Run(running)
	})
	parts.Go(func() { keepIndexed(running, s.folder) })
	// First the gate closes, and then what is behind it.
	err := gate.Serve(ctx, listener, s.inner)
	cancel()
	parts.Wait()
	return err
}
