package portal

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// beginApplication starts a dossier and opens the first step.
func (p *Portal) beginApplication(c *gin.Context, v *visit) error {
	school := c.PostForm("school")
	if !v.person.Is(party.Of(party.School, school)) {
		p.notFound(c)
		return nil
	}
	dossier, err := p.documents.Create(c.Request.Context(), v.token, keyFrom(c.PostForm("sleutel")), school)
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, stepPath(dossier.ID, page.Steps[0].ID))
	return nil
}

func (p *Portal) resumeApplication(c *gin.Context, v *visit) error {
	d, err := p.draft(c, v)
	if d == nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, d.path(d.steps[0].ID))
	return nil
}

func stepPath(id, step string) string { return "/aanvragen/" + url.PathEscape(id) + "/" + step }

// showStep shows one step of the form as it was last saved.
func (p *Portal) showStep(c *gin.Context, v *visit) error {
	draft, err := p.draft(c, v)
	if draft == nil {
		return err
	}
	step := c.Param("step")
	if !draft.has(step) {
		p.notFound(c)
		return nil
	}
	form := stepForm(draft, step)
	if step == page.StepQuestion {
		form.Values["question"] = []string{draft.question.Text}
	}
	// Without a script the search for a school comes back as a page of its own.
	form.Values["zoek"] = []string{c.Query("zoek")}
	return p.renderStep(c, v, http.StatusOK, draft, form)
}

// draft is an application under construction, or a request to the Buitenkans.
type draft struct {
	dossier *upstream.Dossier
	form    *upstream.ApplicationForm
	etag    string
	// at is the address of the form, steps what it asks.
	at    string
	steps []page.Step
	// question is what the school wants to know of the Buitenkans; nil for a TLV. It was asked first, so that it tells the two apart.
	question *upstream.Piece
	// further is there for a next TLV of a pupil who has a dossier already.
	further *upstream.Further
}

func (d *draft) path(step string) string { return d.at + "/" + step }

func (d *draft) has(step string) bool {
	return slices.ContainsFunc(d.steps, func(known page.Step) bool { return known.ID == step })
}

// draft reads the application; when it was sent already it leads to the case, answers the request and returns nil.
func (p *Portal) draft(c *gin.Context, v *visit) (*draft, error) {
	ctx, id := c.Request.Context(), c.Param("id")
	dossier, err := p.documents.Dossier(ctx, v.token, id, c.Param("case"))
	if err != nil {
		return nil, err
	}
	if dossier.State != "draft" {
		c.Redirect(http.StatusSeeOther, page.CaseHref(cmp.Or(c.Param("case"), dossier.CaseID)))
		return nil, nil
	}
	d := &draft{dossier: dossier, at: draftAt(c), steps: page.Steps}
	if err := p.readForm(c, v, d); err != nil {
		return nil, err
	}
	if d.further != nil {
		return d, nil
	}
	return d, p.withQuestion(c, v, d)
}

func stepForm(d *draft, step string) page.Form {
	return page.Form{Action: d.path(step), Key: newKey(), Values: stepValues(d.form)}
}

// renderStep shows a step with the answers, and what is wrong with them, that the form holds.
func (p *Portal) renderStep(c *gin.Context, v *visit, status int, d *draft, form page.Form) error {
	form.CSRF = v.session.CSRF
	shown := d.page(c.Param("step"), form)
	if !d.has(shown.Step) {
		shown.Step = page.StepCheck
	}
	schools, err := p.schoolNames(c.Request.Context(), v)
	if err != nil {
		return err
	}
	shown.School = schoolName(schools, d.dossier.SchoolID)
	shown.Receiving = schoolName(schools, d.form.ReceivingSchoolID)
	if shown.Step == page.StepRequest {
		shown.Found = findSchools(schools, form.Value("zoek"), form.Value("destination"), form.Value("receivingSchoolId"))
	}
	p.show(c, status, page.ShowApplication(p.frame(c, v, shown.Title()), shown))
	return nil
}

// saveStep saves one step: by every change (htmx), or when somebody goes on.
func (p *Portal) saveStep(c *gin.Context, v *visit) error {
	d, err := p.draft(c, v)
	if d == nil {
		return err
	}
	if !d.has(c.Param("step")) {
		p.notFound(c)
		return nil
	}
	if c.Param("step") == page.StepQuestion {
		return p.saveQuestion(c, v, d)
	}
	applyStep(d.form, c.Param("step"), c.Request.PostForm)
	based := c.PostForm("etag")
	if c.PostForm("toch") != "" {
		// The person saw that a colleague saved, and keeps the own answers of this step.
		based = d.etag
	}
	etag, err := p.saveForm(c.Request.Context(), v, d, based)
	if status := upstream.Status(err); status == http.StatusPreconditionFailed || status == http.StatusPreconditionRequired {
		return p.conflict(c, v, d)
	}
	if status := upstream.Status(err); status == http.StatusBadRequest {
		return p.stepRefused(c, v, d, err)
	}
	if err != nil {
		return err
	}
	if c.GetHeader("HX-Request") != "" {
		p.show(c, http.StatusOK, page.Saved(p.config.Clock(), etag))
		return nil
	}
	c.Redirect(http.StatusSeeOther, p.afterSaving(c, d))
	return nil
}

// afterSaving is where the button that was pressed leads.
func (p *Portal) afterSaving(c *gin.Context, d *draft) string {
	step := c.Param("step")
	switch c.PostForm("doe") {
	case "stoppen":
		return "/"
	case "zoeken":
		return d.path(step) + "?" + url.Values{"zoek": {c.PostForm("zoek")}}.Encode() + "#vondsten"
	case "verder":
		for i, known := range d.steps[:len(d.steps)-1] {
			if known.ID == step {
				return d.path(d.steps[i+1].ID)
			}
		}
	}
	return d.path(step)
}

// conflict says that a colleague saved in the meantime, and keeps what was typed.
func (p *Portal) conflict(c *gin.Context, v *visit, d *draft) error {
	if c.GetHeader("HX-Request") != "" {
		p.show(c, http.StatusOK, page.SavedByColleague())
		return nil
	}
	form := page.Form{
		Action: d.path(c.Param("step")), Key: newKey(), Values: c.Request.PostForm,
	}
	form.Values["conflict"] = []string{"ja"}
	return p.renderStep(c, v, http.StatusConflict, d, form)
}

func (p *Portal) stepRefused(c *gin.Context, v *visit, d *draft, err error) error {
	if c.GetHeader("HX-Request") != "" {
		p.show(c, http.StatusOK, page.NotSaved(detailOf(err, "Kijk uw antwoorden na.")))
		return nil
	}
	form := page.Form{Action: d.path(c.Param("step")), Key: newKey(), Values: c.Request.PostForm, Errors: d.errors(err)}
	return p.renderStep(c, v, http.StatusBadRequest, d, form)
}

// searchSchools finds schools while somebody types.
func (p *Portal) searchSchools(c *gin.Context, v *visit) error {
	schools, err := p.schoolNames(c.Request.Context(), v)
	if err != nil {
		return err
	}
	chosen := c.Query("receivingSchoolId")
	found := findSchools(schools, c.Query("zoek"), c.Query("destination"), chosen)
	p.show(c, http.StatusOK, page.FoundSchools(found, chosen))
	return nil
}

// findSchools are the SBO and SO schools, of the kind that is asked for, in which every word occurs; the chosen one is
// always among them.
func findSchools(schools map[string]upstream.School, words, destination, chosen string) []upstream.School {
	var found []upstream.School
	for _, school := range schools {
		if school.ID == chosen || (school.Closed == "" && fits(school, destination) && matches(school, words)) {
			found = append(found, school)
		}
	}
	slices.SortFunc(found, func(a, b upstream.School) int {
		return strings.Compare(a.Name+a.Place, b.Name+b.Place)
	})
	return found
}

func fits(school upstream.School, destination string) bool {
	if destination == "" {
		return school.Type == "sbo" || school.Type == "so"
	}
	return school.Type == destination
}

func matches(school upstream.School, words string) bool {
	text := strings.ToLower(school.Name + " " + school.Street + " " + school.Place + " " + school.Postcode + " " + strings.ReplaceAll(school.Postcode, " ", ""))
	for word := range strings.FieldsSeq(strings.ToLower(words)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
