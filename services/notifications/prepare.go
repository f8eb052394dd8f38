package notifications

import (
	"context"

	"traject.nl/services/notifications/outages"
	"traject.nl/services/platform/mongo"
)

// Prepare makes sure of the indexes that the database of this service needs.
func Prepare(ctx context.Context, database *mongo.Database) error {
	if _, err := InMongo(ctx, database); err != nil {
		return err
	}
	_, err := outages.NewMongoStore(ctx, database.Database)
	return err
}
