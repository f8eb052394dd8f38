package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOnlyWhatCanBeReachedIsAFinding(t *testing.T) {
	said := `{"config":{}}{"osv":{"id":"GO-1"}}
{"finding":{"osv":"GO-1","fixed_version":"v1.2.4","trace":[{"module":"m","version":"v1.2.3"}]}}
{"finding":{"osv":"GO-2","fixed_version":"v1.2.4","trace":[{"module":"m","version":"v1.2.3","package":"m/p"}]}}
{"finding":{"osv":"GO-3","fixed_version":"v1.2.4","trace":[{"module":"m","version":"v1.2.3","package":"m/p","function":"Read"},{"package":"ours","function":"main"}]}}
{"finding":{"osv":"GO-3","fixed_version":"v1.2.4","trace":[{"module":"m","version":"v1.2.3","package":"m/p","function":"Write"}]}}`
	found, err := read(strings.NewReader(said))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	if text := found[0].String(); text != `GO-3 in m v1.2.3, mended in "v1.2.4"; reached by ours.main m/p.Read` {
		t.Errorf("told as %s", text)
	}
	if _, err := read(strings.NewReader(`{"finding":`)); err == nil {
		t.Error("half an answer was taken for a whole one")
	}
}

func TestAnEntryIsKeptWhileAVersionFromOursOnIsAffected(t *testing.T) {
	used := map[string]string{"m": "v1.2.3", "stdlib": "v1.26.0"}
	for raw, want := range map[string]bool{
		`{"affected":[{"package":{"name":"m"},"ranges":[{"events":[{"introduced":"0"},{"fixed":"1.2.4"}]}]}]}`:                        true,
		`{"affected":[{"package":{"name":"m"},"ranges":[{"events":[{"introduced":"0"}]}]}]}`:                                          true,
		`{"affected":[{"package":{"name":"m"},"ranges":[{"events":[{"introduced":"0"},{"fixed":"1.2.3"}]}]}]}`:                        false,
		`{"affected":[{"package":{"name":"m"},"ranges":[{"events":[{"introduced":"0"},{"fixed":"1.1.0"},{"introduced":"1.3.0"}]}]}]}`: true,
		`{"affected":[{"package":{"name":"other"},"ranges":[{"events":[{"introduced":"0"}]}]}]}`:                                      false,
		`{"affected":[{"package":{"name":"stdlib"},"ranges":[{"events":[{"introduced":"0"},{"fixed":"1.27.0"}]}]}]}`:                  true,
		`{"withdrawn":"2026-01-01","affected":[{"package":{"name":"m"},"ranges":[{"events":[{"introduced":"0"}]}]}]}`:                 false,
	} {
		var one entry
		if err := json.Unmarshal([]byte(raw), &one); err != nil {
			t.Fatal(err)
		}
		if got := one.concerns(used); got != want {
			t.Errorf("%v for %s", got, raw)
		}
	}
}

func TestAModuleThatIsNewOrOlderAsksForAnotherExcerpt(t *testing.T) {
	then := map[string]string{"a": "v1.2.0", "b": "v1.0.0"}
	if err := uncovered(map[string]string{"a": "v1.3.0", "b": "v1.0.0"}, then); err != nil {
		t.Errorf("a later version: %v", err)
	}
	for _, used := range []map[string]string{{"a": "v1.1.9"}, {"c": "v1.0.0"}} {
		if err := uncovered(used, then); err == nil || !strings.Contains(err.Error(), "make vulns-update") {
			t.Errorf("%v: %v", used, err)
		}
	}
}

func TestTheExcerptIsOfTheModulesThatAreUsed(t *testing.T) {
	t.Chdir(filepath.Join("..", "..", ".."))
	if err := covered(t.Context(), folder); err != nil {
		t.Error(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "GO-*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no entries in %s: %v", folder, err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil || !json.Valid(content) {
			t.Errorf("%s is no entry: %v", file, err)
		}
	}
}
