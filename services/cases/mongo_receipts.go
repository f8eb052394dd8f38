package cases

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// receiptDocument is a receipt in the store. What was entered is kept as the text that it was, of which the hash is.
type receiptDocument struct {
	ID      string    `bson:"_id"`
	CaseID  string    `bson:"caseId"`
	Act     string    `bson:"act"`
	Party   string    `bson:"party"`
	Subject string    `bson:"subject"`
	Version int64     `bson:"version"`
	At      time.Time `bson:"at"`
	Entered string    `bson:"entered"`
	SHA256  string    `bson:"sha256"`
}

func (d receiptDocument) receipt() Receipt {
	return Receipt{
		ID: d.ID, CaseID: d.CaseID, Act: d.Act, Party: d.Party, Subject: d.Subject, Version: d.Version, At: d.At.UTC(),
		Entered: []byte(d.Entered), SHA256: d.SHA256,
	}
}

// PutReceipt implements Receipts.
func (s *MongoStore) PutReceipt(ctx context.Context, r Receipt) error {
	_, err := s.receipts.InsertOne(ctx, receiptDocument{
		ID: r.ID, CaseID: r.CaseID, Act: r.Act, Party: r.Party, Subject: r.Subject, Version: r.Version, At: r.At.UTC(),
		Entered: string(r.Entered), SHA256: r.SHA256,
	})
	if err != nil && !mongo.IsDuplicateKeyError(err) {
		return fmt.Errorf("keep a receipt of case %s: %w", r.CaseID, err)
	}
	return nil
}

// Receipt implements Receipts.
func (s *MongoStore) Receipt(ctx context.Context, caseID, id string) (Receipt, error) {
	var found receiptDocument
	err := s.receipts.FindOne(ctx, byID(id)).Decode(&found)
	if errors.Is(err, mongo.ErrNoDocuments) || err == nil && found.CaseID != caseID {
		return Receipt{}, ErrNoReceipt
	}
	if err != nil {
		return Receipt{}, fmt.Errorf("read a receipt of case %s: %w", caseID, err)
	}
	return found.receipt(), nil
}

// Receipts implements Receipts.
func (s *MongoStore) Receipts(ctx context.Context, caseID string, parties []string) ([]Receipt, error) {
	filter := bson.D{{Key: "caseId", Value: caseID}}
	if parties != nil {
		filter = append(filter, bson.E{Key: "party", Value: bson.D{{Key: "$in", Value: parties}}})
	}
	newest := options.Find().SetSort(bson.D{{Key: "at", Value: -1}, {Key: "_id", Value: 1}})
	cursor, err := s.receipts.Find(ctx, filter, newest)
	if err != nil {
		return nil, fmt.Errorf("list the receipts of case %s: %w", caseID, err)
	}
	var found []receiptDocument
	if err := cursor.All(ctx, &found); err != nil {
		return nil, fmt.Errorf("list the receipts of case %s: %w", caseID, err)
	}
	receipts := make([]Receipt, len(found))
	for i, document := range found {
		receipts[i] = document.receipt()
	}
	return receipts, nil
}
