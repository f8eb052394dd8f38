package evidence_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"

	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/mongo"
)

// BenchmarkAppend appends to a hundred chains in turn; on the server that TRAJECT_TEST_MONGODB_URI names, else in memory.
func BenchmarkAppend(b *testing.B) {
	log := evidence.Memory("notifications")
	if uri := os.Getenv("TRAJECT_TEST_MONGODB_URI"); uri != "" {
		db, err := mongo.Connect(b.Context(), uri, "evidence-bench")
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() {
			ctx := context.WithoutCancel(b.Context()) // the context of a benchmark ends before its clean-up
			if err := errors.Join(db.Drop(ctx), db.Close(ctx)); err != nil {
				b.Error(err)
			}
		})
		if log, err = evidence.NewMongoLog(b.Context(), db.Database, "notifications"); err != nil {
			b.Fatal(err)
		}
	}
	n := 0
	for b.Loop() {
		if _, err := log.Append(b.Context(), entry(fmt.Sprint("c", n%100), fmt.Sprint("k", n))); err != nil {
			b.Fatal(err)
		}
		n++
	}
}

func BenchmarkVerify(b *testing.B) {
	const length = 1000
	log := evidence.Memory("notifications")
	for n := range length {
		if _, err := log.Append(b.Context(), entry("c1", fmt.Sprint("k", n))); err != nil {
			b.Fatal(err)
		}
	}
	entries, err := log.OfCase(b.Context(), "c1")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := evidence.Verify(entries); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/length, "ns/entry")
}
