package failure_test

import (
	"fmt"
	"slices"
	"testing"

	"go.temporal.io/sdk/temporal"

	"traject.nl/proto/contract/failure"
)

// FuzzARefusalIsReadAsItWasMade: of any kind and with any words; what is no refusal of ours is none.
func FuzzARefusalIsReadAsItWasMade(f *testing.F) {
	f.Add(failure.BadInput, "valid_until", "Vul een datum in.", uint8(2))
	f.Add(failure.NotYours, "", "", uint8(1))
	f.Add("Panic", "", "runtime error", uint8(1))
	f.Add(failure.NotFound, "a", "b", uint8(0))
	f.Fuzz(func(t *testing.T, kind, field, detail string, count uint8) {
		var problems []failure.Problem
		for range count % 5 {
			problems = append(problems, failure.Problem{Field: field, Detail: detail})
		}
		ours := slices.Contains([]string{failure.BadInput, failure.NotYours, failure.NotNow, failure.NotFound}, kind)
		for _, err := range []error{failure.Refuse(kind, problems...), fmt.Errorf("outer: %w", failure.Refuse(kind, problems...))} {
			read, found, ok := failure.Read(err)
			if ok != ours || (ok && (read != kind || len(found) == 0)) {
				t.Fatalf("%q with %d problems was read as %q with %v, %v", kind, len(problems), read, found, ok)
			}
			if ok && len(problems) > 0 && !slices.Equal(found, problems) {
				t.Fatalf("problems %v became %v", problems, found)
			}
		}
		// Details of another shape, as an older or a foreign program may send them.
		odd := temporal.NewApplicationError(detail, kind, field, count)
		if _, found, ok := failure.Read(odd); ok && len(found) == 0 {
			t.Fatal("a refusal without any problem: nobody can be told what is wrong")
		}
	})
}
