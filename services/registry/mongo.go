package registry

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// mongoStore keeps each list in a collection of its own.
type mongoStore struct{ database *mongo.Database }

// NewMongoStore keeps the records in a MongoDB database that nobody else writes to. It needs no index but that on _id.
func NewMongoStore(database *mongo.Database) Store { return mongoStore{database} }

func (s mongoStore) All(ctx context.Context, list List) ([]Record, error) {
	cursor, err := s.database.Collection(string(list)).Find(ctx, bson.D{},
		options.Find().SetProjection(bson.D{{Key: "history", Value: 0}}).SetSort(bson.D{{Key: "_id", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", list, err)
	}
	var records []Record
	if err := cursor.All(ctx, &records); err != nil {
		return nil, fmt.Errorf("read %s: %w", list, err)
	}
	return records, nil
}

func (s mongoStore) Find(ctx context.Context, list List, id string) (Record, error) {
	var found Record
	err := s.database.Collection(string(list)).FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Decode(&found)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return Record{}, ErrAbsent
	}
	if err != nil {
		return Record{}, fmt.Errorf("read %s %q: %w", list, id, err)
	}
	for i := range found.History {
		found.History[i].At = found.History[i].At.UTC()
	}
	return found, nil
}

func (s mongoStore) Add(ctx context.Context, list List, record Record) error {
	_, err := s.database.Collection(string(list)).InsertOne(ctx, record)
	if mongo.IsDuplicateKeyError(err) {
		return ErrExists
	}
	if err != nil {
		return fmt.Errorf("add %s %q: %w", list, record.ID, err)
	}
	return nil
}

func (s mongoStore) Replace(ctx context.Context, list List, record Record) error {
	filter := bson.D{{Key: "_id", Value: record.ID}, {Key: "version", Value: record.Version - 1}}
	result, err := s.database.Collection(string(list)).ReplaceOne(ctx, filter, record)
	if err != nil {
		return fmt.Errorf("write %s %q: %w", list, record.ID, err)
	}
	if result.MatchedCount > 0 {
		return nil
	}
	if _, err := s.Find(ctx, list, record.ID); err != nil {
		return err
	}
	return ErrStale
}
