package terms

import (
	_ "embed" // the table of school holidays
	"fmt"
	"slices"
	"strings"
)

//go:embed school_holidays.csv
var schoolHolidayFile string

// schoolHoliday is a stretch without school, both ends included.
type schoolHoliday struct {
	from, until Date
	name        string
	schoolYear  string
	verified    bool
}

// schoolCalendar are the school holidays of region Midden, in order, and the days for which they are known.
type schoolCalendar struct {
	holidays    []schoolHoliday
	first, last Date
}

// calendarOfMidden is the table in force. It is data that somebody renews every year; a damaged table must not start.
var calendarOfMidden = mustReadSchoolCalendar(schoolHolidayFile)

func mustReadSchoolCalendar(table string) schoolCalendar {
	read, err := readSchoolCalendar(table)
	if err != nil {
		panic(fmt.Sprintf("terms: school_holidays.csv: %v", err))
	}
	return read
}

// summerHoliday ends a school year, and with it what is known.
const summerHoliday = "zomervakantie"

// holidaysOfYear are the holidays of a school year, in order.
var holidaysOfYear = []string{"herfstvakantie", "kerstvakantie", "voorjaarsvakantie", "meivakantie", summerHoliday}

// readSchoolCalendar reads the table and refuses one with holidays that overlap, or with a school year that is missing or not
// whole. Only the summer before the first year may stand alone.
func readSchoolCalendar(table string) (schoolCalendar, error) {
	rows, err := rowsOf(table, 6)
	if err != nil {
		return schoolCalendar{}, err
	}
	var read schoolCalendar
	for _, row := range rows {
		if err := read.add(row); err != nil {
			return schoolCalendar{}, fmt.Errorf("row %q: %w", strings.Join(row, ","), err)
		}
	}
	latest := read.holidays[len(read.holidays)-1]
	if latest.name != summerHoliday {
		return schoolCalendar{}, fmt.Errorf("school year %s is not whole: it ends with its %s, not its %s", latest.schoolYear, latest.name, summerHoliday)
	}
	read.first, read.last = read.holidays[0].from, latest.until
	return read, nil
}

func (c *schoolCalendar) add(row []string) error {
	h, err := readSchoolHoliday(row)
	if err != nil {
		return err
	}
	if len(c.holidays) == 0 {
		if h.name != holidaysOfYear[0] && h.name != summerHoliday {
			return fmt.Errorf("the table begins with a %s; want a %s, or the %s before it", h.name, holidaysOfYear[0], summerHoliday)
		}
		c.holidays = append(c.holidays, h)
		return nil
	}
	before := c.holidays[len(c.holidays)-1]
	next := holidaysOfYear[(slices.Index(holidaysOfYear, before.name)+1)%len(holidaysOfYear)]
	switch {
	case h.name != next:
		return fmt.Errorf("a %s comes after the %s of %s; want a %s, so that no holiday is missing", h.name, before.name, before.schoolYear, next)
	case !h.from.After(before.until):
		return fmt.Errorf("it begins before the %s is over", before.name)
	case before.name == summerHoliday && h.from.DaysSince(before.until) > mostDaysOfSchool:
		return fmt.Errorf("a school year is missing after %s", before.schoolYear)
	}
	c.holidays = append(c.holidays, h)
	return nil
}

// mostDaysOfSchool is longer than any stretch between two holidays.
const mostDaysOfSchool = 120

func readSchoolHoliday(row []string) (schoolHoliday, error) {
	h := schoolHoliday{name: row[2], schoolYear: row[3], verified: row[5] == "yes"}
	var err error
	if h.from, err = Parse(row[0]); err != nil {
		return schoolHoliday{}, err
	}
	if h.until, err = Parse(row[1]); err != nil {
		return schoolHoliday{}, err
	}
	begin, _ := SchoolYear(h.from)
	switch {
	case h.until.Before(h.from):
		return schoolHoliday{}, fmt.Errorf("it ends before it begins")
	case !slices.Contains(holidaysOfYear, h.name):
		return schoolHoliday{}, fmt.Errorf("unknown holiday %q; want %s", h.name, strings.Join(holidaysOfYear, ", "))
	case h.schoolYear != fmt.Sprintf("%d-%d", begin.Year(), begin.Year()+1):
		return schoolHoliday{}, fmt.Errorf("school year %q; a holiday from %s is in %d-%d", h.schoolYear, h.from, begin.Year(), begin.Year()+1)
	case row[4] == "":
		return schoolHoliday{}, fmt.Errorf("source is missing")
	case row[5] != "yes" && row[5] != "no":
		return schoolHoliday{}, fmt.Errorf("verified is %q; want yes or no", row[5])
	}
	return h, nil
}

// on is the holiday that the day falls in; nil for none.
func (c *schoolCalendar) on(d Date) *schoolHoliday {
	for i, h := range c.holidays {
		if !d.Before(h.from) && !d.After(h.until) {
			return &c.holidays[i]
		}
	}
	return nil
}

// knows says whether the school holidays around the day are in the table.
func (c *schoolCalendar) knows(d Date) bool { return !d.Before(c.first) && !d.After(c.last) }

// SchoolHorizon is the first and the last day for which the school holidays are known.
func SchoolHorizon() (first, last Date) { return calendarOfMidden.first, calendarOfMidden.last }

// schoolHorizonNotice is how many days before the end of the table somebody must be told: a child who waits today can start
// after half a year, and stays for thirteen weeks.
const schoolHorizonNotice = 365

// SchoolHorizonWarning is a Dutch sentence for start-up logs and the director's page when the school holidays are known for less than
// a year ahead, or not any more; otherwise there is none.
func SchoolHorizonWarning(today Date) (warning string, ok bool) {
	_, last := SchoolHorizon()
	left := last.DaysSince(today)
	switch {
	case left < 0:
		return fmt.Sprintf("De schoolvakanties waren bekend tot en met %s. Dat is voorbij: een plaatsing bij de Buitenkans kan nu in een vakantie beginnen of eindigen. Vraag de beheerder om de nieuwe vakanties aan te vullen.",
			last.Short()), true
	case left < schoolHorizonNotice:
		return fmt.Sprintf("De schoolvakanties zijn bekend tot en met %s. Dat is over %s. Vraag de beheerder om de nieuwe vakanties op tijd aan te vullen.",
			last.Short(), Days(left)), true
	}
	return "", false
}
