package cases

import (
	"cmp"
	"encoding/base64"
	"slices"
	"strings"

	"traject.nl/services/platform/edge"
)

// taskPlace is where a task stands in a list: by due date, those without one last, then by case and by id.
type taskPlace struct{ dueOn, caseID, id string }

func (t TaskItem) place() taskPlace { return taskPlace{cmp.Or(t.DueOn, noDate), t.CaseID, t.ID} }

func (p taskPlace) compare(other taskPlace) int {
	return cmp.Or(strings.Compare(p.dueOn, other.dueOn), strings.Compare(p.caseID, other.caseID), strings.Compare(p.id, other.id))
}

func (p taskPlace) cursor() string {
	return base64.RawURLEncoding.EncodeToString([]byte(p.dueOn + " " + p.caseID + " " + p.id))
}

func parseTaskCursor(cursor string) (place taskPlace, ok bool) {
	content, err := base64.RawURLEncoding.DecodeString(cursor)
	parts := strings.SplitN(string(content), " ", 3)
	if err != nil || len(parts) != 3 {
		return taskPlace{}, false
	}
	return taskPlace{parts[0], parts[1], parts[2]}, true
}

// taskPage is the page of a sorted list that was asked for, and the cursor of the one behind it. The task of the cursor may be done by now: the page
// begins with the first that stands behind its place.
func taskPage(items []TaskItem, in *tasksInput) (page []TaskItem, next string, err error) {
	if in.Cursor != "" {
		after, ok := parseTaskCursor(in.Cursor)
		if !ok {
			return nil, "", edge.BadRequest(edge.FieldProblem{Location: "query.cursor", Message: "Begin opnieuw bij de eerste bladzijde: deze plek kennen wij niet."})
		}
		at, found := slices.BinarySearchFunc(items, after, func(t TaskItem, p taskPlace) int { return t.place().compare(p) })
		if found {
			at++
		}
		items = items[at:]
	}
	if in.Limit == 0 || len(items) <= in.Limit {
		return items, "", nil
	}
	return items[:in.Limit], items[in.Limit-1].place().cursor(), nil
}
