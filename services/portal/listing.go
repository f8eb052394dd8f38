package portal

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// casesOnPage is how many cases one page of the full list has.
const casesOnPage = 50

// firstYear is the first year in which a TLV can be in the register.
const firstYear = 2026

// allCases is the full list of what someone may see.
func (p *Portal) allCases(c *gin.Context, v *visit) error {
	view := c.Query("toon")
	query := upstream.CaseQuery{Limit: casesOnPage, Cursor: c.Query("vanaf")}
	if view == "" {
		query.Closed = "false"
	}
	if view == "afgerond" {
		query.Closed = "true"
	}
	rows, cursor, err := p.caseRows(c, v, query)
	if err != nil {
		return err
	}
	views := []page.Tab{
		{Href: "/zaken", Text: "Lopend", Current: view == ""},
		{Href: "/zaken?toon=afgerond", Text: "Afgerond", Current: view == "afgerond"},
		{Href: "/zaken?toon=alles", Text: "Alles", Current: view == "alles"},
	}
	more := ""
	if cursor != "" {
		more = "/zaken?" + url.Values{"toon": {view}, "vanaf": {cursor}}.Encode()
	}
	p.show(c, http.StatusOK, page.Cases(p.frame(c, v, "Alle zaken"), "De zaak met de eerste datum staat bovenaan.", views, rows, more,
		c.Request.URL.RequestURI()))
	return nil
}

// register is the TLV register.
func (p *Portal) register(c *gin.Context, v *visit) error {
	if !v.person.Has(party.Office) && !v.person.Has(party.Director) {
		// It is not in their menu: to them there is no such page.
		p.notFound(c)
		return nil
	}
	ctx := c.Request.Context()
	found, err := p.cases.Register(ctx, v.token, c.Query("jaar"), "")
	if err != nil {
		return err
	}
	schools, err := p.schoolNames(ctx, v)
	if err != nil {
		return err
	}
	rows := make([]page.RegisterRow, len(found))
	for i, tlv := range found {
		rows[i] = page.RegisterRow{
			TLV: tlv, Applicant: schoolName(schools, tlv.ApplicantSchoolID), Receiving: schoolName(schools, tlv.ReceivingSchoolID),
		}
	}
	years := []page.Option{{Text: "Alle jaren"}}
	for year := p.config.Clock().Year(); year >= firstYear; year-- {
		years = append(years, page.Option{Value: strconv.Itoa(year), Text: strconv.Itoa(year)})
	}
	p.show(c, http.StatusOK, page.Register(p.frame(c, v, "TLV-register"), page.Form{Values: c.Request.URL.Query()}, years, rows))
	return nil
}
