package e2e

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
	"traject.nl/services/documents/documentstest"
	"traject.nl/services/notifications"
	"traject.nl/services/notifications/notificationstest"
	"traject.nl/services/notifications/subscriptions"
	"traject.nl/services/notifications/subscriptions/subscriptionstest"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/evidence/evidencetest"
	"traject.nl/services/platform/mongo"
	"traject.nl/services/registry"
	"traject.nl/services/registry/registrytest"
)

// database is a fresh one in the embedded store.
func database(t *testing.T) *mongo.Database {
	t.Helper()
	fresh := get(mongo.Connect(t.Context(), running.Store, "suite-"+strings.ToLower(bson.NewObjectID().Hex())))(t)
	t.Cleanup(func() {
		// The context of a test ends before its clean-up.
		ctx := context.WithoutCancel(t.Context())
		if err := fresh.Drop(ctx); err != nil {
			t.Errorf("drop the database of the suite: %v", err)
		}
		if err := fresh.Close(ctx); err != nil {
			t.Errorf("leave the database of the suite: %v", err)
		}
	})
	return fresh
}

func TestTheEmbeddedStoreKeepsThePromiseOfTheRegistry(t *testing.T) {
	registrytest.RunStoreSuite(t, func(t *testing.T) registry.Store { return registry.NewMongoStore(database(t).Database) })
}

func TestTheEmbeddedStoreKeepsThePromiseOfCases(t *testing.T) {
	casestest.RunStoreSuite(t, func(t *testing.T) cases.Store { return get(cases.NewMongoStore(t.Context(), database(t).Database))(t) })
}

func TestReplicasOnTheEmbeddedStoreListTheSame(t *testing.T) {
	casestest.RunReplicaSuite(t, running.Store)
}

func TestTheEmbeddedStoreKeepsThePromiseOfNotifications(t *testing.T) {
	notificationstest.Suite(t, func(t *testing.T) notifications.Store {
		return get(notifications.NewMongoStore(t.Context(), database(t).Database))(t)
	})
}

func TestTheEmbeddedStoreKeepsThePromiseOfThePostRoom(t *testing.T) {
	notificationstest.PreferencesSuite(t, func(t *testing.T) notifications.PreferenceStore {
		return get(notifications.NewMongoPreferences(t.Context(), database(t).Database))(t)
	})
	notificationstest.StopsSuite(t, func(t *testing.T) notifications.StopStore {
		return get(notifications.NewMongoStops(t.Context(), database(t).Database))(t)
	})
	notificationstest.PostSuite(t, func(t *testing.T) notifications.PostStore {
		return get(notifications.NewMongoPost(t.Context(), database(t).Database))(t)
	})
}

func TestTheEmbeddedStoreKeepsThePromiseOfSubscriptions(t *testing.T) {
	subscriptionstest.Suite(t, func(t *testing.T) subscriptions.Store {
		return get(subscriptions.NewMongoStore(t.Context(), database(t).Database))(t)
	})
}

func TestTheEmbeddedStoreKeepsThePromiseOfEvidence(t *testing.T) {
	evidencetest.Suite(t, func(t *testing.T) func(*testing.T) evidence.Log {
		db := database(t)
		return func(t *testing.T) evidence.Log {
			return get(evidence.NewMongoLog(t.Context(), db.Database, "notifications"))(t)
		}
	})
}

func TestAnEntryThatIsTakenOutOfAChainShowsAsAGap(t *testing.T) {
	db := database(t)
	log := get(evidence.NewMongoLog(t.Context(), db.Database, "cases"))(t)
	for i := range 40 {
		entry := evidence.Entry{
			Kind: evidence.Composed, CaseID: "k1", Key: fmt.Sprint(i), At: evidencetest.Monday, Party: "parent:3f",
			Facts: map[string]string{evidence.FactMessage: "m1", evidence.FactKind: "letter"},
		}
		if _, err := log.Append(t.Context(), entry); err != nil {
			t.Fatal(err)
		}
	}
	whole, err := log.OfCase(t.Context(), "k1")
	if err != nil || len(whole) != 40 || evidence.Verify(whole) != nil {
		t.Fatalf("%d entries: %v, %v", len(whole), err, evidence.Verify(whole))
	}
	entries := db.Database.Collection("evidence")
	if gone, err := entries.DeleteMany(t.Context(), bson.D{{Key: "seq", Value: 20}}); err != nil || gone.DeletedCount != 1 {
		t.Fatalf("%+v: %v", gone, err)
	}
	left, err := log.OfCase(t.Context(), "k1")
	if err != nil || len(left) != 39 || evidence.Verify(left) == nil {
		t.Errorf("%d entries are left, %v, and the chain verifies", len(left), err)
	}
}

func TestTheEmbeddedStoreKeepsThePromiseOfDocuments(t *testing.T) {
	documentstest.RunMongoSuite(t, running.Store)
}
