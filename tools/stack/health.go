package stack

import (
	"context"
	"fmt"
	"net"

	"go.temporal.io/sdk/client"

	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/mongo"
	"traject.nl/services/platform/temporal"
)

// startHealth says on a port of its own how the stack is. It comes before every other part, so that who asks gets an answer during the start.
func (d *DevStack) startHealth(ctx context.Context) error {
	listener, err := d.at.listen(d.at.ports.Health, "health")
	if err != nil {
		return err
	}
	looks, err := d.looks(ctx)
	if err != nil {
		listener.Close()
		return err
	}
	router := edge.New("devstack", "0.1.0", looks...)
	d.background("health", func(ctx context.Context) error { return edge.Serve(ctx, listener, router) })
	return nil
}

// looks at every part. None is Needed: they share one pod, so taking it out of the service for one would take away the others too. A part
// that ends by itself ends the process.
func (d *DevStack) looks(ctx context.Context) ([]edge.Ready, error) {
	engine, err := client.NewLazyClient(client.Options{HostPort: d.Temporal, Namespace: Namespace, Logger: quiet{}})
	if err != nil {
		return nil, fmt.Errorf("health of temporal: %w", err)
	}
	d.started("health of temporal", func() error { engine.Close(); return nil })
	// A database that nobody else uses: a question to it changes nothing.
	database, err := mongo.Connect(ctx, d.Store, "health")
	if err != nil {
		return nil, fmt.Errorf("health of the store: %w", err)
	}
	d.started("health of the store", func() error { return database.Close(context.Background()) })
	store := database.Ready()
	store.Name, store.Needed = "store", false
	return []edge.Ready{
		temporal.Ready(engine, Namespace), store,
		d.accepts("sign-in", d.at.ports.SignIn), d.accepts("mail", d.at.ports.SMTP),
		d.accepts("mail page", d.at.ports.MailPage), d.accepts("temporal UI", d.at.ports.TemporalUI),
	}, nil
}

// accepts looks whether a port lets somebody in.
func (d *DevStack) accepts(name string, port int) edge.Ready {
	return edge.Ready{Name: name, Check: func(ctx context.Context) error {
		conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", d.at.reach(port))
		if err != nil {
			return err
		}
		return conn.Close()
	}}
}
