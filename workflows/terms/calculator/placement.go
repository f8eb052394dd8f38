package calculator

import (
	"errors"
	"fmt"
	"io"

	"traject.nl/workflows/terms"
)

// weeksAtTheBuitenkans is the longest placement that the ondersteuningsplan allows (2.2).
const weeksAtTheBuitenkans = 13

// tellPlacement counts the placement that the flags describe and tells the answer in Dutch.
func tellPlacement(args []string, out io.Writer) error {
	var q question
	flags := newFlags("traject terms plaatsing")
	flags.TextVar(&q.Start, "from", terms.Date{}, "")
	flags.IntVar(&q.Weeks, "weeks", weeksAtTheBuitenkans, "")
	flags.BoolVar(&q.SchoolWeeks, "school-weeks", false, "")
	flags.StringVar(&q.Event, "event", "", "")
	flags.StringVar(&q.Basis, "basis", "", "")
	if err := parse(flags, args, out); err != nil {
		return err
	}
	if q.Start.IsZero() {
		return fmt.Errorf("--from is missing: give the first day of the placement; %w", errHelp)
	}
	q.Placement = true
	result, err := q.count()
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, tell(result))
	return err
}

// placed counts a placement: its first day counts, and no law lengthens it.
func (q question) placed() (terms.Result, error) {
	switch {
	case q.Backward:
		return terms.Result{}, errors.New("een plaatsing wordt niet teruggeteld: laat backward weg")
	case len(q.Suspensions) > 0 || len(q.Extensions) > 0 || q.ExtensionWeeks != 0:
		return terms.Result{}, errors.New("een plaatsing staat nooit stil en wordt niet verlengd: laat suspensions en extensions weg")
	}
	return terms.Placement(q.Start, terms.Rule{
		Months: q.Months, Weeks: q.Weeks, Days: q.Days,
		Statutory: q.Statutory != nil && *q.Statutory,
		Basis:     q.Basis, Event: q.Event,
	}, q.SchoolWeeks)
}
