package documents

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

type claimRecord struct {
	Key         string    `bson:"_id"`
	Fingerprint string    `bson:"fingerprint"`
	ID          string    `bson:"id"`
	Done        bool      `bson:"done"`
	At          time.Time `bson:"at"`
}

// Claim implements Store: the unique _id decides who was first.
func (s *MongoStore) Claim(ctx context.Context, c Claim) (Claim, error) {
	_, err := s.claims.InsertOne(ctx, claimRecord(c))
	if err == nil {
		return c, nil
	}
	if !mongo.IsDuplicateKeyError(err) {
		return Claim{}, fmt.Errorf("claim a request: %w", err)
	}
	var first claimRecord
	if err := s.claims.FindOne(ctx, bson.D{{Key: "_id", Value: c.Key}}).Decode(&first); err != nil {
		return Claim{}, fmt.Errorf("read the claim of a request: %w", err)
	}
	return Claim(first), nil
}

// Fulfil implements Store.
func (s *MongoStore) Fulfil(ctx context.Context, key string) error {
	_, err := s.claims.UpdateOne(ctx, bson.D{{Key: "_id", Value: key}}, bson.D{{Key: "$set", Value: bson.D{{Key: "done", Value: true}}}})
	if err != nil {
		return fmt.Errorf("fulfil a request: %w", err)
	}
	return nil
}
