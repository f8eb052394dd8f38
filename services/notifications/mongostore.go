package notifications

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	drivermongo "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// mongoStore keeps a record in one document, so that every write is atomic.
type mongoStore struct{ notices *drivermongo.Collection }

// NewMongoStore makes the store and its index.
func NewMongoStore(ctx context.Context, db *drivermongo.Database) (Store, error) {
	notices := db.Collection("notices")
	if _, err := notices.Indexes().CreateOne(ctx, drivermongo.IndexModel{Keys: bson.D{{Key: "caseId", Value: 1}}}); err != nil {
		return nil, fmt.Errorf("notices: index on caseId: %w", err)
	}
	return mongoStore{notices}, nil
}

// Claim implements Store.
func (s mongoStore) Claim(ctx context.Context, record Record) (Record, error) {
	record.Attempts = 1
	_, err := s.notices.InsertOne(ctx, record)
	if err == nil {
		return record, nil
	}
	if !drivermongo.IsDuplicateKeyError(err) {
		return Record{}, fmt.Errorf("claim notice %s: %w", record.Key, err)
	}
	_, err = s.notices.UpdateOne(ctx, bson.M{"_id": record.Key, "outcome": ""}, bson.M{"$inc": bson.M{"attempts": 1}})
	if err != nil {
		return Record{}, fmt.Errorf("claim notice %s again: %w", record.Key, err)
	}
	var found Record
	if err := s.notices.FindOne(ctx, bson.M{"_id": record.Key}).Decode(&found); err != nil {
		return Record{}, fmt.Errorf("read notice %s: %w", record.Key, err)
	}
	return found, nil
}

// Settle implements Store.
func (s mongoStore) Settle(ctx context.Context, key string, outcome Outcome, at time.Time, reply string) error {
	_, err := s.notices.UpdateOne(ctx, bson.M{"_id": key, "outcome": ""},
		bson.M{"$set": bson.M{"outcome": outcome, "settledAt": at, "serverReply": reply}})
	if err != nil {
		return fmt.Errorf("settle notice %s: %w", key, err)
	}
	return nil
}

// OfCase implements Store.
func (s mongoStore) OfCase(ctx context.Context, caseID string) ([]Record, error) {
	cursor, err := s.notices.Find(ctx, bson.M{"caseId": caseID}, options.Find().SetSort(bson.D{{Key: "composedAt", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("notices of case %s: %w", caseID, err)
	}
	var records []Record
	if err := cursor.All(ctx, &records); err != nil {
		return nil, fmt.Errorf("notices of case %s: %w", caseID, err)
	}
	return records, nil
}
