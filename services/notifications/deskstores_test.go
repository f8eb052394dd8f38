package notifications_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	drivermongo "go.mongodb.org/mongo-driver/v2/mongo"

	"traject.nl/services/notifications"
	"traject.nl/services/notifications/notificationstest"
	"traject.nl/services/platform/mongo"
)

func TestEveryStoreKeepsWhatPeopleWant(t *testing.T) {
	each(t, notificationstest.PreferencesSuite, notifications.NewMongoPreferences, func() notifications.PreferenceStore { return &notificationstest.Preferences{} })
}

func TestEveryStoreKeepsTheStops(t *testing.T) {
	each(t, notificationstest.StopsSuite, notifications.NewMongoStops, func() notifications.StopStore { return &notificationstest.Stops{} })
}

func TestEveryStoreKeepsWhatThePostRoomHasToDo(t *testing.T) {
	each(t, notificationstest.PostSuite, notifications.NewMongoPost, func() notifications.PostStore { return &notificationstest.Post{} })
}

// each holds the store in memory to a suite, and the real one when TRAJECT_TEST_MONGODB_URI names a server.
func each[S any](
	t *testing.T, suite func(*testing.T, func(*testing.T) S), inMongo func(context.Context, *drivermongo.Database) (S, error), memory func() S,
) {
	t.Helper()
	t.Run("memory", func(t *testing.T) { suite(t, func(*testing.T) S { return memory() }) })
	uri := os.Getenv("TRAJECT_TEST_MONGODB_URI")
	if uri == "" {
		return
	}
	t.Run("mongo", func(t *testing.T) {
		suite(t, func(t *testing.T) S {
			store, err := inMongo(t.Context(), testDatabase(t, uri))
			if err != nil {
				t.Fatal(err)
			}
			return store
		})
	})
}

func testDatabase(t *testing.T, uri string) *drivermongo.Database {
	t.Helper()
	db, err := mongo.Connect(t.Context(), uri, "notifications-test-"+strings.ToLower(bson.NewObjectID().Hex()))
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
	return db.Database
}
