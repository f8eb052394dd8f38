package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEveryTargetOfTheModulesIsListed(t *testing.T) {
	var out strings.Builder
	if err := fuzz(context.Background(), []string{"-list", "-root", "../../.."}, &out); err != nil {
		t.Fatal(err)
	}
	for _, one := range []string{"proto/keyring.FuzzAnySpecOfAKeyRing", "workflows/policy.FuzzAnyPolicyIsWholeOrRefusedWithItsLines", "services/cases.FuzzTheEdgeOfCases", "tools/stack/gate.FuzzNoMessageBreaksTheGate"} {
		if !strings.Contains(out.String(), one+"\n") {
			t.Errorf("%s is not in:\n%s", one, &out)
		}
	}
	if err := fuzz(context.Background(), []string{"-list", "-root", "../../..", "-only", "bestaat-niet"}, &out); err == nil {
		t.Error("no target at all, and that is fine?")
	}
}

// A module of its own, so that nothing big has to be built.
func TestATargetIsRunAndAFaultIsTold(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("GOWORK", "off")
	for _, module := range []string{"workflows", "services", "tools"} {
		write(module+"/go.mod", "module example.test/"+module+"\n")
	}
	write("proto/go.mod", "module example.test/proto\n\ngo 1.25\n")
	write("proto/a/a_test.go", `package a

import "testing"

func FuzzGood(f *testing.F) { f.Add("a"); f.Fuzz(func(*testing.T, string) {}) }

func FuzzBad(f *testing.F) { f.Add("a"); f.Fuzz(func(t *testing.T, s string) { t.Fatal("altijd mis") }) }
`)
	var out strings.Builder
	err := fuzz(t.Context(), []string{"-root", root, "-time", "1x"}, &out)
	if err == nil {
		t.Fatal("a length that is none was taken")
	}
	err = fuzz(t.Context(), []string{"-root", root, "-time", "1s"}, &out)
	if err == nil || !strings.Contains(err.Error(), "altijd mis") || strings.Contains(err.Error(), "FuzzGood:") {
		t.Errorf("told %v", err)
	}
	if !strings.Contains(out.String(), "proto/a.FuzzGood") || !strings.Contains(out.String(), "a fault") {
		t.Errorf("printed:\n%s", &out)
	}
}

// TestTimeThatIsOverIsNoFault: the go command now and then says that it failed when its time is over.
func TestTimeThatIsOverIsNoFault(t *testing.T) {
	over := "fuzz: elapsed: 1s, execs: 23252 (22601/sec), new interesting: 0 (total: 1)\n--- FAIL: FuzzGood (1.03s)\n    context deadline exceeded\nFAIL\nexit status 1\n"
	if !overTime.MatchString(over) {
		t.Error("time that is over is a fault")
	}
	fault := "--- FAIL: FuzzBad (0.01s)\n    --- FAIL: FuzzBad (0.00s)\n        a_test.go:9: context deadline exceeded\nFAIL\nexit status 1\n"
	if overTime.MatchString(fault) {
		t.Error("a fault is taken for time that is over")
	}
}
