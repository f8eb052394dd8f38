package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/bench/sleeping"
	"traject.nl/tools/machine"
)

// TestMain lets the test program be the parts too.
func TestMain(m *testing.M) {
	machine.Main()
	was, err := sleeping.Role(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if !was {
		os.Exit(m.Run())
	}
}

func TestEveryCaseIsThereAfterEverythingWasStartedAgainAndIsWokenOnce(t *testing.T) {
	t.Parallel()
	p := plan{most: 3, settle: time.Second / 2, margin: 5 * time.Second, folder: t.TempDir(), progress: io.Discard}
	found, err := p.sleep(t.Context(), 8)
	if err != nil {
		t.Fatal(err)
	}
	if len(found.woken.Told) != 3 || (!found.early && found.woken.Acted[0] < 0) {
		t.Errorf("woken: %+v", found.woken)
	}
	if len(found.events) != 8 || slices.Min(found.events) < 3 || slices.Min(found.history) < 1000 || found.file < 8*1000 {
		t.Errorf("events %v, bytes %v, file %d", found.events, found.history, found.file)
	}
	for _, memory := range []int64{found.worker.warm, found.worker.cold, found.server.warm, found.server.cold} {
		if memory < 10<<20 {
			t.Errorf("a process with %d bytes: %+v, %+v", memory, found.worker, found.server)
		}
	}
	body := p.asleepBody([]asleep{found})
	for _, words := range []string{"| woken at the same moment ", " 0 to 8 |"} {
		if !strings.Contains(body, words) {
			t.Errorf("%q is missing in\n%s", words, body)
		}
	}
}

func TestEveryPartOfTheWholeStackIsMeasuredWithCasesThatPeopleHandedIn(t *testing.T) {
	p := plan{settle: time.Second / 2, folder: t.TempDir(), progress: io.Discard}
	found, err := p.stand(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if slices.Min(found.events) < 30 || slices.Min(found.history) < 10_000 || found.store < 2*10_000 || len(found.page) != 2 {
		t.Errorf("found %+v", found)
	}
	for _, part := range machine.Parts {
		if cost := found.parts[part]; cost.warm == 0 || cost.cold == 0 || cost.start == 0 {
			t.Errorf("%s: %+v", part, cost)
		}
	}
	if body := p.wholeBody([]whole{found}); !strings.Contains(body, "| store, a case: kB ") || !strings.Contains(body, "| worker ") {
		t.Errorf("got\n%s", body)
	}
}

func TestASlopeIsWhatOneCaseMoreCosts(t *testing.T) {
	t.Parallel()
	table := slopes([]asleep{
		{cases: 100, file: 2_000_000, worker: memories{empty: 1_000_000, warm: 2_000_000, cold: 1_000_000}},
		{cases: 1100, file: 32_000_000, worker: memories{empty: 3_000_000, warm: 104_000_000, cold: 3_500_000}},
	})
	if got := fmt.Sprint(table.Head[1:]); got != "[0 to 100 100 to 1,100]" {
		t.Errorf("sizes %s", got)
	}
	for i, want := range []string{"[file of Temporal: kB 20.0 30.0]", "[worker, warm: kB 10.0 100.0]", "[worker, cold: kB 0.0 0.5]"} {
		if got := fmt.Sprint(table.Rows[i]); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestSizesGoUp(t *testing.T) {
	t.Parallel()
	for list, want := range map[string]string{"": "[]", "100,1000": "[100 1000]", "7": "[7]"} {
		if got, err := numbers("-sizes", list); err != nil || fmt.Sprint(got) != want {
			t.Errorf("%q: %v, %v", list, got, err)
		}
	}
	for _, list := range []string{"1", "100,10", "100,x", "-5"} {
		if got, err := numbers("-sizes", list); err == nil {
			t.Errorf("%q: %v", list, got)
		}
	}
}

func TestTheYearsOfAPlacementAreReadAndAddedUp(t *testing.T) {
	t.Parallel()
	log := "    x_test.go:60: school year 2026-2027:  65 activities, 14 timers, at most  510 events;   30600 bytes written to the record; state handed on   5200 bytes\n" +
		"    x_test.go:60: school year 2027-2028: 104 activities, 20 timers, at most  774 events;  125900 bytes written to the record; state handed on   8300 bytes\n"
	years, err := readYears(log)
	if err != nil {
		t.Fatal(err)
	}
	rows := yearsTable(years).Rows
	if got := fmt.Sprint(rows[len(rows)-1]); got != "[2 runs together 169 34 1,284 156.5 8.3]" {
		t.Errorf("got %s", got)
	}
	if _, err := readYears("ok"); err == nil {
		t.Error("a log without years is read")
	}
}
