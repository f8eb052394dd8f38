package outages

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	drivermongo "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// ongoing is the id of the document of the outage that goes on. There can be one, so that two replicas never begin two.
const ongoing = "ongoing"

// mongoStore keeps an outage that goes on as a document with a fixed id, and one that is over under its own.
type mongoStore struct{ outages *drivermongo.Collection }

// NewMongoStore makes the store on the collection "outages".
func NewMongoStore(ctx context.Context, db *drivermongo.Database) (Store, error) {
	outages := db.Collection("outages")
	if _, err := outages.Indexes().CreateOne(ctx, drivermongo.IndexModel{Keys: bson.D{{Key: "beganAt", Value: 1}}}); err != nil {
		return nil, fmt.Errorf("outages: index on beganAt: %w", err)
	}
	return mongoStore{outages}, nil
}

// Begin implements Store.
func (s mongoStore) Begin(ctx context.Context, outage Outage) (Outage, error) {
	_, err := s.outages.InsertOne(ctx, stored{ongoing, outage})
	if err == nil {
		return outage, nil
	}
	if !drivermongo.IsDuplicateKeyError(err) {
		return Outage{}, fmt.Errorf("begin of outage %s: %w", outage.ID, err)
	}
	found, ok, err := s.Ongoing(ctx)
	if err == nil && !ok {
		err = fmt.Errorf("begin of outage %s: another one ended just now", outage.ID)
	}
	return found, err
}

// Ongoing implements Store.
func (s mongoStore) Ongoing(ctx context.Context) (Outage, bool, error) {
	var found stored
	err := s.outages.FindOne(ctx, bson.M{"_id": ongoing}).Decode(&found)
	if errors.Is(err, drivermongo.ErrNoDocuments) {
		return Outage{}, false, nil
	}
	if err != nil {
		return Outage{}, false, fmt.Errorf("outage that goes on: %w", err)
	}
	return found.Outage, true, nil
}

// End implements Store: first it is kept as over, and then it does not go on any more.
func (s mongoStore) End(ctx context.Context, id string, at time.Time) error {
	outage, ok, err := s.Ongoing(ctx)
	if err != nil || !ok || outage.ID != id {
		return err
	}
	outage.EndedAt = at
	if _, err := s.outages.InsertOne(ctx, stored{id, outage}); err != nil && !drivermongo.IsDuplicateKeyError(err) {
		return fmt.Errorf("end of outage %s: %w", id, err)
	}
	if _, err := s.outages.DeleteOne(ctx, bson.M{"_id": ongoing, "id": id}); err != nil {
		return fmt.Errorf("end of outage %s: %w", id, err)
	}
	return nil
}

// Between implements Store.
func (s mongoStore) Between(ctx context.Context, from, to time.Time) ([]Outage, error) {
	cursor, err := s.outages.Find(ctx, bson.M{"beganAt": bson.M{"$lt": to}}, options.Find().SetSort(bson.D{{Key: "beganAt", Value: -1}}))
	if err != nil {
		return nil, fmt.Errorf("outages: %w", err)
	}
	var all []stored
	if err := cursor.All(ctx, &all); err != nil {
		return nil, fmt.Errorf("outages: %w", err)
	}
	var found []Outage
	over := map[string]bool{}
	for _, one := range all {
		over[one.ID] = over[one.ID] || one.Key != ongoing
	}
	for _, one := range all {
		// Between the two writes of its end an outage is there twice.
		if one.overlaps(from, to) && !(one.Key == ongoing && over[one.ID]) {
			found = append(found, one.Outage)
		}
	}
	return found, nil
}

// stored is an outage as a document.
type stored struct {
	Key    string `bson:"_id"`
	Outage `bson:",inline"`
}
