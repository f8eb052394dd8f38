package portal

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/errgroup"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// completionDays is how much time the office is proposed to give a school; the office can choose otherwise.
const completionDays = 14

// showCase shows a whole case.
func (p *Portal) showCase(c *gin.Context, v *visit) error {
	shown, err := p.caseView(c, v)
	if err != nil {
		return err
	}
	p.openedCase(c, v, shown.Case.ID, "")
	p.show(c, http.StatusOK, page.Case(p.frame(c, v, shown.Title()), shown))
	return nil
}

// caseView reads all that the page of a case shows.
func (p *Portal) caseView(c *gin.Context, v *visit) (*page.CaseView, error) {
	ctx := c.Request.Context()
	found, err := p.cases.Get(ctx, v.token, c.Param("id"))
	if err != nil {
		return nil, err
	}
	shown := &page.CaseView{Case: found, CSRF: v.session.CSRF, UploadKey: newKey(), NewKey: newKey, Today: p.config.Clock.Today(), Now: p.config.Clock()}
	var schools map[string]upstream.School
	group, within := errgroup.WithContext(ctx)
	group.Go(func() (err error) { schools, err = p.schoolNames(within, v); return err })
	group.Go(func() (err error) { shown.Dossier, err = p.dossierOf(within, v, found); return err })
	group.Go(func() (err error) { shown.Experts, err = p.registry.Experts(within, v.token); return err })
	if found.May("PlanStart") {
		group.Go(func() (err error) { shown.Groups, err = p.groupsOf(within, v); return err })
	}
	group.Go(func() (err error) { shown.Colleagues, err = p.colleagues(within, v); return err })
	if err := group.Wait(); err != nil {
		return nil, err
	}
	shown.Applicant = schoolName(schools, found.ApplicantSchoolID)
	shown.Receiving = schoolName(schools, found.ReceivingSchoolID)
	shown.SchoolName = func(id string) string { return schoolName(schools, id) }
	shown.Destinations = destinations(schools)
	if found.Procedure == "plaatsing" && found.May("PlanReturn") {
		shown.Regular = regularSchools(schools)
	}
	if found.Is("parent") && shown.Dossier.MayReadApplication {
		if form, err := p.applicationOf(ctx, v, found); err == nil {
			shown.Contact = form.Contact
		}
	}
	for _, act := range found.Acts {
		if form, known := p.actForm(shown, act.Act, nil); known {
			shown.Acts = append(shown.Acts, form)
		}
	}
	return shown, nil
}

// dossierOf reads the dossier; a party that may see nothing of it gets an empty one.
func (p *Portal) dossierOf(ctx context.Context, v *visit, found *upstream.Case) (*upstream.Dossier, error) {
	dossier, err := p.documents.Dossier(ctx, v.token, found.DossierID, found.ID)
	if upstream.IsNotFound(err) || upstream.Status(err) == http.StatusForbidden {
		return &upstream.Dossier{ID: found.DossierID}, nil
	}
	if err != nil {
		return nil, err
	}
	for _, here := range dossier.Cases {
		if here.CaseID == found.ID && found.ID != dossier.CaseID {
			dossier.MayReadApplication = here.MayReadApplication
		}
	}
	return dossier, nil
}

// destinations are the schools to which a TLV can lead.
func destinations(schools map[string]upstream.School) []upstream.School {
	return findSchools(schools, "", "", "")
}

// caseNews gives what changed on the page of a case. A form that somebody is typing in stays as it is: then only a
// message tells when it can no longer be sent.
func (p *Portal) caseNews(c *gin.Context, v *visit) error {
	shown, err := p.caseView(c, v)
	if err != nil {
		return err
	}
	news := page.News{View: shown, Forms: page.KeepForms}
	if c.Query("vormen") != strings.Join(shown.FormNames(), ",") {
		news.Forms = page.ReplaceForms
		if c.Query("typt") != "" {
			news.Forms = page.WarnAboutForms
		}
	}
	if version, err := strconv.ParseInt(c.Query("versie"), 10, 64); err == nil && version >= shown.Case.Version {
		// The stream tells the state it starts from too; what is on screen is already that.
		c.Status(http.StatusNoContent)
		return nil
	}
	p.show(c, http.StatusOK, page.CaseNews(news))
	return nil
}
