package cases

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// registrationDocument is one line of the register. Its id is the case, so that a case has one number; the number has
// a unique index, so that a number has one case.
type registrationDocument struct {
	CaseID      string `bson:"_id"`
	Number      string `bson:"number"`
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
	for {
		number, err := s.assigned(ctx, line.CaseID)
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

// assigned is the number the case has; empty when it has none.
func (s *MongoStore) assigned(ctx context.Context, caseID string) (string, error) {
	var line registrationDocument
	err := s.register.FindOne(ctx, byID(caseID)).Decode(&line)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("look up the TLV number of case %s: %w", caseID, err)
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
		CaseID: r.CaseID, Number: r.Number, Applicant: r.ApplicantSchoolID, Receiver: r.ReceivingSchoolID,
		Destination: r.Destination, Category: r.Category, Extent: r.Extent,
		ValidFrom: r.ValidFrom, ValidUntil: r.ValidUntil, DecidedOn: r.DecidedOn,
	}
}

func (d registrationDocument) registration() Registration {
	return Registration{
		CaseID: d.CaseID, Number: d.Number, ApplicantSchoolID: d.Applicant, ReceivingSchoolID: d.Receiver,
		Destination: d.Destination, Category: d.Category, Extent: d.Extent,
		ValidFrom: d.ValidFrom, ValidUntil: d.ValidUntil, DecidedOn: d.DecidedOn,
	}
}
