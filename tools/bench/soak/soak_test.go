package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/machine"
)

// TestMain lets the test program be the parts too.
func TestMain(m *testing.M) {
	machine.Main()
	os.Exit(m.Run())
}

func TestPeopleWorkEveryCaseIsRightAndEveryPartIsSeen(t *testing.T) {
	p := plan{
		long: 6 * time.Second, cases: 30, pages: 3, streams: 3, every: time.Second, warm: time.Second, folder: t.TempDir(), progress: io.Discard,
	}
	found, err := p.soak(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := found.verdict(); err != nil {
		t.Error(err)
	}
	if found.connections == 0 || found.events == 0 || len(found.kinds["act"].ms) == 0 || len(found.kinds["page"].ms) == 0 {
		t.Errorf("done: %+v", found)
	}
	for _, one := range found.looks {
		for _, part := range machine.Parts {
			if one.parts[part][memory] == 0 || one.parts[part][files] == 0 {
				t.Errorf("%s at %s: %v", part, one.at, one.parts[part])
			}
		}
		if one.temporal == 0 || one.store == 0 || math.IsNaN(one.parts[machine.Worker][heap]) {
			t.Errorf("at %s: %+v", one.at, one)
		}
	}
	work, drift := found.workBody(), found.driftBody()
	for _, words := range []string{"| hand in ", "| page of the portal "} {
		if !strings.Contains(work, words) {
			t.Errorf("%q is missing in\n%s", words, work)
		}
	}
	if !strings.Contains(drift, "| worker ") || !strings.Contains(drift, "| files of the store ") {
		t.Errorf("got\n%s", drift)
	}
}

// series of so many looks, a minute apart, around a line, in which the noise of each is partly that of the one before.
func series(looks int, begin, slope, noise, kept float64) (hours, values []float64) {
	random := rand.New(rand.NewPCG(1, 2))
	var off float64
	for i := range looks {
		off = kept*off + noise*random.NormFloat64()
		hours = append(hours, float64(i)/60)
		values = append(values, begin+slope*float64(i)/60+off)
	}
	return hours, values
}

func TestGrowthIsToldFromChance(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		slope, noise, kept float64
		grows              bool
	}{
		"flat":                              {0, 5, 0, false},
		"flat, and alike from look to look": {0, 2, 0.9, false},
		"grows by a fifth an hour":          {20, 2, 0, true},
		"grows too little to notice":        {0.5, 0.01, 0, false},
		"shrinks":                           {-20, 1, 0, false},
	} {
		hours, values := series(120, 100, one.slope, one.noise, one.kept)
		got := trendOf(hours, values)
		if got.grows() != one.grows || math.Abs(got.slope-one.slope) > got.margin {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestOfTooFewLooksNothingIsSaid(t *testing.T) {
	t.Parallel()
	hours, values := series(3, 100, 50, 0, 0)
	if got := trendOf(hours, values); got.grows() || got.shown(1, 0) != fmt.Sprintf("%.0f", got.mean) {
		t.Errorf("got %+v, %s", got, got.shown(1, 0))
	}
	if got := trendOf(nil, nil).shown(1, 0); got != "–" {
		t.Errorf("of nothing: %s", got)
	}
}

func TestMetricsAreReadByName(t *testing.T) {
	t.Parallel()
	text := "# HELP go_goroutines x\ngo_goroutines 42\ngo_goroutines_other 7\ngo_memstats_next_gc_bytes 4.194304e+06\n"
	got, err := readMetrics(strings.NewReader(text), []string{"go_goroutines", "go_memstats_next_gc_bytes"})
	if err != nil || got["go_goroutines"] != 42 || got["go_memstats_next_gc_bytes"] != 4<<20 {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := readMetrics(strings.NewReader(text), []string{"go_threads"}); err == nil {
		t.Error("what is not there is read")
	}
}

func TestAStreamThatGoesBackIsWrong(t *testing.T) {
	t.Parallel()
	s := &stream{heard: make(chan struct{})}
	for _, line := range []string{": hello", `data: {"version":3}`, "", `data: {"version":5}`, `data: {"version":5}`} {
		s.hear(line)
	}
	if s.last != 5 || s.events != 3 || len(s.wrong) != 1 {
		t.Errorf("got %+v", s)
	}
}
