package page

import (
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"traject.nl/services/portal/upstream"
)

// SchoolSearch is the page on which schools are found.
type SchoolSearch struct {
	Tabs                  []Tab
	Filter                Form
	Types, Municipalities []Option
	Counts                *upstream.Counts
	Rows                  []EntryRow
	// Total is how many match, also when fewer show; All is then the address that shows them all.
	Total int
	All   string
	// Filtered: not all schools were asked for.
	Filtered bool
}

// EntryRow is one line in a list of the registry.
type EntryRow struct {
	ID    string
	Href  string
	Title string
	Text  string
	Meta  string
	// Flag and Place stand at the end of the line.
	Flag  string
	Place string
}

// EntryGroup is the rows under one heading; without a title there is no heading.
type EntryGroup struct {
	Title string
	Rows  []EntryRow
}

// EntryList is one list that the office looks after.
type EntryList struct {
	Title, Intro, Path string
	// Adding is what to call adding to the list; empty when nothing can be added.
	Adding string
	Tabs   []Tab
	Filter Form
	Groups []EntryGroup
	// Total is how many there are without a filter.
	Total int
}

// EntryPage is the form of one entry, with its history.
type EntryPage struct {
	Title string
	// Back is where the page was reached from.
	Back, BackText string
	Form           Form
	Fields         []Field
	// Meanwhile says what a colleague changed while this form was filled in; nil when nobody did.
	Meanwhile   []string
	New         bool
	ShowHistory bool
	History     []HistoryLine
	// Members are the schools that belong to it; nil when schools do not.
	Members *Members
}

// Members are the schools of a board or network.
type Members struct {
	Title, Action, Key string
	Rows               []EntryRow
	// Others can be added.
	Others []Option
}

// HistoryLine is one field that got another value.
type HistoryLine struct {
	At              time.Time
	Who             string
	Field, Old, New string
}

// SchoolPage is all that the registry knows of a school.
type SchoolPage struct {
	School upstream.Entry
	Type   string
	Region *upstream.Subregion
	// Board and Network are names; empty when the school has none.
	Board, Network string
	// Contact is the mailbox of the school; nil when there is none.
	Contact     upstream.Entry
	ContactHref string
	// Office may change it.
	Office  bool
	History []HistoryLine
}

// CountWords says how many schools there are: "80 scholen op 22 november 2026: 73 bao, 3 sbo, 4 so".
func CountWords(counts *upstream.Counts) string {
	parts := make([]string, len(counts.ByType))
	for i, kind := range counts.ByType {
		parts[i] = strconv.Itoa(kind.Schools) + " " + kind.ID
	}
	return Count(counts.Schools, "school", "scholen") + " op " + ShortDay(counts.On) + ": " + strings.Join(parts, ", ")
}

// found says how many schools the search found.
func (s SchoolSearch) found() string {
	if s.Total == 0 {
		return "Geen school gevonden"
	}
	if !s.Filtered {
		return "Alle scholen"
	}
	return Count(s.Total, "school", "scholen") + " gevonden"
}

// fewer says that not all that was found shows; empty when it does.
func (s SchoolSearch) fewer() string {
	if s.All == "" {
		return ""
	}
	return "U ziet de eerste " + strconv.Itoa(len(s.Rows)) + "."
}

func (l EntryList) shown() int {
	n := 0
	for _, group := range l.Groups {
		n += len(group.Rows)
	}
	return n
}

func schoolHref(school upstream.Entry, rest string) templ.SafeURL {
	return templ.SafeURL("/scholen/" + school.ID() + rest)
}

func valueOr(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

// beforeName is the hidden input that holds what a field was when the form was shown.
func beforeName(field Field) string { return "eerst-" + field.Name }
