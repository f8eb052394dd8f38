package launch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"traject.nl/services/platform/telemetry"
)

// keepLogs gives the logs of a test, and puts the logger back afterwards.
func keepLogs(t *testing.T) *bytes.Buffer {
	t.Helper()
	before := slog.Default()
	t.Cleanup(func() { slog.SetDefault(before) })
	var logs bytes.Buffer
	slog.SetDefault(slog.New(telemetry.NewHandler(&logs, "test")))
	return &logs
}

func TestWrongSettingsStopTheStartBeforeAnythingRuns(t *testing.T) {
	wrong := errors.New("TRAJECT_X is not set")
	ran := false
	err := launch("test", func() (int, error) { return 0, wrong }, func(context.Context, int) error { ran = true; return nil })
	if !errors.Is(err, wrong) || ran {
		t.Errorf("got %v, ran %v", err, ran)
	}
}

func TestEveryWrongSettingHasALineOfItsOwn(t *testing.T) {
	first, second := errors.New("TRAJECT_X is not set"), errors.New("TRAJECT_Y is not set")
	err := launch("test", func() (int, error) { return 0, errors.Join(first, second) }, nil)
	if got := problems(err); len(got) != 2 || !errors.Is(got[0], first) || !errors.Is(got[1], second) {
		t.Errorf("got %v", got)
	}
	failed := errors.Join(errors.New("port taken"), errors.New("and not closed"))
	if got := problems(failed); len(got) != 1 || !errors.Is(got[0], failed) {
		t.Errorf("a failure of the run is told as %d problems", len(got))
	}
}

func TestTheRunGetsTheSettingsAndItsFailureIsTheProcesss(t *testing.T) {
	keepLogs(t)
	failed := errors.New("port taken")
	var got int
	err := launch("test", func() (int, error) { return 7, nil }, func(_ context.Context, setting int) error { got = setting; return failed })
	if !errors.Is(err, failed) || got != 7 {
		t.Errorf("got %v with setting %d", err, got)
	}
	if count := testutil.ToFloat64(build.WithLabelValues("test", Build)); count != 1 {
		t.Errorf("the version that runs is counted %v times", count)
	}
}

func TestATermSignalEndsTheRunWithoutAFailure(t *testing.T) {
	keepLogs(t)
	err := launch("test", func() (int, error) { return 0, nil }, func(ctx context.Context, _ int) error {
		if err := syscall.Kill(syscall.Getpid(), syscall.SIGTERM); err != nil {
			return err
		}
		<-ctx.Done()
		return nil
	})
	if err != nil {
		t.Errorf("stopping when told is a failure: %v", err)
	}
}

func TestAStopTakesLessThan25SecondsWhateverStillRuns(t *testing.T) {
	logs := keepLogs(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, signal := context.WithCancel(t.Context())
		begun, restored := time.Now(), false
		signal()
		err := await(ctx, make(chan error), func() { restored = true })
		if took := time.Since(begun); took+flushTime >= 25*time.Second || err == nil || !strings.Contains(err.Error(), "18s") {
			t.Errorf("stopping took %s, and then %s for telemetry: %v", took, flushTime, err)
		}
		if !restored {
			t.Error("a second signal would not end the process")
		}
	})
	line := map[string]string{}
	if err := json.Unmarshal(logs.Bytes(), &line); err != nil || line["msg"] != "stopping" || line["service"] != "test" {
		t.Errorf("the log says %s", logs)
	}
}
