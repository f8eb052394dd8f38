package cases_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	drivermongo "go.mongodb.org/mongo-driver/v2/mongo"

	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
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
