package reconciliation_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"traject.nl/services/cases/reconciliation"
)

// house is a record and processes at once. What is under way can arrive between the looks.
type house struct {
	record  map[string]reconciliation.Standing
	closed  map[string]bool
	running map[string]int64
	silent  map[string]bool
	away    error
	// arrive happens before the n-th question to the process of a case.
	arrive map[string]func(question int)
	asked  map[string]int
}

func newHouse() *house {
	return &house{
		record: map[string]reconciliation.Standing{}, closed: map[string]bool{}, running: map[string]int64{}, silent: map[string]bool{},
		arrive: map[string]func(int){}, asked: map[string]int{},
	}
}

// has puts a case in the record and in the processes, each at a version; 0 is nowhere.
func (h *house) has(id string, record, process int64) {
	if record > 0 {
		h.record[id] = reconciliation.Standing{CaseID: id, Procedure: "tlv", Version: record}
	}
	if process > 0 {
		h.running[id] = process
	}
}

func (h *house) OpenAfter(_ context.Context, after string, limit int) (found []reconciliation.Standing, _ error) {
	ids := []string{}
	for id := range h.record {
		if id > after && !h.closed[id] {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids[:min(limit, len(ids))] {
		found = append(found, h.record[id])
	}
	return found, nil
}

func (h *house) Version(_ context.Context, id string) (int64, bool, error) {
	record, ok := h.record[id]
	if !ok {
		return 0, false, reconciliation.ErrAbsent
	}
	return record.Version, !h.closed[id], nil
}

// processes is the other side of a house.
type processes struct{ *house }

// Running gives them one on a page.
func (p processes) Running(_ context.Context, page []byte) (found []reconciliation.Standing, next []byte, err error) {
	ids := []string{}
	for id := range p.running {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	at, _ := strconv.Atoi(string(page))
	if at >= len(ids) {
		return nil, nil, nil
	}
	return []reconciliation.Standing{{CaseID: ids[at], Procedure: "tlv"}}, []byte(strconv.Itoa(at + 1)), nil
}

func (p processes) Version(_ context.Context, _, id string) (int64, error) {
	p.asked[id]++
	if happen := p.arrive[id]; happen != nil {
		happen(p.asked[id])
	}
	if p.away != nil {
		return 0, p.away
	}
	if p.silent[id] {
		return 0, reconciliation.ErrSilent
	}
	version, runs := p.running[id]
	if !runs {
		return 0, reconciliation.ErrAbsent
	}
	return version, nil
}

func (h *house) reconcile(t *testing.T) reconciliation.Run {
	t.Helper()
	run := reconciliation.Run{ID: "nacht"}
	if err := (reconciliation.Comparison{Records: h, Processes: processes{h}}).Into(t.Context(), &run); err != nil {
		t.Fatal(err)
	}
	return run
}

func (h *house) wants(t *testing.T, want ...reconciliation.Difference) {
	t.Helper()
	run := h.reconcile(t)
	if !slices.Equal(run.Differences, want) || run.Total() != len(want) {
		t.Errorf("got %v (%d), want %v", run.Differences, run.Total(), want)
	}
}

func TestWhenAllIsEqualNothingIsTold(t *testing.T) {
	t.Parallel()
	h := newHouse()
	for i := range 450 {
		h.has(fmt.Sprintf("zaak%03d", i), 7, 7)
	}
	h.has("gesloten", 9, 0)
	h.closed["gesloten"] = true
	run := h.reconcile(t)
	if run.Total() != 0 || run.Records != 450 || run.Processes != 450 {
		t.Errorf("%d records, %d processes, differences %v", run.Records, run.Processes, run.Differences)
	}
}

func TestEachKindOfDifferenceIsTold(t *testing.T) {
	t.Parallel()
	h := newHouse()
	h.has("achter", 3, 5)
	h.has("gelijk", 4, 4)
	h.has("stil", 4, 4)
	h.silent["stil"] = true
	h.has("voor", 6, 5)
	h.has("weg", 2, 0)
	h.has("zonder", 0, 1)
	h.wants(t,
		reconciliation.Difference{CaseID: "achter", Procedure: "tlv", Kind: reconciliation.OtherVersion},
		reconciliation.Difference{CaseID: "stil", Procedure: "tlv", Kind: reconciliation.NoAnswer},
		reconciliation.Difference{CaseID: "voor", Procedure: "tlv", Kind: reconciliation.OtherVersion},
		reconciliation.Difference{CaseID: "weg", Procedure: "tlv", Kind: reconciliation.NoProcess},
		reconciliation.Difference{CaseID: "zonder", Procedure: "tlv", Kind: reconciliation.NoRecord})
}

func TestWhatWasUnderWayAtTheFirstLookIsNoDifference(t *testing.T) {
	t.Parallel()
	h := newHouse()
	h.has("achter", 3, 5)
	h.arrive["achter"] = func(question int) {
		if question == 2 {
			h.has("achter", 5, 5)
		}
	}
	h.has("klaar", 3, 0)
	h.arrive["klaar"] = func(question int) { h.closed["klaar"] = question == 2 }
	h.has("nieuw", 0, 1)
	h.arrive["nieuw"] = func(int) { h.has("nieuw", 1, 1) }
	h.wants(t)
}

// TestARecordThatWentOnAfterTheProcessAnsweredIsNoDifference: the two are asked one after the other.
func TestARecordThatWentOnAfterTheProcessAnsweredIsNoDifference(t *testing.T) {
	t.Parallel()
	h := newHouse()
	h.has("bezig", 6, 5)
	h.arrive["bezig"] = func(question int) {
		if question == 3 {
			h.has("bezig", 6, 6)
		}
	}
	h.wants(t)
}

func TestManyDifferencesAreCountedAndNotAllListed(t *testing.T) {
	t.Parallel()
	h := newHouse()
	for i := range reconciliation.MostDifferences + 50 {
		h.has(fmt.Sprintf("zaak%03d", i), 7, 0)
	}
	run := h.reconcile(t)
	if len(run.Differences) != reconciliation.MostDifferences || run.Total() != reconciliation.MostDifferences+50 {
		t.Errorf("%d listed of %d", len(run.Differences), run.Total())
	}
}

func TestATemporalThatIsAwayIsNoDifferenceOfEveryCase(t *testing.T) {
	t.Parallel()
	h := newHouse()
	h.has("zaak", 3, 3)
	h.away = errors.New("unavailable")
	run := reconciliation.Run{}
	err := (reconciliation.Comparison{Records: h, Processes: processes{h}, Again: time.Second}).Into(t.Context(), &run)
	if !errors.Is(err, h.away) || run.Total() != 0 {
		t.Errorf("got %v, %v", run.Differences, err)
	}
}

func TestAReconciliationThatIsCalledOffEnds(t *testing.T) {
	t.Parallel()
	h := newHouse()
	h.has("zaak", 3, 0)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	err := (reconciliation.Comparison{Records: h, Processes: processes{h}, Again: time.Hour}).Into(ctx, &reconciliation.Run{})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}
