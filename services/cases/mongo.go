package cases

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"traject.nl/services/platform/live"
)

// MongoStore keeps everything in one MongoDB database, which nobody else touches.
//
//	cases        one document per case: its view, its timeline and what lists select on
//	journal      one small document per change, numbered, for who is looking and for the overview
//	changes      one small document per case: the version it reached
//	tlvregister  one document per TLV number
//	marks        one document: the mark of the last change
//	counters     the last count given
//	answers      one document per idempotency key
//	receipts     one document per act that came in
//	calendars    one document per calendar link
//	places       one document per provision: its book of places
//
// It uses single-document atomic writes only, so that it runs on a replica set and on the embedded store alike.
type MongoStore struct {
	// Store keeps the announcements of changes.
	*live.Store
	cases, register, counters, answers, receipts, calendars, places *mongo.Collection
	// overview of all cases in memory, which the follower keeps as the store has it.
	overview *overview
	follower *live.Follower
}

// NewMongoStore opens the store and makes sure of its indexes.
func NewMongoStore(ctx context.Context, db *mongo.Database) (*MongoStore, error) {
	announcements, err := live.NewStore(ctx, db)
	if err != nil {
		return nil, err
	}
	s := &MongoStore{
		Store:     announcements,
		cases:     db.Collection("cases"),
		register:  db.Collection("tlvregister"),
		counters:  db.Collection("counters"),
		answers:   db.Collection("answers"),
		receipts:  db.Collection("receipts"),
		calendars: db.Collection("calendars"),
		places:    db.Collection("places"),
	}
	s.overview = newOverview()
	s.follower = live.NewFollower(announcements, s.fill, s.follow)
	// Cases are found by id in the store, and by everything else in memory.
	indexes := []struct {
		on     *mongo.Collection
		keys   bson.D
		unique bool
	}{
		{s.receipts, bson.D{{Key: "caseId", Value: 1}, {Key: "at", Value: -1}}, false},
		{s.register, bson.D{{Key: "number", Value: 1}}, true},
		{s.calendars, bson.D{{Key: "tokenHash", Value: 1}}, true},
		{s.calendars, bson.D{{Key: "subject", Value: 1}}, false},
	}
	for _, index := range indexes {
		model := mongo.IndexModel{Keys: index.keys}
		if index.unique {
			model.Options = options.Index().SetUnique(true)
		}
		if _, err := index.on.Indexes().CreateOne(ctx, model); err != nil {
			return nil, fmt.Errorf("index %v on %s: %w", index.keys, index.on.Name(), err)
		}
	}
	return s, nil
}

func byID(id string) bson.D { return bson.D{{Key: "_id", Value: id}} }
