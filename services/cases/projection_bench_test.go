package cases_test

import (
	"fmt"
	"testing"

	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

// BenchmarkMerge adds one line to a case with a timeline of a usual length.
func BenchmarkMerge(b *testing.B) {
	const length = 40
	kept := cases.Record{View: casestest.View("c1", length), Timeline: casestest.Lines(1, length)}
	view, line := casestest.View("c1", length+1), casestest.Lines(length+1, length+1)
	for b.Loop() {
		if _, ok, err := cases.Merge(&kept, view, line); err != nil || !ok {
			b.Fatal(ok, err)
		}
	}
}

// BenchmarkProject writes the ten changes that a case usually goes through into a store in memory.
func BenchmarkProject(b *testing.B) {
	const changes = 10
	store := casestest.NewMemory()
	n := 0
	for b.Loop() {
		n++
		id := fmt.Sprint("c", n%1000)
		if n%1000 == 0 {
			store = casestest.NewMemory()
		}
		for version := int64(1); version <= changes; version++ {
			if err := store.Project(b.Context(), casestest.View(id, version), casestest.Lines(version, version), casestest.Start); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.N*changes)/b.Elapsed().Seconds(), "projections/s")
}
