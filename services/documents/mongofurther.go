package documents

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"traject.nl/proto/contract/party"
)

// admissionRecord is an admission as stored.
type admissionRecord struct {
	Procedure string      `bson:"procedure"`
	Applicant party.Party `bson:"applicant"`
	From      string      `bson:"from,omitempty"`
	Along     []string    `bson:"along,omitempty"`
	At        time.Time   `bson:"at"`
}

// furtherRecord is an application for a next TLV as stored. Form is sealed with the key of the dossier.
type furtherRecord struct {
	From      string      `bson:"from"`
	School    party.Party `bson:"school"`
	Submitted bool        `bson:"submitted"`
	Form      []byte      `bson:"form"`
	ETag      string      `bson:"etag"`
	CreatedAt time.Time   `bson:"createdAt"`
	CreatedBy whoRecord   `bson:"createdBy"`
	UpdatedAt time.Time   `bson:"updatedAt"`
	UpdatedBy whoRecord   `bson:"updatedBy"`
}

func (r dossierRecord) admitted() map[string]Admission {
	all := map[string]Admission{}
	for id, a := range r.Admitted {
		all[id] = Admission{CaseID: id, Procedure: a.Procedure, Applicant: a.Applicant, FromCaseID: a.From, Along: a.Along, At: utc(a.At)}
	}
	return all
}

func (r dossierRecord) further(key dossierKey) (map[string]Further, error) {
	all := map[string]Further{}
	for id, f := range r.Further {
		form, err := key.open(f.Form, furtherPlace(r.ID, id))
		if err != nil {
			return nil, err
		}
		all[id] = Further{
			CaseID: id, From: f.From, School: f.School, Submitted: f.Submitted, Form: form, ETag: f.ETag,
			CreatedAt: f.CreatedAt.UTC(), CreatedBy: Who(f.CreatedBy), UpdatedAt: f.UpdatedAt.UTC(), UpdatedBy: Who(f.UpdatedBy),
		}
	}
	return all, nil
}

// Admit implements Store.
func (s *MongoStore) Admit(ctx context.Context, id, ifMatch string, a Admission, parties []party.Party) error {
	record, _, err := s.open(ctx, id)
	if err != nil {
		return err
	}
	if record.State == Draft {
		return ErrOtherCase
	}
	if err := s.indexPupil(ctx, id, a.Pupil); err != nil {
		return err
	}
	filter := bson.D{{Key: "_id", Value: id}, {Key: "admitted." + a.CaseID, Value: bson.D{{Key: "$exists", Value: false}}}}
	set := bson.D{
		{Key: "admitted." + a.CaseID, Value: admissionRecord{Procedure: a.Procedure, Applicant: a.Applicant, From: a.FromCaseID, Along: a.Along, At: a.At}},
		{Key: "beside." + a.CaseID, Value: recordSharing(Sharing{Procedure: a.Procedure, Parties: parties, Since: a.At})},
	}
	change := bson.D{}
	if a.Pupil != "" {
		change = append(change, addToSet("pupil", a.Pupil))
	}
	if f, there := record.Further[a.CaseID]; there {
		filter = append(filter, bson.E{Key: "further." + a.CaseID + ".etag", Value: ifMatch})
		set = append(set, bson.E{Key: "further." + a.CaseID + ".submitted", Value: true})
		change = append(change, bson.E{Key: "$pull", Value: bson.D{{Key: "drafting", Value: f.School}}})
	}
	changed, err := s.dossiers.UpdateOne(ctx, filter, append(change, bson.E{Key: "$set", Value: set}))
	if err != nil {
		return fmt.Errorf("admit case %s to dossier %s: %w", a.CaseID, id, err)
	}
	if changed.MatchedCount == 1 {
		return nil
	}
	if record, _, err = s.open(ctx, id); err != nil {
		return err
	}
	if _, admitted := record.Admitted[a.CaseID]; admitted {
		return nil
	}
	return ErrChanged
}

// AddFurther implements Store.
func (s *MongoStore) AddFurther(ctx context.Context, dossierID string, f Further) error {
	_, key, err := s.open(ctx, dossierID)
	if err != nil {
		return err
	}
	record := furtherRecord{
		From: f.From, School: f.School, Form: key.seal(f.Form, furtherPlace(dossierID, f.CaseID)), ETag: newID(pieceIDLength),
		CreatedAt: f.CreatedAt, CreatedBy: whoRecord(f.CreatedBy), UpdatedAt: f.UpdatedAt, UpdatedBy: whoRecord(f.UpdatedBy),
	}
	if err := s.enlistDraft(ctx, furtherOf, f.School, dossierID); err != nil {
		return err
	}
	added, err := s.dossiers.UpdateOne(ctx,
		bson.D{
			{Key: "_id", Value: dossierID}, {Key: "further." + f.CaseID, Value: bson.D{{Key: "$exists", Value: false}}},
			{Key: "drafting", Value: bson.D{{Key: "$ne", Value: f.School}}},
		},
		bson.D{
			{Key: "$set", Value: bson.D{{Key: "further." + f.CaseID, Value: record}}},
			{Key: "$push", Value: bson.D{{Key: "drafting", Value: f.School}}},
		})
	if err != nil {
		return fmt.Errorf("add application %s to dossier %s: %w", f.CaseID, dossierID, err)
	}
	if added.MatchedCount == 0 {
		return ErrExists
	}
	return nil
}

// SaveFurther implements Store.
func (s *MongoStore) SaveFurther(ctx context.Context, dossierID, caseID string, form []byte, ifMatch string, by Who, at time.Time) (string, error) {
	record, key, err := s.open(ctx, dossierID)
	if err != nil {
		return "", err
	}
	switch f, there := record.Further[caseID]; {
	case !there:
		return "", ErrNotFound
	case f.Submitted:
		return "", ErrNotDraft
	}
	etag, field := newID(pieceIDLength), "further."+caseID+"."
	saved, err := s.dossiers.UpdateOne(ctx,
		bson.D{{Key: "_id", Value: dossierID}, {Key: field + "submitted", Value: false}, {Key: field + "etag", Value: ifMatch}},
		bson.D{{Key: "$set", Value: bson.D{
			{Key: field + "form", Value: key.seal(form, furtherPlace(dossierID, caseID))}, {Key: field + "etag", Value: etag},
			{Key: field + "updatedAt", Value: at}, {Key: field + "updatedBy", Value: whoRecord(by)},
		}}})
	if err != nil {
		return "", fmt.Errorf("save application %s of dossier %s: %w", caseID, dossierID, err)
	}
	if saved.MatchedCount == 0 {
		return "", ErrChanged
	}
	return etag, nil
}

// DropFurther implements Store.
func (s *MongoStore) DropFurther(ctx context.Context, dossierID, caseID string) error {
	record, _, err := s.open(ctx, dossierID)
	if err != nil {
		return err
	}
	f, there := record.Further[caseID]
	switch {
	case !there:
		return ErrNotFound
	case f.Submitted:
		return ErrNotDraft
	}
	dropped, err := s.dossiers.UpdateOne(ctx,
		bson.D{{Key: "_id", Value: dossierID}, {Key: "further." + caseID + ".submitted", Value: false}},
		bson.D{
			{Key: "$unset", Value: bson.D{{Key: "further." + caseID, Value: ""}}},
			{Key: "$pull", Value: bson.D{{Key: "drafting", Value: f.School}}},
		})
	if err != nil {
		return fmt.Errorf("erase application %s of dossier %s: %w", caseID, dossierID, err)
	}
	if dropped.MatchedCount == 0 {
		return ErrNotDraft
	}
	return nil
}

// Drafting implements Store.
func (s *MongoStore) Drafting(ctx context.Context, school party.Party) ([]Dossier, error) {
	return s.draftsOf(ctx, furtherOf, school, func(r dossierRecord) bool { return slices.Contains(r.Drafting, school) })
}

// inAPath is the form of an id that can be part of the path of a field: what a caller sends for the id of a case becomes one.
var inAPath = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// DossierOfCase implements Store. Most dossiers have the id of their own case, so that is looked at first.
func (s *MongoStore) DossierOfCase(ctx context.Context, caseID string) (Dossier, error) {
	if !inAPath.MatchString(caseID) {
		return Dossier{}, ErrNotFound
	}
	for _, filter := range []bson.D{
		{{Key: "_id", Value: caseID}, {Key: "caseId", Value: caseID}},
		{{Key: "caseId", Value: caseID}},
		{{Key: "admitted." + caseID, Value: bson.D{{Key: "$exists", Value: true}}}},
		{{Key: "beside." + caseID, Value: bson.D{{Key: "$exists", Value: true}}}},
	} {
		var found struct {
			ID string `bson:"_id"`
		}
		err := s.dossiers.FindOne(ctx, filter, options.FindOne().SetProjection(bson.D{{Key: "_id", Value: 1}})).Decode(&found)
		if err == nil {
			return s.Dossier(ctx, found.ID)
		}
		if !errors.Is(err, mongo.ErrNoDocuments) {
			return Dossier{}, fmt.Errorf("find the dossier of case %s: %w", caseID, err)
		}
	}
	return Dossier{}, ErrNotFound
}
