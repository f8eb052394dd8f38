package portal

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/errgroup"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// mergers may say that two dossiers are of one pupil.
var mergers = []party.Role{party.Office}

func (p *Portal) mountPupil(router *gin.Engine) {
	router.GET("/leerlingen/:id", p.open(p.showPupil))
	router.GET("/leerlingen/:id/samenvoegen", p.open(p.only(mergers, p.showMerging)))
	router.POST("/leerlingen/:id/samenvoegen", p.form(p.only(mergers, p.merge)))
	router.GET("/leerlingen/:id/losmaken/:merge", p.open(p.only(mergers, p.showUndoing)))
	router.POST("/leerlingen/:id/losmaken/:merge", p.form(p.only(mergers, p.undoMerge)))
}

// showPupil shows all cases of a pupil that the person has a part in, and one timeline over all of them.
func (p *Portal) showPupil(c *gin.Context, v *visit) error {
	ctx, id := c.Request.Context(), c.Param("id")
	found, err := p.pupil(c, v, id)
	if err != nil {
		return err
	}
	shown := page.PupilPage{ID: id, Pupil: found, Office: v.person.Has(party.Office)}
	ids := make([]string, len(found.Whole.Cases))
	for i, one := range found.Whole.Cases {
		ids[i] = one.CaseID
	}
	if shown.Lines, shown.Total, err = p.cases.PupilTimeline(ctx, v.token, id, ids); err != nil && !upstream.IsNotFound(err) {
		return err
	}
	schools, err := p.schoolNames(ctx, v)
	if err != nil {
		return err
	}
	for _, other := range found.Whole.Candidates {
		shown.Candidates = append(shown.Candidates, page.CandidateRow{Candidate: other, School: schoolName(schools, other.SchoolID)})
	}
	p.show(c, http.StatusOK, page.ShowPupil(p.frame(c, v, shown.Pupil.Title()), shown))
	return nil
}

// pupil reads the cases of the pupil of a dossier, each as far as the person may see it.
func (p *Portal) pupil(c *gin.Context, v *visit, dossierID string) (page.Pupil, error) {
	whole, err := p.documents.WholePupil(c.Request.Context(), v.token, dossierID)
	if err != nil {
		return page.Pupil{}, err
	}
	schools, err := p.schoolNames(c.Request.Context(), v)
	if err != nil {
		return page.Pupil{}, err
	}
	found := page.Pupil{Whole: whole, Cases: make([]page.PupilCaseRow, len(whole.Cases))}
	group, ctx := errgroup.WithContext(c.Request.Context())
	group.SetLimit(casesAtOnce)
	for i, one := range whole.Cases {
		group.Go(func() error {
			row, err := p.pupilCase(ctx, v, one, schools)
			found.Cases[i] = row
			return err
		})
	}
	return found, group.Wait()
}

// casesAtOnce is how many cases of a pupil are read at the same time.
const casesAtOnce = 6

func (p *Portal) pupilCase(ctx context.Context, v *visit, one upstream.PupilCase, schools map[string]upstream.School) (page.PupilCaseRow, error) {
	row := page.PupilCaseRow{Case: one}
	found, err := p.cases.Get(ctx, v.token, one.CaseID)
	if upstream.IsNotFound(err) {
		// The record of the case is a moment behind its papers.
		return row, nil
	}
	if err != nil {
		return row, err
	}
	row.Known, row.School = found, schoolName(schools, found.ApplicantSchoolID)
	return row, nil
}

// showMerging shows what will be seen together when two dossiers are said to be of one pupil.
func (p *Portal) showMerging(c *gin.Context, v *visit) error {
	other, err := p.dossierNamed(c, v, c.Query("met"))
	form := page.Form{Key: newKey(), Values: url.Values{"met": {other}}}
	if upstream.IsNotFound(err) || other == "" || other == c.Param("id") {
		p.show(c, http.StatusNotFound, page.RefusedWithWayBack(p.frame(c, v, "Geen ander dossier gevonden"), "Geen ander dossier gevonden",
			"Er is geen ander dossier met dit kenmerk. Kijk of u het goed hebt overgenomen.", page.PupilHref(c.Param("id"))))
		return nil
	}
	if err != nil {
		return err
	}
	return p.renderMerging(c, v, http.StatusOK, form)
}

// dossierNamed is the dossier that somebody names by its own kenmerk, or by that of one of its cases.
func (p *Portal) dossierNamed(c *gin.Context, v *visit, kenmerk string) (string, error) {
	kenmerk = strings.ToLower(strings.TrimSpace(kenmerk))
	if kenmerk == "" {
		return "", nil
	}
	found, err := p.cases.Get(c.Request.Context(), v.token, kenmerk)
	if err == nil {
		return found.DossierID, nil
	}
	if upstream.IsNotFound(err) {
		return kenmerk, nil
	}
	return "", err
}

func (p *Portal) renderMerging(c *gin.Context, v *visit, status int, form page.Form) error {
	id := c.Param("id")
	one, err := p.pupil(c, v, id)
	if err != nil {
		return err
	}
	other, err := p.pupil(c, v, form.Value("met"))
	if upstream.IsNotFound(err) {
		p.show(c, http.StatusNotFound, page.RefusedWithWayBack(p.frame(c, v, "Geen ander dossier gevonden"), "Geen ander dossier gevonden",
			"Er is geen ander dossier met dit kenmerk. Kijk of u het goed hebt overgenomen.", page.PupilHref(id)))
		return nil
	}
	if err != nil {
		return err
	}
	form.Action, form.CSRF = page.PupilHref(id)+"/samenvoegen", v.session.CSRF
	p.show(c, status, page.Merging(p.frame(c, v, faulty("Dossiers samenvoegen", form)), form, id, one, other))
	return nil
}

// merge says that two dossiers are of one pupil, with a reason.
func (p *Portal) merge(c *gin.Context, v *visit) error {
	form := page.Form{Key: keyFrom(c.PostForm("sleutel")), Values: c.Request.PostForm}
	form.Errors = needed("reason", "Schrijf op hoe u weet dat dit dezelfde leerling is.", "zeker", "Vink aan dat u dit zeker weet.")(answers(form.Values))
	if len(form.Errors) > 0 {
		return p.renderMerging(c, v, http.StatusBadRequest, form)
	}
	err := p.documents.MergeDossiers(c.Request.Context(), v.token, form.Key, c.Param("id"), form.Value("met"), strings.TrimSpace(form.Value("reason")))
	var problem *upstream.Problem
	if errors.As(err, &problem) && (problem.Status == http.StatusBadRequest || problem.Status == http.StatusConflict) {
		form.Errors = []page.FieldError{{Message: detailOf(err, "Deze dossiers kunnen niet worden samengevoegd.")}}
		if len(problem.Errors) > 0 {
			form.Errors[0].Message = problem.Errors[0].Message
		}
		return p.renderMerging(c, v, problem.Status, form)
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, page.PupilHref(c.Param("id"))+"?gedaan=samengevoegd")
	return nil
}

// showUndoing asks whether a merge is to be taken back.
func (p *Portal) showUndoing(c *gin.Context, v *visit) error {
	found, err := p.pupil(c, v, c.Param("id"))
	if err != nil {
		return err
	}
	for _, merge := range found.Whole.Merges {
		if merge.ID == c.Param("merge") {
			p.show(c, http.StatusOK, page.Undoing(p.frame(c, v, "Dossiers losmaken"), c.Param("id"), found, merge, newKey()))
			return nil
		}
	}
	p.notFound(c)
	return nil
}

// undoMerge takes a merge back; one that was taken back already is as it should be.
func (p *Portal) undoMerge(c *gin.Context, v *visit) error {
	err := p.documents.UndoMerge(c.Request.Context(), v.token, c.Param("id"), c.Param("merge"))
	if err != nil && !upstream.IsNotFound(err) {
		return err
	}
	c.Redirect(http.StatusSeeOther, page.PupilHref(c.Param("id"))+"?gedaan=losgemaakt")
	return nil
}
