package resilience

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"traject.nl/tools/stack"
	"traject.nl/workflows/policy"
)

// program is the traject command, built once for all tests.
var program string

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "traject-resilience-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	program = filepath.Join(folder, "traject")
	if out, err := exec.Command("go", "build", "-o", program, "traject.nl/tools/cmd/traject").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building traject: %v\n%s", err, out)
		os.RemoveAll(folder)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

// startTime is how long a start may take, from nothing to ready.
const startTime = 60 * time.Second

// machine is a `traject run` that can be killed, and is then started again at once on the same folder and ports.
type machine struct {
	stack.Addresses
	state  string
	output *os.File
	// policy is the set of policies that new cases start with.
	policy string

	mu    sync.Mutex
	child *exec.Cmd
	// killed tells the death that was meant from one that was not.
	killed bool
	// ended gives the end of the child, once.
	ended chan error
	kills int
	// failed has the reason when the program ended by itself.
	failed chan error
}

// startMachine starts the program in a folder of its own and waits until it is ready.
func startMachine(t *testing.T) *machine {
	t.Helper()
	return startMachineWith(t, policy.ZOUT)
}

// startMachineWith does so with other policies for new cases.
func startMachineWith(t *testing.T, policies string) *machine {
	t.Helper()
	folder := t.TempDir()
	output, err := os.Create(filepath.Join(folder, "output.txt"))
	if err != nil {
		t.Fatal(err)
	}
	m := &machine{state: filepath.Join(folder, "state"), output: output, policy: policies, failed: make(chan error, 16)}
	t.Cleanup(func() {
		m.end()
		output.Close()
		if t.Failed() {
			m.tell(t)
		}
	})
	if err := m.start(); err != nil {
		t.Fatal(err)
	}
	m.wait(t, startTime, "its addresses", m.readAddresses)
	m.awaitReady(t)
	return m
}

// start runs the program. The caller holds the lock, or is the only one there is.
func (m *machine) start() error {
	child := exec.Command(program, "run", "--state", m.state, "--ports", "random", "--policy", m.policy)
	child.Stdout, child.Stderr = m.output, m.output
	if err := child.Start(); err != nil {
		return fmt.Errorf("start %s: %w", program, err)
	}
	m.child, m.killed, m.ended = child, false, make(chan error, 1)
	go func(ended chan<- error) {
		err := child.Wait()
		m.mu.Lock()
		meant := m.killed || m.child != child
		m.mu.Unlock()
		if !meant {
			m.failed <- fmt.Errorf("traject ended by itself: %w", err)
		}
		ended <- err
	}(m.ended)
	return nil
}

// kill ends the program as a power cut would, and starts it again. It does not wait for it to be ready: that is for who
// needs it.
func (m *machine) kill() error {
	ended, err := m.strike()
	if err != nil {
		return err
	}
	<-ended
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kills++
	return m.start()
}

func (m *machine) strike() (ended <-chan error, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.killed {
		return nil, errors.New("killed while another kill was under way")
	}
	m.killed = true
	return m.ended, m.child.Process.Kill()
}

// end stops the program for good.
func (m *machine) end() {
	if ended, err := m.strike(); err == nil {
		<-ended
	}
}

// readAddresses reads where the program listens; it writes that down when it is ready for the first time.
func (m *machine) readAddresses() error {
	text, err := os.ReadFile(filepath.Join(m.state, "addresses.json"))
	if err != nil {
		return err
	}
	return json.Unmarshal(text, &m.Addresses)
}

// awaitReady waits until every service that the script talks to is ready.
func (m *machine) awaitReady(t *testing.T) {
	t.Helper()
	for _, service := range []string{m.Registry, m.Documents, m.Cases, m.Notifications} {
		m.wait(t, startTime, service+" to be ready", func() error { return ready(t.Context(), service) })
	}
}

func ready(ctx context.Context, service string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, service+"/startz", nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %s", request.URL, answer.Status)
	}
	return nil
}

// wait is await in a test, for so long at most.
func (m *machine) wait(t *testing.T, limit time.Duration, what string, ask func() error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	if err := m.await(ctx, what, func(context.Context) error { return ask() }); err != nil {
		t.Fatal(err)
	}
}

// keys is the file of a key ring of the program.
func (m *machine) keys(name string) string { return filepath.Join(m.state, "keys", name+".json") }

// await asks every so often until the answer is good, the time is up, or the program ended by itself.
func (m *machine) await(ctx context.Context, what string, ask func(context.Context) error) error {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		err := ask(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-tick.C:
		case failure := <-m.failed:
			return failure
		case <-ctx.Done():
			return fmt.Errorf("waited in vain for %s: %w", what, err)
		}
	}
}

// tell shows what the program said, for who must find out why a test failed. Requests that went well say nothing.
func (m *machine) tell(t *testing.T) {
	for _, file := range []string{m.output.Name(), filepath.Join(m.state, "traject.log")} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Logf("%s: %v", file, err)
			continue
		}
		lines := slices.DeleteFunc(strings.Split(strings.TrimSpace(string(text)), "\n"), func(line string) bool {
			return strings.Contains(line, `"level":"INFO"`)
		})
		t.Logf("the end of %s:\n%s", filepath.Base(file), strings.Join(lines[max(0, len(lines)-40):], "\n"))
	}
}
