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

// linkDocument is a calendar link.
type linkDocument struct {
	ID        string    `bson:"_id"`
	TokenHash string    `bson:"tokenHash"`
	Subject   string    `bson:"subject"`
	Parties   []string  `bson:"parties"`
	CreatedAt time.Time `bson:"createdAt"`
	ExpiresAt time.Time `bson:"expiresAt"`
}

func (d linkDocument) link() CalendarLink {
	return CalendarLink{
		ID: d.ID, TokenHash: d.TokenHash, Subject: d.Subject, Parties: d.Parties,
		CreatedAt: d.CreatedAt.UTC(), ExpiresAt: d.ExpiresAt.UTC(),
	}
}

// PutLink implements CalendarLinks.
func (s *MongoStore) PutLink(ctx context.Context, link CalendarLink) error {
	_, err := s.calendars.ReplaceOne(ctx, byID(link.ID), linkDocument(link), options.Replace().SetUpsert(true))
	if err != nil {
		return fmt.Errorf("keep calendar link %s: %w", link.ID, err)
	}
	return nil
}

// LinksOf implements CalendarLinks.
func (s *MongoStore) LinksOf(ctx context.Context, subject string) ([]CalendarLink, error) {
	oldest := options.Find().SetSort(bson.D{{Key: "createdAt", Value: 1}, {Key: "_id", Value: 1}})
	cursor, err := s.calendars.Find(ctx, bson.D{{Key: "subject", Value: subject}}, oldest)
	if err != nil {
		return nil, fmt.Errorf("list calendar links: %w", err)
	}
	var documents []linkDocument
	if err := cursor.All(ctx, &documents); err != nil {
		return nil, fmt.Errorf("list calendar links: %w", err)
	}
	links := make([]CalendarLink, len(documents))
	for i, document := range documents {
		links[i] = document.link()
	}
	return links, nil
}

// LinkByToken implements CalendarLinks.
func (s *MongoStore) LinkByToken(ctx context.Context, tokenHash string) (CalendarLink, error) {
	var document linkDocument
	err := s.calendars.FindOne(ctx, bson.D{{Key: "tokenHash", Value: tokenHash}}).Decode(&document)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return CalendarLink{}, ErrNoLink
	}
	if err != nil {
		return CalendarLink{}, fmt.Errorf("read a calendar link: %w", err)
	}
	return document.link(), nil
}

// RemoveLink implements CalendarLinks.
func (s *MongoStore) RemoveLink(ctx context.Context, subject, id string) error {
	result, err := s.calendars.DeleteOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "subject", Value: subject}})
	if err != nil {
		return fmt.Errorf("revoke calendar link %s: %w", id, err)
	}
	if result.DeletedCount == 0 {
		return ErrNoLink
	}
	return nil
}
