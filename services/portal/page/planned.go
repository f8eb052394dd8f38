package page

import "traject.nl/services/portal/upstream"

// plannedWord says who will do what.
func (v *CaseView) plannedWord(task upstream.PlannedTask) string {
	if task.Mine {
		return "U: " + lowerFirst(task.Title)
	}
	return RoleOf(task.Party) + ": " + lowerFirst(task.Title)
}
