package evidence_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/services/platform/evidence"
)

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func entry(caseID, key string) evidence.Entry {
	return evidence.Entry{
		CaseID: caseID, Key: key, At: monday, Kind: evidence.Accepted, Party: "sot:zeist",
		Facts: map[string]string{evidence.FactMessage: "m1", evidence.FactReply: "250 2.0.0 Ok: queued as 4F"},
	}
}

// chain makes one of this many entries.
func chain(t *testing.T, caseID string, length int) []evidence.Entry {
	t.Helper()
	log := evidence.Memory("notifications")
	for n := range length {
		if _, err := log.Append(t.Context(), entry(caseID, fmt.Sprint("k", n))); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := log.OfCase(t.Context(), caseID)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func TestAWholeChainVerifies(t *testing.T) {
	for length := range 4 {
		if err := evidence.Verify(chain(t, "c1", length)); err != nil {
			t.Errorf("%d entries: %v", length, err)
		}
	}
}

func TestWhatWasDoneToAChainIsFound(t *testing.T) {
	other := chain(t, "c2", 5)
	for name, tamper := range map[string]struct {
		do  func([]evidence.Entry) []evidence.Entry
		seq int64
	}{
		"time":    {func(c []evidence.Entry) []evidence.Entry { c[1].At = c[1].At.Add(time.Second); return c }, 2},
		"kind":    {func(c []evidence.Entry) []evidence.Entry { c[1].Kind = evidence.Opened; return c }, 2},
		"party":   {func(c []evidence.Entry) []evidence.Entry { c[1].Party = "sot:bunnik"; return c }, 2},
		"key":     {func(c []evidence.Entry) []evidence.Entry { c[1].Key += "x"; return c }, 2},
		"reply":   {func(c []evidence.Entry) []evidence.Entry { c[1].Facts[evidence.FactReply] = "250 later"; return c }, 2},
		"fact":    {func(c []evidence.Entry) []evidence.Entry { c[1].Facts["more"] = ""; return c }, 2},
		"hash":    {func(c []evidence.Entry) []evidence.Entry { c[1].Hash = c[2].Hash; return c }, 2},
		"first":   {func(c []evidence.Entry) []evidence.Entry { return c[1:] }, 1},
		"removed": {func(c []evidence.Entry) []evidence.Entry { return slices.Delete(c, 2, 3) }, 3},
		"moved":   {func(c []evidence.Entry) []evidence.Entry { c[1], c[2] = c[2], c[1]; return c }, 2},
		"double":  {func(c []evidence.Entry) []evidence.Entry { return slices.Insert(c, 2, c[1]) }, 3},
		"put in between": {func(c []evidence.Entry) []evidence.Entry {
			return slices.Insert(c, 2, other[2])
		}, 3},
		"of another case":       {func(c []evidence.Entry) []evidence.Entry { c[3] = other[3]; return c }, 4},
		"of another log":        {func(c []evidence.Entry) []evidence.Entry { c[3].Log = "cases"; return c }, 4},
		"renumbered after gone": {func(c []evidence.Entry) []evidence.Entry { c = slices.Delete(c, 1, 2); c[1].Seq = 2; return c }, 2},
		"last":                  {func(c []evidence.Entry) []evidence.Entry { c[4].Facts[evidence.FactReply] = ""; return c }, 5},
	} {
		t.Run(name, func(t *testing.T) {
			var broken *evidence.Broken
			if err := evidence.Verify(tamper.do(chain(t, "c1", 5))); !errors.As(err, &broken) || broken.Seq != tamper.seq || broken.CaseID == "" {
				t.Fatalf("found %v, want entry %d", err, tamper.seq)
			}
		})
	}
}

func TestACutOffEndIsFoundWithAnEarlierExport(t *testing.T) {
	all := chain(t, "c1", 5)
	earlier := evidence.Exported("notifications", "c1", all[:4])
	note := evidence.Export{Log: "notifications", CaseID: "c1", Head: all[3].Hash}
	for _, before := range []evidence.Export{earlier, note, evidence.Exported("notifications", "c1", nil)} {
		if err := evidence.Continues(all, before); err != nil {
			t.Errorf("a chain that went on: %v", err)
		}
	}
	rewritten := slices.Concat(all[:2], written(t, all[:2], 3))
	if err := evidence.Verify(rewritten); err != nil {
		t.Fatalf("a chain that was written again hangs together: %v", err)
	}
	for name, now := range map[string][]evidence.Entry{"cut off": all[:2], "gone": nil, "written again": rewritten} {
		for _, before := range []evidence.Export{earlier, note} {
			var broken *evidence.Broken
			if err := evidence.Continues(now, before); !errors.As(err, &broken) {
				t.Errorf("%s: found %v", name, err)
			}
		}
	}
}

// written goes on from a chain with other entries, as somebody who owns the database can.
func written(t *testing.T, on []evidence.Entry, more int) []evidence.Entry {
	t.Helper()
	log := evidence.Memory("notifications")
	for _, e := range on {
		if _, err := log.Append(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	for n := range more {
		e := entry("c1", fmt.Sprint("other", n))
		if _, err := log.Append(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := log.OfCase(t.Context(), "c1")
	if err != nil {
		t.Fatal(err)
	}
	return entries[len(on):]
}

func TestAnExportVerifiesAfterItWasWrittenAndRead(t *testing.T) {
	text, err := json.Marshal(evidence.Exported("notifications", "c1", chain(t, "c1", 3)))
	if err != nil {
		t.Fatal(err)
	}
	var read evidence.Export
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	if err := read.Verify(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*evidence.Export){
		"cut off": func(e *evidence.Export) { e.Entries = e.Entries[:2] },
		"case":    func(e *evidence.Export) { e.CaseID = "c2" },
		"log":     func(e *evidence.Export) { e.Log = "cases" },
		"entry":   func(e *evidence.Export) { e.Entries = slices.Clone(e.Entries); e.Entries[0].Party = "" },
	} {
		spoilt := read
		spoil(&spoilt)
		if spoilt.Verify() == nil {
			t.Errorf("an export with a wrong %s verified", name)
		}
	}
}

// The hash can be counted without Traject: SHA-256 over RFC 8785 of an entry without its hash. This one was counted with other programs.
func TestAHashCanBeCountedWithoutTraject(t *testing.T) {
	first := chain(t, "c1", 1)[0]
	if want := "272906bb768555d1bdb2ebaccbab5ad70477c920b0cf33983f10f70d7b8f30d1"; first.Hash != want {
		t.Errorf("hash %s, want %s", first.Hash, want)
	}
	if strings.ToLower(first.Hash) != first.Hash || len(first.Hash) != 64 {
		t.Errorf("hash %s", first.Hash)
	}
}

func TestEveryKindHasWords(t *testing.T) {
	if evidence.Words("something") != "" {
		t.Error("an unknown kind has words")
	}
	for _, kind := range evidence.Kinds() {
		if words := evidence.Words(kind); len(words) < 8 {
			t.Errorf("%s: %q", kind, words)
		}
	}
}
