package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/licenseclassifier/v2/assets"
)

func TestTheListOfLicencesIsCurrent(t *testing.T) {
	t.Chdir(filepath.Join("..", "..", ".."))
	found, err := all(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := judge(found); err != nil {
		t.Error(err)
	}
	written, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	if page(found) != string(written) {
		t.Errorf("%s is not current: run make licences", document)
	}
}

func TestALicenceThatIsNotKnownToGoTogetherIsRefused(t *testing.T) {
	for name, one := range map[string]shipped{
		"none":         {name: "a"},
		"unknown":      {name: "a", licences: []string{"unknown: LICENSE"}},
		"incompatible": {name: "a", licences: []string{"MIT", "BUSL-1.1"}},
	} {
		if err := judge([]shipped{one}); err == nil || !strings.Contains(err.Error(), "a ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := judge([]shipped{{name: "a", licences: []string{"MIT", "MPL-2.0"}}}); err != nil {
		t.Error(err)
	}
}

func TestALicenceIsReadFromTheNearestFolderThatHasOne(t *testing.T) {
	top := t.TempDir()
	inner := filepath.Join(top, "third", "deep")
	if err := os.MkdirAll(inner, 0o750); err != nil {
		t.Fatal(err)
	}
	for file, content := range map[string]string{
		filepath.Join(top, "LICENSE"): "anything", filepath.Join(top, "third", "LICENSE.txt"): "geheim recept", filepath.Join(top, "license.go"): "package a",
	} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := nearest(inner, top); len(got) != 1 || filepath.Base(got[0]) != "LICENSE.txt" {
		t.Errorf("nearest is %v", got)
	}
	if got := nearest(top, top); len(got) != 1 || filepath.Base(got[0]) != "LICENSE" {
		t.Errorf("at the top: %v", got)
	}
	recognise, err := assets.DefaultClassifier()
	if err != nil {
		t.Fatal(err)
	}
	var one shipped
	if err := one.read(recognise, filepath.Join(top, "third", "LICENSE.txt")); err != nil || len(one.licences) != 1 || one.licences[0] != "unknown: LICENSE.txt" {
		t.Errorf("%v, %v", one.licences, err)
	}
}
