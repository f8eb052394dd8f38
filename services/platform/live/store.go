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

// Store keeps announcements in a service's own database:
//
//	journal  one small document per announcement, numbered without holes; the oldest are removed
//	changes  one small document per id: the version that it reached
//	marks    one document: the mark
//
// It uses single-document atomic writes only. Who follows the announcements asks by the id of a document, which every store answers from an
// index. A release of before the journal writes changes and the mark only, and may run beside this one: its marks have another form.
type Store struct {
	journal, changes, marks *mongo.Collection
	entries                 entries
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
	s := &Store{journal: db.Collection("journal"), changes: db.Collection("changes"), marks: db.Collection("marks")}
	if _, err := s.changes.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: bson.D{{Key: "at", Value: 1}}}); err != nil {
		return nil, fmt.Errorf("index the changes: %w", err)
	}
	return s, nil
}

// Announce records that something reached a version. Call it after the change itself was written, and again when that is written again: a
// crash between the two is repaired by the retry. What is announced again is entered as it was, which tells who follows nothing new.
func (s *Store) Announce(ctx context.Context, change Change) error {
	document := changeDocument(change)
	document.At = document.At.UTC()
	for {
		standing, written, err := s.announceOnce(ctx, document)
		if err != nil {
			return fmt.Errorf("announce %s: %w", change.ID, err)
		}
		if written {
			return s.enter(ctx, Change(standing))
		}
	}
}

// announceOnce writes the version unless that or a newer one is there, and gives the one that stands. When another replica wrote the first one
// in between it reports false.
func (s *Store) announceOnce(ctx context.Context, document changeDocument) (standing changeDocument, written bool, err error) {
	older := bson.D{{Key: "_id", Value: document.ID}, {Key: "version", Value: bson.D{{Key: "$lt", Value: document.Version}}}}
	result, err := s.changes.ReplaceOne(ctx, older, document)
	if err != nil || result.MatchedCount == 1 {
		return document, err == nil, err
	}
	_, err = s.changes.InsertOne(ctx, document)
	if !mongo.IsDuplicateKeyError(err) {
		return document, err == nil, err
	}
	err = s.changes.FindOne(ctx, byID(document.ID)).Decode(&standing)
	return standing, err == nil && standing.Version >= document.Version, err
}

// Changes implements Changes. Mostly the last entries of the journal tell; else it looks through the versions of everything.
func (s *Store) Changes(ctx context.Context, since time.Time) ([]Change, error) {
	recent, reached, err := s.recent(ctx, since)
	if err != nil || reached {
		return recent, err
	}
	return s.list(ctx, bson.D{{Key: "at", Value: bson.D{{Key: "$gte", Value: since.UTC()}}}})
}

// All implements Changes.
func (s *Store) All(ctx context.Context) ([]Change, error) { return s.list(ctx, bson.D{}) }

func (s *Store) list(ctx context.Context, filter bson.D) ([]Change, error) {
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

func byID(id string) bson.D { return bson.D{{Key: "_id", Value: id}} }

// markDocument is the mark as it is kept.
type markDocument struct {
	Name   string `bson:"mark"`
	Tail   int64  `bson:"tail"`
	Beside int64  `bson:"beside"`
}

// Mark implements Changes.
func (s *Store) Mark(ctx context.Context) (Mark, error) {
	var last markDocument
	err := s.marks.FindOne(ctx, byID(lastChange)).Decode(&last)
	if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		return Mark{}, fmt.Errorf("read the mark of the last change: %w", err)
	}
	return Mark(last), nil
}
