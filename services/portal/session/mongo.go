package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Mongo is the Store of a running portal: sessions survive a restart and are shared by all replicas.
type Mongo struct{ Collection *mongo.Collection }

type document struct {
	Hash    string    `bson:"_id"`
	Sealed  []byte    `bson:"sealed"`
	SeenAt  time.Time `bson:"seenAt"`
	EndsAt  time.Time `bson:"endsAt"`
	Version int64     `bson:"version"`
	// RenewingUntil is absent in sessions of an older release.
	RenewingUntil time.Time `bson:"renewingUntil"`
	// Of is absent in sessions of an older release.
	Of string `bson:"of"`
}

// Put implements Store.
func (m *Mongo) Put(ctx context.Context, record Record) error {
	if _, err := m.Collection.InsertOne(ctx, document(record)); err != nil {
		return fmt.Errorf("store session: %w", err)
	}
	return nil
}

// Get implements Store.
func (m *Mongo) Get(ctx context.Context, hash string) (Record, error) {
	var found document
	err := m.Collection.FindOne(ctx, bson.M{"_id": hash}).Decode(&found)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return Record{}, ErrNone
	}
	if err != nil {
		return Record{}, fmt.Errorf("read session: %w", err)
	}
	return Record(found), nil
}

// Claim implements Store.
func (m *Mongo) Claim(ctx context.Context, hash string, version int64, now, until time.Time) (bool, error) {
	free := bson.M{"_id": hash, "version": version, "renewingUntil": bson.M{"$not": bson.M{"$gt": now}}}
	result, err := m.Collection.UpdateOne(ctx, free, bson.M{"$set": bson.M{"renewingUntil": until}})
	if err != nil {
		return false, fmt.Errorf("claim the renewal of a session: %w", err)
	}
	return result.MatchedCount == 1, nil
}

// Unclaim implements Store.
func (m *Mongo) Unclaim(ctx context.Context, hash string, version int64) error {
	_, err := m.Collection.UpdateOne(ctx, bson.M{"_id": hash, "version": version}, bson.M{"$set": bson.M{"renewingUntil": time.Time{}}})
	if err != nil {
		return fmt.Errorf("let others renew a session: %w", err)
	}
	return nil
}

// Reseal implements Store.
func (m *Mongo) Reseal(ctx context.Context, hash string, version int64, sealed []byte) (bool, error) {
	result, err := m.Collection.UpdateOne(ctx, bson.M{"_id": hash, "version": version},
		bson.M{"$set": bson.M{"sealed": sealed, "version": version + 1, "renewingUntil": time.Time{}}})
	if err != nil {
		return false, fmt.Errorf("renew session: %w", err)
	}
	return result.MatchedCount == 1, nil
}

// Touch implements Store.
func (m *Mongo) Touch(ctx context.Context, hash string, at time.Time) error {
	if _, err := m.Collection.UpdateOne(ctx, bson.M{"_id": hash}, bson.M{"$set": bson.M{"seenAt": at}}); err != nil {
		return fmt.Errorf("touch session: %w", err)
	}
	return nil
}

// Delete implements Store.
func (m *Mongo) Delete(ctx context.Context, hash string) error {
	if _, err := m.Collection.DeleteOne(ctx, bson.M{"_id": hash}); err != nil {
		return fmt.Errorf("delete session: %w", err)
	}
	return nil
}

// Keep implements Store. There are never many sessions, so that signing in, which is rare, may look at all of them.
func (m *Mongo) Keep(ctx context.Context, of string, most int) error {
	older := options.Find().SetSort(bson.D{{Key: "endsAt", Value: -1}, {Key: "_id", Value: 1}}).SetSkip(int64(most)).SetProjection(bson.M{"_id": 1})
	cursor, err := m.Collection.Find(ctx, bson.M{"of": of}, older)
	if err != nil {
		return fmt.Errorf("find the sessions of a person: %w", err)
	}
	var found []document
	if err := cursor.All(ctx, &found); err != nil {
		return fmt.Errorf("find the sessions of a person: %w", err)
	}
	for _, one := range found {
		if err := m.Delete(ctx, one.Hash); err != nil {
			return err
		}
	}
	return nil
}

// Sweep implements Store.
func (m *Mongo) Sweep(ctx context.Context, seenBefore, endedBefore time.Time) (int64, error) {
	result, err := m.Collection.DeleteMany(ctx, bson.M{"$or": bson.A{
		bson.M{"seenAt": bson.M{"$lt": seenBefore}}, bson.M{"endsAt": bson.M{"$lt": endedBefore}},
	}})
	if err != nil {
		return 0, fmt.Errorf("sweep sessions: %w", err)
	}
	return result.DeletedCount, nil
}
