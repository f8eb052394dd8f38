package cases

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"google.golang.org/protobuf/proto"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
)

// caseDocument is a case in the store. View and Timeline are the messages of the contract, so that nothing the
// processes say is lost; the selectors are copies that lists select and sort on.
type caseDocument struct {
	ID        string    `bson:"_id"`
	Version   int64     `bson:"version"`
	Selectors selectors `bson:",inline"`
	View      []byte    `bson:"view"`
	// Timeline is a ProjectRequest with entries only.
	Timeline []byte `bson:"timeline"`
}

// selectors are the copies.
type selectors struct {
	// Edition of this list of copies: a case that has an older one gets them anew when the service starts.
	Edition      int       `bson:"selectors"`
	Procedure    string    `bson:"procedure"`
	Phase        string    `bson:"phase"`
	Closed       bool      `bson:"closed"`
	Parties      []string  `bson:"parties"`
	OpenFor      []string  `bson:"openFor"`
	Told         []string  `bson:"told"`
	Escalations  []string  `bson:"escalations"`
	About        []string  `bson:"about"`
	Dossier      string    `bson:"dossier"`
	Schools      []string  `bson:"schools"`
	Municipality string    `bson:"municipality"`
	Running      bool      `bson:"running"`
	Defaulted    bool      `bson:"defaulted"`
	Applicant    string    `bson:"applicant"`
	Receiver     string    `bson:"receiver"`
	NextOn       string    `bson:"nextOn"`
	ReceivedAt   time.Time `bson:"receivedAt"`
	Policy       string    `bson:"policy"`
}

// edition of the selectors; one higher each time that something is added to them.
const edition = 4

func selectorsOf(view *casesv1.View) selectors {
	return selectors{
		Edition: edition, Procedure: view.GetProcedure(), Phase: view.GetPhase(), Closed: view.GetClosed(),
		Parties: append([]string{}, view.GetParties()...), OpenFor: OpenFor(view), Told: Told(view),
		Escalations: Escalations(view), About: append([]string{}, view.GetAboutCaseIds()...),
		Dossier: view.GetDossierId(), Schools: SchoolsOf(view), Municipality: view.GetMunicipalityId(),
		Running: HasRunningTerm(view), Defaulted: HasPenalty(view),
		Applicant: view.GetApplicantSchoolId(), Receiver: view.GetReceivingSchoolId(), NextOn: NextOn(view),
		ReceivedAt: view.GetReceivedAt().AsTime(), Policy: view.GetPolicyVersion(),
	}
}

// renewEvery is how often it is looked for cases that an older release wrote: while a new one is rolled out, the old one still works.
const renewEvery = 10 * time.Minute

// KeepRenewed renews the copies every so often, until the context ends.
func (s *MongoStore) KeepRenewed(ctx context.Context) error {
	ticker := time.NewTicker(renewEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			if err := s.renewSelectors(ctx); err != nil && ctx.Err() == nil {
				slog.WarnContext(ctx, "cases that an older release wrote may be missing from lists; the next look tries again", "error", err)
			}
		}
	}
}

// renewSelectors gives the cases that an older release wrote the copies that it did not know. What a newer release wrote has more, and stays.
func (s *MongoStore) renewSelectors(ctx context.Context) error {
	old := bson.D{{Key: "selectors", Value: bson.D{{Key: "$not", Value: bson.D{{Key: "$gte", Value: edition}}}}}}
	cursor, err := s.cases.Find(ctx, old, options.Find().SetProjection(bson.D{{Key: "timeline", Value: 0}}))
	if err != nil {
		return fmt.Errorf("find cases of an older release: %w", err)
	}
	var documents []caseDocument
	if err := cursor.All(ctx, &documents); err != nil {
		return fmt.Errorf("read cases of an older release: %w", err)
	}
	for _, document := range documents {
		view := &casesv1.View{}
		if err := proto.Unmarshal(document.View, view); err != nil {
			return fmt.Errorf("decode case %s: %w", document.ID, err)
		}
		// A case that is written meanwhile gets its selectors by that.
		same := bson.D{{Key: "_id", Value: document.ID}, {Key: "version", Value: document.Version}}
		if _, err := s.cases.UpdateOne(ctx, same, bson.D{{Key: "$set", Value: selectorsOf(view)}}); err != nil {
			return fmt.Errorf("renew case %s: %w", document.ID, err)
		}
	}
	return nil
}

func in(values []string) bson.D { return bson.D{{Key: "$in", Value: values}} }

// caseFilter selects on the copies only, so that a list never reads what it does not show.
func caseFilter(q CaseQuery) bson.D {
	filter := bson.D{}
	if q.Told != nil {
		filter = append(filter, bson.E{Key: "told", Value: in(q.Told)})
	}
	if q.Parties != nil || q.Told == nil && !q.Everyone {
		filter = append(filter, bson.E{Key: "parties", Value: in(append([]string{}, q.Parties...))})
	}
	if q.Escalation != "" {
		filter = append(filter, bson.E{Key: "escalations", Value: q.Escalation})
	}
	filter = append(filter, caseFilterByName(q)...)
	if q.Due {
		filter = append(filter, bson.E{Key: "nextOn", Value: bson.D{{Key: "$lt", Value: noDate}}})
	}
	if q.Running {
		filter = append(filter, bson.E{Key: "running", Value: true})
	}
	if q.Defaulted {
		filter = append(filter, bson.E{Key: "defaulted", Value: true})
	}
	if q.Procedure != "" {
		filter = append(filter, bson.E{Key: "procedure", Value: q.Procedure})
	}
	return append(filter, caseFilterByPart(q)...)
}

// caseFilterByName selects by the ids of the cases themselves, of those that they are about, and of their dossiers.
func caseFilterByName(q CaseQuery) bson.D {
	filter, ways := bson.D{}, bson.A{}
	for _, named := range []struct {
		key    string
		values []string
	}{{"_id", q.IDs}, {"about", q.About}, {"dossier", q.Dossiers}} {
		if named.values != nil {
			way := bson.E{Key: named.key, Value: in(named.values)}
			filter, ways = append(filter, way), append(ways, bson.D{way})
		}
	}
	if q.Either {
		return bson.D{{Key: "$and", Value: bson.A{bson.D{{Key: "$or", Value: ways}}}}}
	}
	return filter
}

// caseFilterByPart selects by where the case stands and by the parts of schools in it.
func caseFilterByPart(q CaseQuery) bson.D {
	filter := bson.D{}
	if q.OpenFor != nil {
		filter = append(filter, bson.E{Key: "openFor", Value: in(q.OpenFor)})
	} else if q.AnyOpen {
		filter = append(filter, bson.E{Key: "openFor", Value: bson.D{{Key: "$ne", Value: bson.A{}}}})
	}
	if q.Phase != "" {
		filter = append(filter, bson.E{Key: "phase", Value: q.Phase})
	}
	if q.Closed != nil {
		filter = append(filter, bson.E{Key: "closed", Value: *q.Closed})
	}
	if q.Applicant != nil {
		filter = append(filter, bson.E{Key: "applicant", Value: in(q.Applicant)})
	}
	if q.Receiver != nil {
		filter = append(filter, bson.E{Key: "receiver", Value: in(q.Receiver)})
	}
	if q.School != "" {
		filter = append(filter, bson.E{Key: "schools", Value: q.School})
	}
	if q.Municipality != "" {
		filter = append(filter, bson.E{Key: "municipality", Value: q.Municipality})
	}
	if q.After != nil {
		filter = append(filter, bson.E{Key: "$or", Value: bson.A{
			bson.D{{Key: "nextOn", Value: bson.D{{Key: "$gt", Value: q.After.NextOn}}}},
			bson.D{{Key: "nextOn", Value: q.After.NextOn}, {Key: "_id", Value: bson.D{{Key: "$gt", Value: q.After.CaseID}}}},
		}})
	}
	return filter
}

func toDocument(r Record) (caseDocument, error) {
	view, err := proto.Marshal(r.View)
	if err != nil {
		return caseDocument{}, fmt.Errorf("encode case %s: %w", r.View.GetCaseId(), err)
	}
	timeline, err := proto.Marshal(&casesv1.ProjectRequest{Entries: r.Timeline})
	if err != nil {
		return caseDocument{}, fmt.Errorf("encode timeline of case %s: %w", r.View.GetCaseId(), err)
	}
	return caseDocument{
		ID: r.View.GetCaseId(), Version: r.View.GetVersion(), Selectors: selectorsOf(r.View), View: view, Timeline: timeline,
	}, nil
}

func (d caseDocument) record() (Record, error) {
	view, timeline := &casesv1.View{}, &casesv1.ProjectRequest{}
	if err := proto.Unmarshal(d.View, view); err != nil {
		return Record{}, fmt.Errorf("decode case %s: %w", d.ID, err)
	}
	if err := proto.Unmarshal(d.Timeline, timeline); err != nil {
		return Record{}, fmt.Errorf("decode timeline of case %s: %w", d.ID, err)
	}
	return Record{View: view, Timeline: timeline.GetEntries()}, nil
}
