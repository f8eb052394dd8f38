package main

import (
	"fmt"

	"traject.nl/tools/figures"
	"traject.nl/tools/machine"
)

// wholeBody is what is written about all sizes of the whole stack.
func (p plan) wholeBody(all []whole) string {
	where := "on the disk"
	if p.folder == memoryFolder {
		where = "in memory"
	}
	return fmt.Sprintf("%s\n\nCases of the whole stack, handed in through the API; all files %s.\n\n%s\n"+
		"Memory of each part without the program, with no case, all open, and started again with all open; and how long that start took:\n\n%s",
		figures.Machine(), where, wholeTotals(all), wholeParts(all))
}

func wholeTotals(all []whole) figures.Table {
	table := figures.Table{Head: []string{"open cases"}}
	for _, one := range all {
		table.Head = append(table.Head, count(one.cases))
	}
	row := func(what string, of func(whole) string) {
		cells := []string{what}
		for _, one := range all {
			cells = append(cells, of(one))
		}
		table.Rows = append(table.Rows, cells)
	}
	each := func(bytes int64, w whole) string { return kilobytes(float64(bytes) / float64(w.cases)) }
	milliseconds := func(s figures.Sample) string {
		return fmt.Sprintf("%.0f, %.0f", 1000*s.Median(), 1000*s.Percentile(95))
	}
	row("handed in and judged complete, a second", func(w whole) string { return fmt.Sprintf("%.1f", float64(w.cases)/w.opening.Seconds()) })
	row("history of a case: events", func(w whole) string { return fmt.Sprintf("%.0f", w.events.Median()) })
	row("history of a case: kB", func(w whole) string { return kilobytes(w.history.Median()) })
	row("file of Temporal, a case: kB", func(w whole) string { return each(w.file, w) })
	row("store, a case: kB", func(w whole) string { return each(w.store, w) })
	row("a case is read, half and 95 of 100: ms", func(w whole) string { return milliseconds(w.page) })
	row("the list is read, half and 95 of 100: ms", func(w whole) string { return milliseconds(w.list) })
	return table
}

// wholeParts has a row for each part, and for each size what it costs.
func wholeParts(all []whole) figures.Table {
	table := figures.Table{Head: []string{"part"}}
	for _, one := range all {
		table.Head = append(table.Head, count(one.cases)+" cases: MB", "start: s")
	}
	for _, part := range machine.Parts {
		cells := []string{string(part)}
		for _, one := range all {
			cost := one.parts[part]
			cells = append(cells,
				fmt.Sprintf("%s, %s, %s", megabytes(float64(cost.empty)), megabytes(float64(cost.warm)), megabytes(float64(cost.cold))),
				seconds(cost.start.Seconds()))
		}
		table.Rows = append(table.Rows, cells)
	}
	return table
}
