package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"traject.nl/tools/bench/sleeping"
	"traject.nl/tools/machine"
)

// The measures of a part.
const (
	memory     = "memory"
	heap       = "heap"
	goroutines = "goroutines"
	files      = "files"
)

// look at everything, at one moment.
type look struct {
	// at is how long after the begin.
	at time.Duration
	// ended cases until now.
	ended int
	// parts have their measures, in bytes and numbers; NaN for what cannot be seen.
	parts map[machine.Part]map[string]float64
	// temporal and store are the bytes in use in their files.
	temporal, store float64
	// p95 of the requests since the look before, by kind (ms).
	p95 map[string]float64
}

// watch looks every so often until the time is over, and once more.
func (c *crowd) watch(over context.Context) (looks []look, err error) {
	began := time.Now()
	tick := time.NewTicker(c.every)
	defer tick.Stop()
	for {
		one, err := c.lookAround()
		if err != nil {
			return looks, err
		}
		one.at = time.Since(began)
		looks = append(looks, one)
		select {
		case <-over.Done():
			return looks, nil
		case <-tick.C:
		}
	}
}

func (c *crowd) lookAround() (look, error) {
	ctx, cancel := context.WithTimeout(context.Background(), attempt)
	defer cancel()
	c.mu.Lock()
	one := look{ended: len(c.done), parts: map[machine.Part]map[string]float64{}, p95: map[string]float64{}}
	c.mu.Unlock()
	for _, part := range machine.Parts {
		seen, err := c.lookAt(ctx, part)
		if err != nil {
			return one, err
		}
		one.parts[part] = seen
	}
	for kind, sample := range c.meter.take() {
		one.p95[kind] = sample.Percentile(95)
	}
	var err error
	if one.temporal, err = inUse(ctx, sleeping.DatabaseFile(c.machine.State())); err != nil {
		return one, err
	}
	one.store, err = inUse(ctx, filepath.Join(c.machine.State(), "store", "*.sqlite"))
	return one, err
}

// inUse in all files of the pattern, in bytes.
func inUse(ctx context.Context, pattern string) (sum float64, err error) {
	found, err := filepath.Glob(pattern)
	if err != nil {
		return 0, err
	}
	for _, file := range found {
		size, err := sleeping.FileBytes(ctx, file)
		if err != nil {
			return 0, err
		}
		sum += float64(size)
	}
	return sum, nil
}

// lookAt one part.
func (c *crowd) lookAt(ctx context.Context, part machine.Part) (map[string]float64, error) {
	used, err := c.machine.Usage(part)
	if err != nil {
		return nil, err
	}
	seen := map[string]float64{memory: float64(used.Own), files: float64(used.Files), heap: math.NaN(), goroutines: math.NaN()}
	url := c.metricsOf(part)
	if url == "" {
		return seen, nil
	}
	told, err := metrics(ctx, url, "go_memstats_next_gc_bytes", "go_goroutines")
	if err != nil {
		return nil, fmt.Errorf("metrics of %s: %w", part, err)
	}
	// The next collection is when the heap is twice what was left by the last: half of it is what is really in use.
	seen[heap], seen[goroutines] = told["go_memstats_next_gc_bytes"]/2, told["go_goroutines"]
	return seen, nil
}

// metricsOf a part; empty for what has none.
func (c *crowd) metricsOf(part machine.Part) string {
	switch part {
	case machine.Registry, machine.Documents, machine.Cases, machine.Notifications, machine.Portal, machine.Worker:
		return "http://" + c.machine.Address(part) + "/metrics"
	}
	return ""
}

// metrics by name, of those without labels.
func metrics(ctx context.Context, url string, names ...string) (map[string]float64, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", url, answer.Status)
	}
	return readMetrics(answer.Body, names)
}

func readMetrics(text io.Reader, names []string) (map[string]float64, error) {
	found := map[string]float64{}
	lines := bufio.NewScanner(text)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), " ")
		for _, wanted := range names {
			if name != wanted {
				continue
			}
			number, err := strconv.ParseFloat(value, 64)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			found[name] = number
		}
	}
	if len(found) < len(names) {
		return nil, fmt.Errorf("found %v, want all of %v", found, names)
	}
	return found, lines.Err()
}
