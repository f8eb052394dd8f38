package portal

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// submit hands in the application. The case gets the id of its dossier, so a second time finds the case of the first; a next
// application has the id of its draft.
func (p *Portal) submit(c *gin.Context, v *visit) error {
	ctx := c.Request.Context()
	d, err := p.draft(c, v)
	if d == nil {
		return err
	}
	if d.question != nil && d.question.Kind == agreementsKind {
		return p.followNew(c, v, d)
	}
	if d.question != nil {
		return p.requestPlacement(c, v, d)
	}
	_, err = p.cases.Submit(ctx, v.token, keyFrom(c.PostForm("sleutel")), d.submission())
	switch upstream.Status(err) {
	case 0:
		if err != nil {
			return err
		}
	case http.StatusConflict:
		if _, there := p.cases.Get(ctx, v.token, d.caseID()); there != nil {
			return err
		}
	default:
		return p.submissionRefused(c, v, d, err)
	}
	c.Redirect(http.StatusSeeOther, page.CaseHref(d.caseID())+"?gedaan=Submit")
	return nil
}

// submissionRefused shows the check again, with what is wrong and where to put it right.
func (p *Portal) submissionRefused(c *gin.Context, v *visit, d *draft, err error) error {
	status := upstream.Status(err)
	if status == http.StatusNotFound || status == http.StatusUnauthorized {
		return err
	}
	form := stepForm(d, page.StepCheck)
	form.Key = keyFrom(c.PostForm("sleutel"))
	form.Values["notBefore"] = c.Request.PostForm["notBefore"]
	form.Errors = d.errors(err)
	return p.renderStep(c, v, status, d, form)
}

// gatesFor are the conditions that the school says are met and that matter for this kind of application.
func gatesFor(form *upstream.ApplicationForm) []string {
	gates := []string{}
	for _, gate := range form.GatesMet {
		for _, asked := range page.GatesFor(form.Intake) {
			if gate == asked.Value {
				gates = append(gates, gate)
			}
		}
	}
	return gates
}

// discard destroys a draft.
func (p *Portal) discard(c *gin.Context, v *visit) error {
	ctx, id, caseID := c.Request.Context(), c.Param("id"), c.Param("case")
	var err error
	if caseID == "" {
		err = p.documents.Discard(ctx, v.token, id)
	} else {
		err = p.documents.DiscardApplication(ctx, v.token, id, caseID)
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/?gedaan=concept-weg")
	return nil
}
