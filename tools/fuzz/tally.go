package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"traject.nl/tools/figures"
)

// tally is what came of the requests.
type tally struct {
	rows   map[string]*row
	faults map[string]*fault
	// asked are the operations and accounts that had a turn, accepted the operations that once were accepted.
	asked, accounts, accepted map[string]bool
	slowest                   time.Duration
}

// row of the table: of one kind of request.
type row struct{ requests, accepted, refused, unavailable, faults int }

// fault that was found, at one operation in one way, with the first request that showed it.
type fault struct {
	what, where, request string
	times                int
}

func newTally() tally {
	return tally{rows: map[string]*row{}, faults: map[string]*fault{}, asked: map[string]bool{}, accounts: map[string]bool{}, accepted: map[string]bool{}}
}

func (t *tally) count(asked *request, a *answer, faults []string) {
	kind := cmp.Or(asked.spoiled, "as documented")
	of := t.rows[kind]
	if of == nil {
		of = &row{}
		t.rows[kind] = of
	}
	name := asked.operation.service + " " + asked.operation.name()
	of.requests++
	t.asked[name], t.accounts[asked.account] = true, true
	switch {
	case a == nil:
	case a.status >= 500:
		of.unavailable++
	case a.status >= 400:
		of.refused++
	default:
		of.accepted++
		t.accepted[name] = true
	}
	if a != nil {
		t.slowest = max(t.slowest, a.took)
	}
	if len(faults) > 0 {
		of.faults++
	}
	for _, what := range faults {
		mark := name + what
		if t.faults[mark] == nil {
			t.faults[mark] = &fault{what: what, where: name, request: asked.shown()}
		}
		t.faults[mark].times++
	}
}

// table of all kinds of requests.
func (t *tally) table() figures.Table {
	table := figures.Table{Head: []string{"what was sent", "requests", "accepted", "refused", "503", "faults"}}
	var all row
	for _, kind := range sorted(t.rows) {
		of := t.rows[kind]
		table.Rows = append(table.Rows, of.cells(kind))
		all.requests, all.accepted, all.refused = all.requests+of.requests, all.accepted+of.accepted, all.refused+of.refused
		all.unavailable, all.faults = all.unavailable+of.unavailable, all.faults+of.faults
	}
	table.Rows = append(table.Rows, all.cells("all"))
	return table
}

func (r row) cells(kind string) []string {
	cells := []string{kind}
	for _, n := range []int{r.requests, r.accepted, r.refused, r.unavailable, r.faults} {
		cells = append(cells, strconv.Itoa(n))
	}
	return cells
}

// told is the list of faults, the most frequent first; empty when there are none.
func (t *tally) told() string {
	var all []*fault
	for _, mark := range sorted(t.faults) {
		all = append(all, t.faults[mark])
	}
	slices.SortStableFunc(all, func(a, b *fault) int { return b.times - a.times })
	var text strings.Builder
	for _, one := range all {
		fmt.Fprintf(&text, "%d× %s: %s\n    %s\n", one.times, one.where, one.what, one.request)
	}
	return text.String()
}
