package launch

import (
	"context"
	"errors"
	"log/slog"
	"testing"
)

func TestWrongSettingsStopTheStartBeforeAnythingRuns(t *testing.T) {
	wrong := errors.New("TRAJECT_X is not set")
	ran := false
	err := launch("test", func() (int, error) { return 0, wrong }, func(context.Context, int) error { ran = true; return nil })
	if !errors.Is(err, wrong) || ran {
		t.Errorf("got %v, ran %v", err, ran)
	}
}

func TestTheRunGetsTheSettingsAndItsFailureIsTheProcesss(t *testing.T) {
	before := slog.Default()
	t.Cleanup(func() { slog.SetDefault(before) })
	failed := errors.New("port taken")
	var got int
	err := launch("test", func() (int, error) { return 7, nil }, func(_ context.Context, setting int) error { got = setting; return failed })
	if !errors.Is(err, failed) || got != 7 {
		t.Errorf("got %v with setting %d", err, got)
	}
}
