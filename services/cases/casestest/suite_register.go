package casestest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"traject.nl/services/cases"
)

const pattern = "PO2603-%06d"

func registration(caseID string) cases.Registration {
	return cases.Registration{
		CaseID: caseID, ApplicantSchoolID: "regenboog-uh-amerongen", ReceivingSchoolID: "meerklank-zeist",
		Destination: "so", Category: "laag", Extent: "full",
		ValidFrom: "2026-12-01", ValidUntil: "2028-07-31", DecidedOn: "2026-11-23",
	}
}

func assign(t *testing.T, s cases.Store, line cases.Registration) string {
	t.Helper()
	number, err := s.Assign(t.Context(), line, pattern)
	if err != nil {
		t.Fatal(err)
	}
	return number
}

func oneNumberEach(t *testing.T, s cases.Store) {
	first := assign(t, s, registration("case-a"))
	second := assign(t, s, registration("case-b"))
	if first != "PO2603-000001" || second != "PO2603-000002" {
		t.Errorf("first numbers are %s and %s", first, second)
	}
	changed := registration("case-a")
	changed.Category = "hoog"
	if again := assign(t, s, changed); again != first {
		t.Errorf("case-a got %s and then %s", first, again)
	}
	lines, err := s.Registrations(t.Context(), cases.RegisterQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) != 2 || lines[1].Category != "laag" {
		t.Errorf("register is %+v, want two lines, the first as it was given", lines)
	}
}

func numbersAtOnce(t *testing.T, s cases.Store) {
	const each, twice = 20, 2
	var mu sync.Mutex
	given := map[string][]string{} // numbers by case
	var group sync.WaitGroup
	for i := range each * twice {
		group.Go(func() {
			caseID := fmt.Sprintf("case-%d", i%each)
			number, err := s.Assign(t.Context(), registration(caseID), pattern)
			if err != nil {
				t.Errorf("%s: %v", caseID, err)
			}
			mu.Lock()
			defer mu.Unlock()
			given[caseID] = append(given[caseID], number)
		})
	}
	group.Wait()
	holder := map[string]string{}
	for caseID, numbers := range given {
		if numbers[0] != numbers[1] {
			t.Errorf("%s got two numbers: %v", caseID, numbers)
		}
		if other, taken := holder[numbers[0]]; taken {
			t.Errorf("%s was given to %s and %s", numbers[0], other, caseID)
		}
		holder[numbers[0]] = caseID
	}
}

func registerListed(t *testing.T, s cases.Store) {
	old := registration("case-old")
	old.DecidedOn = "2025-06-30"
	assign(t, s, old)
	other := registration("case-other")
	other.ReceivingSchoolID = "elsewhere"
	assign(t, s, other)
	assign(t, s, registration("case-new"))

	list := func(q cases.RegisterQuery) []string {
		lines, err := s.Registrations(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		caseIDs := []string{}
		for _, line := range lines {
			caseIDs = append(caseIDs, line.CaseID)
		}
		return caseIDs
	}
	if got, want := list(cases.RegisterQuery{}), []string{"case-new", "case-other", "case-old"}; !slices.Equal(got, want) {
		t.Errorf("register: %v, want %v", got, want)
	}
	if got, want := list(cases.RegisterQuery{Year: "2025"}), []string{"case-old"}; !slices.Equal(got, want) {
		t.Errorf("2025: %v, want %v", got, want)
	}
	if got, want := list(cases.RegisterQuery{School: "elsewhere"}), []string{"case-other"}; !slices.Equal(got, want) {
		t.Errorf("of elsewhere: %v, want %v", got, want)
	}
}

func begin(t *testing.T, s cases.Store, hash string) (*cases.Answer, error) {
	t.Helper()
	return s.Begin(t.Context(), "subject-and-key", hash, Office, Start)
}

func wantFree(t *testing.T, s cases.Store, hash string) {
	t.Helper()
	if answer, err := begin(t, s, hash); answer != nil || err != nil {
		t.Fatalf("begin gives %v, %v; want to go on", answer, err)
	}
}

func keyGivesAnswer(t *testing.T, s cases.Store) {
	wantFree(t, s, "hash")
	given := cases.Answer{CaseID: "case-a", Version: 4, At: Start, ReceiptID: "r1"}
	if err := s.Finish(t.Context(), "subject-and-key", "hash", given); err != nil {
		t.Fatal(err)
	}
	answer, err := begin(t, s, "hash")
	if err != nil || answer == nil || *answer != given {
		t.Errorf("same request again gives %v, %v; want %v", answer, err, given)
	}
}

func keyUnderWay(t *testing.T, s cases.Store) {
	wantFree(t, s, "hash")
	wantFree(t, s, "hash")
}

func keyBelongsToOne(t *testing.T, s cases.Store) {
	wantFree(t, s, "hash")
	if _, err := begin(t, s, "other"); !errors.Is(err, cases.ErrOtherRequest) {
		t.Errorf("another request under way gives %v, want ErrOtherRequest", err)
	}
	if err := s.Finish(t.Context(), "subject-and-key", "hash", cases.Answer{CaseID: "case-a", Version: 1, At: Start}); err != nil {
		t.Fatal(err)
	}
	if _, err := begin(t, s, "other"); !errors.Is(err, cases.ErrOtherRequest) {
		t.Errorf("another request when done gives %v, want ErrOtherRequest", err)
	}
}

func release(t *testing.T, s cases.Store) {
	wantFree(t, s, "refused")
	if err := s.Release(t.Context(), "subject-and-key", "refused"); err != nil {
		t.Fatal(err)
	}
	wantFree(t, s, "corrected")
	// A late refusal of the first request must not free the key of the second.
	if err := s.Release(t.Context(), "subject-and-key", "refused"); err != nil {
		t.Fatal(err)
	}
	if _, err := begin(t, s, "third"); !errors.Is(err, cases.ErrOtherRequest) {
		t.Errorf("key was freed by another request: %v", err)
	}
	if err := s.Finish(t.Context(), "subject-and-key", "corrected", cases.Answer{CaseID: "case-a", Version: 1, At: Start}); err != nil {
		t.Fatal(err)
	}
	if err := s.Release(t.Context(), "subject-and-key", "corrected"); err != nil {
		t.Fatal(err)
	}
	if answer, err := begin(t, s, "corrected"); answer == nil || err != nil {
		t.Errorf("an answered key was freed: %v, %v", answer, err)
	}
}
