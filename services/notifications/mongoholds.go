package notifications

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	drivermongo "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// mongoStops keeps one document per stop.
type mongoStops struct {
	stops *drivermongo.Collection
}

// NewMongoStops makes the store and its index.
func NewMongoStops(ctx context.Context, db *drivermongo.Database) (StopStore, error) {
	s := &mongoStops{stops: db.Collection("stops")}
	if _, err := s.stops.Indexes().CreateOne(ctx, drivermongo.IndexModel{Keys: ascending("endedAt")}); err != nil {
		return nil, fmt.Errorf("stops: index on endedAt: %w", err)
	}
	return s, nil
}

// AddStop implements StopStore.
func (s *mongoStops) AddStop(ctx context.Context, stop Stop) (Stop, error) {
	_, err := s.stops.InsertOne(ctx, stop)
	if drivermongo.IsDuplicateKeyError(err) {
		return one[Stop](ctx, s.stops, stop.ID)
	}
	if err != nil {
		return Stop{}, fmt.Errorf("keep stop %s: %w", stop.ID, err)
	}
	return stop, nil
}

// EndStop implements StopStore.
func (s *mongoStops) EndStop(ctx context.Context, id string, at time.Time) error {
	result, err := s.stops.UpdateOne(ctx, bson.M{"_id": id, "endedAt": time.Time{}}, bson.M{"$set": bson.M{"endedAt": at}})
	if err != nil {
		return fmt.Errorf("end stop %s: %w", id, err)
	}
	if result.MatchedCount == 0 {
		_, err = one[Stop](ctx, s.stops, id)
	}
	return err
}

// Stops implements StopStore.
func (s *mongoStops) Stops(ctx context.Context) ([]Stop, error) {
	latest := bson.D{{Key: "at", Value: -1}, {Key: "_id", Value: -1}}
	return all[Stop](ctx, s.stops, bson.M{}, options.Find().SetSort(latest))
}

// Standing implements StopStore.
func (s *mongoStops) Standing(ctx context.Context) ([]Stop, error) {
	return all[Stop](ctx, s.stops, bson.M{"endedAt": time.Time{}}, options.Find().SetSort(ascending("at", "_id")))
}
