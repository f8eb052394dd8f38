package evidence_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/evidence/evidencetest"
	"traject.nl/services/platform/mongo"
)

func TestALogInMemoryKeepsTheEvidence(t *testing.T) {
	evidencetest.Suite(t, func(*testing.T) func(*testing.T) evidence.Log {
		log := evidence.Memory("notifications")
		return func(*testing.T) evidence.Log { return log }
	})
}

// The real log is held to the suite when TRAJECT_TEST_MONGODB_URI names a server.
func TestALogOnMongoDBKeepsTheEvidence(t *testing.T) {
	uri := os.Getenv("TRAJECT_TEST_MONGODB_URI")
	if uri == "" {
		t.Log("TRAJECT_TEST_MONGODB_URI names no server: only the log in memory is tested here")
		return
	}
	evidencetest.Suite(t, func(t *testing.T) func(*testing.T) evidence.Log {
		db := database(t, uri)
		return func(t *testing.T) evidence.Log { return onMongo(t, db) }
	})
}

// A reader of all chains gets each of them whole, one after the other.
func TestAllChainsAreReadOneAfterTheOther(t *testing.T) {
	uri := os.Getenv("TRAJECT_TEST_MONGODB_URI")
	if uri == "" {
		t.Log("TRAJECT_TEST_MONGODB_URI names no server: there is nothing to read here")
		return
	}
	log := onMongo(t, database(t, uri))
	for _, at := range [][2]string{{"c2", "a"}, {"c1", "a"}, {"c2", "b"}, {"c10", "a"}} {
		if _, err := log.Append(t.Context(), entry(at[0], at[1])); err != nil {
			t.Fatal(err)
		}
	}
	var read []string
	for entries, err := range log.Chains(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if err := evidence.Verify(entries); err != nil {
			t.Error(err)
		}
		read = append(read, entries[0].CaseID+strings.Repeat("+", len(entries)))
	}
	if got := strings.Join(read, " "); got != "c1+ c10+ c2++" {
		t.Errorf("read %s", got)
	}
}

func onMongo(t *testing.T, db *mongo.Database) *evidence.MongoLog {
	t.Helper()
	log, err := evidence.NewMongoLog(t.Context(), db.Database, "notifications")
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func database(t *testing.T, uri string) *mongo.Database {
	t.Helper()
	db, err := mongo.Connect(t.Context(), uri, "evidence-test-"+strings.ToLower(bson.NewObjectID().Hex()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx := context.WithoutCancel(t.Context()) // the context of a test ends before its clean-up
		if err := db.Drop(ctx); err != nil {
			t.Error(err)
		}
		if err := db.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	return db
}
