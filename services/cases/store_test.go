package cases_test

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	drivermongo "go.mongodb.org/mongo-driver/v2/mongo"

	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/mongo"
)

// stores to hold to the suite: always the one in memory, and the real one when TRAJECT_TEST_MONGODB_URI names a server.
func stores() map[string]func(t *testing.T) cases.Store {
	all := map[string]func(t *testing.T) cases.Store{
		"memory": func(*testing.T) cases.Store { return casestest.NewMemory() },
	}
	if uri := os.Getenv("TRAJECT_TEST_MONGODB_URI"); uri != "" {
		all["mongo"] = func(t *testing.T) cases.Store { return openMongo(t, database(t, uri)) }
	}
	return all
}

func database(t *testing.T, uri string) *drivermongo.Database {
	t.Helper()
	db, err := mongo.Connect(t.Context(), uri, "cases-test-"+strings.ToLower(bson.NewObjectID().Hex()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		// The context of a test ends before its clean-up.
		ctx := context.WithoutCancel(t.Context())
		if err := db.Drop(ctx); err != nil {
			t.Error(err)
		}
		if err := db.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	return db.Database
}

func openMongo(t *testing.T, db *drivermongo.Database) cases.Store {
	t.Helper()
	store, err := cases.NewMongoStore(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func TestEveryStoreKeepsItsPromises(t *testing.T) {
	for name, open := range stores() {
		t.Run(name, func(t *testing.T) { casestest.RunStoreSuite(t, open) })
	}
}

// Replicas share a real server only; the embedded store is held to the same in tools/e2e.
func TestReplicasOnOneStoreListTheSame(t *testing.T) {
	if uri := os.Getenv("TRAJECT_TEST_MONGODB_URI"); uri != "" {
		casestest.RunReplicaSuite(t, uri)
	} else {
		t.Log("TRAJECT_TEST_MONGODB_URI names no server: nothing to share")
	}
}

// Every replica makes sure of the indexes when it starts, also when they start together on an empty server.
func TestReplicasThatStartTogetherShareOneStore(t *testing.T) {
	uri := os.Getenv("TRAJECT_TEST_MONGODB_URI")
	if uri == "" {
		t.Log("TRAJECT_TEST_MONGODB_URI names no server: nothing to share")
		return
	}
	db := database(t, uri)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			store, err := cases.NewMongoStore(t.Context(), db)
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := evidence.NewMongoLog(t.Context(), db, "cases"); err != nil {
				t.Error(err)
			}
			if err := store.Project(t.Context(), casestest.View(caseID, 1), casestest.Lines(1, 1), casestest.Start); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// What the first release wrote has fewer fields to select on. It is held to the server that is named only: the store in memory
// never had another form.
func TestCasesOfTheFirstReleaseAreFoundToo(t *testing.T) {
	uri := os.Getenv("TRAJECT_TEST_MONGODB_URI")
	if uri == "" {
		t.Log("TRAJECT_TEST_MONGODB_URI names no server: nothing to renew")
		return
	}
	db := database(t, uri)
	store := openMongo(t, db)
	view := casestest.View(caseID, 1)
	if err := store.Project(t.Context(), view, casestest.Lines(1, 1), casestest.Start); err != nil {
		t.Fatal(err)
	}
	line := cases.Registration{CaseID: caseID, Destination: "so", Extent: "full"}
	if _, err := store.Assign(t.Context(), line, cases.DefaultPattern); err != nil {
		t.Fatal(err)
	}
	unknown := bson.D{{Key: "$unset", Value: bson.D{
		{Key: "selectors", Value: ""}, {Key: "procedure", Value: ""}, {Key: "running", Value: ""}, {Key: "told", Value: ""},
	}}}
	if _, err := db.Collection("cases").UpdateMany(t.Context(), bson.D{}, unknown); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Collection("tlvregister").UpdateMany(t.Context(), bson.D{}, bson.D{{Key: "$unset", Value: bson.D{{Key: "caseId", Value: ""}}}}); err != nil {
		t.Fatal(err)
	}
	store = openMongo(t, db)
	tlv := cases.CaseQuery{Parties: []string{casestest.Office}, Procedure: "tlv", Running: true}
	if found, err := store.Cases(t.Context(), tlv); err != nil || len(found) != 1 || found[0].GetVersion() != 1 {
		t.Errorf("found %v, %v", found, err)
	}
	wantProcedure := func(want string) {
		t.Helper()
		var kept struct {
			Procedure string `bson:"procedure"`
		}
		if err := db.Collection("cases").FindOne(t.Context(), bson.D{{Key: "_id", Value: caseID}}).Decode(&kept); err != nil || kept.Procedure != want {
			t.Errorf("beside the case is %q, %v, want %q", kept.Procedure, err, want)
		}
	}
	wantProcedure("tlv")
	newer := bson.D{{Key: "$set", Value: bson.D{{Key: "selectors", Value: 1000}, {Key: "procedure", Value: "another"}}}}
	if _, err := db.Collection("cases").UpdateMany(t.Context(), bson.D{}, newer); err != nil {
		t.Fatal(err)
	}
	if _, err := openMongo(t, db).Cases(t.Context(), tlv); err != nil {
		t.Fatal(err)
	}
	wantProcedure("another") // what a newer release wrote stays
	lines, err := store.Registrations(t.Context(), cases.RegisterQuery{})
	if err != nil || len(lines) != 1 || lines[0].CaseID != caseID {
		t.Errorf("register is %+v, %v", lines, err)
	}
}
