package cases

import (
	"fmt"
	"slices"

	"traject.nl/proto/contract/casework"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

// noDate sorts behind every date: a case in which nothing has to be done any more.
const noDate = "9999-12-31"

// Merge adds a projection to what is kept (nil when there is nothing yet). ok is false when everything is already there.
// It refuses a projection that would leave a gap in the timeline.
func Merge(kept *Record, view *casesv1.View, entries []*caseworkv1.TimelineEntry) (merged Record, ok bool, err error) {
	if err := wellFormed(view, entries); err != nil {
		return Record{}, false, err
	}
	var timeline []*caseworkv1.TimelineEntry
	var version int64
	if kept != nil {
		timeline, version = kept.Timeline, kept.View.GetVersion()
	}
	if view.GetVersion() <= version {
		return *kept, false, nil
	}
	if len(entries) == 0 || entries[0].GetVersion() > version+1 {
		return Record{}, false, fmt.Errorf("case %s: projection to version %d leaves a gap after version %d; send the entries from %d",
			view.GetCaseId(), view.GetVersion(), version, version+1)
	}
	fresh := slices.IndexFunc(entries, func(e *caseworkv1.TimelineEntry) bool { return e.GetVersion() > version })
	return Record{View: view, Timeline: slices.Concat(timeline, entries[fresh:])}, true, nil
}

// wellFormed checks a projection by itself: a case, a version, and entries that run up to it one by one.
func wellFormed(view *casesv1.View, entries []*caseworkv1.TimelineEntry) error {
	if view.GetCaseId() == "" || view.GetVersion() < 1 {
		return fmt.Errorf("projection of case %q at version %d: want a case id and a version from 1", view.GetCaseId(), view.GetVersion())
	}
	first := view.GetVersion() - int64(len(entries)) + 1
	for i, entry := range entries {
		if want := first + int64(i); entry.GetVersion() != want {
			return fmt.Errorf("case %s: entry %d of the projection has version %d, want %d so that they end at %d",
				view.GetCaseId(), i+1, entry.GetVersion(), want, view.GetVersion())
		}
	}
	return nil
}

// OpenFor are the parties that have an open task in the case, each once.
func OpenFor(view *casesv1.View) []string {
	parties := []string{}
	for _, task := range view.GetTasks() {
		if isOpen(task) && !slices.Contains(parties, task.GetParty()) {
			parties = append(parties, task.GetParty())
		}
	}
	return parties
}

// SchoolsOf are the schools that have a part in the case as a school, each once: where the pupil comes from, is, and goes to.
func SchoolsOf(view *casesv1.View) []string {
	ids := []string{}
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	add(view.GetApplicantSchoolId())
	add(view.GetReceivingSchoolId())
	if facts := view.GetPlaatsing(); facts != nil {
		add(facts.GetOriginSchoolId())
		add(presentPlacement(facts).GetSchoolId())
		add(awaitedPlacement(facts).GetSchoolId())
		add(presentReturn(facts).GetSchoolId())
	}
	return ids
}

// NextOn is the earliest date on which something in the case is due; noDate when nothing is.
func NextOn(view *casesv1.View) string {
	next := noDate
	for _, task := range view.GetTasks() {
		if isOpen(task) && task.GetDueOn() != "" {
			next = min(next, task.GetDueOn())
		}
	}
	for _, term := range view.GetTerms() {
		if isRunning(term) && term.GetPlannedOn() != "" {
			next = min(next, term.GetPlannedOn())
		}
	}
	return next
}

// Told are the parties that the ladder told of something overdue in the case, each once.
func Told(view *casesv1.View) []string {
	parties := []string{}
	for _, firing := range view.GetFired() {
		if firing.GetKind() != caseworkv1.FiringKind_FIRING_KIND_ESCALATION {
			continue
		}
		for _, who := range firing.GetTold() {
			if !slices.Contains(parties, who) {
				parties = append(parties, who)
			}
		}
	}
	return parties
}

// Escalations are the ids of the times that the ladder told somebody, as they are known outside the house.
func Escalations(view *casesv1.View) []string {
	ids := []string{}
	for _, firing := range view.GetFired() {
		if id := escalationID(view, firing); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// escalationID of a firing; empty when it is no escalation.
func escalationID(view *casesv1.View, firing *caseworkv1.Firing) string {
	if firing.GetKind() != caseworkv1.FiringKind_FIRING_KIND_ESCALATION {
		return ""
	}
	return casework.EscalationID(view.GetCaseId(), firing.GetKey())
}

// HasRunningTerm says whether a term runs or stands still in the case.
func HasRunningTerm(view *casesv1.View) bool { return slices.ContainsFunc(view.GetTerms(), isRunning) }

// HasPenalty says whether a dwangsom can be due in the case: there is a notice of default that counts, or is not judged yet.
func HasPenalty(view *casesv1.View) bool {
	return slices.ContainsFunc(view.GetDefaults(), func(notice *caseworkv1.DefaultNotice) bool { return notice.GetFirstDay() != "" })
}

func isOpen(task *caseworkv1.Task) bool { return task.GetClosedAt() == nil }

func isRunning(term *caseworkv1.Term) bool { return term.GetMetOn() == "" && !term.GetEnded() }
