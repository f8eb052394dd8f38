package portal

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

const termsPath = "/termijnen"

// guards see all terms: those of the region, an SOT those of its own part of it.
var guards = []party.Role{party.Office, party.Director, party.SOT}

// payers also see what late decisions cost.
var payers = []party.Role{party.Office, party.Director}

// regionTerms is the overview of all terms by risk.
func (p *Portal) regionTerms(c *gin.Context, v *visit) error {
	terms, err := p.cases.Terms(c.Request.Context(), v.token, upstream.TermQuery{Procedure: c.Query("procedure"), Subregion: c.Query("deelregio")})
	if err != nil {
		return err
	}
	names, err := p.caseNames(c, v)
	if err != nil {
		return err
	}
	shown := page.Region{
		Filter: page.Form{Values: c.Request.URL.Query()}, Subregions: page.SubregionOptions(), Total: len(terms),
	}
	rows := make([]page.RegionRow, len(terms))
	for i, term := range terms {
		rows[i] = page.RegionRow{Term: term, Case: names[term.CaseID]}
		if rows[i].Case == "" {
			rows[i].Case = "Kenmerk " + term.CaseID
		}
		shown.BeyondHorizon = shown.BeyondHorizon || term.BeyondHorizon
	}
	shown.Groups = page.GroupByRisk(rows)
	if v.person.Has(payers[0]) || v.person.Has(payers[1]) {
		costs, err := p.costs(c, v, names)
		if err != nil {
			return err
		}
		shown.Costs = &costs
	}
	p.show(c, http.StatusOK, page.RegionTerms(p.frame(c, v, "Termijnen"), shown, c.Request.URL.RequestURI()))
	return nil
}

// regionCosts are the amounts alone, while somebody chooses the day.
func (p *Portal) regionCosts(c *gin.Context, v *visit) error {
	if c.GetHeader("HX-Request") == "" {
		c.Redirect(http.StatusSeeOther, termsPath+"?"+url.Values{"tot": {c.Query("tot")}}.Encode())
		return nil
	}
	names, err := p.caseNames(c, v)
	if err != nil {
		return err
	}
	costs, err := p.costs(c, v, names)
	if err == nil {
		p.show(c, http.StatusOK, page.CostsUntil(costs))
	}
	return err
}

// costs are what late decisions cost now and on the chosen day; a day that cannot be is said, and what holds today is shown.
func (p *Portal) costs(c *gin.Context, v *visit, names map[string]string) (page.Costs, error) {
	shown := page.Costs{Names: names, Chosen: c.Query("tot")}
	found, err := p.cases.Penalties(c.Request.Context(), v.token, shown.Chosen)
	if status := upstream.Status(err); status == http.StatusBadRequest || status == http.StatusUnprocessableEntity {
		shown.Wrong = "Kies een dag vanaf vandaag."
		found, err = p.cases.Penalties(c.Request.Context(), v.token, "")
	}
	if err != nil {
		return shown, err
	}
	shown.Found = found
	if shown.Chosen == "" {
		shown.Chosen = found.Until
	}
	return shown, nil
}

// caseNames are the names of the open cases, as far as the person may know them.
func (p *Portal) caseNames(c *gin.Context, v *visit) (map[string]string, error) {
	names := map[string]string{}
	query := upstream.CaseQuery{Closed: "false", Limit: 200}
	for {
		rows, cursor, err := p.caseRows(c, v, query)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			names[row.Case.ID] = row.Label
		}
		if cursor == "" || len(rows) == 0 {
			return names, nil
		}
		query.Cursor = cursor
	}
}
