package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"traject.nl/services/platform/telemetry"
	"traject.nl/tools/demo"
	"traject.nl/tools/journey"
	"traject.nl/tools/stack"
)

const (
	chromium = "/usr/bin/chromium"
	// startTime is how long the stack may take to start, browseTime how long all tests in the browser may take.
	startTime  = 3 * time.Minute
	browseTime = 15 * time.Minute
)

func TestPeopleCanUseTrajectInABrowser(t *testing.T) {
	wantThere(t, chromium, "install the Debian package chromium, or run `make debian`")
	wantThere(t, "node_modules/playwright-core", "run `npm ci` in tools/e2e/browser, or remove .bin/stamps/browser and run `make assets`")
	at := started(t)
	play(t, at)
	browse(t, at.Portal)
}

func wantThere(t *testing.T, path, advice string) {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("the tests in the browser need %s: %v: %s", path, err, advice)
	}
}

// started starts a stack of its own, which the test stops.
func started(t *testing.T) *stack.Stack {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), startTime)
	defer cancel()
	stopTelemetry, err := telemetry.Start(ctx, "traject")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stopTelemetry(context.Background()); err != nil {
			t.Error(err)
		}
	})
	running, err := stack.Start(ctx, stack.Options{State: t.TempDir(), RandomPorts: true})
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
	t.Logf("the demo took %s", time.Since(begun).Round(time.Millisecond))
}

// browse runs the tests of Node against the portal, and shows what they say.
func browse(t *testing.T, portal string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), browseTime)
	defer cancel()
	node := exec.CommandContext(ctx, "node", "--test", "--test-concurrency=1", "--test-reporter=spec")
	node.Env = append(os.Environ(), "TRAJECT_PORTAL="+portal, "TRAJECT_CHROMIUM="+chromium)
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
