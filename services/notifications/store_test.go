package notifications_test

import (
	"os"
	"testing"

	"traject.nl/services/notifications"
	"traject.nl/services/notifications/notificationstest"
)

// The store in memory is always held to the suite, and the real one when TRAJECT_TEST_MONGODB_URI names a server.
func TestEveryStoreKeepsTheEvidence(t *testing.T) {
	stores := map[string]func(*testing.T) notifications.Store{
		"memory": func(*testing.T) notifications.Store { return &notificationstest.Memory{} },
	}
	if uri := os.Getenv("TRAJECT_TEST_MONGODB_URI"); uri != "" {
		stores["mongo"] = func(t *testing.T) notifications.Store { return openMongo(t, uri) }
	}
	for name, open := range stores {
		t.Run(name, func(t *testing.T) { notificationstest.Suite(t, open) })
	}
}

func openMongo(t *testing.T, uri string) notifications.Store {
	t.Helper()
	store, err := notifications.NewMongoStore(t.Context(), testDatabase(t, uri))
	if err != nil {
		t.Fatal(err)
	}
	return store
}
