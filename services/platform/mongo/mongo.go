// Package mongo connects a service to its own database, which nobody else touches.
package mongo

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"traject.nl/services/platform/edge"
)

// Database of one service. Every write is acknowledged by a majority before it counts.
type Database struct{ *mongo.Database }

// selectionTime is how long an operation waits for a server that is briefly away.
const selectionTime = 5 * time.Second

// Connect makes the connection without waiting for the server: Ready tells when it is there. Call Close at the end.
func Connect(ctx context.Context, uri, database string) (*Database, error) {
	if uri == "" || database == "" {
		return nil, fmt.Errorf("mongo: uri and database %q must both be set", database)
	}
	measures, err := measured(database)
	if err != nil {
		return nil, fmt.Errorf("mongo: database %s: %w", database, err)
	}
	client, err := mongo.Connect(options.Client().
		SetServerSelectionTimeout(selectionTime).
		ApplyURI(uri). // may set another time
		SetAppName("traject-" + database).
		SetWriteConcern(writeconcern.Majority()).
		SetMonitor(both(traced(database), measures)))
	if err != nil {
		return nil, fmt.Errorf("mongo: database %s: %w", database, err)
	}
	return &Database{client.Database(database)}, ctx.Err()
}

// Ready says whether the server answers. A service can do nothing without its database.
func (d *Database) Ready() edge.Ready {
	return edge.Ready{Name: "mongo", Needed: true, Check: func(ctx context.Context) error {
		return d.Client().Ping(ctx, readpref.Primary())
	}}
}

// Close ends the connections, also when the context already ended.
func (d *Database) Close(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), selectionTime)
	defer cancel()
	return d.Client().Disconnect(ctx)
}
