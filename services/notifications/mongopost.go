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

// mongoPost keeps one document per item, and one that says how far notices were looked through.
type mongoPost struct {
	post, watch *drivermongo.Collection
}

// watched is how far notices were looked through.
type watched struct {
	ID    string    `bson:"_id"`
	Until time.Time `bson:"until"`
}

const watchedID = "unnoticed"

// NewMongoPost makes the store and its indexes.
func NewMongoPost(ctx context.Context, db *drivermongo.Database) (PostStore, error) {
	s := &mongoPost{post: db.Collection("post"), watch: db.Collection("watch")}
	for _, keys := range []bson.D{ascending("noticeKey"), ascending("queue", "how", "dueAt"), ascending("nextAt")} {
		if _, err := s.post.Indexes().CreateOne(ctx, drivermongo.IndexModel{Keys: keys}); err != nil {
			return nil, fmt.Errorf("post: index on %v: %w", keys, err)
		}
	}
	return s, nil
}

// Put implements PostStore.
func (s *mongoPost) Put(ctx context.Context, item PostItem) (isNew bool, err error) {
	_, err = s.post.InsertOne(ctx, item)
	if drivermongo.IsDuplicateKeyError(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("put %s in the post room: %w", item.ID, err)
	}
	return true, nil
}

// Item implements PostStore.
func (s *mongoPost) Item(ctx context.Context, id string) (PostItem, error) {
	return one[PostItem](ctx, s.post, id)
}

// ItemsOf implements PostStore.
func (s *mongoPost) ItemsOf(ctx context.Context, noticeKey string) ([]PostItem, error) {
	return all[PostItem](ctx, s.post, bson.M{"noticeKey": noticeKey}, options.Find().SetSort(ascending("since", "_id")))
}

// Open implements PostStore.
func (s *mongoPost) Open(ctx context.Context, queue string, limit int) ([]PostItem, error) {
	return all[PostItem](ctx, s.post, open(queue), options.Find().SetSort(ascending("dueAt", "_id")).SetLimit(int64(limit)))
}

func open(queue string) bson.M { return bson.M{"queue": queue, "how": ""} }

// CountOpen implements PostStore.
func (s *mongoPost) CountOpen(ctx context.Context, queue string) (int, error) {
	count, err := s.post.CountDocuments(ctx, open(queue))
	if err != nil {
		return 0, fmt.Errorf("count what the post room has to do: %w", err)
	}
	return int(count), nil
}

// Climbing implements PostStore.
func (s *mongoPost) Climbing(ctx context.Context, now time.Time, limit int) ([]PostItem, error) {
	due := bson.M{"how": "", "nextAt": bson.M{"$gt": time.Time{}, "$lte": now}}
	return all[PostItem](ctx, s.post, due, options.Find().SetSort(ascending("nextAt", "_id")).SetLimit(int64(limit)))
}

// Raise implements PostStore.
func (s *mongoPost) Raise(ctx context.Context, id string, to Level, next time.Time) error {
	if _, err := s.post.UpdateOne(ctx, bson.M{"_id": id, "how": ""}, bson.M{"$set": bson.M{"level": to, "nextAt": next}}); err != nil {
		return fmt.Errorf("raise %s: %w", id, err)
	}
	return nil
}

// SettleItem implements PostStore.
func (s *mongoPost) SettleItem(ctx context.Context, id, how, on string, at time.Time) (bool, error) {
	ended := bson.M{"$in": bson.A{"", HowNoticed}}
	if how == HowNoticed {
		ended = bson.M{"$eq": ""}
	}
	result, err := s.post.UpdateOne(ctx, bson.M{"_id": id, "how": ended}, bson.M{"$set": bson.M{"how": how, "on": on, "settledAt": at}})
	if err != nil {
		return false, fmt.Errorf("settle %s: %w", id, err)
	}
	return result.MatchedCount == 1, nil
}

// Watched implements PostStore.
func (s *mongoPost) Watched(ctx context.Context) (time.Time, error) {
	found, err := one[watched](ctx, s.watch, watchedID)
	if errors.Is(err, ErrNotFound) {
		return time.Time{}, nil
	}
	return found.Until, err
}

// SetWatched implements PostStore.
func (s *mongoPost) SetWatched(ctx context.Context, until time.Time) error {
	_, err := s.watch.ReplaceOne(ctx, bson.M{"_id": watchedID}, watched{watchedID, until}, options.Replace().SetUpsert(true))
	if err != nil {
		return fmt.Errorf("keep how far notices were looked through: %w", err)
	}
	return nil
}
