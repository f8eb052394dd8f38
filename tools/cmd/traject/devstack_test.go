package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestADevelopmentStackSaysWhichFlagIsWrong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "portal.pem")
	if err := os.WriteFile(file, []byte("geen sleutel"), 0o600); err != nil {
		t.Fatal(err)
	}
	for says, args := range map[string][]string{
		"--portal-key is missing": nil,
		"no such file":            {"--portal-key", file + ".weg"},
		"no PEM block":            {"--portal-key", file},
		`--ports "allemaal"`:      {"--portal-key", file, "--ports", "allemaal"},
		"not defined: -issuers":   {"--issuers", "http://localhost:8090"},
	} {
		if _, err := devStackOptions(args); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: want %q, got: %v", args, says, err)
		}
	}
}
