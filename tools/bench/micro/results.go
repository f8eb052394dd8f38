package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"traject.nl/tools/figures"
)

// result is what was measured of one benchmark, each time once, by unit.
type result struct {
	name  string
	units map[string]figures.Sample
}

// read reads what `go test -bench` says: a name, how often it was done, and then figures with their units.
func read(text string) []result {
	var all []result
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		name := plainName(fields[0])
		at := slices.IndexFunc(all, func(r result) bool { return r.name == name })
		if at < 0 {
			at, all = len(all), append(all, result{name, map[string]figures.Sample{}})
		}
		for i := 2; i+1 < len(fields); i += 2 {
			if value, err := strconv.ParseFloat(fields[i], 64); err == nil {
				all[at].units[fields[i+1]] = append(all[at].units[fields[i+1]], value)
			}
		}
	}
	return all
}

// plainName leaves out what every name has: the word before it, and the number of cores behind it.
func plainName(name string) string {
	name = strings.TrimPrefix(name, "Benchmark")
	if at := strings.LastIndex(name, "-"); at > 0 {
		if _, err := strconv.Atoi(name[at+1:]); err == nil {
			name = name[:at]
		}
	}
	return name
}

// tabulate shows each with its median and quartiles, and with what it counts itself.
func tabulate(all []result) string {
	table := figures.Table{Head: []string{"", "time", "quartiles", "allocated", "allocations", "so"}}
	for _, one := range all {
		times := one.units["ns/op"]
		low, high := times.Quartiles()
		table.Rows = append(table.Rows, []string{
			one.name, duration(times.Median()), duration(low) + "–" + duration(high), memory(one.units["B/op"].Median()),
			amount(one.units["allocs/op"].Median()), one.own(),
		})
	}
	return table.String()
}

// own are the figures that a benchmark reports besides those of every one.
func (r result) own() string {
	var parts []string
	for unit, sample := range r.units {
		switch unit {
		case "ns/op", "B/op", "allocs/op":
		default:
			parts = append(parts, amount(sample.Median())+" "+unit)
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

// duration of so many nanoseconds, as people read it.
func duration(nanoseconds float64) string {
	for _, unit := range []struct {
		name string
		size float64
	}{{"s", 1e9}, {"ms", 1e6}, {"µs", 1e3}} {
		if nanoseconds >= unit.size {
			return fmt.Sprintf("%.3g %s", nanoseconds/unit.size, unit.name)
		}
	}
	return fmt.Sprintf("%.3g ns", nanoseconds)
}

// memory as people read them.
func memory(count float64) string {
	switch {
	case count >= 1e6:
		return fmt.Sprintf("%.3g MB", count/1e6)
	case count >= 1000:
		return fmt.Sprintf("%.3g kB", count/1e3)
	default:
		return fmt.Sprintf("%.0f B", count)
	}
}

// amount in three digits, or all that stand before the point.
func amount(value float64) string {
	if value >= 1000 {
		return fmt.Sprintf("%.0f", value)
	}
	return fmt.Sprintf("%.3g", value)
}
