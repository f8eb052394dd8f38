package documents

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
)

// pieceRecord is a piece as stored. Name and Text are sealed. Whole is false while a file comes in, and Contested says that there
// was more than one attempt at it.
type pieceRecord struct {
	ID        string        `bson:"_id"`
	DossierID string        `bson:"dossierId"`
	Kind      contract.Kind `bson:"kind"`
	Shape     Shape         `bson:"shape"`
	Author    whoRecord     `bson:"author"`
	Addressee party.Party   `bson:"addressee"`
	Name      []byte        `bson:"name"`
	Text      []byte        `bson:"text"`
	MediaType string        `bson:"mediaType"`
	Size      int64         `bson:"size"`
	Upload    string        `bson:"upload"`
	Whole     bool          `bson:"whole"`
	Contested bool          `bson:"contested,omitempty"`
	Attached  bool          `bson:"attached"`
	CaseID    string        `bson:"caseId"`
	CreatedAt time.Time     `bson:"createdAt"`
}

func sealPiece(p Piece, key dossierKey) pieceRecord {
	return pieceRecord{
		ID: p.ID, DossierID: p.DossierID, Kind: p.Kind, Shape: p.Shape, Author: whoRecord(p.Author), Addressee: p.Addressee,
		Name: key.seal([]byte(p.Name), namePlace(p.ID)), Text: key.seal([]byte(p.Text), textPlace(p.ID)),
		MediaType: p.MediaType, Size: p.Size, Attached: p.Attached, CaseID: p.CaseID, CreatedAt: p.CreatedAt,
	}
}

// piece opens the name, and the text if asked for.
func (r pieceRecord) piece(key dossierKey, withText bool) (Piece, error) {
	name, err := key.open(r.Name, namePlace(r.ID))
	if err != nil {
		return Piece{}, err
	}
	var text []byte
	if withText {
		if text, err = key.open(r.Text, textPlace(r.ID)); err != nil {
			return Piece{}, err
		}
	}
	return Piece{
		ID: r.ID, DossierID: r.DossierID, Kind: r.Kind, Shape: r.Shape, Author: Who(r.Author), Addressee: r.Addressee,
		Name: string(name), Text: string(text), MediaType: r.MediaType, Size: r.Size, Attached: r.Attached, CaseID: r.CaseID,
		CreatedAt: r.CreatedAt.UTC(), upload: r.Upload,
	}, nil
}

// AddText implements Store.
func (s *MongoStore) AddText(ctx context.Context, p Piece) error {
	_, key, err := s.open(ctx, p.DossierID)
	if err != nil {
		return err
	}
	p.Shape, p.Size = Text, int64(len(p.Text))
	if err := s.enlistPiece(ctx, p.DossierID, p.ID); err != nil {
		return err
	}
	record := sealPiece(p, key)
	record.Whole = true
	if _, err := s.pieces.InsertOne(ctx, record); err != nil && !mongo.IsDuplicateKeyError(err) {
		return fmt.Errorf("add text %s: %w", p.ID, err)
	}
	return nil
}

// Pieces implements Store.
func (s *MongoStore) Pieces(ctx context.Context, dossierID string) ([]Piece, error) {
	dossier, key, err := s.open(ctx, dossierID)
	if err != nil {
		return nil, err
	}
	records, err := s.wholePieces(ctx, dossier)
	if err != nil {
		return nil, err
	}
	pieces := make([]Piece, len(records))
	for i, record := range records {
		if pieces[i], err = record.piece(key, false); err != nil {
			return nil, err
		}
	}
	return pieces, nil
}

func (s *MongoStore) pieceRecords(ctx context.Context, filter bson.D) ([]pieceRecord, error) {
	cursor, err := s.pieces.Find(ctx, filter, options.Find().SetSort(bson.D{{Key: "createdAt", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("list pieces: %w", err)
	}
	var records []pieceRecord
	if err := cursor.All(ctx, &records); err != nil {
		return nil, fmt.Errorf("list pieces: %w", err)
	}
	return records, nil
}

// Piece implements Store.
func (s *MongoStore) Piece(ctx context.Context, dossierID, id string) (Piece, error) {
	_, key, err := s.open(ctx, dossierID)
	if err != nil {
		return Piece{}, err
	}
	record, err := s.pieceRecord(ctx, dossierID, id)
	if err != nil {
		return Piece{}, err
	}
	return record.piece(key, true)
}

// pieceRecord reads a whole piece of this dossier; of another dossier it is not found.
func (s *MongoStore) pieceRecord(ctx context.Context, dossierID, id string) (pieceRecord, error) {
	var record pieceRecord
	err := s.pieces.FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Decode(&record)
	if errors.Is(err, mongo.ErrNoDocuments) || err == nil && (record.DossierID != dossierID || !record.Whole) {
		return record, ErrNotFound
	}
	if err != nil {
		return record, fmt.Errorf("read piece %s: %w", id, err)
	}
	return record, nil
}

// Attach implements Store.
func (s *MongoStore) Attach(ctx context.Context, dossierID, id, caseID string) error {
	changed, err := s.pieces.UpdateOne(ctx,
		bson.D{{Key: "_id", Value: id}, {Key: "dossierId", Value: dossierID}, {Key: "whole", Value: true}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "attached", Value: true}, {Key: "caseId", Value: caseID}}}})
	if err != nil {
		return fmt.Errorf("attach piece %s: %w", id, err)
	}
	if changed.MatchedCount == 0 {
		return ErrNotFound
	}
	return nil
}

// DeletePiece implements Store. Taking the piece out of "whole" first makes that it cannot be attached half erased.
func (s *MongoStore) DeletePiece(ctx context.Context, dossierID, id string) error {
	hidden, err := s.pieces.UpdateOne(ctx,
		bson.D{{Key: "_id", Value: id}, {Key: "dossierId", Value: dossierID}, {Key: "attached", Value: false}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "whole", Value: false}}}})
	if err != nil {
		return fmt.Errorf("delete piece %s: %w", id, err)
	}
	if hidden.MatchedCount == 0 {
		if _, err := s.pieceRecord(ctx, dossierID, id); err != nil {
			return err
		}
		return ErrAttached
	}
	return s.erase(ctx, id)
}

// Supersede implements Store.
func (s *MongoStore) Supersede(ctx context.Context, dossierID, id string) error {
	hidden, err := s.pieces.UpdateOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "dossierId", Value: dossierID}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "whole", Value: false}}}})
	if err != nil {
		return fmt.Errorf("supersede piece %s: %w", id, err)
	}
	if hidden.MatchedCount == 0 {
		return ErrNotFound
	}
	return s.erase(ctx, id)
}

// erase removes the chunks of a piece and then the piece.
func (s *MongoStore) erase(ctx context.Context, id string) error {
	if _, err := s.chunks.DeleteMany(ctx, bson.D{{Key: "pieceId", Value: id}}); err != nil {
		return fmt.Errorf("delete the content of piece %s: %w", id, err)
	}
	if _, err := s.pieces.DeleteOne(ctx, bson.D{{Key: "_id", Value: id}}); err != nil {
		return fmt.Errorf("delete piece %s: %w", id, err)
	}
	return nil
}

// Sweep implements Store.
func (s *MongoStore) Sweep(ctx context.Context, before time.Time) error {
	records, err := s.pieceRecords(ctx, bson.D{
		{Key: "whole", Value: false}, {Key: "createdAt", Value: bson.D{{Key: "$lt", Value: before}}}})
	if err != nil {
		return err
	}
	for _, record := range records {
		if err := s.erase(ctx, record.ID); err != nil {
			return err
		}
	}
	return errors.Join(s.sweepDestroyed(ctx), s.enlistDrafts(ctx), s.enlistPieces(ctx, before))
}

// sweepDestroyed finishes what an interrupted DestroyDraft left: dossiers whose key is gone.
func (s *MongoStore) sweepDestroyed(ctx context.Context) error {
	cursor, err := s.dossiers.Find(ctx, bson.D{{Key: "key", Value: []byte{}}})
	if err != nil {
		return fmt.Errorf("find half destroyed dossiers: %w", err)
	}
	var records []dossierRecord
	if err := cursor.All(ctx, &records); err != nil {
		return fmt.Errorf("find half destroyed dossiers: %w", err)
	}
	for _, record := range records {
		if err := s.DestroyDraft(ctx, record.ID); err != nil {
			return err
		}
	}
	return nil
}
