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
	"traject.nl/workflows/casework/caseworktest"
)

// The tables show a case as text, so that a test reads as what people see.
var (
	tasksOf    = caseworktest.TasksOf
	termsOf    = caseworktest.TermsOf
	timelineOf = caseworktest.TimelineOf
	lines      = caseworktest.Lines
)

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
