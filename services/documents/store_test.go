package documents_test

import (
	"os"
	"testing"

	"traject.nl/services/documents"
	"traject.nl/services/documents/documentstest"
)

func TestMemoryStoreKeepsTheContract(t *testing.T) {
	documentstest.RunStoreSuite(t, func(*testing.T) documents.Store { return documentstest.NewMemory() })
}

// The embedded store runs the same suite in module tools; here it runs against the server that the environment names.
func TestMongoStoreKeepsTheContract(t *testing.T) {
	uri := os.Getenv("TRAJECT_TEST_MONGODB_URI")
	if uri == "" {
		t.Log("TRAJECT_TEST_MONGODB_URI names no server: only the embedded store is tested, in module tools")
		return
	}
	documentstest.RunMongoSuite(t, uri)
}
