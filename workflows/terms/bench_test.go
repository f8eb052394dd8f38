package terms_test

import (
	"testing"

	"traject.nl/workflows/terms"
)

// BenchmarkCompute counts a decision term that was suspended and extended: what every change of a term does.
func BenchmarkCompute(b *testing.B) {
	rule := terms.Rule{Weeks: 8, Statutory: true, Basis: "Awb 4:13 lid 2", Event: "Ontvangst van de aanvraag"}
	event := terms.MustParse("2026-03-20")
	suspensions := []terms.Suspension{
		{Invited: terms.MustParse("2026-04-01"), Completed: terms.MustParse("2026-04-05")},
		{Invited: terms.MustParse("2026-04-20"), Completed: terms.MustParse("2026-05-02")},
	}
	extension := terms.Extension{NotifiedOn: terms.MustParse("2026-05-04"), Until: terms.MustParse("2026-07-01"), Ground: terms.GroundNewDate}
	for b.Loop() {
		if _, err := terms.Compute(event, rule, suspensions, extension); err != nil {
			b.Fatal(err)
		}
	}
}
