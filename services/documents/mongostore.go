package documents

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	"traject.nl/proto/keyring"
)

// MongoStore is the Store on MongoDB, or on what speaks its protocol. It uses single-document writes only, each of which
// can be repeated; the order of writes makes what an interruption leaves harmless.
type MongoStore struct {
	ring      *keyring.Ring
	dossiers  *mongo.Collection
	pieces    *mongo.Collection
	chunks    *mongo.Collection
	accessLog *mongo.Collection
	claims    *mongo.Collection
	pupils    *mongo.Collection
	merges    *mongo.Collection
	places    *mongo.Collection
	schools   *mongo.Collection
}

// NewMongoStore makes the collections' indexes. The ring seals the key of every dossier.
func NewMongoStore(ctx context.Context, db *mongo.Database, ring *keyring.Ring) (*MongoStore, error) {
	s := &MongoStore{
		ring:      ring,
		dossiers:  db.Collection("dossiers"),
		pieces:    db.Collection("pieces"),
		chunks:    db.Collection("chunks"),
		accessLog: db.Collection("accesslog"),
		claims:    db.Collection("claims"),
		pupils:    db.Collection("pupils"),
		merges:    db.Collection("merges"),
		places:    db.Collection("places"),
		schools:   db.Collection("schools"),
	}
	indexes := []struct {
		collection *mongo.Collection
		keys       bson.D
	}{
		{s.dossiers, bson.D{{Key: "school", Value: 1}, {Key: "state", Value: 1}}},
		{s.dossiers, bson.D{{Key: "caseId", Value: 1}}},
		{s.pieces, bson.D{{Key: "dossierId", Value: 1}}},
		{s.chunks, bson.D{{Key: "pieceId", Value: 1}, {Key: "upload", Value: 1}, {Key: "index", Value: 1}}},
		{s.accessLog, bson.D{{Key: "dossierId", Value: 1}}},
	}
	for _, index := range indexes {
		if _, err := index.collection.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: index.keys}); err != nil {
			return nil, fmt.Errorf("index on %s: %w", index.collection.Name(), err)
		}
	}
	return s, s.enlistDrafts(ctx)
}

// dossierRecord is a dossier as stored. Form and Key are sealed; a dossier without Key is being destroyed.
type dossierRecord struct {
	ID           string        `bson:"_id"`
	School       party.Party   `bson:"school"`
	CaseID       string        `bson:"caseId"`
	State        State         `bson:"state"`
	Parties      []party.Party `bson:"parties"`
	Version      int64         `bson:"version"`
	AdvicesFinal bool          `bson:"advicesFinal"`
	Announced    bool          `bson:"announced"`
	GrantedTo    party.Party   `bson:"grantedTo"`
	// Procedure of the own case; records of before there was any other have none, and are of a TLV.
	Procedure   string      `bson:"procedure,omitempty"`
	Origin      party.Party `bson:"origin,omitempty"`
	Host        party.Party `bson:"host,omitempty"`
	Target      party.Party `bson:"target,omitempty"`
	Consented   bool        `bson:"consented,omitempty"`
	SubmittedAt time.Time   `bson:"submittedAt,omitempty"`
	// The following are by case id; records of before there were any have none.
	Beside   map[string]sharingRecord   `bson:"beside,omitempty"`
	Admitted map[string]admissionRecord `bson:"admitted,omitempty"`
	Further  map[string]furtherRecord   `bson:"further,omitempty"`
	Granted  map[string]party.Party     `bson:"granted,omitempty"`
	// Drafting are the schools with a draft in Further.
	Drafting []party.Party `bson:"drafting,omitempty"`
	Pupil    []string      `bson:"pupil,omitempty"`
	// Pieces are the ids of all that was ever begun here (mongolists.go); absent in records of before there was such a list.
	Pieces    []string  `bson:"pieces"`
	Key       []byte    `bson:"key"`
	Form      []byte    `bson:"form"`
	ETag      string    `bson:"etag"`
	CreatedAt time.Time `bson:"createdAt"`
	CreatedBy whoRecord `bson:"createdBy"`
	UpdatedAt time.Time `bson:"updatedAt"`
	UpdatedBy whoRecord `bson:"updatedBy"`
}

type whoRecord struct {
	Subject string      `bson:"subject"`
	Party   party.Party `bson:"party"`
}

// CreateDossier implements Store.
func (s *MongoStore) CreateDossier(ctx context.Context, d Dossier) error {
	key, wrapped, err := newDossierKey(s.ring, d.ID)
	if err != nil {
		return err
	}
	if err := s.enlistDraft(ctx, draftsOf, d.School, d.ID); err != nil {
		return err
	}
	_, err = s.dossiers.InsertOne(ctx, dossierRecord{
		ID: d.ID, School: d.School, State: Draft, Parties: []party.Party{}, Pieces: []string{},
		Key: wrapped, Form: key.seal([]byte("{}"), formPlace(d.ID)), ETag: newID(pieceIDLength),
		CreatedAt: d.CreatedAt, CreatedBy: whoRecord(d.CreatedBy), UpdatedAt: d.CreatedAt, UpdatedBy: whoRecord(d.CreatedBy),
	})
	if mongo.IsDuplicateKeyError(err) {
		return ErrExists
	}
	return err
}

// Dossier implements Store.
func (s *MongoStore) Dossier(ctx context.Context, id string) (Dossier, error) {
	record, key, err := s.open(ctx, id)
	if err != nil {
		return Dossier{}, err
	}
	return record.dossier(key)
}

// open reads a dossier and its key. A dossier whose key is gone is not found.
func (s *MongoStore) open(ctx context.Context, id string) (dossierRecord, dossierKey, error) {
	var record dossierRecord
	err := s.dossiers.FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Decode(&record)
	if errors.Is(err, mongo.ErrNoDocuments) || err == nil && len(record.Key) == 0 {
		return record, dossierKey{}, ErrNotFound
	}
	if err != nil {
		return record, dossierKey{}, fmt.Errorf("read dossier %s: %w", id, err)
	}
	key, err := openDossierKey(s.ring, id, record.Key)
	return record, key, err
}

func (r dossierRecord) dossier(key dossierKey) (Dossier, error) {
	form, err := key.open(r.Form, formPlace(r.ID))
	if err != nil {
		return Dossier{}, err
	}
	further, err := r.further(key)
	d := Dossier{
		ID: r.ID, School: r.School, CaseID: r.CaseID, Procedure: r.Procedure, State: r.State, Parties: r.Parties, Version: r.Version,
		AdvicesFinal: r.AdvicesFinal, Announced: r.Announced, GrantedTo: r.GrantedTo, Granted: r.Granted,
		Origin: r.Origin, Host: r.Host, Target: r.Target, Consented: r.Consented, SubmittedAt: utc(r.SubmittedAt),
		Beside: r.beside(), Admitted: r.admitted(), Further: further, Pupil: r.Pupil, Form: form, ETag: r.ETag,
		CreatedAt: r.CreatedAt.UTC(), CreatedBy: Who(r.CreatedBy), UpdatedAt: r.UpdatedAt.UTC(), UpdatedBy: Who(r.UpdatedBy),
	}
	if d.Procedure == "" && d.State != Draft {
		d.Procedure = tlv.Workflow
	}
	return d, err
}

// Drafts implements Store.
func (s *MongoStore) Drafts(ctx context.Context, school party.Party) ([]Dossier, error) {
	return s.draftsOf(ctx, draftsOf, school, func(r dossierRecord) bool { return r.School == school && r.State == Draft })
}

// all opens the dossiers of a cursor.
func (s *MongoStore) all(ctx context.Context, cursor *mongo.Cursor) ([]Dossier, error) {
	var records []dossierRecord
	if err := cursor.All(ctx, &records); err != nil {
		return nil, fmt.Errorf("list dossiers: %w", err)
	}
	return s.openAll(records)
}

// openAll opens dossiers; those that are being destroyed are left out.
func (s *MongoStore) openAll(records []dossierRecord) ([]Dossier, error) {
	found := make([]Dossier, 0, len(records))
	for _, record := range records {
		if len(record.Key) == 0 {
			continue // being destroyed
		}
		key, err := openDossierKey(s.ring, record.ID, record.Key)
		if err != nil {
			return nil, err
		}
		d, err := record.dossier(key)
		if err != nil {
			return nil, err
		}
		found = append(found, d)
	}
	return found, nil
}

// SaveForm implements Store.
func (s *MongoStore) SaveForm(ctx context.Context, id string, form []byte, ifMatch string, by Who, at time.Time) (string, error) {
	record, key, err := s.open(ctx, id)
	if err != nil {
		return "", err
	}
	if record.State != Draft {
		return "", ErrNotDraft
	}
	etag := newID(pieceIDLength)
	changed, err := s.dossiers.UpdateOne(ctx,
		bson.D{{Key: "_id", Value: id}, {Key: "state", Value: Draft}, {Key: "etag", Value: ifMatch}},
		bson.D{{Key: "$set", Value: bson.D{
			{Key: "form", Value: key.seal(form, formPlace(id))}, {Key: "etag", Value: etag},
			{Key: "updatedAt", Value: at}, {Key: "updatedBy", Value: whoRecord(by)},
		}}})
	if err != nil {
		return "", fmt.Errorf("save the form of dossier %s: %w", id, err)
	}
	if changed.MatchedCount == 0 {
		return "", ErrChanged
	}
	return etag, nil
}

// Submit implements Store.
func (s *MongoStore) Submit(ctx context.Context, id, ifMatch string, admission Admission, parties []party.Party) error {
	if err := s.indexPupil(ctx, id, admission.Pupil); err != nil {
		return err
	}
	change := bson.D{{Key: "$set", Value: bson.D{
		{Key: "state", Value: Submitted}, {Key: "caseId", Value: admission.CaseID}, {Key: "procedure", Value: admission.Procedure},
		{Key: "parties", Value: parties}, {Key: "submittedAt", Value: admission.At},
	}}}
	if admission.Pupil != "" {
		change = append(change, addToSet("pupil", admission.Pupil))
	}
	changed, err := s.dossiers.UpdateOne(ctx,
		bson.D{{Key: "_id", Value: id}, {Key: "state", Value: Draft}, {Key: "etag", Value: ifMatch}}, change)
	if err != nil {
		return fmt.Errorf("submit dossier %s: %w", id, err)
	}
	record, _, err := s.open(ctx, id)
	switch {
	case err != nil:
		return err
	case changed.MatchedCount == 1:
	case record.State == Draft:
		return ErrChanged
	case record.CaseID != admission.CaseID:
		return ErrOtherCase
	}
	return s.strikeDraft(ctx, record.School, id)
}

// RecordDecision implements Store.
func (s *MongoStore) RecordDecision(ctx context.Context, id, caseID string, grantedTo party.Party) error {
	record, _, err := s.open(ctx, id)
	if err != nil {
		return err
	}
	field := "grantedTo"
	if caseID != record.CaseID {
		field = "granted." + caseID
	}
	_, err = s.dossiers.UpdateOne(ctx, bson.D{{Key: "_id", Value: id}}, bson.D{{Key: "$set", Value: bson.D{{Key: field, Value: grantedTo}}}})
	if err != nil {
		return fmt.Errorf("record the decision in dossier %s: %w", id, err)
	}
	return nil
}

// DestroyDraft implements Store. The key goes first: from then on nothing that remains can be read, so that an
// interruption only leaves rubbish, which the next attempt removes.
func (s *MongoStore) DestroyDraft(ctx context.Context, id string) error {
	gone, err := s.dossiers.UpdateOne(ctx,
		bson.D{{Key: "_id", Value: id}, {Key: "state", Value: Draft}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "key", Value: []byte{}}, {Key: "form", Value: []byte{}}, {Key: "etag", Value: ""}}}})
	if err != nil {
		return fmt.Errorf("destroy the key of dossier %s: %w", id, err)
	}
	if gone.MatchedCount == 0 {
		if _, _, err := s.open(ctx, id); err != nil {
			return err
		}
		return ErrNotDraft
	}
	pieces, err := s.pieceRecords(ctx, bson.D{{Key: "dossierId", Value: id}})
	if err != nil {
		return err
	}
	for _, piece := range pieces {
		if err := s.erase(ctx, piece.ID); err != nil {
			return err
		}
	}
	var record dossierRecord
	err = s.dossiers.FindOneAndDelete(ctx, bson.D{{Key: "_id", Value: id}}).Decode(&record)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil // another attempt was first
	}
	if err != nil {
		return fmt.Errorf("delete dossier %s: %w", id, err)
	}
	return s.strikeDraft(ctx, record.School, id)
}
