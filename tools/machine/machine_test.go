package machine_test

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/machine"
)

func TestMain(m *testing.M) {
	machine.Main()
	os.Exit(m.Run())
}

func start(t *testing.T, options machine.Options) *machine.Machine {
	t.Helper()
	if options.Folder == "" {
		options.Folder = t.TempDir()
	}
	t.Cleanup(func() {
		if t.Failed() {
			tell(t, options.Folder)
		}
	})
	began := time.Now()
	m, err := machine.Start(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("started in %s", time.Since(began).Round(time.Millisecond))
	t.Cleanup(func() {
		if err := m.Stop(); err != nil {
			t.Error(err)
		}
	})
	return m
}

// tell shows the end of what every part said that is no mere information.
func tell(t *testing.T, folder string) {
	for _, one := range machine.Parts {
		text, err := os.ReadFile(filepath.Join(folder, "logs", string(one)+".log"))
		if err != nil {
			continue
		}
		lines := slices.DeleteFunc(strings.Split(strings.TrimSpace(string(text)), "\n"), func(line string) bool {
			return strings.Contains(line, `"level":"INFO"`)
		})
		t.Logf("%s:\n%s", one, strings.Join(lines[max(0, len(lines)-8):], "\n"))
	}
}

func TestAPartThatIsKilledOrPausedIsAwayAndComesBackOnTheSamePorts(t *testing.T) {
	m := start(t, machine.Options{})
	office := m.Traject().As("kantoor")
	var body []byte
	cases := m.Traject().Cases + "/v1/cases"
	if err := office.Get(t.Context(), cases, &body); err != nil {
		t.Fatal(err)
	}
	if err := m.Kill(machine.Cases); err != nil {
		t.Fatal(err)
	}
	if answer, err := http.Get(cases); err == nil {
		answer.Body.Close()
		t.Error("a killed service answered")
	}
	before, err := m.Usage(machine.Cases)
	if err != nil {
		t.Fatal(err)
	}
	if before.CPU == 0 || before.Memory != 0 || before.Peak == 0 {
		t.Errorf("used by a killed part: %+v", before)
	}
	if err := m.Launch(t.Context(), machine.Cases); err != nil {
		t.Fatal(err)
	}
	if err := office.Get(t.Context(), cases, &body); err != nil {
		t.Error(err)
	}
	for _, one := range machine.Parts {
		used, err := m.Usage(one)
		t.Logf("%-14s %+v", one, used)
		if err != nil || used.CPU == 0 || used.Own == 0 || used.Peak < used.Own {
			t.Errorf("used by %s: %+v %v", one, used, err)
		}
	}
}
