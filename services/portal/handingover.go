package portal

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// coordinators may hand over the tasks of somebody who is ill.
var coordinators = []party.Role{party.Office, party.Director, party.SOT}

// showHandOver is the page on which all open tasks of somebody go to somebody else.
func (p *Portal) showHandOver(c *gin.Context, v *visit) error {
	return p.renderHandOver(c, v, http.StatusOK, page.Form{Key: newKey(), Values: url.Values{}})
}

func (p *Portal) renderHandOver(c *gin.Context, v *visit, status int, form page.Form) error {
	colleagues, err := p.colleagues(c.Request.Context(), v)
	if err != nil {
		return err
	}
	form.Action, form.CSRF = "/overdragen", v.session.CSRF
	from, to := giversAndReceivers(v, colleagues)
	p.show(c, status, page.HandOver(p.frame(c, v, "Taken overdragen"), form, from, to))
	return nil
}

// giversAndReceivers are from whom and to whom tasks can go: everybody hands over those of the own party, and the office and the
// director also those of an SOT.
func giversAndReceivers(v *visit, colleagues []upstream.Colleague) (from, to []page.Option) {
	from, to = []page.Option{{Text: "Kies van wie"}}, []page.Option{{Text: "Kies aan wie"}}
	stands := v.person.Has(party.Office) || v.person.Has(party.Director)
	var known []string
	for _, colleague := range colleagues {
		who := party.Party(colleague.Party)
		gives := slices.Contains(coordinators, who.Role()) && (v.person.Is(who) || stands && who.Role() == party.SOT)
		if !gives && (who.Role() != party.SOT || !v.person.Has(party.SOT)) {
			continue
		}
		name := page.PartyWord(colleague.Party)
		one := page.Option{Value: colleague.Party + "|" + colleague.ID, Text: name + ": " + colleague.Title}
		if !slices.Contains(known, colleague.Party) {
			known = append(known, colleague.Party)
			if gives {
				from = append(from, page.Option{Value: colleague.Party + "|", Text: name + ": alle taken"})
			}
			to = append(to, page.Option{Value: colleague.Party + "|", Text: name + ": wie het oppakt"})
		}
		if gives {
			from = append(from, one)
		}
		to = append(to, one)
	}
	return from, to
}

// handOverAll gives all open tasks to somebody else, and shows what became of each.
func (p *Portal) handOverAll(c *gin.Context, v *visit) error {
	form := page.Form{Key: keyFrom(c.PostForm("sleutel")), Values: c.Request.PostForm}
	form.Errors = needed("van", "Kies van wie de taken zijn.", "aan", "Kies aan wie u de taken geeft.")(answers(form.Values))
	if len(form.Errors) > 0 {
		return p.renderHandOver(c, v, http.StatusBadRequest, form)
	}
	fromParty, fromSubject := receiver(form.Value("van"))
	toParty, toSubject := receiver(form.Value("aan"))
	results, err := p.cases.HandOverAll(c.Request.Context(), v.token, form.Key, upstream.HandOver{
		From: fromParty, FromSubject: fromSubject, To: toParty, ToSubject: toSubject,
	})
	var problem *upstream.Problem
	if errors.As(err, &problem) && (problem.Status == http.StatusBadRequest || problem.Status == http.StatusForbidden) {
		form.Errors = []page.FieldError{{Field: "aan", Message: detailOf(err, "Kies iemand met hetzelfde werk.")}}
		if len(problem.Errors) > 0 {
			form.Errors[0].Message = problem.Errors[0].Message
		}
		return p.renderHandOver(c, v, problem.Status, form)
	}
	if err != nil {
		return err
	}
	p.show(c, http.StatusOK, page.HandedOver(p.frame(c, v, "Taken overgedragen"), results))
	return nil
}
