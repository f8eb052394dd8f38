package subscriptions_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"traject.nl/services/notifications/subscriptions"
	"traject.nl/services/notifications/subscriptions/subscriptionstest"
	"traject.nl/services/platform/mongo"
)

// The store in memory is always held to the suite, and the real one when TRAJECT_TEST_MONGODB_URI names a server.
func TestEveryStoreKeepsSubscriptions(t *testing.T) {
	stores := map[string]func(*testing.T) subscriptions.Store{
		"memory": func(*testing.T) subscriptions.Store { return &subscriptionstest.Memory{} },
	}
	if uri := os.Getenv("TRAJECT_TEST_MONGODB_URI"); uri != "" {
		stores["mongo"] = func(t *testing.T) subscriptions.Store { return openMongo(t, uri) }
	}
	for name, open := range stores {
		t.Run(name, func(t *testing.T) { subscriptionstest.Suite(t, open) })
	}
}

func openMongo(t *testing.T, uri string) subscriptions.Store {
	t.Helper()
	db, err := mongo.Connect(t.Context(), uri, "subscriptions-test-"+strings.ToLower(bson.NewObjectID().Hex()))
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
	store, err := subscriptions.NewMongoStore(t.Context(), db.Database)
	if err != nil {
		t.Fatal(err)
	}
	return store
}
