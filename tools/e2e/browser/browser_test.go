package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"traject.nl/services/platform/telemetry"
	"traject.nl/tools/demo"
	"traject.nl/tools/journey"
	"traject.nl/tools/stack"
	"traject.nl/tools/stack/receiver"
	"traject.nl/workflows/policy"
)

const (
	chromium = "/usr/bin/chromium"
	// startTime is how long the stack may take to start, browseTime how long all tests in the browser may take.
	startTime  = 3 * time.Minute
	browseTime = 30 * time.Minute
)

// The scripts that need the policy of the demonstration. The ladder comes first: whatever is left alone becomes overdue within a minute.
// A stay at the Buitenkans can begin on any day in a demonstration.
var demonstrated = []string{"ladder.test.js", "stay.test.js", "placement.test.js"}

func TestMain(m *testing.M) {
	stopTelemetry, err := telemetry.Start(context.Background(), "traject")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if err := stopTelemetry(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = max(code, 1)
	}
	os.Exit(code)
}

func TestPeopleCanUseTrajectInABrowser(t *testing.T) {
	wantBrowser(t)
	at := started(t, policy.ZOUT)
	play(t, at)
	browse(t, at, slices.DeleteFunc(scripts(t), func(script string) bool { return slices.Contains(demonstrated, script) })...)
}

func TestWhatTakesWeeksCanBeWatchedInABrowser(t *testing.T) {
	wantBrowser(t)
	browse(t, started(t, policy.Demo), demonstrated...)
}

func wantBrowser(t *testing.T) {
	t.Helper()
	wantThere(t, chromium, "install the Debian package chromium, or run `make debian`")
	wantThere(t, "node_modules/playwright-core", "run `npm ci` in tools/e2e/browser, or remove .bin/stamps/browser and run `make assets`")
}

// scripts are all tests in JavaScript.
func scripts(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob("*.test.js")
	if err != nil || len(found) == 0 {
		t.Fatalf("no tests in JavaScript here: %v", err)
	}
	return found
}

func wantThere(t *testing.T, path, advice string) {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("the tests in the browser need %s: %v: %s", path, err, advice)
	}
}

// started starts a stack of its own, which the test stops.
func started(t *testing.T, policies string) *stack.Stack {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), startTime)
	defer cancel()
	running, err := stack.Start(ctx, stack.Options{State: t.TempDir(), RandomPorts: true, Policy: policies})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := running.Stop(); err != nil {
			t.Error(err)
		}
	})
	return running
}

// play adds the cases of the demo: one in every phase.
func play(t *testing.T, at *stack.Stack) {
	t.Helper()
	begun := time.Now()
	people := &journey.Traject{
		Cases: at.Cases, Documents: at.Documents, Registry: at.Registry, Notifications: at.Notifications,
		Token: func(_ context.Context, account string) (string, error) { return at.Token(account) }, Patience: time.Minute,
	}
	if err := demo.Play(t.Context(), people, at.Portal, t.Output()); err != nil {
		t.Fatal(err)
	}
	if err := demo.Partners(t.Context(), people, at.Mail+receiver.Path, t.Output()); err != nil {
		t.Fatal(err)
	}
	t.Logf("the demo took %s", time.Since(begun).Round(time.Millisecond))
}

// browse runs tests of Node against the portal, and shows what they say.
func browse(t *testing.T, at *stack.Stack, scripts ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), browseTime)
	defer cancel()
	node := exec.CommandContext(ctx, "node", append([]string{"--test", "--test-concurrency=1", "--test-reporter=spec"}, scripts...)...)
	node.Env = append(os.Environ(), "TRAJECT_PORTAL="+at.Portal, "TRAJECT_MAIL="+at.Mail, "TRAJECT_CHROMIUM="+chromium)
	node.Stdout, node.Stderr = t.Output(), t.Output()
	// Node starts a process for each file, and these start Chromium: together they are one group, to be ended together.
	node.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	node.Cancel = func() error { return syscall.Kill(-node.Process.Pid, syscall.SIGTERM) }
	node.WaitDelay = 10 * time.Second
	if err := node.Run(); err != nil {
		if ctx.Err() != nil {
			err = fmt.Errorf("not done within %s: %w", browseTime, err)
		}
		t.Fatalf("the tests in the browser: %v", err)
	}
}
