package registry_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"testing"

	"traject.nl/services/platform/mongo"
	"traject.nl/services/registry"
	"traject.nl/services/registry/registrytest"
)

// mongoKey names a MongoDB, or something that speaks like it, for tests. The tools module runs the suite against the embedded
// store; without the key only the store in memory is tested here.
const mongoKey = "TRAJECT_TEST_MONGODB_URI"

func stores() map[string]func(t *testing.T) registry.Store {
	all := map[string]func(t *testing.T) registry.Store{
		"Memory": func(*testing.T) registry.Store { return registrytest.NewMemory() },
	}
	if uri := os.Getenv(mongoKey); uri != "" {
		all["Mongo"] = func(t *testing.T) registry.Store { return mongoStore(t, uri) }
	}
	return all
}

func mongoStore(t *testing.T, uri string) registry.Store {
	t.Helper()
	sum := sha256.Sum256([]byte(t.Name()))
	database, err := mongo.Connect(t.Context(), uri, "registry-"+hex.EncodeToString(sum[:8]))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx := context.WithoutCancel(t.Context())
		if err := errors.Join(database.Drop(ctx), database.Close(ctx)); err != nil {
			t.Errorf("leave the test database: %v", err)
		}
	})
	if err := database.Drop(t.Context()); err != nil { // what an earlier run left behind when it was killed
		t.Fatal(err)
	}
	return registry.NewMongoStore(database.Database)
}

func TestEveryStoreKeepsThePromiseOfTheInterface(t *testing.T) {
	for name, newStore := range stores() {
		t.Run(name, func(t *testing.T) { registrytest.RunStoreSuite(t, newStore) })
	}
}
