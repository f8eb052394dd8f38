package chaos

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"traject.nl/tools/figures"
)

// Report of a run.
type Report struct {
	Outcomes []*Outcome
	// Checks and Violations by invariant.
	Checks, Violations map[string]int
	Took               time.Duration
}

func newReport() *Report { return &Report{Checks: map[string]int{}, Violations: map[string]int{}} }

func (r *Report) add(outs []*Outcome, v *verdict) {
	r.Outcomes = append(r.Outcomes, outs...)
	for invariant, checks := range v.checks {
		r.Checks[invariant] += checks
	}
	for _, one := range v.wrong {
		r.Violations[one.invariant]++
	}
}

// Line of a seed, for who watches.
func (o *Outcome) Line() string {
	verdict := "ok"
	if len(o.Wrong) > 0 {
		verdict = fmt.Sprintf("WRONG (%d)", len(o.Wrong))
	}
	return fmt.Sprintf("seed %-4d %2d cases, %3d acts, %2d refused, %2d sent again, %5.1f s  %-9s %s",
		o.Seed, o.Cases, o.Acts, o.Refused, o.Again, o.Took.Seconds(), verdict, strings.Join(o.Faults, ", "))
}

// Wrong says how many seeds had something wrong.
func (r *Report) Wrong() (seeds int) {
	for _, one := range r.Outcomes {
		if len(one.Wrong) > 0 {
			seeds++
		}
	}
	return seeds
}

// Summary is the tables, as they go into the docs.
func (r *Report) Summary() string {
	var cases, acts, refused, sentAgain, faults int
	for _, one := range r.Outcomes {
		cases, acts, refused, sentAgain = cases+one.Cases, acts+one.Acts, refused+one.Refused, sentAgain+one.Again
		faults += len(one.Faults)
	}
	sum := fmt.Sprintf("%s, in %s: %d cases, %d acts accepted, %d refused as they must be, %d requests sent twice, again, with a lost answer or "+
		"under a key that was used; %d faults. Seeds with something wrong: %d.",
		seeds(r.Outcomes), r.Took.Round(time.Second), cases, acts, refused, sentAgain, faults, r.Wrong())
	return strings.Join([]string{figures.Machine(), sum, r.faults().String(), r.invariants().String()}, "\n\n")
}

// seeds that were run, as they are named on the command line.
func seeds(all []*Outcome) string {
	if len(all) == 0 {
		return "No seeds"
	}
	return fmt.Sprintf("Seeds %d to %d", all[0].Seed, all[len(all)-1].Seed)
}

// faults by kind, with in how many seeds each was.
func (r *Report) faults() figures.Table {
	times, in := map[string]int{}, map[string]int{}
	for _, one := range r.Outcomes {
		seen := map[string]bool{}
		for _, what := range one.Faults {
			kind, _, _ := strings.Cut(what, ":")
			times[kind]++
			if !seen[kind] {
				in[kind]++
			}
			seen[kind] = true
		}
	}
	table := figures.Table{Head: []string{"fault", "times", "in seeds"}}
	for _, name := range slices.Sorted(maps.Keys(times)) {
		table.Rows = append(table.Rows, []string{name, fmt.Sprint(times[name]), fmt.Sprint(in[name])})
	}
	return table
}

func (r *Report) invariants() figures.Table {
	table := figures.Table{Head: []string{"what must be true", "checks", "violations"}}
	for _, name := range invariants {
		table.Rows = append(table.Rows, []string{name, fmt.Sprint(r.Checks[name]), fmt.Sprint(r.Violations[name])})
	}
	return table
}
