package cases

import (
	"context"
	"fmt"

	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/mongo"
)

// Prepare makes sure of all that the database of this service needs before the service starts: its indexes, and in records of
// before what lists select on by now.
func Prepare(ctx context.Context, database *mongo.Database) error {
	store, err := NewMongoStore(ctx, database.Database)
	if err != nil {
		return fmt.Errorf("open the store of cases: %w", err)
	}
	if err := store.CatchUp(ctx); err != nil {
		return fmt.Errorf("renew the cases of before: %w", err)
	}
	_, err = evidence.NewMongoLog(ctx, database.Database, "cases")
	return err
}
