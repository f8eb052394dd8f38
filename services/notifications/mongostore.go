package notifications

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	drivermongo "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// mongoStore keeps everything in one database.
//
//	notices     one document per notice
//	schedule    one document per delivery that is waiting; small, because what is settled leaves it
//	lanes       one document per lane that a dispatcher has taken
//	deliveries  one document per delivery that is settled or held
//	reminders   one document per mail that reminded of something, numbered
//
// Every write is of one document. A delivery is written as settled before it leaves the schedule, so that a crash can send it twice and
// never lose it.
type mongoStore struct {
	notices, schedule, lanes, deliveries, reminders *drivermongo.Collection
}

// NewMongoStore makes the store and its indexes.
func NewMongoStore(ctx context.Context, db *drivermongo.Database) (Store, error) {
	s := &mongoStore{
		notices: db.Collection("notices"), schedule: db.Collection("schedule"), lanes: db.Collection("lanes"),
		deliveries: db.Collection("deliveries"), reminders: db.Collection("reminders"),
	}
	for _, index := range []struct {
		on   *drivermongo.Collection
		keys bson.D
	}{
		{s.notices, ascending("caseId")},
		{s.notices, bson.D{{Key: "party", Value: 1}, {Key: "accessibleAt", Value: -1}}},
		{s.notices, ascending("noticedAt", "accessibleAt")},
		{s.schedule, ascending("channel", "dueAt")},
		{s.schedule, ascending("dueAt")},
		{s.schedule, ascending("lane", "dueAt")},
		{s.schedule, ascending("caseId")},
		{s.deliveries, ascending("caseId")},
		{s.deliveries, ascending("lane", "dueAt")},
		{s.deliveries, ascending("state", "settledAt")},
		{s.deliveries, ascending("mailId")},
	} {
		if _, err := index.on.Indexes().CreateOne(ctx, drivermongo.IndexModel{Keys: index.keys}); err != nil {
			return nil, fmt.Errorf("%s: index on %v: %w", index.on.Name(), index.keys, err)
		}
	}
	return s, nil
}

func ascending(fields ...string) bson.D {
	keys := bson.D{}
	for _, field := range fields {
		keys = append(keys, bson.E{Key: field, Value: 1})
	}
	return keys
}

// Place implements Notices.
func (s *mongoStore) Place(ctx context.Context, notice Notice) (placed Notice, isNew bool, err error) {
	if notice.Opened == nil {
		notice.Opened = []Opening{} // so that openings can be added to it
	}
	_, err = s.notices.InsertOne(ctx, notice)
	if err == nil {
		return notice, true, nil
	}
	if !drivermongo.IsDuplicateKeyError(err) {
		return Notice{}, false, fmt.Errorf("place notice %s: %w", notice.Key, err)
	}
	placed, err = s.Notice(ctx, notice.Key)
	return placed, false, err
}

// Notice implements Notices.
func (s *mongoStore) Notice(ctx context.Context, key string) (Notice, error) {
	return one[Notice](ctx, s.notices, key)
}

// NoticesOf implements Notices.
func (s *mongoStore) NoticesOf(ctx context.Context, caseID string) ([]Notice, error) {
	return all[Notice](ctx, s.notices, bson.M{"caseId": caseID}, options.Find().SetSort(ascending("accessibleAt", "_id")))
}

// Inbox implements Notices.
func (s *mongoStore) Inbox(ctx context.Context, page InboxPage) ([]Notice, error) {
	filter := bson.M{"party": bson.M{"$in": page.Parties}}
	if !page.Before.IsZero() {
		filter["$or"] = bson.A{
			bson.M{"accessibleAt": bson.M{"$lt": page.Before}},
			bson.M{"accessibleAt": page.Before, "_id": bson.M{"$lt": page.BeforeKey}},
		}
	}
	if page.NotOpenedBy != "" {
		filter["openedBy"] = bson.M{"$ne": page.NotOpenedBy}
	}
	latest := bson.D{{Key: "accessibleAt", Value: -1}, {Key: "_id", Value: -1}}
	return all[Notice](ctx, s.notices, filter, options.Find().SetSort(latest).SetLimit(int64(page.Limit)))
}

// Openings implements Notices.
func (s *mongoStore) Openings(ctx context.Context) ([]Notice, error) {
	only := bson.M{"caseId": 1, "party": 1, "pieceId": 1, "accessibleAt": 1, "opened": 1}
	return all[Notice](ctx, s.notices, bson.M{}, options.Find().SetProjection(only))
}

// Open implements Notices.
func (s *mongoStore) Open(ctx context.Context, key string, opening Opening) (first bool, err error) {
	result, err := s.notices.UpdateOne(ctx, bson.M{"_id": key, "openedBy": bson.M{"$ne": opening.Subject}},
		bson.M{"$push": bson.M{"opened": opening, "openedBy": opening.Subject}})
	if err != nil {
		return false, fmt.Errorf("open notice %s: %w", key, err)
	}
	if result.MatchedCount == 0 {
		_, err := s.Notice(ctx, key)
		return false, err
	}
	return true, s.noticed(ctx, key, opening.At)
}

// Noticed implements Notices.
func (s *mongoStore) Noticed(ctx context.Context, key string, at time.Time) error {
	return s.noticed(ctx, key, at)
}

// noticed asks by the id alone first, which every store is quick at: mostly it was noticed before.
func (s *mongoStore) noticed(ctx context.Context, key string, at time.Time) error {
	notice, err := s.Notice(ctx, key)
	if errors.Is(err, ErrNotFound) || err == nil && !notice.NoticedAt.IsZero() {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err = s.notices.UpdateOne(ctx, bson.M{"_id": key, "noticedAt": time.Time{}}, bson.M{"$set": bson.M{"noticedAt": at}}); err != nil {
		return fmt.Errorf("notice %s is noticed: %w", key, err)
	}
	return nil
}

// Unnoticed implements Notices.
func (s *mongoStore) Unnoticed(ctx context.Context, from, before time.Time, limit int) ([]Notice, error) {
	filter := bson.M{"noticedAt": time.Time{}, "accessibleAt": bson.M{"$gte": from, "$lt": before}}
	return all[Notice](ctx, s.notices, filter, options.Find().SetSort(ascending("accessibleAt", "_id")).SetLimit(int64(limit)))
}

// one reads a document by its id.
func one[T any](ctx context.Context, from *drivermongo.Collection, id string) (T, error) {
	var found T
	err := from.FindOne(ctx, bson.M{"_id": id}).Decode(&found)
	if errors.Is(err, drivermongo.ErrNoDocuments) {
		return found, fmt.Errorf("%s %s: %w", from.Name(), id, ErrNotFound)
	}
	if err != nil {
		return found, fmt.Errorf("read %s %s: %w", from.Name(), id, err)
	}
	return found, nil
}

// all reads what a filter selects.
func all[T any](ctx context.Context, from *drivermongo.Collection, filter bson.M, how ...options.Lister[options.FindOptions]) ([]T, error) {
	cursor, err := from.Find(ctx, filter, how...)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", from.Name(), err)
	}
	var found []T
	if err := cursor.All(ctx, &found); err != nil {
		return nil, fmt.Errorf("read %s: %w", from.Name(), err)
	}
	return found, nil
}
