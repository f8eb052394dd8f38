package documents

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"traject.nl/proto/contract/party"
)

// sharingRecord is the sharing of a case beside the dossier's own one, as stored. The own one is in the dossier record itself.
type sharingRecord struct {
	Procedure    string        `bson:"procedure"`
	Parties      []party.Party `bson:"parties"`
	Version      int64         `bson:"version"`
	AdvicesFinal bool          `bson:"advicesFinal,omitempty"`
	Announced    bool          `bson:"announced"`
	Closed       bool          `bson:"closed"`
	Objector     party.Party   `bson:"objector"`
	PapersOpen   bool          `bson:"papersOpen"`
	Origin       party.Party   `bson:"origin,omitempty"`
	Host         party.Party   `bson:"host,omitempty"`
	Target       party.Party   `bson:"target,omitempty"`
	Consented    bool          `bson:"consented,omitempty"`
	Since        time.Time     `bson:"since,omitempty"`
}

func recordSharing(s Sharing) sharingRecord {
	return sharingRecord{
		Procedure: s.Procedure, Parties: s.Parties, Version: s.Version, AdvicesFinal: s.AdvicesFinal, Announced: s.Announced, Closed: s.Closed,
		Objector: s.Objector, PapersOpen: s.PapersOpen, Origin: s.Origin, Host: s.Host, Target: s.Target, Consented: s.Consented, Since: s.Since,
	}
}

func (r sharingRecord) sharing(caseID string) Sharing {
	return Sharing{
		CaseID: caseID, Procedure: r.Procedure, Parties: r.Parties, Version: r.Version, AdvicesFinal: r.AdvicesFinal, Announced: r.Announced,
		Closed: r.Closed, Objector: r.Objector, PapersOpen: r.PapersOpen, Origin: r.Origin, Host: r.Host, Target: r.Target,
		Consented: r.Consented, Since: utc(r.Since),
	}
}

// utc reads a time as it was written; one that was never written stays zero.
func utc(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC()
}

// beside are the other cases, in the order in which they came.
func (r dossierRecord) beside() []Sharing {
	var all []Sharing
	for id, s := range r.Beside {
		all = append(all, s.sharing(id))
	}
	InOrder(all)
	return all
}

// Share implements Store.
func (s *MongoStore) Share(ctx context.Context, id string, sharing Sharing) error {
	record, _, err := s.open(ctx, id)
	if err != nil {
		return err
	}
	_, admitted := record.Admitted[sharing.CaseID]
	switch {
	case record.State == Draft:
		return ErrOtherCase
	case record.CaseID == sharing.CaseID:
		err = s.shareOwn(ctx, id, sharing)
	case admitted || sharing.ComesByItself():
		if known, there := record.Beside[sharing.CaseID]; there {
			sharing.Since = utc(known.Since)
		}
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
			{Key: "origin", Value: sharing.Origin}, {Key: "host", Value: sharing.Host}, {Key: "target", Value: sharing.Target},
			{Key: "consented", Value: sharing.Consented},
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
		bson.D{{Key: "$set", Value: bson.D{{Key: field, Value: recordSharing(sharing)}}}})
	return err
}
