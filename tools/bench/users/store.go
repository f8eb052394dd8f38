package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"

	"traject.nl/tools/machine"
	"traject.nl/tools/stack/gate"
	"traject.nl/tools/twin"
)

// The stores that this program starts itself; any other is a MongoDB connection string.
const (
	embedded   = "embedded"
	onPostgres = "postgres"
)

// storage is where the services of one measurement keep what they know.
type storage struct {
	// name in the tables.
	name string
	// uri for the services; empty is the store of the machine.
	uri string
	// used tells what its parts use; nil when nobody here can know.
	used usages
	stop func() error
}

func openStorage(ctx context.Context, which string) (storage, error) {
	switch {
	case which == embedded:
		return storage{name: "FerretDB on SQLite", stop: func() error { return nil }}, nil
	case which == onPostgres:
		return ferretOnPostgres(ctx)
	case strings.HasPrefix(which, "mongodb://"), strings.HasPrefix(which, "mongodb+srv://"):
		nothing := func() (map[machine.Part]machine.Usage, error) { return nil, nil }
		return storage{name: "MongoDB", uri: which, used: nothing, stop: func() error { return nil }}, nil
	default:
		return storage{}, fmt.Errorf("-store %s: want %s, %s or a MongoDB connection string", which, embedded, onPostgres)
	}
}

// ferretOnPostgres starts PostgreSQL, and FerretDB on it in a process of its own.
func ferretOnPostgres(ctx context.Context) (storage, error) {
	below, err := startPostgres(ctx)
	if err != nil {
		return storage{}, err
	}
	above, err := twin.Start(ferretRole, below.url())
	if err != nil {
		return storage{}, errors.Join(err, below.stop())
	}
	address, err := above.Says()
	if err != nil {
		return storage{}, errors.Join(fmt.Errorf("FerretDB did not start: %w", err), below.stop())
	}
	return storage{
		name: "FerretDB on PostgreSQL", uri: "mongodb://" + address + "/",
		used: func() (map[machine.Part]machine.Usage, error) {
			one, errOne := usageOf(above.PID())
			other, errOther := usageOf(below.command.Process.Pid)
			return map[machine.Part]machine.Usage{ferret: one, postgres: other}, errors.Join(errOne, errOther)
		},
		stop: func() error { return errors.Join(above.End(), below.stop()) },
	}, nil
}

// ferretRole is the environment variable that makes this program a FerretDB on the PostgreSQL at the address that it holds.
const ferretRole = "TRAJECT_BENCH_FERRETDB"

// becomeFerret serves when this process is a FerretDB, and says whether it was.
func becomeFerret() (bool, error) {
	database := os.Getenv(ferretRole)
	if database == "" {
		return false, nil
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	// Who interrupts the measurement interrupts all of it; this process ends with its input.
	signal.Ignore(os.Interrupt, syscall.SIGTERM)
	go func() {
		twin.Alone(ctx, os.Stdin)
		cancel()
	}()
	return true, serveFerret(ctx, database, os.Stdout)
}

// serveFerret serves until the context ends, behind the gate that makes changes atomic, as FerretDB needs on any database.
func serveFerret(ctx context.Context, database string, out io.Writer) error {
	db, err := ferretdb.New(&ferretdb.Config{
		Listener: ferretdb.ListenerConfig{TCP: "127.0.0.1:0"}, Handler: "postgresql", PostgreSQLURL: database + "?pool_max_conns=64",
		// It calls every key that is there already an error, and logs what people wrote with it.
		Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return err
	}
	at, err := url.Parse(db.MongoDBURI())
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	var ended sync.WaitGroup
	ended.Go(func() { _ = db.Run(running) }) // it has no error to give: it only ends with its context
	fmt.Fprintln(out, listener.Addr())
	err = gate.Serve(ctx, listener, at.Host)
	stop()
	ended.Wait()
	return err
}
