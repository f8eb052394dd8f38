package evidence

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

// FuzzNoChangeOfAChainGoesUnseen: an entry with any facts is whole as it was appended and as it comes back from JSON, and not when anything of it
// was changed. What is kept of a fact has no address in it and stands on one line.
func FuzzNoChangeOfAChainGoesUnseen(f *testing.F) {
	for _, fact := range []string{"250 2.1.5 ok", "550 5.1.1 <ouder@voorbeeld.nl>: unknown", "a@b@c", "x\r\ny\u2028z", "\xff\xfe", strings.Repeat("é", 600), strings.Repeat("a", 495) + "b@voorbeeld.nl", "<>&\u0000", "@"} {
		f.Add("accepted", fact, "parent:0123", int64(1763888400000))
	}
	f.Fuzz(func(t *testing.T, name, fact, who string, at int64) {
		log := Memory("notifications")
		moment := time.UnixMilli(at % (200 * 365 * 24 * 3600 * 1000)).UTC()
		for _, key := range []string{"a", "b"} {
			if _, err := log.Append(t.Context(), Entry{CaseID: "k3v9x2m4q8pd", Key: key, At: moment, Kind: Accepted, Party: who, Facts: map[string]string{name: fact}}); err != nil {
				t.Fatal(err)
			}
		}
		chain, err := log.OfCase(t.Context(), "k3v9x2m4q8pd")
		if err != nil || len(chain) != 2 {
			t.Fatalf("%d entries, %v", len(chain), err)
		}
		for _, kept := range chain[0].Facts {
			if kept != cleaned(kept) || utf8.RuneCountInString(kept) > longestFact || strings.ContainsFunc(kept, unicode.IsControl) || address.MatchString(kept) {
				t.Fatalf("kept %q of %q", kept, fact)
			}
		}
		text, err := json.Marshal(Exported("notifications", "k3v9x2m4q8pd", chain))
		if err != nil {
			t.Fatal(err)
		}
		var export Export
		if err := json.Unmarshal(text, &export); err != nil {
			t.Fatal(err)
		}
		if err := export.Verify(); err != nil {
			t.Fatalf("whole, and refused after it was handed over: %v", err)
		}
		for _, change := range []func(*Entry){
			func(e *Entry) { e.Party += "x" }, func(e *Entry) { e.At = e.At.Add(time.Millisecond) }, func(e *Entry) { e.Facts = map[string]string{name + "x": fact} },
			func(e *Entry) { e.Key = "c" }, func(e *Entry) { e.Kind = Opened }, func(e *Entry) { e.Seq++ }, func(e *Entry) { e.Prev = e.Hash },
		} {
			changed := []Entry{export.Entries[0], export.Entries[1]}
			change(&changed[1])
			if Verify(changed) == nil {
				t.Fatalf("%+v passes for %+v", changed[1], export.Entries[1])
			}
		}
	})
}
