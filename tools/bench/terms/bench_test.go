package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/bench/sleeping"
)

// TestMain lets the test program be the server and the worker too, as the bench does.
func TestMain(m *testing.M) {
	was, err := sleeping.Role(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if !was {
		os.Exit(m.Run())
	}
}

func TestTheBenchCountsEveryRungOnce(t *testing.T) {
	t.Parallel()
	figures, err := plan{cases: 20, due: 5, rest: time.Second, settle: time.Second}.measure(t.Context(), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if len(figures.after.Told) != 5 || figures.after.Told[0] < 0 || figures.restUntil.worker.Memory == 0 {
		t.Fatalf("got %+v", figures)
	}
	var page bytes.Buffer
	figures.write(&page)
	for _, words := range []string{"20 cases with an open term, 5 with a rung at the same moment", "| memory at rest |", "| the notice was handed over |"} {
		if !strings.Contains(page.String(), words) {
			t.Errorf("%q is missing in\n%s", words, page.String())
		}
	}
}

func TestAPercentileIsTheLeastThatSoManyDoNotExceed(t *testing.T) {
	t.Parallel()
	times := make([]time.Duration, 200)
	for i := range times {
		times[i] = time.Duration(i + 1)
	}
	for of, want := range map[int]time.Duration{50: 100, 99: 198, 100: 200} {
		if got := percentile(times, of); got != want {
			t.Errorf("percentile %d is %d, want %d", of, got, want)
		}
	}
	if got := percentile(times[:1], 99); got != 1 {
		t.Errorf("of one time it is %d", got)
	}
}
