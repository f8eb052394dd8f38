package subscriptions

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	drivermongo "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// mongoStore keeps a subscription in one document. How the last attempt went is in another, so that an attempt and a change do not touch
// the same one.
type mongoStore struct {
	subscriptions, attempts *drivermongo.Collection
}

// NewMongoStore makes the store and its index.
func NewMongoStore(ctx context.Context, db *drivermongo.Database) (Store, error) {
	s := &mongoStore{subscriptions: db.Collection("subscriptions"), attempts: db.Collection("webhook-attempts")}
	if _, err := s.subscriptions.Indexes().CreateOne(ctx, drivermongo.IndexModel{Keys: bson.D{{Key: "party", Value: 1}}}); err != nil {
		return nil, fmt.Errorf("subscriptions: index on party: %w", err)
	}
	return s, nil
}

// Insert implements Store.
func (s *mongoStore) Insert(ctx context.Context, subscription Subscription) error {
	_, err := s.subscriptions.InsertOne(ctx, subscription)
	if drivermongo.IsDuplicateKeyError(err) {
		return ErrExists
	}
	return named("insert", subscription.ID, err)
}

// Find implements Store.
func (s *mongoStore) Find(ctx context.Context, id string) (found Subscription, err error) {
	err = s.subscriptions.FindOne(ctx, bson.M{"_id": id}).Decode(&found)
	if errors.Is(err, drivermongo.ErrNoDocuments) {
		return Subscription{}, ErrNotFound
	}
	return found, named("find", id, err)
}

// Of implements Store.
func (s *mongoStore) Of(ctx context.Context, party string) ([]Subscription, error) {
	filter := bson.M{}
	if party != "" {
		filter["party"] = party
	}
	cursor, err := s.subscriptions.Find(ctx, filter, options.Find().SetSort(bson.D{{Key: "createdAt", Value: 1}, {Key: "_id", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("subscriptions of %q: %w", party, err)
	}
	var found []Subscription
	if err := cursor.All(ctx, &found); err != nil {
		return nil, fmt.Errorf("subscriptions of %q: %w", party, err)
	}
	return found, nil
}

// Replace implements Store.
func (s *mongoStore) Replace(ctx context.Context, subscription Subscription) error {
	guard := bson.M{"_id": subscription.ID, "version": subscription.Version}
	subscription.Version++
	result, err := s.subscriptions.ReplaceOne(ctx, guard, subscription)
	if err != nil {
		return named("replace", subscription.ID, err)
	}
	if result.MatchedCount == 0 {
		return ErrChanged
	}
	return nil
}

// Delete implements Store.
func (s *mongoStore) Delete(ctx context.Context, id string) error {
	if _, err := s.subscriptions.DeleteOne(ctx, bson.M{"_id": id}); err != nil {
		return named("delete", id, err)
	}
	_, err := s.attempts.DeleteOne(ctx, bson.M{"_id": id})
	return named("delete the last attempt of", id, err)
}

// Attempted implements Store.
func (s *mongoStore) Attempted(ctx context.Context, id string, last Last) error {
	_, err := s.attempts.ReplaceOne(ctx, bson.M{"_id": id}, last, options.Replace().SetUpsert(true))
	return named("keep the last attempt of", id, err)
}

// Last implements Store.
func (s *mongoStore) Last(ctx context.Context, id string) (last Last, err error) {
	err = s.attempts.FindOne(ctx, bson.M{"_id": id}).Decode(&last)
	if errors.Is(err, drivermongo.ErrNoDocuments) {
		return Last{}, nil
	}
	return last, named("find the last attempt of", id, err)
}

func named(doing, id string, err error) error {
	if err != nil {
		return fmt.Errorf("%s subscription %s: %w", doing, id, err)
	}
	return nil
}
