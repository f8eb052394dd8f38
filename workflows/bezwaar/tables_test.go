package bezwaar_test

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
	"traject.nl/workflows/terms"
)

// The tables show a case as text, so that a test reads as what people see.

func tasksOf(view *casesv1.View) string {
	var table strings.Builder
	for _, task := range view.GetTasks() {
		until := "open"
		if task.ClosedAt != nil {
			until = terms.DateOf(task.ClosedAt.AsTime()).String() + " " + task.Outcome
		}
		fmt.Fprintf(&table, "%s | due %s by %s | %s - %s\n",
			task.Id, task.DueOn, task.Basis, terms.DateOf(task.OpenedAt.AsTime()), until)
	}
	return table.String()
}

func termsOf(view *casesv1.View) string {
	var table strings.Builder
	for _, term := range view.GetTerms() {
		fmt.Fprintf(&table, "%s | %s | from %s | plan %s last %s", term.Id, term.Basis, term.EventOn, term.PlannedOn, term.LastOn)
		if term.MissedOn != "" {
			fmt.Fprintf(&table, " | missed %s", term.MissedOn)
		}
		if term.MetOn != "" {
			fmt.Fprintf(&table, " | met %s", term.MetOn)
		}
		if term.Ended {
			table.WriteString(" | ended")
		}
		table.WriteString("\n")
	}
	return table.String()
}

func timelineOf(entries []*caseworkv1.TimelineEntry) string {
	var table strings.Builder
	for _, entry := range entries {
		fmt.Fprintf(&table, "%d %s %s | %s | %s\n",
			entry.Version, terms.DateOf(entry.At.AsTime()), entry.Kind, entry.GetActor().GetParty(), entry.Text)
	}
	return table.String()
}

// lettersOf tells of each letter its key, to whom it goes, its facts and what it quotes and encloses.
func lettersOf(letters []*documentsv1.ComposeLetterRequest) string {
	var table strings.Builder
	for _, letter := range letters {
		var to []string
		for _, a := range letter.Addressees {
			who := a.Party
			if a.AddressTextId != "" {
				who += " at " + a.AddressTextId
			}
			to = append(to, who)
		}
		var facts []string
		for _, name := range slices.Sorted(maps.Keys(letter.Facts)) {
			facts = append(facts, name+"="+letter.Facts[name])
		}
		quoted := append(slices.Clone(letter.TextIds), letter.EnclosureIds...)
		line := fmt.Sprintf("%s %s | %s | %s | %s | %s", letter.DatedOn, letter.Key,
			strings.TrimPrefix(letter.Kind.String(), "LETTER_KIND_"), strings.Join(to, ", "), strings.Join(facts, " "), strings.Join(quoted, " "))
		table.WriteString(strings.TrimSpace(line) + "\n")
	}
	return table.String()
}

// lines trims the indentation that a table has in the code.
func lines(table string) string {
	var trimmed strings.Builder
	for line := range strings.Lines(strings.TrimSpace(table)) {
		trimmed.WriteString(strings.TrimSpace(line) + "\n")
	}
	return trimmed.String()
}

// lineOfKind is the last line of a kind in the story.
func lineOfKind(t *testing.T, s *story, kind string) string {
	t.Helper()
	entries := s.services.Timeline(caseID)
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
