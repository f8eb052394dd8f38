package caseworktest

import (
	"fmt"
	"strings"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/terms"
)

// The tables show a case as text, so that a test reads as what people see.

// TasksOf shows each task: when it is due and why, and from when to when it was open.
func TasksOf(view *casesv1.View) string {
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

// TermsOf shows each term: its article, from what day it counts to which days, and what became of it.
func TermsOf(view *casesv1.View) string {
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

// TimelineOf shows each line of the story: who did what on which day, in which words.
func TimelineOf(entries []*caseworkv1.TimelineEntry) string {
	var table strings.Builder
	for _, entry := range entries {
		fmt.Fprintf(&table, "%d %s %s | %s | %s\n",
			entry.Version, terms.DateOf(entry.At.AsTime()), entry.Kind, entry.GetActor().GetParty(), entry.Text)
	}
	return table.String()
}

// Lines trims the indentation that a table has in the code.
func Lines(table string) string {
	var trimmed strings.Builder
	for line := range strings.Lines(strings.TrimSpace(table)) {
		trimmed.WriteString(strings.TrimSpace(line) + "\n")
	}
	return trimmed.String()
}
