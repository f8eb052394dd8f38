package checker_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/evidence/checker"
	"traject.nl/services/platform/mongo"
)

// chain makes an export of this many entries.
func chain(t *testing.T, log, caseID string, length int) evidence.Export {
	t.Helper()
	memory := evidence.Memory(log)
	fill(t, memory, caseID, length)
	entries, err := memory.OfCase(t.Context(), caseID)
	if err != nil {
		t.Fatal(err)
	}
	return evidence.Exported(log, caseID, entries)
}

func fill(t *testing.T, log evidence.Log, caseID string, length int) {
	t.Helper()
	for n := range length {
		if _, err := log.Append(t.Context(), evidence.Entry{
			CaseID: caseID, Key: fmt.Sprint(n), At: time.Date(2026, 11, 23, 9, n, 0, 0, time.UTC), Kind: evidence.Composed, Party: "sot:zeist",
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// file writes values as JSON, one behind the other.
func file(t *testing.T, values ...any) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "export.json")
	var content bytes.Buffer
	for _, value := range values {
		if err := json.NewEncoder(&content).Encode(value); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, content.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func nowhere() (string, error) { return "", errors.New("no Traject runs here") }

// verify runs the command and gives what it printed.
func verify(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := checker.Run(t.Context(), append([]string{"verify"}, args...), nowhere, &out)
	return out.String(), err
}

func TestWholeExportsOfAnyShapeVerify(t *testing.T) {
	one, two := chain(t, "cases", "c1", 2), chain(t, "notifications", "c1", 3)
	for name, path := range map[string]string{
		"one": file(t, one), "lines": file(t, one, two), "array": file(t, []evidence.Export{one, two}),
		"of a case": file(t, map[string]any{"caseId": "c1", "chains": []evidence.Export{one, two}}),
	} {
		out, err := verify(t, path)
		if err != nil || !strings.Contains(out, "Every chain is whole.") || !strings.Contains(out, "cases          1 chains, 2 entries") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

func TestABrokenExportIsNamed(t *testing.T) {
	broken := chain(t, "notifications", "c1", 3)
	broken.Entries[1].Party = "sot:bunnik"
	out, err := verify(t, file(t, chain(t, "cases", "c1", 2), broken))
	if err == nil || !strings.Contains(out, "BROKEN  chain notifications of case c1 is broken at entry 2") || strings.Contains(out, "Every chain") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestAnEarlierExportFindsWhatWasCutOff(t *testing.T) {
	all := chain(t, "notifications", "c1", 5)
	cut := evidence.Exported("notifications", "c1", all.Entries[:3])
	earlier := file(t, evidence.Exported("notifications", "c1", all.Entries[:4]))
	if out, err := verify(t, file(t, all), "--against", earlier); err != nil {
		t.Errorf("a chain that went on: %v\n%s", err, out)
	}
	for name, now := range map[string]evidence.Export{"cut off": cut, "another chain": chain(t, "notifications", "c2", 1)} {
		if out, err := verify(t, "--against", earlier, file(t, now)); err == nil || !strings.Contains(out, "c1") || !strings.Contains(out, earlier) {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
	spoilt := chain(t, "notifications", "c1", 2)
	spoilt.Entries[0].Hash = ""
	if out, err := verify(t, "--against", file(t, spoilt), file(t, all)); err == nil || !strings.Contains(out, "itself broken") {
		t.Errorf("a broken earlier export: %v\n%s", err, out)
	}
}

// What a reader sees in a file must be what is checked.
func TestAnExportThatShowsSomethingElseThanItsHashesIsRefused(t *testing.T) {
	text, err := json.Marshal(chain(t, "notifications", "c1", 2))
	if err != nil {
		t.Fatal(err)
	}
	for name, put := range map[string][2]string{
		"a name twice":           {`"party":"sot:zeist"`, `"party":"sot:bunnik","party":"sot:zeist"`},
		"a name in capitals too": {`"party":"sot:zeist"`, `"party":"sot:bunnik","Party":"sot:zeist"`},
		"a name in odd letters":  {`"seq":1`, `"ſeq":2,"seq":1`},
		"a name that is unknown": {`"party":"sot:zeist"`, `"party":"sot:zeist","reply":"250 Ok"`},
		"a fact twice":           {`"facts":{}`, `"facts":{"reply":"a","reply":"b"}`},
	} {
		spoilt := strings.Replace(string(text), put[0], put[1], 1)
		if spoilt == string(text) {
			t.Fatalf("%s: nothing was put in %s", name, text)
		}
		if out, err := verify(t, file(t, json.RawMessage(spoilt))); err == nil || strings.Contains(out, "Every chain") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

func TestANoteOfTheHeadsFindsWhatWasCutOff(t *testing.T) {
	note := filepath.Join(t.TempDir(), "heads")
	all, other := chain(t, "notifications", "c1", 5), chain(t, "cases", "c1", 1)
	if _, err := verify(t, "--note", note, file(t, all, other)); err != nil {
		t.Fatal(err)
	}
	if out, err := verify(t, "--against", note, file(t, other, all)); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	cut := evidence.Exported("notifications", "c1", all.Entries[:4])
	if out, err := verify(t, "--against", note, file(t, other, cut)); err == nil || !strings.Contains(out, "cut off") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestWhatCannotBeCheckedIsSaidSo(t *testing.T) {
	good := file(t, chain(t, "cases", "c1", 1))
	for name, args := range map[string][]string{
		"no file":       {filepath.Join(t.TempDir(), "nowhere.json")},
		"no JSON":       {file(t, "x", 1)},
		"no chain":      {file(t, map[string]any{"caseId": "c1"})},
		"two sources":   {"--mongo", "mongodb://127.0.0.1:1", good},
		"unknown log":   {"--mongo", "mongodb://127.0.0.1:1", "--databases", "portal=x"},
		"nothing local": {},
		"unknown flag":  {"--all"},
	} {
		if out, err := verify(t, args...); err == nil || strings.Contains(out, "Every chain") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
	var out bytes.Buffer
	if err := checker.Run(t.Context(), []string{"--help"}, nowhere, &out); !errors.Is(err, flag.ErrHelp) || !strings.Contains(out.String(), "--against") {
		t.Errorf("%v\n%s", err, out.String())
	}
}

func TestEveryChainInTheDatabasesIsChecked(t *testing.T) {
	uri := os.Getenv("TRAJECT_TEST_MONGODB_URI")
	if uri == "" {
		t.Log("TRAJECT_TEST_MONGODB_URI names no server: only files are checked here")
		return
	}
	if out, err := verify(t, "--mongo", uri, "--databases", "cases=none,documents=none,notifications=none"); err == nil {
		t.Errorf("nothing was checked, and that was well:\n%s", out)
	}
	var pairs []string
	var last *mongo.Database
	for i, name := range checker.Services {
		last = database(t, uri, name)
		log, err := evidence.NewMongoLog(t.Context(), last.Database, name)
		if err != nil {
			t.Fatal(err)
		}
		for n := range i + 1 {
			fill(t, log, fmt.Sprint("c", n), 3)
		}
		pairs = append(pairs, name+"="+last.Name())
	}
	from := []string{"--mongo", uri, "--databases", strings.Join(pairs, ",")}
	out, err := verify(t, from...)
	if err != nil || !strings.Contains(out, "notifications  3 chains, 9 entries") || !strings.Contains(out, "documents      2 chains") {
		t.Errorf("%v\n%s", err, out)
	}
	if _, err := last.Collection(evidence.Collection).DeleteOne(t.Context(), bson.D{{Key: "_id", Value: "c1/2"}}); err != nil {
		t.Fatal(err)
	}
	if out, err := verify(t, from...); err == nil || !strings.Contains(out, "chain notifications of case c1 is broken at entry 2") {
		t.Errorf("an entry was deleted: %v\n%s", err, out)
	}
}

func database(t *testing.T, uri, name string) *mongo.Database {
	t.Helper()
	db, err := mongo.Connect(t.Context(), uri, "evidence-"+name+"-"+strings.ToLower(bson.NewObjectID().Hex()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx := context.WithoutCancel(t.Context()) // the context of a test ends before its clean-up
		if err := errors.Join(db.Drop(ctx), db.Close(ctx)); err != nil {
			t.Error(err)
		}
	})
	return db
}
