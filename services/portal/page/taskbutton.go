package page

import (
	"strings"

	"traject.nl/services/portal/upstream"
)

// TaskButton takes a task up or gives it back with one click.
type TaskButton struct {
	CaseID, TaskID, Act, CSRF, Key string
	// Of is the title of the task, for who does not see where the button stands.
	Of string
	// Back is where to go afterwards; empty for the case.
	Back string
}

// assigneeWord says who took a task up: "u", a colleague by function, or nobody (empty).
func (v *CaseView) assigneeWord(task upstream.Task) string { return AssigneeWord(v.Colleagues, task) }

// AssigneeWord says who took a task up; empty when nobody did.
func AssigneeWord(colleagues []upstream.Colleague, task upstream.Task) string {
	switch task.Assignee {
	case "":
		return ""
	case upstream.AssignedToMe:
		return "u"
	}
	for _, colleague := range colleagues {
		if colleague.ID != "" && colleague.ID == task.AssigneeSubject {
			return colleague.Title
		}
	}
	if task.Mine {
		return "een collega"
	}
	return "een medewerker"
}

// domID makes an id for the page of an id that can have any sign in it.
func domID(prefix, id string) string {
	return prefix + strings.Map(func(sign rune) rune {
		if sign >= 'a' && sign <= 'z' || sign >= '0' && sign <= '9' || sign == '-' {
			return sign
		}
		return '-'
	}, strings.ToLower(id))
}

// shared says whether the party of a task has several people, so that one of them takes it up.
func shared(task upstream.Task) bool {
	role, _, _ := strings.Cut(task.Party, ":")
	return role == "office" || role == "sot" || role == "school" || role == "provision"
}
