package main

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"traject.nl/tools/figures"
	"traject.nl/tools/machine"
)

// workBody is what is written about the work that was done.
func (f *outcome) workBody() string {
	right := fmt.Sprintf("All %d are right", f.started)
	if len(f.wrong) > 0 {
		right = fmt.Sprintf("%d things are wrong with them", len(f.wrong))
	}
	return fmt.Sprintf("%s\n\nPeople worked for %s: %d cases were handed in and taken to their end, and %d could not be begun in time. %s. "+
		"%d connections for live status told of %d changes.\n\n%s",
		figures.Machine(), f.long, f.started, f.late, right, f.connections, f.events, f.latencies())
}

// latencies of the requests by kind: over all, and at the begin and the end of what was measured.
func (f *outcome) latencies() figures.Table {
	table := figures.Table{Head: []string{"requests", "how many", "failed", "half: ms", "95 of 100: ms", "99 of 100: ms", "change of 95 of 100: ms"}}
	names := map[string]string{
		"submit": "hand in", "act": "act of a person", "dossier": "words and files", "read": "read by the API", "page": "page of the portal",
	}
	for _, kind := range kindsShown {
		all := cmp.Or(f.kinds[kind], new(taken))
		if len(all.ms) == 0 {
			continue
		}
		table.Rows = append(table.Rows, []string{
			names[kind], fmt.Sprint(len(all.ms)), fmt.Sprint(all.failed), fmt.Sprintf("%.0f", all.ms.Median()),
			fmt.Sprintf("%.0f", all.ms.Percentile(95)), fmt.Sprintf("%.0f", all.ms.Percentile(99)),
			f.trend(func(l look) (float64, bool) { value, seen := l.p95[kind]; return value, seen }).change(1, 0),
		})
	}
	return table
}

// driftBody is what is written about what grows.
func (f *outcome) driftBody() string {
	table, growing := f.drift()
	verdict := "Nothing grows."
	if len(growing) > 0 {
		verdict = "What grows: " + strings.Join(growing, "; ") + "."
	}
	return fmt.Sprintf("%s\n\n%d looks in the %s after the first %s, in which everything fills up; %.0f cases ended in an hour. "+
		"Each cell: at the end, and the change in that time with its margin (95 of 100).\n\n%s\n%s",
		figures.Machine(), len(f.measured()), (f.long - f.warm).Round(time.Second), f.warm.Round(time.Second), f.pace(), table, verdict)
}

// measured are the looks after everything had filled up.
func (f *outcome) measured() []look {
	for i, one := range f.looks {
		if one.at >= f.warm {
			return f.looks[i:]
		}
	}
	return nil
}

// trend of what is seen in each look.
func (f *outcome) trend(of func(look) (float64, bool)) trend {
	var hours, values []float64
	for _, one := range f.measured() {
		if value, seen := of(one); seen {
			hours, values = append(hours, one.at.Hours()), append(values, value)
		}
	}
	return trendOf(hours, values)
}

// pace is how many cases ended in an hour, of what was measured.
func (f *outcome) pace() float64 {
	return f.trend(func(l look) (float64, bool) { return float64(l.ended), true }).slope
}

// drift has a row for each part and for each store, and says of what grows how much it is for each case.
func (f *outcome) drift() (table figures.Table, growing []string) {
	table = figures.Table{Head: []string{"part", "memory: MB", "heap: MB", "goroutines", "open files", "grows"}}
	for _, part := range machine.Parts {
		row, grows := []string{string(part)}, []string(nil)
		for _, measure := range []string{memory, heap, goroutines, files} {
			t := f.trend(func(l look) (float64, bool) { return l.parts[part][measure], true })
			unit, digits := 1.0, 0
			if measure == memory || measure == heap {
				unit, digits = 1e6, 1
			}
			row = append(row, t.shown(unit, digits))
			if t.grows() {
				grows = append(grows, measure)
				growing = append(growing, f.perCase(string(part)+": "+measure, t, unit > 1))
			}
		}
		table.Rows = append(table.Rows, append(row, cmp.Or(strings.Join(grows, ", "), "no")))
	}
	for _, one := range []struct {
		name string
		of   func(look) float64
	}{{"file of Temporal", func(l look) float64 { return l.temporal }}, {"files of the store", func(l look) float64 { return l.store }}} {
		t := f.trend(func(l look) (float64, bool) { return one.of(l), true })
		grows := "no"
		if t.grows() {
			grows = "with the cases"
			growing = append(growing, f.perCase(one.name, t, true))
		}
		table.Rows = append(table.Rows, []string{one.name, t.shown(1e6, 1), "", "", "", grows})
	}
	return table, growing
}

// perCase says how much of a growth comes with each case.
func (f *outcome) perCase(what string, t trend, bytes bool) string {
	each := t.slope / f.pace()
	if bytes {
		return fmt.Sprintf("%s, %.1f kB a case", what, each/1000)
	}
	return fmt.Sprintf("%s, %.2f a case", what, each)
}
