package buitenkans_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
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

// lettersOf tells of each letter its key, to whom it goes, its facts and what it quotes.
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
		line := fmt.Sprintf("%s %s | %s | %s | %s | %s", letter.DatedOn, letter.Key, strings.TrimPrefix(letter.Kind.String(), "LETTER_KIND_"),
			strings.Join(to, ", "), strings.Join(facts, " "), strings.Join(letter.TextIds, " "))
		table.WriteString(strings.TrimSpace(line) + "\n")
	}
	return table.String()
}

// noticesOf tells of each notice what it is about and to whom it went.
func noticesOf(notices []*notificationsv1.NotifyRequest) string {
	var order []string
	to := map[string][]string{}
	for _, n := range notices {
		about := strings.TrimPrefix(n.Kind.String(), "NOTICE_KIND_") + " " + strings.TrimSuffix(strings.TrimPrefix(n.Key, caseID+"/"), "/"+n.Party)
		if to[about] == nil {
			order = append(order, about)
		}
		to[about] = append(to[about], short[n.Party])
	}
	var table strings.Builder
	for _, about := range order {
		slices.Sort(to[about])
		fmt.Fprintf(&table, "%s | %s\n", about, strings.Join(to[about], " "))
	}
	return table.String()
}

// short names the parties in the tables of notices.
var short = map[string]string{
	"school:bao-zeist": "school", "sot:zeist": "sot", "parent:1111111111aaaaaaaaaa": "ouder", "parent:2222222222bbbbbbbbbb": "ouder-2",
	"provision:buitenkans": "buitenkans", "director:zout": "directeur", "office:zout": "kantoor", "board:bestuur-zeist": "bestuur",
}

// firedOf shows what the clock did: on which day, about what, and to whom.
func firedOf(view *casesv1.View) string {
	var table strings.Builder
	for _, f := range view.Fired {
		told := make([]string, len(f.Told))
		for i, who := range f.Told {
			told[i] = short[who]
		}
		line := fmt.Sprintf("%s %s %+d | %s | %s | %s", terms.DateOf(f.At.AsTime()),
			strings.TrimPrefix(f.Kind.String(), "FIRING_KIND_"), f.Days, f.About, f.DueOn, strings.Join(told, " "))
		table.WriteString(strings.TrimSpace(line) + "\n")
	}
	return table.String()
}

// plannedOf shows what opens later.
func plannedOf(view *casesv1.View) string {
	var table strings.Builder
	for _, p := range view.Planned {
		fmt.Fprintf(&table, "%s | %s | opens %s | due %s\n", p.Kind, short[p.Party], terms.DateOf(p.OpensAt.AsTime()), p.DueOn)
	}
	return table.String()
}
