package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"traject.nl/tools/figures"
	"traject.nl/tools/machine"
)

// results of one store.
type results struct {
	store string
	// filled is how long it took to make the cases.
	filled time.Duration
	cases  int
	// alone is each work by itself, together all of them at once, in the order of the works.
	works           []work
	alone, together []taken
	// used by each part while everything went together, in shares of a core, and what it had in memory then (bytes).
	cores  map[machine.Part]float64
	memory map[machine.Part]int64
	live   []liveFigures
	page   pageMemory
	screen []screenFigures
}

func milliseconds(ms float64) string {
	switch {
	case math.IsNaN(ms):
		return "–"
	case ms < 10:
		return fmt.Sprintf("%.1f", ms)
	default:
		return fmt.Sprintf("%.0f", ms)
	}
}

func megabytes(bytes int64) string { return fmt.Sprintf("%.0f", float64(bytes)/1e6) }

// report has the tables of all stores, side by side.
func report(p plan, all []results) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n\n", figures.Machine())
	for _, r := range all {
		fmt.Fprintf(&text, "%s: %d open cases, made through the API in %s.\n", r.store, r.cases, r.filled.Round(time.Second))
	}
	fmt.Fprintf(&text, "\nMilliseconds from the intended start, p50 / p95 / p99; reads %g a second each, acts %g a second each.\n\n", p.reads, p.acts)
	text.WriteString(worksTable(all).String())
	text.WriteString("\nMilliseconds from the answer to who decided, p50 / p95 / p99.\n\n")
	text.WriteString(liveTable(all).String())
	if all[0].page.pages > 0 {
		fmt.Fprintf(&text, "\nMemory for each open page (kB), with %d open.\n\n", all[0].page.pages)
		text.WriteString(memoryTable(all).String())
	}
	text.WriteString("\nWhile everything goes on together: cores in use, and memory (MB).\n\n")
	text.WriteString(partsTable(all).String())
	if screens := screenTable(all); len(screens.Rows) > 0 {
		text.WriteString("\nIn Chromium, milliseconds from asking for the page: answered, and interactive (its scripts have run); median and p95.\n\n")
		text.WriteString(screens.String())
	}
	return text.String()
}

// heads are the same columns for every store.
func heads(first string, all []results, columns ...string) []string {
	head := []string{first}
	for _, r := range all {
		for _, column := range columns {
			head = append(head, strings.TrimSpace(r.store+" "+column))
		}
	}
	return head
}

func worksTable(all []results) figures.Table {
	table := figures.Table{Head: append(heads("what", all, "alone", "together"), "target p95")}
	for i, w := range all[0].works {
		row := []string{w.name}
		for _, r := range all {
			row = append(row, cell(r.alone[i]), cell(r.together[i]))
		}
		if w.target > 0 {
			row = append(row, milliseconds(w.target))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// cell has three percentiles, and says what failed.
func cell(t taken) string {
	var cells []string
	for _, p := range []float64{50, 95, 99} {
		cells = append(cells, milliseconds(t.ms.Percentile(p)))
	}
	text := strings.Join(cells, " / ")
	if t.failed > 0 {
		text += fmt.Sprintf(" (%d failed)", t.failed)
	}
	return text
}

func liveTable(all []results) figures.Table {
	table := figures.Table{Head: append(heads("open pages", all, "heard", "shown", "decision"), "target p99")}
	for i, f := range all[0].live {
		row := []string{fmt.Sprint(f.pages)}
		for _, r := range all {
			row = append(row, cell(r.live[i].heard), cell(r.live[i].shown), cell(r.live[i].decided))
		}
		table.Rows = append(table.Rows, append(row, "500"))
	}
	return table
}

func memoryTable(all []results) figures.Table {
	table := figures.Table{Head: append(heads("part", all, ""), "target")}
	total := make([]float64, len(all))
	for _, part := range keepers {
		row := []string{string(part)}
		for i, r := range all {
			kilobytes := r.page.each[part] / 1000
			total[i] += kilobytes
			row = append(row, fmt.Sprintf("%.1f", kilobytes))
		}
		table.Rows = append(table.Rows, row)
	}
	row := []string{"together"}
	for _, kilobytes := range total {
		row = append(row, fmt.Sprintf("%.1f", kilobytes))
	}
	table.Rows = append(table.Rows, append(row, "30"))
	return table
}

func partsTable(all []results) figures.Table {
	table := figures.Table{Head: heads("part", all, "cores", "MB")}
	var parts []machine.Part
	for _, r := range all {
		for part := range r.cores {
			if !slices.Contains(parts, part) {
				parts = append(parts, part)
			}
		}
	}
	slices.Sort(parts)
	for _, part := range parts {
		row := []string{string(part)}
		for _, r := range all {
			if cores, has := r.cores[part]; has {
				row = append(row, fmt.Sprintf("%.2f", cores), megabytes(r.memory[part]))
			} else {
				row = append(row, "", "")
			}
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}
