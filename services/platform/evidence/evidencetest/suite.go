// Package evidencetest has what every log of evidence must do, as one suite.
package evidencetest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"traject.nl/services/platform/evidence"
)

// Monday on which the tests begin; a log keeps milliseconds.
var Monday = time.Date(2026, 11, 23, 9, 0, 0, 123_456_789, time.UTC)

// Suite runs what a log must do. Logs that open gives for one test are of one database: as the replicas of one service.
func Suite(t *testing.T, open func(*testing.T) func(*testing.T) evidence.Log) {
	for name, check := range map[string]func(*testing.T, func(*testing.T) evidence.Log){
		"entries of a case are one chain":                   oneChain,
		"the same key writes nothing again":                 sameKey,
		"replicas that append at once make one chain":       replicas,
		"a replica that knows the case finds what is new":   staleReplica,
		"an entry that says too little is refused":          refused,
		"no address of a mailbox is kept":                   noAddress,
		"the cases that have a chain are known, in order":   cases,
		"what is kept hashes as what was handed to the log": roundTrip,
	} {
		t.Run(name, func(t *testing.T) { check(t, open(t)) })
	}
}

func entry(caseID, key string) evidence.Entry {
	return evidence.Entry{
		CaseID: caseID, Key: key, At: Monday, Kind: evidence.Composed, Party: "parent:3f",
		Facts: map[string]string{evidence.FactMessage: "m1", evidence.FactKind: "letter"},
	}
}

func add(t *testing.T, log evidence.Log, e evidence.Entry) evidence.Entry {
	t.Helper()
	added, err := log.Append(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	return added
}

func chain(t *testing.T, log evidence.Log, caseID string) []evidence.Entry {
	t.Helper()
	entries, err := log.OfCase(t.Context(), caseID)
	if err != nil {
		t.Fatal(err)
	}
	if err := evidence.Verify(entries); err != nil {
		t.Fatal(err)
	}
	return entries
}

func oneChain(t *testing.T, open func(*testing.T) evidence.Log) {
	log := open(t)
	first, second := add(t, log, entry("c1", "a")), add(t, log, entry("c1", "b"))
	other := add(t, log, entry("c2", "a"))
	if first.Seq != 1 || first.Prev != "" || second.Seq != 2 || second.Prev != first.Hash || other.Seq != 1 || other.Hash == first.Hash {
		t.Fatalf("%+v, %+v, %+v", first, second, other)
	}
	if entries := chain(t, log, "c1"); len(entries) != 2 || entries[1].Key != "b" || entries[0].Log != log.Name() {
		t.Fatalf("%+v", entries)
	}
	if entries := chain(t, log, "c3"); len(entries) != 0 {
		t.Fatalf("a case without a chain has %+v", entries)
	}
}

func sameKey(t *testing.T, open func(*testing.T) evidence.Log) {
	log, other := open(t), open(t)
	first := add(t, log, entry("c1", "a"))
	add(t, log, entry("c1", "b"))
	again := entry("c1", "a")
	again.At, again.Kind = Monday.Add(time.Hour), evidence.Accepted
	for _, replica := range []evidence.Log{log, other} {
		if got := add(t, replica, again); got.Hash != first.Hash || got.Kind != evidence.Composed || !got.At.Equal(first.At) {
			t.Fatalf("again gave %+v, want %+v", got, first)
		}
	}
	if entries := chain(t, log, "c1"); len(entries) != 2 {
		t.Fatalf("%d entries", len(entries))
	}
}

func replicas(t *testing.T, open func(*testing.T) evidence.Log) {
	const writers, each = 4, 10
	logs := make([]evidence.Log, writers)
	for i := range logs {
		logs[i] = open(t)
	}
	var group sync.WaitGroup
	failures := make(chan error, writers*each*2)
	for i, log := range logs {
		group.Go(func() {
			for n := range each {
				for _, key := range []string{fmt.Sprintf("own-%d-%d", i, n), fmt.Sprintf("shared-%d", n)} {
					if _, err := log.Append(t.Context(), entry("c1", key)); err != nil {
						failures <- err
					}
				}
			}
		})
	}
	group.Wait()
	close(failures)
	for err := range failures {
		t.Error(err)
	}
	keys := map[string]int{}
	for _, e := range chain(t, logs[0], "c1") {
		keys[e.Key]++
	}
	if len(keys) != writers*each+each {
		t.Errorf("%d keys, want %d", len(keys), writers*each+each)
	}
	for key, times := range keys {
		if times != 1 {
			t.Errorf("%s is in the chain %d times", key, times)
		}
	}
}

func staleReplica(t *testing.T, open func(*testing.T) evidence.Log) {
	log, other := open(t), open(t)
	add(t, log, entry("c1", "a"))
	add(t, other, entry("c1", "b"))
	add(t, other, entry("c1", "c"))
	if got := add(t, log, entry("c1", "d")); got.Seq != 4 {
		t.Fatalf("after what the other replica wrote: place %d, want 4", got.Seq)
	}
	chain(t, other, "c1")
}

func refused(t *testing.T, open func(*testing.T) evidence.Log) {
	log := open(t)
	for name, spoil := range map[string]func(*evidence.Entry){
		"log": func(e *evidence.Entry) { e.Log = "another" }, "case": func(e *evidence.Entry) { e.CaseID = "" },
		"slash": func(e *evidence.Entry) { e.CaseID = "a/1" }, "key": func(e *evidence.Entry) { e.Key = "" },
		"time": func(e *evidence.Entry) { e.At = time.Time{} }, "kind": func(e *evidence.Entry) { e.Kind = "something" },
	} {
		e := entry("c1", "a")
		spoil(&e)
		if _, err := log.Append(t.Context(), e); err == nil {
			t.Errorf("an entry with a wrong %s was appended", name)
		}
	}
	if entries := chain(t, log, "c1"); len(entries) != 0 {
		t.Errorf("%+v", entries)
	}
}

func noAddress(t *testing.T, open func(*testing.T) evidence.Log) {
	log := open(t)
	e := entry("c1", "a")
	e.Facts = map[string]string{evidence.FactReply: "550 5.1.1 <sanne.de-vries@example.nl>:\r\nno such user" + strings.Repeat(" x", 400)}
	add(t, log, e)
	reply := chain(t, log, "c1")[0].Facts[evidence.FactReply]
	if !strings.HasPrefix(reply, "550 5.1.1 <(adres)>:  no such user") || len(reply) != 500 {
		t.Fatalf("kept %q", reply)
	}
}

func cases(t *testing.T, open func(*testing.T) evidence.Log) {
	log := open(t)
	for _, caseID := range []string{"c2", "c1", "portal", "c1"} {
		add(t, log, entry(caseID, caseID))
	}
	got, err := log.Cases(t.Context())
	if err != nil || !slices.Equal(got, []string{"c1", "c2", "portal"}) {
		t.Fatalf("%v, %v", got, err)
	}
}

func roundTrip(t *testing.T, open func(*testing.T) evidence.Log) {
	log := open(t)
	e := entry("c1", "é & <b> \u2028 \"q\"")
	e.At = Monday.In(time.FixedZone("Amsterdam", 3600))
	e.Facts = map[string]string{"z": "é & <b>\u2028\"q\"\\", "a": "", "reply": "250\x7f ok\x00"}
	added := add(t, log, e)
	kept := chain(t, open(t), "c1")[0]
	if kept.Hash != added.Hash || !kept.At.Equal(Monday.Truncate(time.Millisecond)) || !maps.Equal(kept.Facts, added.Facts) {
		t.Fatalf("kept %+v, appended %+v", kept, added)
	}
	e.Key, e.Facts = "none", nil
	add(t, log, e)
	chain(t, open(t), "c1")
}
