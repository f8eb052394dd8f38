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
)

// mergeRecord is a merge as stored. Reason is sealed with the key of the first dossier. A merge that was undone stays, with who undid it.
type mergeRecord struct {
	ID       string    `bson:"_id"`
	First    string    `bson:"first"`
	Second   string    `bson:"second"`
	Reason   []byte    `bson:"reason"`
	By       whoRecord `bson:"by"`
	At       time.Time `bson:"at"`
	Undone   bool      `bson:"undone"`
	UndoneBy whoRecord `bson:"undoneBy,omitempty"`
	UndoneAt time.Time `bson:"undoneAt,omitempty"`
}

type placeRecord struct {
	Place  string    `bson:"_id"`
	CaseID string    `bson:"caseId"`
	At     time.Time `bson:"at"`
}

// pupilRecord is which dossiers have the hash of a pupil. It has its own collection, to be found by its id.
type pupilRecord struct {
	Pupil    string   `bson:"_id"`
	Dossiers []string `bson:"dossiers"`
}

// KnowPupil implements Store. The dossier comes last: when that is not reached, it still counts as nameless.
func (s *MongoStore) KnowPupil(ctx context.Context, dossierID, pupil string) error {
	if _, _, err := s.open(ctx, dossierID); err != nil {
		return err
	}
	if err := s.indexPupil(ctx, dossierID, pupil); err != nil {
		return err
	}
	if _, err := s.dossiers.UpdateOne(ctx, bson.D{{Key: "_id", Value: dossierID}}, bson.D{addToSet("pupil", pupil)}); err != nil {
		return fmt.Errorf("remember the pupil of dossier %s: %w", dossierID, err)
	}
	return nil
}

// indexPupil makes that a dossier is found by the hash of its pupil.
func (s *MongoStore) indexPupil(ctx context.Context, dossierID, pupil string) error {
	if pupil == "" {
		return nil
	}
	if err := enlist(ctx, s.pupils, pupil, "dossiers", dossierID); err != nil {
		return fmt.Errorf("index the pupil of dossier %s: %w", dossierID, err)
	}
	return nil
}

// Nameless implements Store.
func (s *MongoStore) Nameless(ctx context.Context) ([]Dossier, error) {
	cursor, err := s.dossiers.Find(ctx, bson.D{
		{Key: "pupil", Value: bson.D{{Key: "$exists", Value: false}}}, {Key: "state", Value: bson.D{{Key: "$ne", Value: Draft}}}})
	if err != nil {
		return nil, fmt.Errorf("find dossiers without a hash of the pupil: %w", err)
	}
	return s.all(ctx, cursor)
}

// DossiersOf implements Store.
func (s *MongoStore) DossiersOf(ctx context.Context, pupils ...string) ([]Dossier, error) {
	found := []Dossier{}
	for _, pupil := range pupils {
		var known pupilRecord
		err := s.pupils.FindOne(ctx, bson.D{{Key: "_id", Value: pupil}}).Decode(&known)
		if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
			return nil, fmt.Errorf("find the dossiers of a pupil: %w", err)
		}
		for _, id := range known.Dossiers {
			if slices.ContainsFunc(found, func(d Dossier) bool { return d.ID == id }) {
				continue
			}
			d, err := s.Dossier(ctx, id)
			if errors.Is(err, ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			if d.State != Draft { // one that is just being submitted
				found = append(found, d)
			}
		}
	}
	slices.SortFunc(found, func(a, b Dossier) int { return a.CreatedAt.Compare(b.CreatedAt) })
	return found, nil
}

// AddMerge implements Store.
func (s *MongoStore) AddMerge(ctx context.Context, m Merge) error {
	_, key, err := s.open(ctx, m.Dossiers[0])
	if err != nil {
		return err
	}
	_, err = s.merges.InsertOne(ctx, mergeRecord{
		ID: m.ID, First: m.Dossiers[0], Second: m.Dossiers[1], Reason: key.seal([]byte(m.Reason), reasonPlace(m.ID)), By: whoRecord(m.By), At: m.At,
	})
	if err != nil && !mongo.IsDuplicateKeyError(err) {
		return fmt.Errorf("keep merge %s: %w", m.ID, err)
	}
	return nil
}

// UndoMerge implements Store.
func (s *MongoStore) UndoMerge(ctx context.Context, id string, by Who, at time.Time) error {
	undone, err := s.merges.UpdateOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "undone", Value: false}},
		bson.D{{Key: "$set", Value: bson.D{
			{Key: "undone", Value: true}, {Key: "undoneBy", Value: whoRecord(by)}, {Key: "undoneAt", Value: at},
		}}})
	if err != nil {
		return fmt.Errorf("undo merge %s: %w", id, err)
	}
	if undone.MatchedCount == 0 {
		return ErrNotFound
	}
	return nil
}

// Merges implements Store.
func (s *MongoStore) Merges(ctx context.Context, dossierIDs ...string) ([]Merge, error) {
	among := bson.D{{Key: "$in", Value: dossierIDs}}
	cursor, err := s.merges.Find(ctx,
		bson.D{{Key: "undone", Value: false}, {Key: "$or", Value: bson.A{bson.D{{Key: "first", Value: among}}, bson.D{{Key: "second", Value: among}}}}},
		options.Find().SetSort(bson.D{{Key: "at", Value: 1}, {Key: "_id", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("list merges: %w", err)
	}
	var records []mergeRecord
	if err := cursor.All(ctx, &records); err != nil {
		return nil, fmt.Errorf("list merges: %w", err)
	}
	all := make([]Merge, len(records))
	for i, r := range records {
		_, key, err := s.open(ctx, r.First)
		if err != nil {
			return nil, err
		}
		reason, err := key.open(r.Reason, reasonPlace(r.ID))
		if err != nil {
			return nil, err
		}
		all[i] = Merge{ID: r.ID, Dossiers: [2]string{r.First, r.Second}, Reason: string(reason), By: Who(r.By), At: r.At.UTC()}
	}
	return all, nil
}

// Hold implements Store: the unique _id decides who was first.
func (s *MongoStore) Hold(ctx context.Context, h Holding) (Holding, error) {
	for {
		_, err := s.places.InsertOne(ctx, placeRecord(h))
		if err == nil {
			return h, nil
		}
		if !mongo.IsDuplicateKeyError(err) {
			return Holding{}, fmt.Errorf("hold a place for case %s: %w", h.CaseID, err)
		}
		var holder placeRecord
		err = s.places.FindOne(ctx, bson.D{{Key: "_id", Value: h.Place}}).Decode(&holder)
		if err == nil {
			return Holding{holder.Place, holder.CaseID, holder.At.UTC()}, nil
		}
		if !errors.Is(err, mongo.ErrNoDocuments) {
			return Holding{}, fmt.Errorf("read who holds a place: %w", err)
		}
	}
}

// LetGo implements Store.
func (s *MongoStore) LetGo(ctx context.Context, place, caseID string) error {
	if _, err := s.places.DeleteOne(ctx, bson.D{{Key: "_id", Value: place}, {Key: "caseId", Value: caseID}}); err != nil {
		return fmt.Errorf("free a place of case %s: %w", caseID, err)
	}
	return nil
}
