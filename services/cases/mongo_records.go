package cases

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

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
	if err := s.CatchUp(ctx); err != nil {
		return nil, fmt.Errorf("list cases: %w", err)
	}
	return s.overview.cases(q)
}

// Count implements Records.
func (s *MongoStore) Count(ctx context.Context, q CaseQuery) (int, error) {
	if err := s.CatchUp(ctx); err != nil {
		return 0, fmt.Errorf("count cases: %w", err)
	}
	q.After, q.Limit = nil, 0
	return len(s.overview.selected(q)), nil
}

// NewestPolicy implements Records.
func (s *MongoStore) NewestPolicy(ctx context.Context, procedure string) (string, error) {
	if err := s.CatchUp(ctx); err != nil {
		return "", fmt.Errorf("look up the newest policy of %s: %w", procedure, err)
	}
	return s.overview.newestPolicy(procedure), nil
}

// Beside implements Records.
func (s *MongoStore) Beside(ctx context.Context, q CaseQuery, procedure string) (Beside, error) {
	views, err := s.Cases(ctx, q)
	return Beside{Cases: views, NewestPolicy: s.overview.newestPolicy(procedure)}, err
}

// CatchUp makes the overview as new as the store. Every list begins with it; the first time it reads all cases.
func (s *MongoStore) CatchUp(ctx context.Context) error { return s.follower.CatchUp(ctx) }

// withoutTimeline is what lists need of a case.
var withoutTimeline = bson.D{{Key: "timeline", Value: 0}}

// fill reads all cases. What an older release wrote gets the copies that it did not know.
func (s *MongoStore) fill(ctx context.Context) error {
	cursor, err := s.cases.Find(ctx, bson.D{}, options.Find().SetProjection(withoutTimeline))
	if err != nil {
		return fmt.Errorf("read all cases: %w", err)
	}
	defer cursor.Close(ctx)
	var rows []*row
	for cursor.Next(ctx) {
		var document caseDocument
		if err := cursor.Decode(&document); err != nil {
			return fmt.Errorf("read all cases: %w", err)
		}
		made, err := document.row()
		if err != nil {
			return err
		}
		rows = append(rows, made)
		if err := s.renew(ctx, document, made); err != nil {
			return err
		}
	}
	if err := cursor.Err(); err != nil {
		return fmt.Errorf("read all cases: %w", err)
	}
	s.overview.begin(rows)
	return nil
}

// follow reads the cases that changed, but for those that are here already.
func (s *MongoStore) follow(ctx context.Context, changes []live.Change) error {
	for _, change := range changes {
		if s.overview.version(change.ID) >= change.Version {
			continue
		}
		var document caseDocument
		err := s.cases.FindOne(ctx, byID(change.ID), options.FindOne().SetProjection(withoutTimeline)).Decode(&document)
		if errors.Is(err, mongo.ErrNoDocuments) {
			continue // somebody removed it by hand
		}
		if err != nil {
			return fmt.Errorf("read case %s, which changed: %w", change.ID, err)
		}
		made, err := document.row()
		if err != nil {
			return err
		}
		s.overview.put(made)
	}
	return nil
}
