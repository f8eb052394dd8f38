package places

import (
	"fmt"
	"testing"

	registryv1 "traject.nl/proto/gen/traject/registry/v1"
)

// BenchmarkArrange is a crowded provision with the real calendar: three groups of twelve, full, and forty pupils who wait. It is done within one task of
// the process, which must be over in a second.
func BenchmarkArrange(b *testing.B) {
	groups := []*registryv1.Group{
		group("Laag", 3, 4, capacity("2026-01-01", "2037-07-31", 12)),
		group("Midden", 5, 6, capacity("2026-01-01", "2037-07-31", 12)),
		group("Hoog", 7, 8, capacity("2026-01-01", "2037-07-31", 12)),
	}
	book := bookOf("2026-09-07", groups)
	for i := range 76 {
		book.Ask(ask(fmt.Sprintf("case-%02d", i), int32(3+i%6), "2026-09-01", normal))
	}
	book.Arrange(date("2026-09-07"), School{})
	if n := len(book.Places().Waiting); n != 40 {
		b.Fatalf("%d wait", n)
	}
	for b.Loop() {
		Open(book.Places()).Arrange(date("2026-09-08"), School{})
	}
}
