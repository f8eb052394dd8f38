package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
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
	// These two are targets of the module that is made here, and not of this one.
	write("proto/a/a_test.go", strings.ReplaceAll(`package a

import "testing"

FUNC FuzzGood(f *testing.F) { f.Add("a"); f.Fuzz(func(*testing.T, string) {}) }

FUNC FuzzBad(f *testing.F) { f.Add("a"); f.Fuzz(func(t *testing.T, s string) { t.Fatal("altijd mis") }) }
`, "FUNC", "func"))
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

func TestTheInputsThatGotFurthestAreKept(t *testing.T) {
	root, cache := t.TempDir(), t.TempDir()
	t.Setenv("GOCACHE", cache)
	t.Setenv("GOWORK", "off")
	began := time.Now()
	in := filepath.Join(cache, "fuzz", "example.test", "proto", "a", "FuzzGood")
	at := func(name string, age time.Duration, size int) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(in, 0o700), os.WriteFile(filepath.Join(in, name), make([]byte, size), 0o600)); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(filepath.Join(in, name), began.Add(age), began.Add(age)); err != nil {
			t.Fatal(err)
		}
	}
	at("of before", -time.Hour, 1)
	at("first", time.Second, 1)
	at("second", 2*time.Second, 1)
	at("large", 3*time.Second, smallInput+1)
	at("last", 4*time.Second, 1)
	folder := filepath.Join(root, "proto", "a")
	err := errors.Join(os.MkdirAll(folder, 0o700), os.WriteFile(filepath.Join(root, "proto", "go.mod"), []byte("module example.test/proto\n\ngo 1.25\n"), 0o600),
		os.WriteFile(filepath.Join(folder, "a.go"), []byte("package a\n"), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	one := target{root, "proto", "a", "FuzzGood"}
	if err := one.keep(t.Context(), began, 2); err != nil {
		t.Fatal(err)
	}
	kept, err := filepath.Glob(filepath.Join(folder, "testdata", "fuzz", "FuzzGood", "*"))
	if err != nil || len(kept) != 2 || filepath.Base(kept[0]) != "last" || filepath.Base(kept[1]) != "second" {
		t.Errorf("kept %v, %v, want the last and the second", kept, err)
	}
	if err := (target{root, "proto", "a", "FuzzNeverRan"}).keep(t.Context(), began, 2); err != nil {
		t.Errorf("a target without inputs: %v", err)
	}
}
