package documents

import (
	"context"
	"fmt"

	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/mongo"
)

// Prepare makes sure of the indexes that the database of this service needs. It opens no dossier, and has no key to.
func Prepare(ctx context.Context, database *mongo.Database) error {
	if _, err := NewMongoStore(ctx, database.Database, nil); err != nil {
		return fmt.Errorf("open the store of dossiers: %w", err)
	}
	_, err := evidence.NewMongoLog(ctx, database.Database, EvidenceLog)
	return err
}
