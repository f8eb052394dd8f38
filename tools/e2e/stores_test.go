package e2e

import (
	"context"
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

func TestTheEmbeddedStoreKeepsThePromiseOfDocuments(t *testing.T) {
	documentstest.RunMongoSuite(t, running.Store)
}
