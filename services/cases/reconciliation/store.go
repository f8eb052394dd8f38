package reconciliation

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Store keeps what came of the reconciliations.
type Store interface {
	// Keep a run, in the place of the one with the same id.
	Keep(ctx context.Context, run Run) error
	// Latest gives the runs that ended last, the last one first.
	Latest(ctx context.Context, limit int) ([]Run, error)
}

// MongoStore keeps one document per run. One a night needs no index but that on _id.
type MongoStore struct {
	runs, cases *mongo.Collection
}

// NewMongoStore keeps the runs in the database of the cases, and reads the record there.
func NewMongoStore(db *mongo.Database) MongoStore {
	return MongoStore{runs: db.Collection("reconciliations"), cases: db.Collection("cases")}
}

// Keep implements Store.
func (s MongoStore) Keep(ctx context.Context, run Run) error {
	_, err := s.runs.ReplaceOne(ctx, byID(run.ID), run, options.Replace().SetUpsert(true))
	return err
}

// Latest implements Store.
func (s MongoStore) Latest(ctx context.Context, limit int) ([]Run, error) {
	cursor, err := s.runs.Find(ctx, bson.D{}, options.Find().SetSort(bson.D{{Key: "endedAt", Value: -1}}).SetLimit(int64(limit)))
	if err != nil {
		return nil, fmt.Errorf("list reconciliations: %w", err)
	}
	runs := []Run{}
	if err := cursor.All(ctx, &runs); err != nil {
		return nil, fmt.Errorf("list reconciliations: %w", err)
	}
	return runs, nil
}

// standing is what is read of a case in the record: fields that the projection writes beside the view.
type standing struct {
	ID        string `bson:"_id"`
	Procedure string `bson:"procedure"`
	Version   int64  `bson:"version"`
	Closed    bool   `bson:"closed"`
}

var standingFields = bson.D{{Key: "procedure", Value: 1}, {Key: "version", Value: 1}, {Key: "closed", Value: 1}}

// OpenAfter implements Records.
func (s MongoStore) OpenAfter(ctx context.Context, id string, limit int) ([]Standing, error) {
	filter := bson.D{{Key: "_id", Value: bson.D{{Key: "$gt", Value: id}}}, {Key: "closed", Value: false}}
	cursor, err := s.cases.Find(ctx, filter, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(int64(limit)).SetProjection(standingFields))
	if err != nil {
		return nil, fmt.Errorf("list open cases: %w", err)
	}
	var documents []standing
	if err := cursor.All(ctx, &documents); err != nil {
		return nil, fmt.Errorf("list open cases: %w", err)
	}
	found := make([]Standing, len(documents))
	for i, document := range documents {
		found[i] = Standing{CaseID: document.ID, Procedure: document.Procedure, Version: document.Version}
	}
	return found, nil
}

// Version implements Records.
func (s MongoStore) Version(ctx context.Context, caseID string) (version int64, open bool, err error) {
	var found standing
	err = s.cases.FindOne(ctx, byID(caseID), options.FindOne().SetProjection(standingFields)).Decode(&found)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return 0, false, ErrAbsent
	}
	if err != nil {
		return 0, false, fmt.Errorf("read case %s: %w", caseID, err)
	}
	return found.Version, !found.Closed, nil
}

func byID(id string) bson.D { return bson.D{{Key: "_id", Value: id}} }
