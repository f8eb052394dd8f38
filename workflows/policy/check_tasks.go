package policy

import "slices"

func (d *document) checkTasks(wanted procedure, found *faults) {
	given := make([]word, len(d.tasks))
	for i, t := range d.tasks {
		given[i] = t.kind
		var is task
		if i := slices.IndexFunc(wanted.tasks, func(w task) bool { return w.kind == t.kind.value }); i >= 0 {
			is = wanted.tasks[i]
		}
		t.checkDays(is, found)
		t.checkLead(is, found)
		d.checkTaskBasis(t, found)
		t.checkNature(is, found)
		d.checkPacedReminders(t, found)
	}
	d.complete("tasks", wanted.taskKinds(), given, found)
}

func (t *taskEntry) where() string { return "tasks " + t.kind.value }

func (t *taskEntry) checkDays(is task, found *faults) {
	least := 1
	if is.sameDay {
		least = 0
	}
	switch {
	case t.days.line == 0:
		found.add(t.kind.line, "%s: has no length; give days", t.where())
		return
	case !t.days.read():
		return
	case t.days.value < least || t.days.value > longest:
		found.add(t.days.line, "%s: days is %d; want %d to %d", t.where(), t.days.value, least, longest)
		return
	}
	if t.days.value == 0 && len(t.reminders) > 0 {
		found.add(t.reminders[0].line, "%s: is due on the day on which it opens, so a reminder can never fire", t.where())
		return
	}
	open := t.days.value
	if t.lead.read() && t.lead.value > 0 {
		open = t.lead.value // it opens that many days before its date, and nobody is reminded of what is not asked yet
	}
	checkReminders(t.where(), t.reminders, open, found)
}

// checkLead: a task that opens later does wait for something, and is open when its reminders come.
func (t *taskEntry) checkLead(is task, found *faults) {
	lead, most := t.lead, t.days.value-1
	switch {
	case is.untilCutOff:
		most = longest
	case is.onDay:
		most = t.days.value
	}
	switch {
	case !lead.read() || !t.days.read():
	case lead.value < 1:
		found.add(lead.line, "%s: lead is %d; want 1 or more, or leave it out for a task that opens at once", t.where(), lead.value)
	case lead.value > most && is.untilCutOff:
		found.add(lead.line, "%s: a lead of %d days; want at most %d", t.where(), lead.value, most)
	case lead.value > most:
		found.add(lead.line, "%s: a lead of %d days on %d: it opens at once, so leave lead out or make it at most %d",
			t.where(), lead.value, t.days.value, most)
	}
}

// checkTaskBasis: how long a task may take is a setting, unless a term of the law in the same file is just as long.
func (d *document) checkTaskBasis(t *taskEntry, found *faults) {
	switch {
	case t.basis.line == 0:
		found.add(t.kind.line, "%s: basis is missing; name %s, or the article of the term that the task is for", t.where(), setting)
	case t.basis.value == "" || t.basis.value == setting:
	case !slices.ContainsFunc(d.terms, func(term *termEntry) bool {
		return term.kind.value == "statutory" && term.basis.value == t.basis.value && 7*term.weeks.value+term.days.value == t.days.value
	}):
		found.add(t.basis.line, "%s: basis %q, but no statutory term in this file has that article and %d days; a norm is not the law: want %s",
			t.where(), t.basis.value, t.days.value, setting)
	}
}

// checkNature: what the file says of the task can happen in the process.
func (t *taskEntry) checkNature(is task, found *faults) {
	switch {
	case is.lapses && t.ladder.value != "":
		found.add(t.ladder.line, "%s: when its date passes the process goes on without it, so ladder %q can never fire", t.where(), t.ladder.value)
	case is.guarded && t.ladder.value != "":
		found.add(t.ladder.line, "%s: the term with the same date has its ladder; nobody should hear it twice", t.where())
	}
	if is.guarded && len(t.reminders) > 0 {
		found.add(t.reminders[0].line, "%s: the term with the same date has its reminders; nobody should hear it twice", t.where())
	}
}

// checkPacedReminders: the day itself is over in seconds, so a reminder on it would come when the task is due already.
func (d *document) checkPacedReminders(t *taskEntry, found *faults) {
	if d.taskDaySeconds.line == 0 {
		return
	}
	for _, r := range t.reminders {
		if r.value == 0 {
			found.add(r.line, "%s: with task-day-seconds a reminder 0 days before comes when the task is due already; want 1 or more", t.where())
		}
	}
}
