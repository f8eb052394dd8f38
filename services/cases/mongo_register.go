package cases

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// registrationDocument is one line of the register. Its id is the case, and for a decision that replaces another also
// the number that it replaces, so that a decision has one number; the number has a unique index, so that a number has
// one decision.
type registrationDocument struct {
	ID     string `bson:"_id"`
	Number string `bson:"number"`
	// CaseID is empty in lines of the first release: then the id is the case.
	CaseID      string `bson:"caseId"`
	Replaces    string `bson:"replaces,omitempty"`
	ReplacedBy  string `bson:"replacedBy,omitempty"`
	EndedOn     string `bson:"endedOn,omitempty"`
	Applicant   string `bson:"applicant"`
	Receiver    string `bson:"receiver"`
	Destination string `bson:"destination"`
	Category    string `bson:"category,omitempty"`
	Extent      string `bson:"extent"`
	ValidFrom   string `bson:"validFrom"`
	ValidUntil  string `bson:"validUntil"`
	DecidedOn   string `bson:"decidedOn"`
}

// Assign implements TLVRegister. A count that was taken and not registered (a crash in between) is skipped for ever:
// a hole in the numbers is harmless, a number given twice is not.
func (s *MongoStore) Assign(ctx context.Context, line Registration, pattern string) (string, error) {
	if line.Replaces == "" {
		return s.registered(ctx, line, pattern)
	}
	known, err := s.register.CountDocuments(ctx, byNumber(line.Replaces))
	if err != nil {
		return "", fmt.Errorf("look up %s: %w", line.Replaces, err)
	}
	if known == 0 {
		return "", fmt.Errorf("replace %s: %w", line.Replaces, ErrNoNumber)
	}
	number, err := s.registered(ctx, line, pattern)
	if err != nil {
		return "", err
	}
	return number, s.End(ctx, line.Replaces, number, line.DecidedOn)
}

func byNumber(number string) bson.D { return bson.D{{Key: "number", Value: number}} }

// End implements TLVRegister.
func (s *MongoStore) End(ctx context.Context, number, replacedBy, on string) error {
	standing := bson.D{{Key: "number", Value: number}, {Key: "endedOn", Value: bson.D{{Key: "$exists", Value: false}}}}
	set := bson.D{{Key: "$set", Value: bson.D{{Key: "endedOn", Value: on}, {Key: "replacedBy", Value: replacedBy}}}}
	if _, err := s.register.UpdateOne(ctx, standing, set); err != nil {
		return fmt.Errorf("mark %s as ended: %w", number, err)
	}
	return nil
}

// registered writes a line, and gives the number it has.
func (s *MongoStore) registered(ctx context.Context, line Registration, pattern string) (string, error) {
	for {
		number, err := s.assigned(ctx, line.key())
		if err != nil || number != "" {
			return number, err
		}
		count, err := s.nextCount(ctx)
		if err != nil {
			return "", err
		}
		line.Number = fmt.Sprintf(pattern, count)
		_, err = s.register.InsertOne(ctx, toRegistrationDocument(line))
		if err == nil {
			return line.Number, nil
		}
		// Either the case got its number meanwhile, or the number was given before: look again.
		if !mongo.IsDuplicateKeyError(err) {
			return "", fmt.Errorf("register %s for case %s: %w", line.Number, line.CaseID, err)
		}
	}
}

// assigned is the number that a decision has; empty when it has none.
func (s *MongoStore) assigned(ctx context.Context, key string) (string, error) {
	var line registrationDocument
	err := s.register.FindOne(ctx, byID(key)).Decode(&line)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("look up the TLV number of %s: %w", key, err)
	}
	return line.Number, nil
}

func (s *MongoStore) nextCount(ctx context.Context) (int64, error) {
	var counter struct {
		Count int64 `bson:"count"`
	}
	increment := bson.D{{Key: "$inc", Value: bson.D{{Key: "count", Value: int64(1)}}}}
	after := options.FindOneAndUpdate().SetUpsert(true).SetReturnDocument(options.After)
	for {
		err := s.counters.FindOneAndUpdate(ctx, byID("tlv"), increment, after).Decode(&counter)
		// Two first increments at once: one of them inserts, the other finds it there.
		if mongo.IsDuplicateKeyError(err) {
			continue
		}
		if err != nil {
			return 0, fmt.Errorf("count TLV numbers: %w", err)
		}
		return counter.Count, nil
	}
}

// Registrations implements TLVRegister.
func (s *MongoStore) Registrations(ctx context.Context, q RegisterQuery) ([]Registration, error) {
	filter := bson.D{}
	if q.Year != "" {
		filter = append(filter, bson.E{Key: "decidedOn", Value: bson.D{
			{Key: "$gte", Value: q.Year + "-01-01"}, {Key: "$lte", Value: q.Year + "-12-31"},
		}})
	}
	if q.School != "" {
		filter = append(filter, bson.E{Key: "$or", Value: bson.A{
			bson.D{{Key: "applicant", Value: q.School}}, bson.D{{Key: "receiver", Value: q.School}},
		}})
	}
	cursor, err := s.register.Find(ctx, filter, options.Find().SetSort(bson.D{{Key: "number", Value: -1}}))
	if err != nil {
		return nil, fmt.Errorf("list the TLV register: %w", err)
	}
	var documents []registrationDocument
	if err := cursor.All(ctx, &documents); err != nil {
		return nil, fmt.Errorf("list the TLV register: %w", err)
	}
	lines := make([]Registration, len(documents))
	for i, d := range documents {
		lines[i] = d.registration()
	}
	return lines, nil
}

func toRegistrationDocument(r Registration) registrationDocument {
	return registrationDocument{
		ID: r.key(), Number: r.Number, CaseID: r.CaseID, Replaces: r.Replaces, Applicant: r.ApplicantSchoolID, Receiver: r.ReceivingSchoolID,
		Destination: r.Destination, Category: r.Category, Extent: r.Extent,
		ValidFrom: r.ValidFrom, ValidUntil: r.ValidUntil, DecidedOn: r.DecidedOn,
	}
}

func (d registrationDocument) registration() Registration {
	return Registration{
		CaseID: cmp.Or(d.CaseID, d.ID), Number: d.Number, Replaces: d.Replaces, ReplacedBy: d.ReplacedBy, EndedOn: d.EndedOn,
		ApplicantSchoolID: d.Applicant, ReceivingSchoolID: d.Receiver,
		Destination: d.Destination, Category: d.Category, Extent: d.Extent,
		ValidFrom: d.ValidFrom, ValidUntil: d.ValidUntil, DecidedOn: d.DecidedOn,
	}
}
