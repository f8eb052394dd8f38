package plaatsing_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/terms"
)

// The tables show a case as text, so that a test reads as what people see.
var (
	tasksOf    = caseworktest.TasksOf
	termsOf    = caseworktest.TermsOf
	timelineOf = caseworktest.TimelineOf
	lines      = caseworktest.Lines
)

// firedOf shows what the clock did: on which day, how many days from which date, and who was told.
func firedOf(view *casesv1.View) string {
	var table strings.Builder
	for _, f := range view.Fired {
		kind := strings.ToLower(strings.TrimPrefix(f.Kind.String(), "FIRING_KIND_"))
		fmt.Fprintf(&table, "%s %s %+d | %s of %s | %s\n", terms.DateOf(f.At.AsTime()), kind, f.Days, f.About, f.DueOn, strings.Join(f.Told, " "))
		if f.Late {
			table.WriteString("LATE\n")
		}
	}
	return table.String()
}

// plannedOf shows the tasks that open later.
func plannedOf(view *casesv1.View) string {
	var table strings.Builder
	for _, p := range view.GetPlanned() {
		fmt.Fprintf(&table, "%s/%s | opens %s | due %s by %s\n", p.Kind, p.Party, terms.DateOf(p.OpensAt.AsTime()), p.DueOn, p.Basis)
	}
	return table.String()
}

// lettersOf tells of each letter what it is for, to whom it goes, its facts and what it quotes.
func lettersOf(letters []*documentsv1.ComposeLetterRequest) string {
	var table strings.Builder
	for _, letter := range letters {
		var to, facts []string
		for _, a := range letter.Addressees {
			to = append(to, a.Party)
		}
		for _, name := range slices.Sorted(maps.Keys(letter.Facts)) {
			facts = append(facts, name+"="+letter.Facts[name])
		}
		fmt.Fprintf(&table, "%s %s | %s | %s | %s\n", letter.DatedOn, strings.TrimPrefix(letter.Kind.String(), "LETTER_KIND_"),
			strings.Join(to, " "), strings.Join(facts, " "), strings.Join(letter.TextIds, " "))
	}
	return table.String()
}

// noticesOf shows what was sent, in order: what for, of which kind, and to whom. The same thing to several parties is one row.
func noticesOf(notices []*notificationsv1.NotifyRequest) string {
	var rows []string
	to := map[string][]string{}
	for _, n := range notices {
		about := strings.TrimSuffix(strings.TrimPrefix(n.Key, caseID+"/"), "/"+n.Party)
		row := about + " | " + strings.TrimPrefix(n.Kind.String(), "NOTICE_KIND_")
		if to[row] == nil {
			rows = append(rows, row)
		}
		to[row] = append(to[row], n.Party)
	}
	var table strings.Builder
	for _, row := range rows {
		slices.Sort(to[row]) // those of one version go out side by side
		fmt.Fprintf(&table, "%s | %s\n", row, strings.Join(to[row], " "))
	}
	return table.String()
}

// lineOfKind is the last line of a kind in the story.
func lineOfKind(t *testing.T, s *story, kind string) string {
	t.Helper()
	entries := s.Services.Timeline(caseID)
	for _, entry := range slices.Backward(entries) {
		if entry.Kind == kind {
			return entry.Text
		}
	}
	require.Fail(t, "no line of kind "+kind, timelineOf(entries))
	return ""
}

func termOf(t *testing.T, view *casesv1.View, id string) *caseworkv1.Term {
	t.Helper()
	for _, term := range view.GetTerms() {
		if term.Id == id {
			return term
		}
	}
	require.Fail(t, "no term "+id, termsOf(view))
	return nil
}

// openTasks are the tasks that wait, as kind and party.
func openTasks(view *casesv1.View) []string {
	var open []string
	for _, task := range view.GetTasks() {
		if task.ClosedAt == nil {
			open = append(open, task.Kind+"/"+task.Party)
		}
	}
	return open
}

// schoolsOf are the schools with a part in the case.
func schoolsOf(view *casesv1.View) []string {
	return slices.DeleteFunc(slices.Clone(view.GetParties()), func(p string) bool { return !strings.HasPrefix(p, "school:") })
}
