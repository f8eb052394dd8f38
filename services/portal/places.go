package portal

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/errgroup"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// placesPath is the page with the places of the Buitenkans; placeReaders may see it.
const placesPath = "/buitenkans"

var placeReaders = []party.Role{party.Provision, party.SOT, party.Director, party.Office}

// showPlaces shows who is at the Buitenkans, who leaves, and who comes next.
func (p *Portal) showPlaces(c *gin.Context, v *visit) error {
	var places *upstream.Places
	var schools map[string]upstream.School
	group, ctx := errgroup.WithContext(c.Request.Context())
	group.Go(func() (err error) { places, err = p.cases.Places(ctx, v.token); return err })
	group.Go(func() (err error) { schools, err = p.schoolNames(ctx, v); return err })
	if err := group.Wait(); err != nil {
		return err
	}
	names, err := p.namesAt(c, v, places)
	if err != nil {
		return err
	}
	shown := page.PlacesPage{Today: places.Today, Office: v.person.Has(party.Office)}
	stay := func(one upstream.Stay) page.StayRow {
		return page.StayRow{Stay: one, Label: names[one.CaseID], School: schoolName(schools, one.SchoolID)}
	}
	for _, group := range places.Groups {
		row := page.PlaceGroupRow{Group: group}
		for _, one := range group.Stays {
			if one.UntilOn >= places.Today {
				row.Stays = append(row.Stays, stay(one))
			}
		}
		shown.Groups = append(shown.Groups, row)
	}
	for _, one := range places.Leaving {
		shown.Leaving = append(shown.Leaving, stay(one))
	}
	for _, one := range places.Waiting {
		shown.Waiting = append(shown.Waiting, page.WaiterRow{Waiter: one, Label: names[one.CaseID], School: schoolName(schools, one.SchoolID)})
	}
	p.show(c, http.StatusOK, page.Places(p.frame(c, v, "Plekken bij de Buitenkans"), shown))
	return nil
}

// groupsOf are the groups of the Buitenkans, for who plans a place in one.
func (p *Portal) groupsOf(ctx context.Context, v *visit) ([]upstream.PlaceGroup, error) {
	places, err := p.cases.Places(ctx, v.token)
	if err != nil {
		return nil, err
	}
	return places.Groups, nil
}

// namesAt are the names of the pupils in the book, by case, as far as the person may know them.
func (p *Portal) namesAt(c *gin.Context, v *visit, places *upstream.Places) (map[string]string, error) {
	if !names(places) {
		return nil, nil
	}
	rows, _, err := p.caseRows(c, v, upstream.CaseQuery{Procedure: "buitenkans", Limit: 200})
	if err != nil {
		return nil, err
	}
	labels := map[string]string{}
	for _, row := range rows {
		labels[row.Case.ID] = row.Label
	}
	return labels, nil
}

// names says whether the book shows any case to the person.
func names(places *upstream.Places) bool {
	for _, one := range places.Waiting {
		if one.CaseID != "" {
			return true
		}
	}
	for _, group := range places.Groups {
		for _, one := range group.Stays {
			if one.CaseID != "" {
				return true
			}
		}
	}
	return false
}

// startProvision is the start page of the Buitenkans: its tasks, and the pupils of whom it may know.
func (p *Portal) startProvision(c *gin.Context, v *visit) error {
	tasks, err := p.taskList(c, v, upstream.TaskQuery{})
	if err != nil {
		return err
	}
	rows, _, err := p.caseRows(c, v, upstream.CaseQuery{Closed: "false", Limit: 200})
	if err != nil {
		return err
	}
	p.show(c, http.StatusOK, page.StartProvision(p.frame(c, v, "Mijn taken"), c.Request.URL.RequestURI(), tasks, rows))
	return nil
}
