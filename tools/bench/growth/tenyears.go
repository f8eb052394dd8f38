package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"time"

	"traject.nl/tools/figures"
)

// tenYearsTest counts, in virtual time, what a placement does in ten school years in which everything is late.
const tenYearsTest = "TestTenSchoolYearsKeepTheirHistorySmallAndLoseNothing"

// logged is what that test logs about each school year.
var logged = regexp.MustCompile(`school year (\d+-\d+): +(\d+) activities, +(\d+) timers, at most +(\d+) events; +(\d+) bytes written to the record; state handed on +(\d+) bytes`)

// schoolYear is one run of the process: on every first of August it goes on in a new one.
type schoolYear struct {
	name                                       string
	activities, timers, events, written, state int
}

// tenYears runs the test in the module of the procedures and makes a table of what it logs.
func tenYears(ctx context.Context, module string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, "go", "test", "-count=1", "-v", "-run", "^"+tenYearsTest+"$", "./plaatsing")
	command.Dir = module
	output, err := command.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s in %s: %w\n%s", tenYearsTest, module, err, bytes.TrimSpace(output))
	}
	years, err := readYears(string(output))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s\n\n%s", figures.Machine(), yearsTable(years)), nil
}

func readYears(log string) (years []schoolYear, err error) {
	for _, found := range logged.FindAllStringSubmatch(log, -1) {
		year := schoolYear{name: found[1]}
		for i, into := range []*int{&year.activities, &year.timers, &year.events, &year.written, &year.state} {
			if *into, err = strconv.Atoi(found[2+i]); err != nil {
				return nil, err
			}
		}
		years = append(years, year)
	}
	if len(years) == 0 {
		return nil, errors.New(tenYearsTest + " logged no school year: its words have changed")
	}
	return years, nil
}

// yearsTable has a row for each school year, and one for all of them.
func yearsTable(years []schoolYear) figures.Table {
	table := figures.Table{Head: []string{"run", "activities", "timers", "events at most", "written to the record, kB", "state handed on, kB"}}
	var sum schoolYear
	for _, year := range years {
		table.Rows = append(table.Rows, year.row())
		sum.activities += year.activities
		sum.timers += year.timers
		sum.events += year.events
		sum.written += year.written
		sum.state = year.state
	}
	sum.name = fmt.Sprintf("%d runs together", len(years))
	table.Rows = append(table.Rows, sum.row())
	return table
}

func (y schoolYear) row() []string {
	return []string{y.name, count(y.activities), count(y.timers), count(y.events), kilobytes(float64(y.written)), kilobytes(float64(y.state))}
}
