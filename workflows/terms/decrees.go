package terms

import (
	_ "embed" // the table of decree days
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

//go:embed decree_days.csv
var decreeFile string

// decrees are the days equated by royal decree, and the years for which it is known which days these are.
type decrees struct {
	days        map[Date]bool
	first, last int
}

// equated is the table in force. It is data that somebody renews; a damaged table must not start.
var equated = mustReadDecrees(decreeFile)

func mustReadDecrees(table string) decrees {
	read, err := readDecrees(table)
	if err != nil {
		panic(fmt.Sprintf("terms: decree_days.csv: %v", err))
	}
	return read
}

// readDecrees reads the table and refuses one with a gap between its years or a day outside the years of its decree.
func readDecrees(table string) (decrees, error) {
	rows, err := rowsOf(table, 4)
	if err != nil {
		return decrees{}, err
	}
	read := decrees{days: map[Date]bool{}}
	for _, row := range rows {
		if err := read.add(row); err != nil {
			return decrees{}, fmt.Errorf("row %q: %w", strings.Join(row, ","), err)
		}
	}
	return read, nil
}

// rowsOf are the rows of a table below its heading. Lines that begin with # are for who renews it.
func rowsOf(table string, columns int) ([][]string, error) {
	reader := csv.NewReader(strings.NewReader(table))
	reader.Comment = '#'
	reader.FieldsPerRecord = columns
	rows, err := reader.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) < 2 {
		return nil, errors.New("no rows: want a heading and at least one row")
	}
	return rows[1:], nil
}

func (t *decrees) add(row []string) error {
	day, err := Parse(row[0])
	if err != nil {
		return err
	}
	first, err := strconv.Atoi(row[1])
	if err != nil {
		return fmt.Errorf("first_year: %w", err)
	}
	last, err := strconv.Atoi(row[2])
	if err != nil {
		return fmt.Errorf("last_year: %w", err)
	}
	if day.Year() < first || day.Year() > last {
		return fmt.Errorf("the day is not in the years %d-%d of its decree", first, last)
	}
	if t.days[day] {
		return fmt.Errorf("the day is in the table twice")
	}
	if t.first == 0 {
		t.first = first
	} else if first < t.first || first > t.last+1 {
		return fmt.Errorf("decree years %d-%d leave a gap after %d", first, last, t.last)
	}
	t.days[day] = true
	t.last = max(t.last, last)
	return nil
}

// Horizon is the first and the last year of which the equated days are known.
func Horizon() (first, last int) { return equated.first, equated.last }

// horizonNotice is how many days before the end of the table somebody must be told: a decree appears about a year ahead.
const horizonNotice = 400

// HorizonWarning is a Dutch sentence for start-up logs and the director's page when the last year of which the equated days
// are known is over within 400 days, or is over already; otherwise there is none.
func HorizonWarning(today Date) (warning string, ok bool) {
	_, last := Horizon()
	end := On(last, time.December, 31)
	left := end.DaysSince(today)
	switch {
	case left < 0:
		return fmt.Sprintf("De dagen die met een feestdag gelijk staan, waren bekend tot en met %s. Dat is voorbij: wettelijke termijnen kunnen nu te vroeg eindigen. Vraag de beheerder om het nieuwe besluit aan te vullen.",
			end.Short()), true
	case left <= horizonNotice:
		return fmt.Sprintf("De dagen die met een feestdag gelijk staan, zijn bekend tot en met %s. Dat is over %s. Vraag de beheerder om het nieuwe besluit op tijd aan te vullen.",
			end.Short(), Days(left)), true
	}
	return "", false
}
