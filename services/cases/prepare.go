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
	if _, err := NewMongoStore(ctx, database.Database); err != nil {
		return fmt.Errorf("open the store of cases: %w", err)
	}
	_, err := evidence.NewMongoLog(ctx, database.Database, "cases")
	return err
}
