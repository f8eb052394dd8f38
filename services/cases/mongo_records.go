package cases

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"google.golang.org/protobuf/proto"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/live"
)

// Project implements Records. The change is announced after the case is written, and again when the same projection
// is written again: a crash between the two is repaired by the retry of the activity.
func (s *MongoStore) Project(ctx context.Context, view *casesv1.View, entries []*caseworkv1.TimelineEntry, at time.Time) error {
	for {
		written, err := s.projectOnce(ctx, view, entries)
		if err != nil {
			return err
		}
		if written {
			return s.Announce(ctx, change(view, at))
		}
	}
}

// change is the announcement that a case reached the version of its view.
func change(view *casesv1.View, at time.Time) live.Change {
	return live.Change{
		ID: view.GetCaseId(), Version: view.GetVersion(), Phase: view.GetPhase(), Parties: view.GetParties(), At: at,
	}
}

// projectOnce writes the projection unless somebody else wrote the case in between; then it reports false.
func (s *MongoStore) projectOnce(ctx context.Context, view *casesv1.View, entries []*caseworkv1.TimelineEntry) (bool, error) {
	kept, err := s.Case(ctx, view.GetCaseId())
	found := err == nil
	if err != nil && !errors.Is(err, ErrNoCase) {
		return false, err
	}
	var before *Record
	if found {
		before = &kept
	}
	merged, ok, err := Merge(before, view, entries)
	if err != nil {
		return false, err
	}
	if !ok {
		return true, nil
	}
	document, err := toDocument(merged)
	if err != nil {
		return false, err
	}
	if !found {
		_, err := s.cases.InsertOne(ctx, document)
		if mongo.IsDuplicateKeyError(err) {
			return false, nil
		}
		if err != nil {
			return false, fmt.Errorf("insert case %s: %w", document.ID, err)
		}
		return true, nil
	}
	filter := bson.D{{Key: "_id", Value: document.ID}, {Key: "version", Value: kept.View.GetVersion()}}
	result, err := s.cases.ReplaceOne(ctx, filter, document)
	if err != nil {
		return false, fmt.Errorf("replace case %s: %w", document.ID, err)
	}
	return result.MatchedCount == 1, nil
}

// Case implements Records.
func (s *MongoStore) Case(ctx context.Context, id string) (Record, error) {
	var document caseDocument
	err := s.cases.FindOne(ctx, byID(id)).Decode(&document)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return Record{}, ErrNoCase
	}
	if err != nil {
		return Record{}, fmt.Errorf("read case %s: %w", id, err)
	}
	return document.record()
}

// Cases implements Records.
func (s *MongoStore) Cases(ctx context.Context, q CaseQuery) ([]*casesv1.View, error) {
	find := options.Find().
		SetSort(bson.D{{Key: "nextOn", Value: 1}, {Key: "_id", Value: 1}}).
		SetProjection(bson.D{{Key: "timeline", Value: 0}})
	if q.Limit > 0 {
		find.SetLimit(int64(q.Limit))
	}
	cursor, err := s.cases.Find(ctx, caseFilter(q), find)
	if err != nil {
		return nil, fmt.Errorf("list cases: %w", err)
	}
	var documents []caseDocument
	if err := cursor.All(ctx, &documents); err != nil {
		return nil, fmt.Errorf("list cases: %w", err)
	}
	views := make([]*casesv1.View, len(documents))
	for i, document := range documents {
		views[i] = &casesv1.View{}
		if err := proto.Unmarshal(document.View, views[i]); err != nil {
			return nil, fmt.Errorf("decode case %s: %w", document.ID, err)
		}
	}
	return views, nil
}

// NewestPolicy implements Records.
func (s *MongoStore) NewestPolicy(ctx context.Context, procedure string) (string, error) {
	filter := bson.D{{Key: "procedure", Value: procedure}, {Key: "policy", Value: bson.D{{Key: "$gt", Value: ""}}}}
	newest := options.FindOne().SetSort(bson.D{{Key: "receivedAt", Value: -1}}).SetProjection(bson.D{{Key: "policy", Value: 1}})
	var found struct {
		Policy string `bson:"policy"`
	}
	err := s.cases.FindOne(ctx, filter, newest).Decode(&found)
	if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		return "", fmt.Errorf("look up the newest policy of %s: %w", procedure, err)
	}
	return found.Policy, nil
}
