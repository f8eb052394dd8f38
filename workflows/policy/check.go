package policy

import (
	"regexp"
	"slices"
	"strings"
)

// longest keeps a slip of the pen out: nothing in this field takes more days.
const longest = 366

// versionForm: a year and a count within it; a demonstration says so in its version, which a case shows.
var versionForm = regexp.MustCompile(`^20\d\d-[1-9]\d*(-demo)?$`)

const demoVersion = "-demo"

// check finds everything that is wrong with what was read, given what the procedure asks.
func (d *document) check(wanted procedure, found *faults) {
	d.checkHead(found)
	d.checkTerms(wanted, found)
	d.checkTasks(wanted, found)
	d.checkLadders(wanted.ladder(), found)
	d.checkUse(wanted, found)
	d.checkCutOffs(wanted, found)
}

func (d *document) checkHead(found *faults) {
	version, pace := d.version, d.taskDaySeconds
	switch {
	case version.line == 0:
		found.add(1, "version is missing; give one, such as \"2026-2\"")
	case version.value != "" && !versionForm.MatchString(version.value):
		found.add(version.line, "version %q: want a year and a count, such as \"2026-2\", and %q behind it for a demonstration",
			version.value, demoVersion)
	}
	demo := strings.HasSuffix(version.value, demoVersion)
	switch {
	case pace.line == 0 && demo:
		found.add(version.line, "version %q is of a demonstration, but task-day-seconds is missing", version.value)
	case !pace.read():
	case !demo:
		found.add(pace.line, "task-day-seconds: days of seconds are for a demonstration; its version ends with %q", demoVersion)
	case pace.value < 1 || pace.value > 3600:
		found.add(pace.line, "task-day-seconds is %d; want 1 to 3600", pace.value)
	}
}

// complete: the section has what the process opens, and nothing that it never opens.
func (d *document) complete(section string, wanted []string, given []word, found *faults) {
	for _, name := range wanted {
		if !slices.ContainsFunc(given, func(w word) bool { return w.value == name }) {
			found.add(max(d.lines[section], 1), "%s: %s is missing", section, name)
		}
	}
	for _, name := range given {
		if !slices.Contains(wanted, name.value) {
			found.add(name.line, "%s: unknown %q; want %s", section, name.value, strings.Join(wanted, ", "))
		}
	}
}

// checkReminders: each comes after the start and once, and the list reads in the order in which they come. A length of 0 is one that is
// not known here.
func checkReminders(where string, reminders []number, length int, found *faults) {
	last := longest + 1
	for _, r := range reminders {
		switch {
		case r.value < 0:
			found.add(r.line, "%s: a reminder of %d days before: it comes before the date, so want 0 or more", where, r.value)
		case length > 0 && r.value == length:
			found.add(r.line, "%s: a reminder %d days before falls on the day it starts, when it was just asked: it can never fire; want less than %d",
				where, r.value, length)
		case length > 0 && r.value > length:
			found.add(r.line, "%s: a reminder %d days before comes before the start, because it lasts %d days: it can never fire",
				where, r.value, length)
		case r.value > longest:
			found.add(r.line, "%s: a reminder %d days before; want at most %d", where, r.value, longest)
		case r.value == last:
			found.add(r.line, "%s: the reminder %d days before stands here twice", where, r.value)
		case r.value > last:
			found.add(r.line, "%s: reminders go from far to near, and %d comes after %d", where, r.value, last)
		}
		last = r.value
	}
}

func (d *document) checkCutOffs(wanted procedure, found *faults) {
	given := make([]word, len(d.cutOffs))
	for i, c := range d.cutOffs {
		given[i] = c.id
		where := "cut-offs " + c.id.value
		fromOK, untilOK := checkDay(where+": from", c.from, found), checkDay(where+": until", c.until, found)
		if fromOK && untilOK && c.until.value <= c.from.value {
			found.add(c.until.line, "%s: until %s is not after from %s", where, c.until.value, c.from.value)
		}
		lawful := slices.Contains(wanted.cutOffs, cutOff{id: c.id.value, lawful: true})
		switch basis := c.basis; {
		case basis.value == "":
		case lawful && !isLaw(basis.value):
			found.add(basis.line, "%s: basis %q names no article of a law", where, basis.value)
		case !lawful && basis.value != setting && !isPlan(basis.value):
			found.add(basis.line, "%s: no law sets these days, so basis %q cannot be; want %s", where, basis.value, setting)
		}
	}
	d.complete("cut-offs", wanted.cutOffIDs(), given, found)
}
