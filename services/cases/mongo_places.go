package cases

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"google.golang.org/protobuf/proto"

	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
)

// bookDocument is the book of a provision: the message of the contract, so that nothing the process says is lost.
type bookDocument struct {
	ID      string `bson:"_id"`
	Version int64  `bson:"version"`
	Places  []byte `bson:"places"`
}

// PutPlaces implements PlaceBooks.
func (s *MongoStore) PutPlaces(ctx context.Context, places *buitenkansv1.Places) error {
	content, err := proto.Marshal(places)
	if err != nil {
		return fmt.Errorf("encode the places of %s: %w", places.GetProvisionId(), err)
	}
	book := bookDocument{ID: places.GetProvisionId(), Version: places.GetVersion(), Places: content}
	older := bson.D{{Key: "_id", Value: book.ID}, {Key: "version", Value: bson.D{{Key: "$lt", Value: book.Version}}}}
	for {
		result, err := s.places.ReplaceOne(ctx, older, book)
		if err != nil {
			return fmt.Errorf("write the places of %s: %w", book.ID, err)
		}
		if result.MatchedCount == 1 {
			return nil
		}
		_, err = s.places.InsertOne(ctx, book)
		if err == nil {
			return nil
		}
		if !mongo.IsDuplicateKeyError(err) {
			return fmt.Errorf("write the places of %s: %w", book.ID, err)
		}
		kept, err := s.Places(ctx, book.ID)
		if err != nil {
			return err
		}
		if kept.GetVersion() >= book.Version {
			return nil
		}
		// Another replica inserted an older one in between.
	}
}

// Places implements PlaceBooks.
func (s *MongoStore) Places(ctx context.Context, provisionID string) (*buitenkansv1.Places, error) {
	var book bookDocument
	err := s.places.FindOne(ctx, byID(provisionID)).Decode(&book)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return &buitenkansv1.Places{ProvisionId: provisionID}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the places of %s: %w", provisionID, err)
	}
	places := &buitenkansv1.Places{}
	if err := proto.Unmarshal(book.Places, places); err != nil {
		return nil, fmt.Errorf("decode the places of %s: %w", provisionID, err)
	}
	return places, nil
}
