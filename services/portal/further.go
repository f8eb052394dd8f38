package portal

import (
	"context"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// furtherPath is where applications for a next TLV are filled in: what is known of the pupil is there already.
const furtherPath = "/vervolgaanvragen"

func (p *Portal) mountFurther(router *gin.Engine) {
	router.POST("/zaken/:id/aanvraag", p.form(p.beginFurther))
	at := router.Group(furtherPath + "/:id/:case")
	at.GET("", p.open(p.resumeApplication))
	p.mountSteps(at)
}

// mountSteps are the pages of an application under construction, whether it is the first of a pupil or not.
func (p *Portal) mountSteps(at *gin.RouterGroup) {
	at.GET("/:step", p.open(p.showStep))
	at.POST("/:step", p.form(p.saveStep))
	at.GET("/:step/scholen", p.open(p.searchSchools))
	at.POST("/documenten/toevoegen", p.upload(p.addToDraft))
	at.POST("/documenten/verwijderen", p.form(p.removeFromDraft))
	at.POST("/controle/indienen", p.form(p.submit))
	at.POST("/controle/weggooien", p.form(p.discard))
}

// beginFurther starts an application from a case, and opens it.
func (p *Portal) beginFurther(c *gin.Context, v *visit) error {
	ctx := c.Request.Context()
	found, err := p.cases.Get(ctx, v.token, c.Param("id"))
	if err != nil {
		return err
	}
	begun, err := p.documents.StartApplication(ctx, v.token, keyFrom(c.PostForm("sleutel")), found.DossierID, found.ID)
	if status := upstream.Status(err); status == http.StatusConflict || status == http.StatusForbidden {
		p.show(c, status, page.RefusedWithWayBack(p.frame(c, v, "Dit kan nu niet"), "Dit kan nu niet",
			detailOf(err, "U kunt vanuit deze zaak nu geen aanvraag beginnen."), page.CaseHref(found.ID)))
		return nil
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, furtherAt(begun.DossierID, begun.CaseID)+"/"+page.FurtherSteps[0].ID)
	return nil
}

func furtherAt(dossierID, caseID string) string {
	return furtherPath + "/" + url.PathEscape(dossierID) + "/" + url.PathEscape(caseID)
}

// draftAt is the address of the draft that a request is about.
func draftAt(c *gin.Context) string {
	if caseID := c.Param("case"); caseID != "" {
		return furtherAt(c.Param("id"), caseID)
	}
	return "/aanvragen/" + url.PathEscape(c.Param("id"))
}

// readForm reads the form of a draft.
func (p *Portal) readForm(c *gin.Context, v *visit, d *draft) error {
	ctx, id, caseID := c.Request.Context(), c.Param("id"), c.Param("case")
	if caseID == "" {
		var err error
		d.form, d.etag, err = p.documents.Application(ctx, v.token, id)
		return err
	}
	found, etag, err := p.documents.ApplicationOf(ctx, v.token, id, caseID)
	if err != nil {
		return err
	}
	d.further, d.form, d.etag, d.steps = found, &found.Application, etag, page.FurtherSteps
	// The dossier names the school with which it began.
	d.dossier.SchoolID = found.SchoolID
	return nil
}

// saveForm saves the form of a draft, unless somebody else did since the given tag.
func (p *Portal) saveForm(ctx context.Context, v *visit, d *draft, based string) (string, error) {
	if d.further != nil {
		return p.documents.SaveApplicationOf(ctx, v.token, d.dossier.ID, d.further.CaseID, based, d.form)
	}
	return p.documents.SaveApplication(ctx, v.token, d.dossier.ID, based, d.form)
}

// caseID is the id that the case of the draft will have: that of the dossier, unless the dossier began with another case.
func (d *draft) caseID() string {
	if d.further != nil {
		return d.further.CaseID
	}
	return d.dossier.ID
}

// submission is the application as it is handed in.
func (d *draft) submission() upstream.Submission {
	s := upstream.Submission{
		DossierID: d.dossier.ID, ApplicantSchoolID: d.dossier.SchoolID, ReceivingSchoolID: d.form.ReceivingSchoolID,
		Intake: d.form.Intake, Destination: d.form.Destination, Category: d.form.Category, Extent: d.form.Extent, GatesMet: gatesFor(d.form),
	}
	if d.further != nil {
		s.FromCaseID, s.CaseID = d.further.FromCaseID, d.further.CaseID
	}
	return s
}

// applicationOf is the form that a TLV case began with: that of its dossier, or its own when the dossier is older.
func (p *Portal) applicationOf(ctx context.Context, v *visit, found *upstream.Case) (*upstream.ApplicationForm, error) {
	if found.ID == found.DossierID || found.Procedure != "tlv" {
		form, _, err := p.documents.Application(ctx, v.token, found.DossierID)
		return form, err
	}
	further, _, err := p.documents.ApplicationOf(ctx, v.token, found.DossierID, found.ID)
	if err != nil {
		return nil, err
	}
	return &further.Application, nil
}
