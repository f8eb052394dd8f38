package cases

import (
	"slices"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/plaatsing"
)

// smallest number that is shown: what is below it could say something about a child.
const smallest = 5

// Small numbers are hidden such that nobody can count them back, who knows these rules too. The cases of one procedure are put
// together by phase, and beside that in other ways; all of these add up to one total.
//
//  1. A row below 5 is hidden, 0 as well.
//  2. The total is shown only if every hidden row can then still be anything from 0 to 4, also for who knows one of the others.
//  3. Another way of putting together the same cases is shown only beside that total, under the same condition. Otherwise all of it
//     is hidden: it would give away the total, or a row.

// tolerates says whether the total can be shown beside these rows.
func tolerates(counts []int) bool {
	hidden, sum := 0, 0
	for _, count := range counts {
		if count < smallest {
			hidden++
			sum += count
		}
	}
	const most = smallest - 1
	// Who knows one hidden row knows the sum of the others: at least what one of these can be, and at most what all but one can.
	return hidden == 0 || 2*most <= sum && sum <= most*(hidden-2)
}

func sum(counts []int) int {
	total := 0
	for _, count := range counts {
		total += count
	}
	return total
}

func shown(count int) Tally { return Tally{Count: &count} }

var hidden = Tally{Hidden: true}

// tally hides a number that stands alone when it is small.
func tally(count int) Tally {
	if count < smallest {
		return hidden
	}
	return shown(count)
}

// totalOf is the total of the cases of one procedure, of which the phases are the first way of putting together.
func (c *counted) totalOf() Tally {
	if !tolerates(c.phases.counts) {
		return hidden
	}
	return tally(sum(c.phases.counts))
}

// first is the group by phase: its own small rows are hidden, and the total if need be.
func (c *counted) first(id string) OogoGroup {
	return OogoGroup{ID: id, Total: c.totalOf(), Rows: c.phases.tallies()}
}

// beside is another way of putting together the same cases.
func (c *counted) beside(id string, r *rows) OogoGroup {
	group := OogoGroup{ID: id, Total: c.totalOf(), Rows: r.tallies()}
	if group.Total.Hidden || !tolerates(r.counts) {
		for i := range group.Rows {
			group.Rows[i].Tally = hidden
		}
	}
	return group
}

func (r *rows) tallies() []OogoRow {
	list := make([]OogoRow, len(r.ids))
	for i, id := range r.ids {
		list[i] = OogoRow{ID: id, Tally: tally(r.counts[i])}
	}
	return list
}

// groups are the numbers with all that must be hidden.
func (all oogoCounts) groups() []OogoGroup {
	var groups []OogoGroup
	late := OogoGroup{ID: "late", Rows: []OogoRow{}}
	total := 0
	for _, procedure := range oogoProcedures {
		of := all.open[procedure]
		groups = append(groups, of.first(procedure))
		row := OogoRow{ID: procedure, Tally: of.beside("", of.punctual).Rows[0].Tally}
		if !row.Hidden {
			total += *row.Count
		}
		late.Rows = append(late.Rows, row)
	}
	late.Total = shown(total)
	if slices.ContainsFunc(late.Rows, func(row OogoRow) bool { return row.Hidden }) {
		late.Total = hidden
	}
	return append(groups, late,
		OogoGroup{ID: "missed", Total: tally(all.missed), Rows: []OogoRow{}},
		all.open[buitenkans.Workflow].beside("at-home", all.open[buitenkans.Workflow].urgencies),
		all.open[plaatsing.Workflow].beside("placements", all.open[plaatsing.Workflow].placements),
	)
}
