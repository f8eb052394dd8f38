package page

import (
	"traject.nl/services/portal/upstream"
)

// How the overview can be grouped, as the address says it.
const (
	BySchool       = "school"
	ByMunicipality = "gemeente"
)

// PlacementRow is a pupil who is placed somewhere, with the names that belong to the line. Label is empty for who may not know it.
type PlacementRow struct {
	Placed               upstream.PlacedPupil
	Label                string
	Origin, Host, Target string
}

func (r PlacementRow) title() string {
	if r.Label != "" {
		return r.Label
	}
	return "Kenmerk " + r.Placed.CaseID
}

// where the pupil is, or will be.
func (r PlacementRow) where() string {
	switch {
	case r.Host != "":
		return r.Host
	case r.Placed.GroupName != "":
		return "Buitenkans, " + lowerFirst(r.Placed.GroupName)
	case r.Placed.Institution != "":
		return institutionWord(r.Placed.Institution)
	case r.Placed.Procedure == "buitenkans":
		return "Buitenkans"
	}
	return "Nog niet bekend"
}

// placementStands say where a pupil stands, by the phase as the process names it.
var placementStands = map[string]string{
	"verwacht": "verwacht", "geplaatst": "geplaatst", "terug": "terug op een gewone school",
	"intake": "intake", "wachtlijst": "op de wachtlijst", "gepland": "plek gepland", "observatie": "observatie", "nazorg": "terug, met nazorg",
	"terugkeer": "gaat terug",
}

// phaseWord says where the pupil stands; an unknown phase is shown as it is.
func (r PlacementRow) phaseWord() string {
	if word, ok := placementStands[r.Placed.Phase]; ok {
		return word
	}
	return r.Placed.Phase
}

// back says whether the pupil went back already.
func (r PlacementRow) back() bool { return r.Placed.Phase == "terug" || r.Placed.Phase == "nazorg" }

// PlacementNumbers are counts over the whole overview.
type PlacementNumbers struct{ All, LastYear, Overdue, Returning int }

// CountPlacements counts what somebody must look at.
func CountPlacements(rows []PlacementRow) PlacementNumbers {
	n := PlacementNumbers{All: len(rows)}
	for _, row := range rows {
		for what, count := range map[string]*int{showLastYear: &n.LastYear, showOverdue: &n.Overdue, showReturning: &n.Returning} {
			if row.is(what) {
				*count++
			}
		}
	}
	return n
}

// What the overview can be narrowed to.
const (
	showLastYear  = "laatste-schooljaar"
	showOverdue   = "evaluatie-te-laat"
	showReturning = "terug"
)

var placementViews = []Option{
	{Text: "Alles"}, {Value: showOverdue, Text: "Evaluatie te laat"}, {Value: showLastYear, Text: "In het laatste schooljaar"},
	{Value: showReturning, Text: "Gaat terug of is terug"},
}

var placementGroupings = []Option{{Text: "Wie het eerst eindigt"}, {Value: BySchool, Text: "Per school van herkomst"}, {Value: ByMunicipality, Text: "Per gemeente"}}

// is says whether a line belongs to a view; everything belongs to no view in particular.
func (r PlacementRow) is(view string) bool {
	switch view {
	case showLastYear:
		return r.Placed.LastYear
	case showOverdue:
		return r.Placed.EvaluationOverdue
	case showReturning:
		return r.back() || r.Placed.Phase == "terugkeer"
	}
	return true
}

// PlacementGroup is the lines of one school or municipality, or all of them without a title.
type PlacementGroup struct {
	ID, Title string
	// Total is nil where only a part shows.
	Total *upstream.PlacementTotal
	Rows  []PlacementRow
}

// totalWord says the numbers of a group.
func (g PlacementGroup) totalWord() string {
	t := g.Total
	parts := []string{}
	for _, part := range []struct {
		n    int
		word string
	}{{t.Placed, "geplaatst"}, {t.Awaited, "verwacht"}, {t.Returning, "op weg terug of terug"}, {t.LastYear, "in het laatste schooljaar"}} {
		if part.n > 0 {
			parts = append(parts, Count(part.n, part.word, part.word))
		}
	}
	if t.EvaluationsOverdue > 0 {
		parts = append(parts, Count(t.EvaluationsOverdue, "evaluatie te laat", "evaluaties te laat"))
	}
	return joined(parts...)
}

// GroupPlacements puts the lines of a view under their school or municipality, in the order in which they come.
func GroupPlacements(rows []PlacementRow, by, view string, totals []upstream.PlacementTotal, name func(string) string) []PlacementGroup {
	var groups []PlacementGroup
	for _, row := range rows {
		if !row.is(view) {
			continue
		}
		id := ""
		switch by {
		case BySchool:
			id = row.Placed.OriginSchoolID
		case ByMunicipality:
			id = row.Placed.MunicipalityID
		}
		if n := len(groups); n == 0 || groups[n-1].ID != id {
			groups = append(groups, PlacementGroup{ID: id, Title: name(id), Total: totalOf(totals, id, view)})
		}
		last := &groups[len(groups)-1]
		last.Rows = append(last.Rows, row)
	}
	return groups
}

func totalOf(totals []upstream.PlacementTotal, id, view string) *upstream.PlacementTotal {
	for i := range totals {
		if totals[i].ID == id && view == "" {
			return &totals[i]
		}
	}
	return nil
}

// PlacementsPage is the overview of who is placed where.
type PlacementsPage struct {
	Filter         Form
	Schools        []Option
	Municipalities []Option
	Groups         []PlacementGroup
	Numbers        PlacementNumbers
	// Own says that a school looks, at its own pupils.
	Own bool
	// MayBegin says that the person can begin to follow a pupil in an institution.
	MayBegin bool
}
