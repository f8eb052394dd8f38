package cases

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

// answerDocument is a claimed idempotency key; Version is 0 until the request is answered.
type answerDocument struct {
	ID      string    `bson:"_id"`
	Hash    string    `bson:"hash"`
	BegunAt time.Time `bson:"begunAt"`
	CaseID  string    `bson:"caseId"`
	Version int64     `bson:"version"`
	At      time.Time `bson:"at"`
	Receipt string    `bson:"receipt"`
	// Party in whose name it was claimed.
	Party string `bson:"party"`
}

// answer that was given; nil while it is under way.
func (d answerDocument) answer() *Answer {
	if d.Version == 0 {
		return nil
	}
	return &Answer{CaseID: d.CaseID, Version: d.Version, At: d.At.UTC(), ReceiptID: d.Receipt}
}

// Begin implements Answers.
func (s *MongoStore) Begin(ctx context.Context, id, hash, party string, at time.Time) (*Answer, error) {
	for {
		_, err := s.answers.InsertOne(ctx, answerDocument{ID: id, Hash: hash, Party: party, BegunAt: at.UTC()})
		if err == nil {
			return nil, nil
		}
		if !mongo.IsDuplicateKeyError(err) {
			return nil, fmt.Errorf("claim an idempotency key: %w", err)
		}
		var before answerDocument
		err = s.answers.FindOne(ctx, byID(id)).Decode(&before)
		if errors.Is(err, mongo.ErrNoDocuments) {
			// Released between the two: claim it again.
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read the answer to an idempotency key: %w", err)
		}
		if before.Hash != hash {
			return nil, ErrOtherRequest
		}
		return before.answer(), nil
	}
}

// Claimed implements Answers.
func (s *MongoStore) Claimed(ctx context.Context, id, hash string) (Claim, error) {
	var before answerDocument
	err := s.answers.FindOne(ctx, byID(id)).Decode(&before)
	if errors.Is(err, mongo.ErrNoDocuments) || err == nil && before.Hash != hash {
		return Claim{}, nil
	}
	if err != nil {
		return Claim{}, fmt.Errorf("read the answer to an idempotency key: %w", err)
	}
	return Claim{Answer: before.answer(), Party: before.Party}, nil
}

// Finish implements Answers.
func (s *MongoStore) Finish(ctx context.Context, id, hash string, answer Answer) error {
	filter := bson.D{{Key: "_id", Value: id}, {Key: "hash", Value: hash}}
	set := bson.D{{Key: "$set", Value: bson.D{
		{Key: "caseId", Value: answer.CaseID}, {Key: "version", Value: answer.Version}, {Key: "at", Value: answer.At.UTC()},
		{Key: "receipt", Value: answer.ReceiptID},
	}}}
	if _, err := s.answers.UpdateOne(ctx, filter, set); err != nil {
		return fmt.Errorf("keep the answer of case %s: %w", answer.CaseID, err)
	}
	return nil
}

// Release implements Answers.
func (s *MongoStore) Release(ctx context.Context, id, hash string) error {
	unanswered := bson.D{{Key: "_id", Value: id}, {Key: "hash", Value: hash}, {Key: "version", Value: int64(0)}}
	if _, err := s.answers.DeleteOne(ctx, unanswered); err != nil {
		return fmt.Errorf("release an idempotency key: %w", err)
	}
	return nil
}
