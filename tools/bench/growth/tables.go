package main

import (
	"fmt"
	"strconv"
	"time"

	"traject.nl/tools/bench/sleeping"
	"traject.nl/tools/figures"
)

// asleepBody is what is written about all sizes of sleeping cases.
func (p plan) asleepBody(all []asleep) string {
	where := "on the disk"
	if p.folder == memoryFolder {
		where = "in memory"
	}
	return fmt.Sprintf("%s\n\nSleeping cases, copied, with stand-ins for the services; the file of the Temporal server (WAL, FULL) %s.\n\n%s\n"+
		"What one case more costs:\n\n%s", figures.Machine(), where, totals(all), slopes(all))
}

// totals of each size.
func totals(all []asleep) figures.Table {
	table := figures.Table{Head: []string{"open cases"}}
	for _, one := range all {
		table.Head = append(table.Head, count(one.cases))
	}
	row := func(what string, of func(asleep) string) {
		cells := []string{what}
		for _, one := range all {
			cells = append(cells, of(one))
		}
		table.Rows = append(table.Rows, cells)
	}
	row("opened, a second", func(a asleep) string { return fmt.Sprintf("%.0f", float64(a.cases)/a.opening.Seconds()) })
	row("history of a case: events", func(a asleep) string { return fmt.Sprintf("%.0f", a.events.Median()) })
	row("history of a case: kB", func(a asleep) string { return kilobytes(a.history.Median()) })
	row("file of Temporal: MB", func(a asleep) string { return megabytes(float64(a.file)) })
	row("worker, no case: MB", func(a asleep) string { return megabytes(float64(a.worker.empty)) })
	row("worker, warm: MB", func(a asleep) string { return megabytes(float64(a.worker.warm)) })
	row("worker, cold: MB", func(a asleep) string { return megabytes(float64(a.worker.cold)) })
	row("server, no case: MB", func(a asleep) string { return megabytes(float64(a.server.empty)) })
	row("server, all open: MB", func(a asleep) string { return megabytes(float64(a.server.warm)) })
	row("server, started again: MB", func(a asleep) string { return megabytes(float64(a.server.cold)) })
	row("start of the server until it answers: s", func(a asleep) string { return seconds(a.serverStart.Seconds()) })
	row("start of the worker until a case answers: s", func(a asleep) string { return seconds(a.workerStart.Seconds()) })
	row("a case out of the cache answers, half: ms", func(a asleep) string { return fmt.Sprintf("%.0f", 1000*a.answer.Median()) })
	row("a case out of the cache answers, 95 of 100: ms", func(a asleep) string { return fmt.Sprintf("%.0f", 1000*a.answer.Percentile(95)) })
	row("woken at the same moment", func(a asleep) string { return count(a.due) })
	after := func(what string, of func(sleeping.Times) float64) {
		row(what, func(a asleep) string {
			if a.early {
				return "–"
			}
			return seconds(of(a.woken))
		})
	}
	after("until half had acted: s", func(t sleeping.Times) float64 { return times(t.Acted).Median() })
	after("until half of the notices were handed over: s", func(t sleeping.Times) float64 { return times(t.Told).Median() })
	after("until the last was: s", func(t sleeping.Times) float64 { return times(t.Told).Percentile(100) })
	return table
}

// slopes between sizes that follow each other: the first from nothing.
func slopes(all []asleep) figures.Table {
	table := figures.Table{Head: []string{"from … to … open cases"}}
	var before asleep
	for _, one := range all {
		table.Head = append(table.Head, count(before.cases)+" to "+count(one.cases))
		before = one
	}
	row := func(what string, of func(asleep) float64, show func(float64) string) {
		cells := []string{what}
		from, base := 0, 0.0
		for _, one := range all {
			value := of(one)
			cells = append(cells, show((value-base)/float64(one.cases-from)))
			from, base = one.cases, value
		}
		table.Rows = append(table.Rows, cells)
	}
	row("file of Temporal: kB", func(a asleep) float64 { return float64(a.file) }, kilobytes)
	row("worker, warm: kB", func(a asleep) float64 { return float64(a.worker.warm - a.worker.empty) }, kilobytes)
	row("worker, cold: kB", func(a asleep) float64 { return float64(a.worker.cold - a.worker.empty) }, kilobytes)
	row("server, all open: kB", func(a asleep) float64 { return float64(a.server.warm - a.server.empty) }, kilobytes)
	row("server, started again: kB", func(a asleep) float64 { return float64(a.server.cold - a.server.empty) }, kilobytes)
	return table
}

// times in seconds.
func times(all []time.Duration) figures.Sample {
	sample := make(figures.Sample, len(all))
	for i, one := range all {
		sample[i] = one.Seconds()
	}
	return sample
}

// count with a comma for thousands.
func count(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s,%03d", count(n/1000), n%1000)
}

func kilobytes(bytes float64) string { return fmt.Sprintf("%.1f", bytes/1000) }

func megabytes(bytes float64) string { return fmt.Sprintf("%.1f", bytes/1e6) }

func seconds(s float64) string { return fmt.Sprintf("%.1f", s) }
