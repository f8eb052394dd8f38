package policy

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

// setting is the basis of what ZOUT itself set.
const setting = "ZOUT-instelling"

var (
	// article is how the basis of a term of the law reads.
	article = regexp.MustCompile(`^((Awb|WPO|WEC|Lpw) \d+[a-z]?(:\d+[a-z]?|\.\d+[a-z]?)?|(Besluit|Wet|Algemene|Leerplichtwet)[\w ]* art\. \d+[a-z]?)( lid \d+)?( onder [a-z])?$`)
	// plan is how the basis of a norm reads that the plan of the network names, such as "ondersteuningsplan 2.2".
	plan = regexp.MustCompile(`^ondersteuningsplan \d+(\.\d+)*$`)
	// regulation is how the basis of a term reads that the regulation of a private body sets, such as "LBT-reglement art. 2.2".
	regulation = regexp.MustCompile(`^[A-Z]\w*-reglement art\. \d+(\.\d+)?$`)
)

// isLaw says whether the basis is an article, or the same rule in more than one law: "WPO 40 lid 14, WEC 40 lid 15".
func isLaw(basis string) bool {
	for one := range strings.SplitSeq(basis, ", ") {
		if !article.MatchString(one) {
			return false
		}
	}
	return true
}

func isPlan(basis string) bool { return plan.MatchString(basis) }

// kinds are the kinds of terms, as a file names them. They never mix.
var kinds = map[string]caseworkv1.TermKind{
	"statutory": caseworkv1.TermKind_TERM_KIND_STATUTORY,
	"norm":      caseworkv1.TermKind_TERM_KIND_SERVICE_NORM,
	"internal":  caseworkv1.TermKind_TERM_KIND_INTERNAL,
}

func (d *document) checkTerms(wanted procedure, found *faults) {
	given := make([]word, len(d.terms))
	for i, t := range d.terms {
		given[i] = t.id
		t.checkKind(found)
		var is term
		if i := slices.IndexFunc(wanted.terms, func(w term) bool { return w.id == t.id.value }); i >= 0 {
			is = wanted.terms[i]
		}
		length := t.checkLength(is, found)
		if t.backward.value {
			length = 0 // when a hearing is planned is not known here, so neither is how long before it the paper must be in
		}
		checkReminders(t.where(), t.reminders, length, found)
		if is.id != "" {
			t.checkNature(is, found)
			t.checkOwner(is, found)
		}
		t.checkSchoolWeeks(is, found)
		t.checkTells(wanted, found)
	}
	d.complete("terms", wanted.termIDs(), given, found)
}

func (t *termEntry) where() string { return "terms " + t.id.value }

// checkKind: the kind and the basis say the same.
func (t *termEntry) checkKind(found *faults) {
	if t.kind.line == 0 {
		found.add(t.id.line, "%s: kind is missing; want statutory, norm or internal", t.where())
	}
	if t.basis.line == 0 {
		found.add(t.id.line, "%s: basis is missing; name the article, or %s", t.where(), setting)
	}
	basis := t.basis.value
	switch kind := t.kind.value; {
	case kind == "":
	case kinds[kind] == caseworkv1.TermKind_TERM_KIND_UNSPECIFIED:
		found.add(t.kind.line, "%s: unknown kind %q; want statutory, norm or internal", t.where(), kind)
	case basis == "":
	case kind == "statutory" && !isLaw(basis):
		found.add(t.basis.line, "%s: a statutory term names its article, such as \"Awb 4:13 lid 2\", and %q is none", t.where(), basis)
	case kind == "norm" && basis != setting && !regulation.MatchString(basis) && !isPlan(basis):
		found.add(t.basis.line, "%s: a norm is no law: want %s, a regulation such as \"LBT-reglement art. 2.2\", or such as \"ondersteuningsplan 2.2\", not %q",
			t.where(), setting, basis)
	case kind == "internal" && basis != setting:
		found.add(t.basis.line, "%s: an internal term is a setting of the house: want %s, not %q", t.where(), setting, basis)
	}
}

// checkLength: one length in one unit. It returns the least number of days that the term can last; 0 when that is not known.
func (t *termEntry) checkLength(is term, found *faults) (days int) {
	type length struct {
		number
		unit  string
		least int
	}
	var given []length
	for _, l := range []length{{t.weeks, "weeks", 7}, {t.days, "days", 1}, {t.months, "months", 28}} {
		if l.line > 0 {
			given = append(given, l)
		}
	}
	switch {
	case is.dated || t.dated.value:
		t.checkDated(is, found)
		for _, l := range given {
			found.add(l.line, "%s: its last day is named by a law or a decision, so there are no %s to count", t.where(), l.unit)
		}
		return 0
	case len(given) == 0:
		found.add(t.id.line, "%s: has no length; give weeks, days or months", t.where())
		return 0
	case len(given) > 1:
		found.add(given[1].line, "%s: has %s and %s; a term is counted in one unit, as the article says it", t.where(), given[0].unit, given[1].unit)
		return 0
	}
	l := given[0]
	switch {
	case !l.read():
		return 0
	case l.value < 1 || l.value > longest/l.least:
		found.add(l.line, "%s: %s is %d; want 1 to %d", t.where(), l.unit, l.value, longest/l.least)
		return 0
	}
	return l.value * l.least
}

func (t *termEntry) checkDated(is term, found *faults) {
	switch {
	case is.dated && !t.dated.value:
		found.add(max(t.dated.line, t.id.line), "%s: a law or a decision names its last day: want dated: true", t.where())
	case !is.dated && is.id != "":
		found.add(t.dated.line, "%s: nothing names its last day; give its length instead of dated", t.where())
	}
}

// checkSchoolWeeks: only a time at school can be counted in weeks with school. No term of the law stands still in a holiday.
func (t *termEntry) checkSchoolWeeks(is term, found *faults) {
	switch {
	case t.schoolWeeks.line == 0:
	case is.id != "" && !is.ofSchool:
		found.add(t.schoolWeeks.line, "%s: is no time at school, so it runs on in the school holidays; leave school-weeks out", t.where())
	case t.weeks.line == 0:
		found.add(t.schoolWeeks.line, "%s: school-weeks says how weeks are counted, and there are none; give weeks", t.where())
	}
}

// checkTells: who else is reminded has a part in the case, and is named once.
func (t *termEntry) checkTells(wanted procedure, found *faults) {
	if len(t.tells) > 0 && len(t.reminders) == 0 {
		found.add(t.tells[0].line, "%s: has no reminders, so nobody of tells ever hears anything", t.where())
	}
	told := map[string]bool{}
	for _, role := range t.tells {
		switch {
		case !slices.Contains(wanted.parties, party.Role(role.value)):
			found.add(role.line, "%s: tells %q; want %s", t.where(), role.value, roleNames(wanted.parties))
		case role.value == t.owner.value:
			found.add(role.line, "%s: tells %s, which is the owner and is reminded already", t.where(), role.value)
		case told[role.value]:
			found.add(role.line, "%s: tells %s twice", t.where(), role.value)
		}
		told[role.value] = true
	}
}

func roleNames(roles []party.Role) string {
	names := make([]string, len(roles))
	for i, role := range roles {
		names[i] = string(role)
	}
	return strings.Join(names, ", ")
}

// checkOwner: somebody sees to it: of ZOUT, or the one who alone can. Not so with the time to use a right: nobody has to, and it is
// never missed.
func (t *termEntry) checkOwner(is term, found *faults) {
	unowned := is.right && !is.backward
	switch {
	case unowned && t.owner.line > 0:
		found.add(t.owner.line, "%s: is the time to use a right; it has no owner, because nobody can miss it", t.where())
	case unowned && len(t.reminders) > 0:
		found.add(t.reminders[0].line, "%s: is the time to use a right; it has no owner, so a reminder can never fire", t.where())
	case unowned:
	case t.owner.line == 0:
		found.add(t.id.line, "%s: owner is missing; name the role that sees to it", t.where())
	case is.owner != "" && t.owner.value != "" && t.owner.value != string(is.owner):
		found.add(t.owner.line, "%s: owner %q; want %s, because nobody else can do what it is for", t.where(), t.owner.value, is.owner)
	case is.owner != "" && t.kind.value == "internal":
		found.add(t.kind.line, "%s: an internal term is planning inside ZOUT, and the %s owns this one; want norm", t.where(), is.owner)
	case is.owner == "" && t.owner.value != "" && !slices.Contains(owners, t.owner.value):
		found.add(t.owner.line, "%s: owner %q; want %s", t.where(), t.owner.value, strings.Join(owners, ", "))
	}
}

// checkNature: the file does not call the term something else than the process code counts it as.
func (t *termEntry) checkNature(is term, found *faults) {
	switch kind := t.kind.value; {
	case is.lawful && (kind == "norm" || kind == "internal"):
		found.add(t.kind.line, "%s: a law sets this term, so its kind is statutory, not %s", t.where(), kind)
	case !is.lawful && kind == "statutory":
		found.add(t.kind.line, "%s: no law sets this term, so it is not statutory", t.where())
	}
	switch {
	case is.backward && !t.backward.value:
		found.add(max(t.backward.line, t.id.line), "%s: is counted back from its event: want backward: true", t.where())
	case !is.backward && t.backward.value:
		found.add(t.backward.line, "%s: is not counted back from anything", t.where())
	}
	if is.right && t.ladder.value != "" {
		found.add(t.ladder.line, "%s: is the time to use a right; nobody is late when it passes, so ladder %q can never fire", t.where(), t.ladder.value)
	}
}

// checkDay: a month and a day that every year has.
func checkDay(where string, day word, found *faults) bool {
	if day.value == "" {
		return false
	}
	if _, err := time.Parse("2006-01-02", "2026-"+day.value); err != nil {
		found.add(day.line, "%s is %q; want a month and a day of every year, such as \"02-01\"", where, day.value)
		return false
	}
	return true
}
