package policy

import caseworkv1 "traject.nl/proto/gen/traject/casework/v1"

// policy is what was read, checked, in the order in which the procedure has its terms and tasks.
func (d *document) policy(name string, wanted procedure) *caseworkv1.Policy {
	p := &caseworkv1.Policy{Procedure: name, Version: d.version.value, TaskDaySeconds: int32(d.taskDaySeconds.value)}
	for _, w := range wanted.terms {
		for _, t := range d.terms {
			if t.id.value == w.id {
				rule := t.rule()
				rule.StartCounts = w.ofSchool
				p.Terms = append(p.Terms, rule)
			}
		}
	}
	for _, kind := range wanted.taskKinds() {
		for _, t := range d.tasks {
			if t.kind.value == kind {
				p.Tasks = append(p.Tasks, t.rule())
			}
		}
	}
	for _, l := range d.ladders {
		p.Ladders = append(p.Ladders, l.ladder())
	}
	for _, c := range d.cutOffs {
		p.CutOffs = append(p.CutOffs, &caseworkv1.CutOff{Id: c.id.value, From: c.from.value, Until: c.until.value, Basis: c.basis.value})
	}
	return p
}

func (t *termEntry) rule() *caseworkv1.TermRule {
	return &caseworkv1.TermRule{
		Id:          t.id.value,
		Kind:        kinds[t.kind.value],
		Basis:       t.basis.value,
		Weeks:       int32(t.weeks.value),
		Days:        int32(t.days.value),
		Months:      int32(t.months.value),
		Backward:    t.backward.value,
		Owner:       t.owner.value,
		Reminders:   days(t.reminders),
		Ladder:      t.ladder.value,
		Tells:       words(t.tells),
		Dated:       t.dated.value,
		SchoolWeeks: t.schoolWeeks.value,
	}
}

func (t *taskEntry) rule() *caseworkv1.TaskRule {
	return &caseworkv1.TaskRule{
		Kind: t.kind.value, Days: int32(t.days.value), Lead: int32(t.lead.value),
		Basis: t.basis.value, Reminders: days(t.reminders), Ladder: t.ladder.value,
	}
}

func (l *ladderEntry) ladder() *caseworkv1.Ladder {
	ladder := &caseworkv1.Ladder{Name: l.name.value}
	for _, r := range l.rungs {
		ladder.Rungs = append(ladder.Rungs, &caseworkv1.Rung{
			AfterDays: int32(r.after.value), Tell: r.tell.value, Asks: r.asks.value, AnswerDays: int32(r.within.value), Subject: r.desk.value,
		})
	}
	return ladder
}

func days(numbers []number) []int32 {
	var list []int32
	for _, n := range numbers {
		list = append(list, int32(n.value))
	}
	return list
}

func words(given []word) []string {
	var list []string
	for _, w := range given {
		list = append(list, w.value)
	}
	return list
}
