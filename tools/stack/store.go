package stack

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"sync"

	"github.com/FerretDB/FerretDB/ferretdb"
)

// startStore starts the embedded MongoDB-compatible store on SQLite files in the folder.
func startStore(ctx context.Context, folder string, ports Ports, logs io.Writer) (stop func() error, err error) {
	store, err := ferretdb.New(&ferretdb.Config{
		Listener: ferretdb.ListenerConfig{TCP: address(ports.Store)},
		Logger:   slog.New(slog.NewJSONHandler(logs, &slog.HandlerOptions{Level: slog.LevelWarn})),
		Handler:  "sqlite",
		// FULL: what was acknowledged survives a power cut. The order matters: the busy timeout before the write-ahead log.
		SQLiteURL: "file:" + folder + "/?_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=synchronous(full)",
	})
	if err != nil {
		return nil, fmt.Errorf("store: %s: %w", folder, err)
	}
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var parts sync.WaitGroup
	parts.Go(func() {
		if err := store.Run(running); err != nil {
			slog.Error("the embedded store ended", "error", err)
		}
	})
	parts.Go(func() { keepIndexed(running, folder) })
	stop = func() error { cancel(); parts.Wait(); return nil }
	if err := awaitPort(ctx, "the store", ports.Store); err != nil {
		cancel()
		return nil, err
	}
	return stop, nil
}

// StartStore starts such a store by itself, on a free port, for who measures a part of Traject. It gives the address for a Mongo driver.
func StartStore(ctx context.Context, folder string) (uri string, stop func() error, err error) {
	ports, err := RandomPorts()
	if err != nil {
		return "", nil, err
	}
	stop, err = startStore(ctx, folder, ports, io.Discard)
	return ports.addresses().Store, stop, err
}
