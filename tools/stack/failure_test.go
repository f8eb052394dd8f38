package stack

import (
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// refusedStart starts a stack that must not start, and wants words in the reason.
func refusedStart(t *testing.T, options Options, words ...string) {
	t.Helper()
	s, err := Start(t.Context(), options)
	if err == nil {
		t.Fatalf("started all the same; stopping it: %v", s.Stop())
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("the reason does not say %q:\n%v", word, err)
		}
	}
}

// stopped is the state folder of a stack that ran and was stopped.
func stopped(t *testing.T) string {
	t.Helper()
	state := t.TempDir()
	s, err := Start(t.Context(), Options{State: state, RandomPorts: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	return state
}

func TestAPortThatIsTakenIsNamedWithWhatToDo(t *testing.T) {
	state := stopped(t)
	f, err := openFolder(state)
	if err != nil {
		t.Fatal(err)
	}
	ports, err := f.ports(true, FixedPorts())
	f.release()
	if err != nil {
		t.Fatal(err)
	}
	var taken []string
	for _, port := range []int{ports.TemporalUI, ports.Portal} {
		listener, err := net.Listen("tcp", address(port))
		if err != nil {
			t.Fatal(err)
		}
		defer listener.Close()
		taken = append(taken, "port "+strconv.Itoa(port))
	}
	refusedStart(t, Options{State: state, RandomPorts: true}, append(taken, "TemporalUI", "Portal", "stop that program")...)
}

func TestTwoRunsDoNotShareAStateFolder(t *testing.T) {
	state := t.TempDir()
	s, err := Start(t.Context(), Options{State: state, RandomPorts: true})
	if err != nil {
		t.Fatal(err)
	}
	refusedStart(t, Options{State: state, RandomPorts: true}, state, "in use by another")
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
}

func TestADamagedStateFolderIsNamedWithWhatToDo(t *testing.T) {
	for name, damage := range map[string]struct {
		file string
		text string
		says string
	}{
		"the processes are no database":    {"temporal.db", strings.Repeat("geen database ", 500), "is damaged"},
		"a store is no database":           {"store/cases.sqlite", strings.Repeat("geen database ", 500), "is damaged"},
		"the layout is not readable":       {"traject.json", "{", "is damaged"},
		"the layout is of another version": {"traject.json", `{"version": 99}`, "layout 99"},
		"a key ring is not readable":       {"keys/dossiers.json", "{}", "is damaged"},
		"a key ring is gone":               {"keys/payloads.json", "", "the key ring is gone"},
	} {
		t.Run(name, func(t *testing.T) {
			state := stopped(t)
			path := filepath.Join(state, damage.file)
			if damage.text == "" {
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
			} else if err := os.WriteFile(path, []byte(damage.text), 0o600); err != nil {
				t.Fatal(err)
			}
			refusedStart(t, Options{State: state, RandomPorts: true}, state, damage.says)
		})
	}
}

func TestSecretsAreForTheOwnerOnly(t *testing.T) {
	state := stopped(t)
	files, err := filepath.Glob(filepath.Join(state, "keys", "*"))
	if err != nil || len(files) < 6 {
		t.Fatalf("want the keys of the stack, found %v (%v)", files, err)
	}
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %o, want 600", file, info.Mode().Perm())
		}
	}
}
