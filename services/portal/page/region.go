package page

import "traject.nl/services/portal/upstream"

// RegionRow is a term in the overview of the region, with the name of its case.
type RegionRow struct {
	Term upstream.RegionTerm
	// Case is the name of the pupil, or the kenmerk for who may not know it.
	Case string
}

func (r RegionRow) title() string { return r.Case + ": " + lowerFirst(r.Term.Title) }

// RiskGroup is the terms of one risk.
type RiskGroup struct {
	ID    string
	Title string
	Intro string
	Rows  []RegionRow
}

// risks in the order of the page.
var risks = []RiskGroup{
	{ID: "missed", Title: "Te laat", Intro: "De laatste dag is voorbij en het is nog niet gedaan."},
	{ID: "this-week", Title: "Deze week", Intro: "De laatste dag valt binnen zeven dagen."},
	{ID: "soon", Title: "Binnenkort", Intro: "De laatste dag valt binnen vier weken."},
	{ID: "later", Title: "Later"},
	{ID: "suspended", Title: "Staat stil", Intro: "Deze termijnen tellen nu niet door."},
}

// GroupByRisk puts the terms of the region under what they threaten with; a risk without terms is left out.
func GroupByRisk(rows []RegionRow) []RiskGroup {
	var groups []RiskGroup
	for _, risk := range risks {
		group := risk
		for _, row := range rows {
			if row.Term.Risk == risk.ID {
				group.Rows = append(group.Rows, row)
			}
		}
		if len(group.Rows) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

// Region is the overview of all terms.
type Region struct {
	Filter     Form
	Subregions []Option
	Groups     []RiskGroup
	Total      int
	// BeyondHorizon says that a date rests on a year whose free days are not known yet.
	BeyondHorizon bool
	// Costs is nil for who has no part in the dwangsom.
	Costs *Costs
}

// Costs is what late decisions cost, now and on a chosen day.
type Costs struct {
	Found *upstream.Penalties
	// Names of the cases.
	Names map[string]string
	// Wrong is what is wrong with the chosen day.
	Wrong string
	// Chosen day as typed.
	Chosen string
}

func (c Costs) name(caseID string) string {
	if name := c.Names[caseID]; name != "" {
		return name
	}
	return "Kenmerk " + caseID
}

// SubregionOptions are the subregions to filter by.
func SubregionOptions() []Option {
	return []Option{
		{Text: "Hele regio"}, {Value: "zeist", Text: subregions["zeist"]}, {Value: "utrechtse-heuvelrug", Text: subregions["utrechtse-heuvelrug"]},
		{Value: "de-bilt", Text: subregions["de-bilt"]}, {Value: "bunnik-wijk-bij-duurstede", Text: subregions["bunnik-wijk-bij-duurstede"]},
	}
}

var procedureOptions = []Option{
	{Text: "Alle procedures"}, {Value: "tlv", Text: "Aanvragen"}, {Value: "bezwaar", Text: "Bezwaren"}, {Value: "buitenkans", Text: "Buitenkans"},
	{Value: "plaatsing", Text: "Plaatsingen"},
}

// decisionBasis is the article of the term to decide.
func decisionBasis(procedure string) string {
	if procedure == "bezwaar" {
		return "Awb 7:10"
	}
	return "Awb 4:13"
}
