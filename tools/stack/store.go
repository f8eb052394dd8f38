package stack

import (
	"context"
	"io"

	"traject.nl/tools/stack/store"
)

// StartStore starts the embedded store by itself, on a free port, for who measures a part of Traject. It gives the address for a Mongo driver.
func StartStore(_ context.Context, folder string) (uri string, stop func() error, err error) {
	at := site{host: loopback}
	listener, err := at.listen(0, "store")
	if err != nil {
		return "", nil, err
	}
	opened, err := store.Open(folder, io.Discard)
	if err != nil {
		listener.Close()
		return "", nil, err
	}
	running := newParts()
	running.background("store", func(ctx context.Context) error { return opened.Run(ctx, listener) })
	return "mongodb://" + listener.Addr().String() + "/", running.Stop, nil
}
