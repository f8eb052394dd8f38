package portal

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

const placementsPath = "/plaatsingen"

// placementReaders see who is placed where: a school its own pupils, an SOT those of its own part of the region.
var placementReaders = []party.Role{party.School, party.SOT, party.Office, party.Director}

// groupings of the overview: what stands in the address, and what the cases service calls it.
var groupings = map[string]string{page.BySchool: "school", page.ByMunicipality: "municipality"}

// showPlacements shows who is placed where, until when, and what has to happen.
func (p *Portal) showPlacements(c *gin.Context, v *visit) error {
	ctx := c.Request.Context()
	by := c.Query("per")
	found, err := p.cases.Placements(ctx, v.token, upstream.PlacementQuery{School: c.Query("school"), Municipality: c.Query("gemeente"), By: groupings[by]})
	if err != nil {
		return err
	}
	schools, err := p.schoolNames(ctx, v)
	if err != nil {
		return err
	}
	known, err := p.directoryOf(c, v, placeList)
	if err != nil {
		return err
	}
	rows, err := p.placementRows(c, v, found, schools)
	if err != nil {
		return err
	}
	role := roleOf(c, v)
	shown := page.PlacementsPage{
		Filter: page.Form{Values: c.Request.URL.Query()}, Schools: schoolOptions(schools, role, v),
		Municipalities: none("Alle gemeenten", known.byName(placeList)), Own: role == party.School,
		Numbers:  page.CountPlacements(rows),
		MayBegin: v.person.Has(party.School),
	}
	name := func(id string) string { return schoolName(schools, id) }
	if by == page.ByMunicipality {
		name = func(id string) string { return nameIn(known, placeList, id) }
	}
	shown.Groups = page.GroupPlacements(rows, by, c.Query("toon"), found.Totals, name)
	p.show(c, http.StatusOK, page.ShowPlacements(p.frame(c, v, "Plaatsingen"), shown, c.Request.URL.RequestURI()))
	return nil
}

// placementRows gives the lines of the overview the names that belong to them, as far as the person may know.
func (p *Portal) placementRows(c *gin.Context, v *visit, found *upstream.Placements, schools map[string]upstream.School) ([]page.PlacementRow, error) {
	var ids []string
	for _, placed := range found.Placements {
		if !slices.Contains(ids, placed.DossierID) {
			ids = append(ids, placed.DossierID)
		}
	}
	labels, err := p.labels(c, v, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]page.PlacementRow, len(found.Placements))
	for i, placed := range found.Placements {
		rows[i] = page.PlacementRow{
			Placed: placed, Label: labels[placed.DossierID], Origin: schoolName(schools, placed.OriginSchoolID),
			Host: schoolName(schools, placed.HostSchoolID), Target: schoolName(schools, placed.TargetSchoolID),
		}
	}
	return rows, nil
}
