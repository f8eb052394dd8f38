package checker

import (
	"encoding/json"
	"reflect"
	"testing"
)

// FuzzAnExportIsReadInOneWayOnly: what the checker takes says the same to every reader of JSON: no name twice, none that is unknown.
func FuzzAnExportIsReadInOneWayOnly(f *testing.F) {
	for _, text := range []string{
		`{"log":"cases","caseId":"c1","entries":[{"log":"cases","caseId":"c1","seq":1,"key":"0","at":"2026-11-23T09:00:00Z","kind":"composed","party":"","facts":{},"prev":"","hash":"00"}],"head":"00"}`,
		`[{"log":"cases","caseId":"c1","entries":[],"head":""}]`, `{"caseId":"c1","chains":[{"log":"cases","caseId":"c1","entries":null,"head":""}]}`,
		`{"log":"a","LOG":"b"}`, `{"log":"a","log":"b"}`, `{"ſlog":"a"}`, `{"onbekend":1}`, `{"log":"a","entries":[{"facts":{"a":"1","a":"2"}}]}`, `null`, `[null]`, `"x"`, `[[{}]]`, `{"facts":{"A":"1","a":"2"}}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if !json.Valid(text) {
			return // json.Decoder hands over only what is valid
		}
		read, err := parse(text)
		if err != nil {
			return
		}
		// What was taken is all that the text holds: written again, it reads the same.
		for _, one := range read {
			written, err := json.Marshal(one)
			if err != nil {
				t.Fatal(err)
			}
			again, err := parse(written)
			if err != nil || len(again) != 1 || !reflect.DeepEqual(again[0].Log, one.Log) || len(again[0].Entries) != len(one.Entries) || len(again[0].Chains) != len(one.Chains) {
				t.Fatalf("%s was read as %s", text, written)
			}
		}
	})
}
