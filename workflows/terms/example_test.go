package terms_test

import (
	"fmt"

	"traject.nl/workflows/terms"
)

// The example of docs/terms.md.
func ExampleCompute() {
	rule := terms.Rule{Weeks: 8, Statutory: true, Basis: "Awb 4:13 lid 2", Event: "Ontvangst van de aanvraag"}
	completed := terms.Suspension{Invited: terms.MustParse("2026-04-01"), Completed: terms.MustParse("2026-04-05")}
	result, err := terms.Compute(terms.MustParse("2026-03-20"), rule, []terms.Suspension{completed})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("plan on", result.Planned, "and at the latest", result.Last)
	for _, segment := range result.Segments {
		fmt.Println(segment.From, segment.Until, segment.Kind, segment.Days)
	}
	// Output:
	// plan on 2026-05-18 and at the latest 2026-05-19
	// 2026-03-21 2026-04-01 loopt 12
	// 2026-04-02 2026-04-04 opgeschort 3
	// 2026-04-05 2026-05-18 loopt 44
}
