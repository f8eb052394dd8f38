package live

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// lastChange is the id of the one mark.
const lastChange = "last-change"

// Store keeps announcements in a service's own database: one small document per id in "changes", and one mark in "marks".
// It uses single-document atomic writes only.
type Store struct {
	changes, marks *mongo.Collection
}

// changeDocument is the version that something reached.
type changeDocument struct {
	ID      string    `bson:"_id"`
	Version int64     `bson:"version"`
	Phase   string    `bson:"phase"`
	Parties []string  `bson:"parties"`
	At      time.Time `bson:"at"`
}

// NewStore opens the store and makes sure of its index.
func NewStore(ctx context.Context, db *mongo.Database) (*Store, error) {
	s := &Store{changes: db.Collection("changes"), marks: db.Collection("marks")}
	if _, err := s.changes.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: bson.D{{Key: "at", Value: 1}}}); err != nil {
		return nil, fmt.Errorf("index the changes: %w", err)
	}
	return s, nil
}

// Announce records that something reached a version, unless a newer version was announced already. Call it after the change
// itself was written, and again when that is written again: a crash between the two is repaired by the retry.
func (s *Store) Announce(ctx context.Context, change Change) error {
	document := changeDocument{
		ID: change.ID, Version: change.Version, Phase: change.Phase, Parties: change.Parties, At: change.At.UTC(),
	}
	for {
		written, err := s.announceOnce(ctx, document)
		if err != nil {
			return fmt.Errorf("announce %s: %w", change.ID, err)
		}
		if written {
			return s.setMark(ctx)
		}
	}
}

// announceOnce writes the announcement unless another replica wrote the first one in between; then it reports false.
func (s *Store) announceOnce(ctx context.Context, document changeDocument) (bool, error) {
	older := bson.D{{Key: "_id", Value: document.ID}, {Key: "version", Value: bson.D{{Key: "$lt", Value: document.Version}}}}
	result, err := s.changes.ReplaceOne(ctx, older, document)
	if err != nil || result.MatchedCount == 1 {
		return err == nil, err
	}
	_, err = s.changes.InsertOne(ctx, document)
	if !mongo.IsDuplicateKeyError(err) {
		return err == nil, err
	}
	var there changeDocument
	err = s.changes.FindOne(ctx, bson.D{{Key: "_id", Value: document.ID}}).Decode(&there)
	return err == nil && there.Version >= document.Version, err
}

// setMark makes a new mark, after the change itself: who sees the mark finds the change.
func (s *Store) setMark(ctx context.Context) error {
	set := bson.D{{Key: "$set", Value: bson.D{{Key: "mark", Value: bson.NewObjectID().Hex()}}}}
	for {
		_, err := s.marks.UpdateOne(ctx, bson.D{{Key: "_id", Value: lastChange}}, set, options.UpdateOne().SetUpsert(true))
		// Two first marks at once: one of them inserts, the other finds it there.
		if mongo.IsDuplicateKeyError(err) {
			continue
		}
		if err != nil {
			return fmt.Errorf("mark a change: %w", err)
		}
		return nil
	}
}

// Mark implements Changes.
func (s *Store) Mark(ctx context.Context) (string, error) {
	var last struct {
		Mark string `bson:"mark"`
	}
	err := s.marks.FindOne(ctx, bson.D{{Key: "_id", Value: lastChange}}).Decode(&last)
	if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		return "", fmt.Errorf("read the mark of the last change: %w", err)
	}
	return last.Mark, nil
}

// Changes implements Changes.
func (s *Store) Changes(ctx context.Context, since time.Time) ([]Change, error) {
	filter := bson.D{{Key: "at", Value: bson.D{{Key: "$gte", Value: since.UTC()}}}}
	cursor, err := s.changes.Find(ctx, filter, options.Find().SetSort(bson.D{{Key: "at", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("list changes: %w", err)
	}
	var documents []changeDocument
	if err := cursor.All(ctx, &documents); err != nil {
		return nil, fmt.Errorf("list changes: %w", err)
	}
	changes := make([]Change, len(documents))
	for i, d := range documents {
		changes[i] = Change(d)
	}
	return changes, nil
}
