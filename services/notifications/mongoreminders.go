package notifications

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	drivermongo "go.mongodb.org/mongo-driver/v2/mongo"
)

// reminder is that one delivery was the nth about something. Each has a document of its own, because inserting is atomic in every
// store and counting up is not.
type reminder struct {
	ID       string `bson:"_id"`
	Delivery string `bson:"delivery"`
}

func reminderID(about string, number int) string { return fmt.Sprintf("%s#%d", about, number) }

// Reminded implements Reminders.
func (s *mongoStore) Reminded(ctx context.Context, about, deliveryID string) error {
	for number := 1; ; number++ {
		id := reminderID(about, number)
		_, err := s.reminders.InsertOne(ctx, reminder{id, deliveryID})
		if err == nil {
			return nil
		}
		if !drivermongo.IsDuplicateKeyError(err) {
			return fmt.Errorf("count reminder %s: %w", deliveryID, err)
		}
		var counted reminder
		if err := s.reminders.FindOne(ctx, bson.M{"_id": id}).Decode(&counted); err != nil {
			return fmt.Errorf("count reminder %s: %w", deliveryID, err)
		}
		if counted.Delivery == deliveryID {
			return nil
		}
	}
}

// Reminders implements Reminders.
func (s *mongoStore) Reminders(ctx context.Context, about string, upTo int) (int, error) {
	for number := 1; number <= upTo; number++ {
		err := s.reminders.FindOne(ctx, bson.M{"_id": reminderID(about, number)}).Err()
		if errors.Is(err, drivermongo.ErrNoDocuments) {
			return number - 1, nil
		}
		if err != nil {
			return 0, fmt.Errorf("count reminders: %w", err)
		}
	}
	return upTo, nil
}
