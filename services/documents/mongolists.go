package documents

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"traject.nl/proto/contract/party"
)

// What every page asks is asked by id: an embedded store goes through a whole collection for anything else. So a dossier lists its pieces, and a
// school its drafts. An id is in its list before the thing itself is there, and may stay when that is gone; who reads passes over those.

// wholePieces of a dossier, oldest first.
func (s *MongoStore) wholePieces(ctx context.Context, dossier dossierRecord) ([]pieceRecord, error) {
	if dossier.Pieces == nil {
		return s.pieceRecords(ctx, bson.D{{Key: "dossierId", Value: dossier.ID}, {Key: "whole", Value: true}})
	}
	records := make([]pieceRecord, 0, len(dossier.Pieces))
	for _, id := range dossier.Pieces {
		record, err := s.pieceRecord(ctx, dossier.ID, id)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		records = append(records, record)
	}
	slices.SortStableFunc(records, func(a, b pieceRecord) int { return a.CreatedAt.Compare(b.CreatedAt) })
	return records, nil
}

// enlistPiece of a dossier that has a list.
func (s *MongoStore) enlistPiece(ctx context.Context, dossierID, id string) error {
	listing := bson.D{{Key: "_id", Value: dossierID}, {Key: "pieces", Value: bson.D{{Key: "$exists", Value: true}}}}
	if _, err := s.dossiers.UpdateOne(ctx, listing, bson.D{addToSet("pieces", id)}); err != nil {
		return fmt.Errorf("list piece %s of dossier %s: %w", id, dossierID, err)
	}
	return nil
}

// enlistPieces that a replica of an earlier release, which keeps no list, has put into dossiers since a moment.
func (s *MongoStore) enlistPieces(ctx context.Context, since time.Time) error {
	records, err := s.pieceRecords(ctx, bson.D{{Key: "createdAt", Value: bson.D{{Key: "$gte", Value: since}}}})
	if err != nil {
		return err
	}
	listed := map[string][]string{}
	for _, record := range records {
		known, read := listed[record.DossierID]
		if !read {
			dossier, err := s.listedDossier(ctx, record.DossierID)
			if err != nil {
				return err
			}
			known = dossier.Pieces
			listed[record.DossierID] = known
		}
		if known == nil || slices.Contains(known, record.ID) {
			continue
		}
		if err := s.enlistPiece(ctx, record.DossierID, record.ID); err != nil {
			return err
		}
	}
	return nil
}

// Lists of a school.
const (
	// draftsOf are dossiers that are a draft.
	draftsOf = "drafts"
	// furtherOf are dossiers with a draft for a next TLV.
	furtherOf = "further"
)

// schoolRecord lists dossiers of a school.
type schoolRecord struct {
	Drafts  []string `bson:"drafts"`
	Further []string `bson:"further"`
}

// draftsOf a school, in one of its lists, that are still what the list is of; last changed first.
func (s *MongoStore) draftsOf(ctx context.Context, list string, school party.Party, still func(dossierRecord) bool) ([]Dossier, error) {
	var listed schoolRecord
	err := s.schools.FindOne(ctx, bson.D{{Key: "_id", Value: school}}).Decode(&listed)
	if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		return nil, fmt.Errorf("drafts of %s: %w", school, err)
	}
	ids := listed.Drafts
	if list == furtherOf {
		ids = listed.Further
	}
	var records []dossierRecord
	for _, id := range ids {
		record, err := s.listedDossier(ctx, id)
		if err != nil {
			return nil, err
		}
		if still(record) {
			records = append(records, record)
		}
	}
	slices.SortStableFunc(records, func(a, b dossierRecord) int { return b.UpdatedAt.Compare(a.UpdatedAt) })
	return s.openAll(records)
}

// listedDossier is what a list names; a zero record when it is not there any more.
func (s *MongoStore) listedDossier(ctx context.Context, id string) (record dossierRecord, err error) {
	err = s.dossiers.FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Decode(&record)
	if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		return dossierRecord{}, fmt.Errorf("read dossier %s: %w", id, err)
	}
	return record, nil
}

func (s *MongoStore) enlistDraft(ctx context.Context, list string, school party.Party, dossierID string) error {
	if err := enlist(ctx, s.schools, school, list, dossierID); err != nil {
		return fmt.Errorf("list draft %s of %s: %w", dossierID, school, err)
	}
	return nil
}

// enlist adds a value to a list of a document, which is made when it is not there.
func enlist(ctx context.Context, in *mongo.Collection, id any, list, value string) error {
	of, add := bson.D{{Key: "_id", Value: id}}, bson.D{addToSet(list, value)}
	_, err := in.UpdateOne(ctx, of, add, options.UpdateOne().SetUpsert(true))
	if mongo.IsDuplicateKeyError(err) { // another made it just before
		_, err = in.UpdateOne(ctx, of, add)
	}
	return err
}

func addToSet(list, value string) bson.E {
	return bson.E{Key: "$addToSet", Value: bson.D{{Key: list, Value: value}}}
}

// strikeDraft from the list of a school, to which it never returns. One for a next TLV can, so those stay listed.
func (s *MongoStore) strikeDraft(ctx context.Context, school party.Party, dossierID string) error {
	strike := bson.D{{Key: "$pull", Value: bson.D{{Key: draftsOf, Value: dossierID}}}}
	if _, err := s.schools.UpdateOne(ctx, bson.D{{Key: "_id", Value: school}}, strike); err != nil {
		return fmt.Errorf("draft %s of %s is none any more: %w", dossierID, school, err)
	}
	return nil
}

// enlistDrafts that a replica of an earlier release, which keeps no lists, has begun.
func (s *MongoStore) enlistDrafts(ctx context.Context) error {
	cursor, err := s.dossiers.Find(ctx, bson.D{{Key: "$or", Value: bson.A{
		bson.D{{Key: "state", Value: Draft}, {Key: "pieces", Value: bson.D{{Key: "$exists", Value: false}}}},
		bson.D{{Key: "drafting.0", Value: bson.D{{Key: "$exists", Value: true}}}},
	}}}, options.Find().SetProjection(bson.D{{Key: "school", Value: 1}, {Key: "state", Value: 1}, {Key: "drafting", Value: 1}}))
	if err != nil {
		return fmt.Errorf("find drafts of before there were lists: %w", err)
	}
	var records []dossierRecord
	if err := cursor.All(ctx, &records); err != nil {
		return fmt.Errorf("find drafts of before there were lists: %w", err)
	}
	for _, record := range records {
		if record.State == Draft {
			err = errors.Join(err, s.enlistDraft(ctx, draftsOf, record.School, record.ID))
		}
		for _, school := range record.Drafting {
			err = errors.Join(err, s.enlistDraft(ctx, furtherOf, school, record.ID))
		}
	}
	return err
}
