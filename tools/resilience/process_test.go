package resilience

import (
	"context"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/tlv"
	"traject.nl/proto/keyring"
	"traject.nl/services/cases"
	"traject.nl/services/platform/temporal"
	"traject.nl/tools/stack"
)

// checkProcess: the process itself knows what the record shows, and its history has every act accepted once.
func (s *story) checkProcess(t *testing.T) {
	t.Helper()
	engine := s.machine.engine(t)
	state, err := tlv.Client{Temporal: engine}.State(t.Context(), s.dossier)
	if err != nil {
		t.Fatal(err)
	}
	record := s.record(t)
	if state.GetVersion() != record.View.GetVersion() || len(state.GetUnwritten()) > 0 {
		t.Errorf("the process is at version %d with %d lines unwritten, the record at %d",
			state.GetVersion(), len(state.GetUnwritten()), record.View.GetVersion())
	}
	if !proto.Equal(state.GetFacts(), record.View.GetTlv()) {
		t.Errorf("the process knows %v, the record shows %v", state.GetFacts(), record.View.GetTlv())
	}
	if !slices.EqualFunc(state.GetTasks(), record.View.GetTasks(), equal) || !slices.EqualFunc(state.GetTerms(), record.View.GetTerms(), equal) {
		t.Errorf("tasks or terms of the process are not those of the record: %v %v", state, record.View)
	}
	if !slices.Equal(state.GetParties(), record.View.GetParties()) {
		t.Errorf("parties of the process are %v, of the record %v", state.GetParties(), record.View.GetParties())
	}
	s.checkHistory(t, engine)
}

func equal[M proto.Message](one, other M) bool { return proto.Equal(one, other) }

// checkHistory: the accepted updates are the acts of the story, each once and each answered.
func (s *story) checkHistory(t *testing.T, engine client.Client) {
	t.Helper()
	var accepted, acts []string
	answered := map[string]bool{}
	events := engine.GetWorkflowHistory(t.Context(), tlv.WorkflowID(s.dossier), "", false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		if err != nil {
			t.Fatal(err)
		}
		if update := event.GetWorkflowExecutionUpdateAcceptedEventAttributes(); update != nil {
			accepted = append(accepted, update.GetAcceptedRequest().GetInput().GetName())
		}
		if update := event.GetWorkflowExecutionUpdateCompletedEventAttributes(); update != nil {
			s.checkAnswer(t, update, answered)
		}
	}
	for _, act := range s.accepted {
		acts = append(acts, string(act.act))
	}
	if !slices.Equal(accepted, acts) {
		t.Errorf("the history has accepted %v, want %v", accepted, acts)
	}
	if len(answered) != len(acts) {
		t.Errorf("%d acts are answered in the history, want %d", len(answered), len(acts))
	}
}

func (s *story) checkAnswer(t *testing.T, update *historypb.WorkflowExecutionUpdateCompletedEventAttributes, answered map[string]bool) {
	t.Helper()
	id := update.GetMeta().GetUpdateId()
	if answered[id] {
		t.Errorf("update %s is answered twice", id)
	}
	answered[id] = true
	if failed := update.GetOutcome().GetFailure(); failed != nil {
		t.Errorf("update %s failed: %s", id, failed.GetMessage())
	}
}

// engine connects to the Temporal server of the program, with its keys.
func (m *machine) engine(t *testing.T) client.Client {
	t.Helper()
	keys, err := keyring.Load(m.keys("payloads"))
	if err != nil {
		t.Fatal(err)
	}
	engine, err := temporal.Dial(t.Context(), temporal.Config{Address: m.Temporal, Namespace: stack.Namespace, Keys: keys, Identity: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(engine.Close)
	return engine
}

// record reads the case from the store, past the service.
func (s *story) record(t *testing.T) cases.Record {
	t.Helper()
	kept, err := cases.NewMongoStore(t.Context(), s.machine.database(t, "cases"))
	if err != nil {
		t.Fatal(err)
	}
	record, err := kept.Case(t.Context(), s.dossier)
	if err != nil {
		t.Fatal(err)
	}
	return record
}

// checkContent: what was sent is stored once, also the parts of a file that was on its way when the program died.
func (s *story) checkContent(t *testing.T) {
	t.Helper()
	database := s.machine.database(t, "documents")
	uploads := map[string]string{}
	eachDocument(t, database.Collection("pieces"), func(piece storedPiece) { uploads[piece.ID] = piece.Upload })
	eachDocument(t, database.Collection("chunks"), func(chunk storedChunk) {
		if upload, known := uploads[chunk.PieceID]; !known || chunk.Upload != upload {
			t.Errorf("part %d of upload %s of piece %s is left over", chunk.Index, chunk.Upload, chunk.PieceID)
		}
	})
}

type storedPiece struct {
	ID     string `bson:"_id"`
	Upload string `bson:"upload"`
}

type storedChunk struct {
	PieceID string `bson:"pieceId"`
	Upload  string `bson:"upload"`
	Index   int    `bson:"index"`
}

func eachDocument[D any](t *testing.T, collection *mongo.Collection, look func(D)) {
	t.Helper()
	cursor, err := collection.Find(t.Context(), bson.D{})
	if err != nil {
		t.Fatal(err)
	}
	var found []D
	if err := cursor.All(t.Context(), &found); err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Errorf("%s is empty", collection.Name())
	}
	for _, one := range found {
		look(one)
	}
}

// database opens a database of a service.
func (m *machine) database(t *testing.T, name string) *mongo.Database {
	t.Helper()
	store, err := mongo.Connect(options.Client().ApplyURI(m.Store))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Disconnect(context.WithoutCancel(t.Context())); err != nil {
			t.Log(err)
		}
	})
	return store.Database(name)
}
