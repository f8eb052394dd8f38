package portal

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// actForm is the form of an act, with the answers given so far; ok is false for an act that the portal does not know.
func (p *Portal) actForm(shown *page.CaseView, act string, given url.Values) (form page.ActForm, ok bool) {
	if _, ok := actSpecs[act]; !ok {
		return page.ActForm{}, false
	}
	if given == nil {
		given = p.proposal(shown, act)
	}
	return page.ActForm{
		Act: act, View: shown,
		Form: page.Form{
			Action: page.CaseHref(shown.Case.ID) + "/handelingen/" + act, CSRF: shown.CSRF,
			Key: keyFrom(given.Get("sleutel")), Values: given,
		},
	}, true
}

// proposal fills in what is most likely; people can change all of it.
func (p *Portal) proposal(shown *page.CaseView, act string) url.Values {
	values, today := url.Values{}, p.config.Clock()
	switch act {
	case "JudgeCompleteness":
		values.Set("completeBy", today.AddDate(0, 0, completionDays).Format(time.DateOnly))
	case "ConfirmReportCopy":
		values.Set("deliveredOn", shown.Today)
	case "Decide", "GiveAdvice":
		if tlv := shown.Case.TLV; tlv != nil && act == "Decide" {
			asked := tlv.Application
			values.Set("destination", asked.Destination)
			values.Set("category", asked.Category)
			values.Set("extent", asked.Extent)
			values.Set("receivingSchoolId", shown.Case.ReceivingSchoolID)
			values.Set("validFrom", shown.Today)
		}
	}
	return values
}

// act does what a form asks: its texts go to the dossier, then the act itself to the case.
func (p *Portal) act(c *gin.Context, v *visit) error {
	act, given := c.Param("act"), c.Request.PostForm
	spec, ok := actSpecs[act]
	if !ok {
		p.notFound(c)
		return nil
	}
	shown, err := p.caseView(c, v)
	if err != nil {
		return err
	}
	form, _ := p.actForm(shown, act, given)
	if act == "Decide" && c.PostForm("doe") == "terug" {
		return p.renderDecision(c, v, shown, form, http.StatusOK)
	}
	if spec.check != nil {
		form.Errors = spec.check(answers(given))
	}
	if len(form.Errors) > 0 {
		return p.actRefused(c, v, shown, form, http.StatusBadRequest)
	}
	if act == "Decide" && c.PostForm("doe") != "ondertekenen" {
		return p.confirmDecision(c, v, shown, form)
	}
	err = p.carryOut(c, v, shown.Case, spec, form)
	var problem *upstream.Problem
	if errors.As(err, &problem) && problem.Status != http.StatusNotFound && problem.Status != http.StatusUnauthorized {
		return p.actProblem(c, v, act, given, problem)
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, page.CaseHref(shown.Case.ID)+"?gedaan="+act)
	return nil
}

// carryOut writes the texts and does the act. The keys follow from the form and the words, so that sending the form again
// does nothing double, and sending it with better words is another text.
func (p *Portal) carryOut(c *gin.Context, v *visit, found *upstream.Case, spec actSpec, form page.ActForm) error {
	ctx, given := c.Request.Context(), answers(form.Values)
	body := spec.body(given)
	for _, text := range spec.texts {
		words := given.get(text.field)
		if words == "" || (text.when != nil && !text.when(given)) {
			continue
		}
		piece, err := p.documents.AddText(ctx, v.token, partKey(form.Key, fingerprint(text.kind+words)), found.DossierID, text.kind, words)
		if err != nil {
			return err
		}
		if ids, many := body[text.ref].([]string); many {
			body[text.ref] = append(ids, piece.ID)
		} else {
			body[text.ref] = piece.ID
		}
	}
	_, err := p.cases.Act(ctx, v.token, form.Key, found.ID, spec.path, body)
	return err
}

func fingerprint(words string) string {
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:8])
}

// actProblem shows the page again as it is now, with what the services said and all that was typed.
func (p *Portal) actProblem(c *gin.Context, v *visit, act string, given url.Values, problem *upstream.Problem) error {
	shown, err := p.caseView(c, v)
	if err != nil {
		return err
	}
	form, _ := p.actForm(shown, act, given)
	for _, wrong := range problem.Errors {
		form.Errors = append(form.Errors, page.FieldError{Field: inputOf(act, wrong.Field()), Message: wrong.Message})
	}
	if len(form.Errors) == 0 {
		form.Errors = []page.FieldError{{Message: detailOf(problem, "Dit lukte niet. Probeer het over een minuut opnieuw.")}}
	}
	return p.actRefused(c, v, shown, form, problem.Status)
}

// inputOf is the input of the form in which a part of the act is filled in.
func inputOf(act, field string) string {
	for _, text := range actSpecs[act].texts {
		if text.ref == field {
			return text.field
		}
	}
	switch {
	case act == "AssignExperts" && field == "expertIds":
		return "expert1"
	case act == "JudgeCompleteness" && field == "missing":
		return ""
	}
	return field
}

// actRefused shows the page with the form as it was filled in.
func (p *Portal) actRefused(c *gin.Context, v *visit, shown *page.CaseView, form page.ActForm, status int) error {
	if status >= http.StatusInternalServerError {
		// A page with the answers in it is worth more than the right number; only "not now" may be repeated as it is.
		status = http.StatusServiceUnavailable
	}
	place := slices.IndexFunc(shown.Acts, func(possible page.ActForm) bool { return possible.Act == form.Act })
	if place < 0 {
		shown.Lost = &form
	} else {
		shown.Acts[place] = form
	}
	shown.Wrong = form.Errors
	if form.Act == "Decide" && place >= 0 {
		return p.renderDecision(c, v, shown, form, status)
	}
	p.show(c, status, page.Case(p.frame(c, v, "Fout: "+shown.Title()), shown))
	return nil
}
