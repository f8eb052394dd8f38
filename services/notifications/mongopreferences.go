package notifications

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	drivermongo "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// mongoPreferences keeps one document per receiver, and one per party that said whether it can be reached electronically.
type mongoPreferences struct {
	preferences, consents *drivermongo.Collection
}

// NewMongoPreferences makes the store and its index.
func NewMongoPreferences(ctx context.Context, db *drivermongo.Database) (PreferenceStore, error) {
	s := &mongoPreferences{preferences: db.Collection("preferences"), consents: db.Collection("consents")}
	if _, err := s.preferences.Indexes().CreateOne(ctx, drivermongo.IndexModel{Keys: ascending("party")}); err != nil {
		return nil, fmt.Errorf("preferences: index on party: %w", err)
	}
	return s, nil
}

// PreferencesOf implements PreferenceStore.
func (s *mongoPreferences) PreferencesOf(ctx context.Context, party string) ([]Preference, error) {
	return all[Preference](ctx, s.preferences, bson.M{"party": party}, options.Find().SetSort(ascending("_id")))
}

// SavePreference implements PreferenceStore.
func (s *mongoPreferences) SavePreference(ctx context.Context, preference Preference) error {
	if preference.Version == 1 {
		_, err := s.preferences.InsertOne(ctx, preference)
		if drivermongo.IsDuplicateKeyError(err) {
			return ErrChanged
		}
		if err != nil {
			return fmt.Errorf("save preferences of %s: %w", preference.Party, err)
		}
		return nil
	}
	result, err := s.preferences.ReplaceOne(ctx, bson.M{"_id": preference.ID, "version": preference.Version - 1}, preference)
	if err != nil {
		return fmt.Errorf("save preferences of %s: %w", preference.Party, err)
	}
	if result.MatchedCount == 0 {
		return ErrChanged
	}
	return nil
}

// ConsentOf implements PreferenceStore.
func (s *mongoPreferences) ConsentOf(ctx context.Context, party string) (Consent, bool, error) {
	consent, err := one[Consent](ctx, s.consents, party)
	if errors.Is(err, ErrNotFound) {
		return Consent{}, false, nil
	}
	return consent, err == nil, err
}

// SaveConsent implements PreferenceStore.
func (s *mongoPreferences) SaveConsent(ctx context.Context, consent Consent) error {
	_, err := s.consents.ReplaceOne(ctx, bson.M{"_id": consent.Party}, consent, options.Replace().SetUpsert(true))
	if err != nil {
		return fmt.Errorf("save consent of %s: %w", consent.Party, err)
	}
	return nil
}
