package documents

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

type accessRecord struct {
	ID        bson.ObjectID `bson:"_id"`
	At        time.Time     `bson:"at"`
	Who       whoRecord     `bson:"who"`
	DossierID string        `bson:"dossierId"`
	CaseID    string        `bson:"caseId"`
	What      string        `bson:"what"`
	Action    Action        `bson:"action"`
}

// Record implements Store.
func (s *MongoStore) Record(ctx context.Context, lines ...Access) error {
	if len(lines) == 0 {
		return nil
	}
	records := make([]accessRecord, len(lines))
	for i, line := range lines {
		records[i] = accessRecord{bson.NewObjectID(), line.At, whoRecord(line.Who), line.DossierID, line.CaseID, line.What, line.Action}
	}
	if _, err := s.accessLog.InsertMany(ctx, records); err != nil {
		return fmt.Errorf("write the access log: %w", err)
	}
	return nil
}

// AccessLog implements Store.
func (s *MongoStore) AccessLog(ctx context.Context, dossierID string) ([]Access, error) {
	cursor, err := s.accessLog.Find(ctx, bson.D{{Key: "dossierId", Value: dossierID}},
		options.Find().SetSort(bson.D{{Key: "at", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("read the access log of %s: %w", dossierID, err)
	}
	var records []accessRecord
	if err := cursor.All(ctx, &records); err != nil {
		return nil, fmt.Errorf("read the access log of %s: %w", dossierID, err)
	}
	lines := make([]Access, len(records))
	for i, r := range records {
		lines[i] = Access{r.At.UTC(), Who(r.Who), r.DossierID, r.CaseID, r.What, r.Action}
	}
	return lines, nil
}
