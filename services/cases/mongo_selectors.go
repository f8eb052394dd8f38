package cases

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"google.golang.org/protobuf/proto"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
)

// caseDocument is a case in the store. View and Timeline are the messages of the contract, so that nothing the
// processes say is lost; the selectors are copies of what lists select and sort on.
type caseDocument struct {
	ID        string    `bson:"_id"`
	Version   int64     `bson:"version"`
	Selectors selectors `bson:",inline"`
	View      []byte    `bson:"view"`
	// Timeline is a ProjectRequest with entries only.
	Timeline []byte `bson:"timeline"`
}

// selectors are the copies. Lists have them in memory; in the store they are for the reconciliation, and for a release of before the overview that
// runs beside this one.
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

// renew gives a case that an older release wrote the copies that it did not know. What a newer release wrote has more, and stays. A case that is
// written meanwhile gets its copies by that.
func (s *MongoStore) renew(ctx context.Context, document caseDocument, made *row) error {
	if document.Selectors.Edition >= edition {
		return nil
	}
	same := bson.D{{Key: "_id", Value: document.ID}, {Key: "version", Value: document.Version}}
	if _, err := s.cases.UpdateOne(ctx, same, bson.D{{Key: "$set", Value: made.selectors}}); err != nil {
		return fmt.Errorf("renew case %s: %w", document.ID, err)
	}
	return nil
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

// row of the case in the overview.
func (d caseDocument) row() (*row, error) {
	view := &casesv1.View{}
	if err := proto.Unmarshal(d.View, view); err != nil {
		return nil, fmt.Errorf("decode case %s: %w", d.ID, err)
	}
	return newRow(view, d.View), nil
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
