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
	view, procedure := c.Query("toon"), page.KnownProcedure(c.Query("procedure"))
	query := upstream.CaseQuery{Procedure: procedure, Limit: casesOnPage, Cursor: c.Query("vanaf")}
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
		{Href: casesHref("", procedure, ""), Text: "Lopend", Current: view == ""},
		{Href: casesHref("afgerond", procedure, ""), Text: "Afgerond", Current: view == "afgerond"},
		{Href: casesHref("alles", procedure, ""), Text: "Alles", Current: view == "alles"},
	}
	shown := page.CaseList{
		Intro: "De zaak met de eerste datum staat bovenaan.", Views: views, View: view, Filter: page.Form{Values: url.Values{"procedure": {procedure}}},
		Rows: rows, Here: c.Request.URL.RequestURI(),
	}
	if cursor != "" {
		shown.More = casesHref(view, procedure, cursor)
	}
	p.show(c, http.StatusOK, page.Cases(p.frame(c, v, "Alle zaken"), shown))
	return nil
}

// casesHref is the list of cases in one view, of one procedure, from a cursor on.
func casesHref(view, procedure, cursor string) string {
	query := url.Values{}
	for name, value := range map[string]string{"toon": view, "procedure": procedure, "vanaf": cursor} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if len(query) == 0 {
		return "/zaken"
	}
	return "/zaken?" + query.Encode()
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
