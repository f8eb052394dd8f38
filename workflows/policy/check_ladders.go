package policy

import (
	"slices"
	"strings"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
)

// checkLadders: each goes up in time and in distance, so that nobody is told twice and nobody is passed over.
func (d *document) checkLadders(climb []string, found *faults) {
	for _, l := range d.ladders {
		if len(l.rungs) == 0 {
			found.add(l.name.line, "%s: has no rungs", l.where())
		}
		l.checkDays(found)
		l.checkClimb(climb, found)
		for _, rung := range l.rungs {
			rung.checkAsked(l.where(), found)
		}
	}
}

func (l *ladderEntry) where() string { return "ladders " + l.name.value }

func (l *ladderEntry) checkDays(found *faults) {
	last := 0
	for _, rung := range l.rungs {
		after := rung.after
		switch {
		case !after.read():
			continue
		case after.value < 1:
			found.add(after.line, "%s: a rung %d days after: nothing is overdue yet then; want 1 or more", l.where(), after.value)
			continue
		case after.value > longest:
			found.add(after.line, "%s: a rung %d days after; want at most %d", l.where(), after.value, longest)
		case after.value == last:
			found.add(after.line, "%s: two rungs %d days after; each rung has a day of its own", l.where(), after.value)
		case after.value < last:
			found.add(after.line, "%s: rungs ascend, and %d comes after %d", l.where(), after.value, last)
		}
		last = after.value
	}
}

// checkClimb: from who should have done it to who is furthest away; the municipality hears nothing that the director does not know.
func (l *ladderEntry) checkClimb(climb []string, found *faults) {
	told := map[string]int{}
	highest := -1
	for _, rung := range l.rungs {
		role := rung.tell
		step := slices.Index(climb, role.value)
		switch {
		case role.value == "":
			continue
		case step < 0:
			found.add(role.line, "%s: unknown role %q; a rung tells %s", l.where(), role.value, strings.Join(climb, ", "))
			continue
		case told[role.value] > 0:
			found.add(role.line, "%s: %s is told on line %d already; a second rung for it would say the same", l.where(), role.value, told[role.value])
		case role.value == string(party.Municipality) && told[string(party.Director)] == 0:
			found.add(role.line, "%s: the municipality is told before the director; give the director an earlier rung", l.where())
		case step < highest:
			found.add(role.line, "%s: %s is told after %s; a ladder goes up: %s", l.where(), role.value, climb[highest], strings.Join(climb, ", "))
		}
		told[role.value] = role.line
		highest = max(highest, step)
	}
}

// checkUse: every ladder that is named exists, every ladder that exists is named, and no rung tells the holder a second time.
func (d *document) checkUse(wanted procedure, found *faults) {
	used := map[string]bool{}
	use := func(where string, name word, holder string) {
		if name.value == "" {
			return
		}
		used[name.value] = true
		i := slices.IndexFunc(d.ladders, func(l *ladderEntry) bool { return l.name.value == name.value })
		if i < 0 {
			found.add(name.line, "%s: unknown ladder %q; want %s", where, name.value, strings.Join(d.ladderNames(), ", "))
			return
		}
		if d.ladders[i].tellsTwice(holder) {
			found.add(name.line, "%s: ladder %q tells the %s twice, as who should have done it and as itself; name another ladder",
				where, name.value, holder)
		}
	}
	for _, t := range d.terms {
		use(t.where(), t.ladder, t.owner.value)
	}
	for _, t := range d.tasks {
		i := slices.IndexFunc(wanted.tasks, func(w task) bool { return w.kind == t.kind.value })
		if i >= 0 {
			use(t.where(), t.ladder, string(wanted.tasks[i].holder))
		}
	}
	for _, l := range d.ladders {
		if !used[l.name.value] {
			found.add(l.name.line, "%s: no term and no task uses it, so it can never fire", l.where())
		}
	}
}

func (d *document) ladderNames() []string {
	names := make([]string, len(d.ladders))
	for i, l := range d.ladders {
		names[i] = l.name.value
	}
	return names
}

func (l *ladderEntry) tellsTwice(holder string) bool {
	tells := func(role string) bool {
		return slices.ContainsFunc(l.rungs, func(r rungEntry) bool { return r.tell.value == role })
	}
	return holder != "" && tells(casework.Holder) && tells(holder)
}
