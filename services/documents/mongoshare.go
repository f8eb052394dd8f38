package documents

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"traject.nl/proto/contract/party"
)

// sharingRecord is the sharing of a case beside the dossier's own one, as stored. The own one is in the dossier record itself.
type sharingRecord struct {
	Procedure  string        `bson:"procedure"`
	Parties    []party.Party `bson:"parties"`
	Version    int64         `bson:"version"`
	Announced  bool          `bson:"announced"`
	Closed     bool          `bson:"closed"`
	Objector   party.Party   `bson:"objector"`
	PapersOpen bool          `bson:"papersOpen"`
}

// beside are the other cases, by id.
func (r dossierRecord) beside() []Sharing {
	var all []Sharing
	for id, s := range r.Beside {
		all = append(all, Sharing{
			CaseID: id, Procedure: s.Procedure, Parties: s.Parties, Version: s.Version, Announced: s.Announced, Closed: s.Closed,
			Objector: s.Objector, PapersOpen: s.PapersOpen,
		})
	}
	slices.SortFunc(all, func(a, b Sharing) int { return cmp.Compare(a.CaseID, b.CaseID) })
	return all
}

// Share implements Store.
func (s *MongoStore) Share(ctx context.Context, id string, sharing Sharing) error {
	record, _, err := s.open(ctx, id)
	if err != nil {
		return err
	}
	switch {
	case record.State == Draft:
		return ErrOtherCase
	case record.CaseID == sharing.CaseID:
		err = s.shareOwn(ctx, id, sharing)
	case sharing.ComesBeside():
		err = s.shareBeside(ctx, id, sharing)
	default:
		return ErrOtherCase
	}
	if err != nil {
		return fmt.Errorf("share dossier %s with case %s: %w", id, sharing.CaseID, err)
	}
	return nil
}

func (s *MongoStore) shareOwn(ctx context.Context, id string, sharing Sharing) error {
	state := Submitted
	if sharing.Closed {
		state = Closed
	}
	_, err := s.dossiers.UpdateOne(ctx,
		bson.D{{Key: "_id", Value: id}, {Key: "version", Value: bson.D{{Key: "$lte", Value: sharing.Version}}}},
		bson.D{{Key: "$set", Value: bson.D{
			{Key: "parties", Value: sharing.Parties}, {Key: "version", Value: sharing.Version}, {Key: "state", Value: state},
			{Key: "advicesFinal", Value: sharing.AdvicesFinal}, {Key: "announced", Value: sharing.Announced},
		}}})
	return err
}

func (s *MongoStore) shareBeside(ctx context.Context, id string, sharing Sharing) error {
	field := "beside." + sharing.CaseID
	_, err := s.dossiers.UpdateOne(ctx,
		bson.D{{Key: "_id", Value: id}, {Key: "$or", Value: bson.A{
			bson.D{{Key: field, Value: bson.D{{Key: "$exists", Value: false}}}},
			bson.D{{Key: field + ".version", Value: bson.D{{Key: "$lte", Value: sharing.Version}}}},
		}}},
		bson.D{{Key: "$set", Value: bson.D{{Key: field, Value: sharingRecord{
			Procedure: sharing.Procedure, Parties: sharing.Parties, Version: sharing.Version, Announced: sharing.Announced,
			Closed: sharing.Closed, Objector: sharing.Objector, PapersOpen: sharing.PapersOpen,
		}}}}})
	return err
}
