package registry

import (
	"context"
	"fmt"
	"time"

	"traject.nl/services/platform/mongo"
)

// Prepare brings the lists of this configuration into the database of this service. Bad rows are all told (BadRows).
func Prepare(ctx context.Context, database *mongo.Database, config Config) (Loaded, error) {
	source, err := SourceOf(config)
	if err != nil {
		return Loaded{}, err
	}
	loaded, err := Load(ctx, NewMongoStore(database.Database), source, time.Now())
	if err != nil {
		return loaded, fmt.Errorf("load the registry: %w", err)
	}
	return loaded, nil
}
