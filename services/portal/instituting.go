package portal

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// agreementsKind is the piece that holds what was agreed with an institution; agreementsFile the file that can come instead.
const agreementsKind = "afspraken-instelling"

var agreementsFile = &fileField{"agreementsFile", agreementsKind, "agreementsTextId"}

// agreeFirst is what is said when there are no agreements.
const agreeFirst = "Schrijf op welke instelling het is, wie u daar kunt bellen, en wat is afgesproken over de terugkeer."

func (p *Portal) mountInstitution(router *gin.Engine) {
	router.GET(placementsPath+"/instelling", p.open(p.only(askers, p.showInstitution)))
	router.POST(placementsPath+"/instelling", p.form(p.only(askers, p.beginInstitution)))
	router.GET("/zaken/:id/instelling", p.open(p.showInstitutionFrom))
	router.POST("/zaken/:id/instelling", p.filed(p.institutionFrom))
}

// showInstitution begins the follow-up of a pupil in an institution who has no dossier yet.
func (p *Portal) showInstitution(c *gin.Context, v *visit) error {
	return p.renderInstitution(c, v, http.StatusOK, page.Form{Key: newKey(), Values: url.Values{}})
}

func (p *Portal) renderInstitution(c *gin.Context, v *visit, status int, form page.Form) error {
	schools, err := p.schoolNames(c.Request.Context(), v)
	if err != nil {
		return err
	}
	form.CSRF = v.session.CSRF
	p.show(c, status, page.BeginInstitution(p.frame(c, v, faulty(page.InstitutionTitle, form)), page.Question{Form: form, Schools: ownSchools(v, schools)}))
	return nil
}

// ownSchools are the schools for which the person works.
func ownSchools(v *visit, schools map[string]upstream.School) []page.Option {
	var own []page.Option
	for _, mine := range v.person.Parties {
		if mine.Role() == party.School {
			own = append(own, page.Option{Value: mine.ID(), Text: schoolName(schools, mine.ID())})
		}
	}
	return own
}

// beginInstitution starts a dossier with the agreements in it, and opens the next step.
func (p *Portal) beginInstitution(c *gin.Context, v *visit) error {
	return p.beginWith(c, v, agreementsKind, p.renderInstitution)
}

// followNew hands in what a draft holds: where the pupil is, since when, and what was agreed.
func (p *Portal) followNew(c *gin.Context, v *visit, d *draft) error {
	form := stepForm(d, page.StepCheck)
	form.Key = keyFrom(c.PostForm("sleutel"))
	a := answers(c.Request.PostForm)
	for _, name := range []string{"institution", "institutionFrom", "institutionUntil"} {
		form.Values[name] = c.Request.PostForm[name]
	}
	if form.Errors = institutionComplete(a); len(form.Errors) > 0 {
		return p.renderStep(c, v, http.StatusBadRequest, d, form)
	}
	accepted, err := p.cases.FollowInstitution(c.Request.Context(), v.token, form.Key, followingOf(a, d.dossier.SchoolID, d.dossier.ID, d.question.ID))
	var problem *upstream.Problem
	if errors.As(err, &problem) && problem.Status != http.StatusUnauthorized && problem.Status != http.StatusNotFound {
		form.Errors = institutionErrors(problem, d)
		return p.renderStep(c, v, shownStatus(problem), d, form)
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, page.CaseHref(accepted.CaseID)+"?gedaan=FollowInstitution")
	return nil
}

// institutionComplete finds what must be there before anything is sent.
func institutionComplete(a answers) []page.FieldError {
	return needed("institution", "Kies waar de leerling is.", "institutionFrom", "Vul in vanaf welke dag de leerling daar is.")(a)
}

func followingOf(a answers, schoolID, dossierID, agreementsID string) upstream.InstitutionFollowing {
	return upstream.InstitutionFollowing{
		SchoolID: schoolID, DossierID: dossierID, Institution: a.get("institution"), AgreementsTextID: agreementsID,
		PlacedOn: a.get("institutionFrom"), ExpectedUntil: a.get("institutionUntil"),
	}
}

// institutionInputs are the inputs in which parts of the act are filled in.
var institutionInputs = map[string]string{
	"institution": "institution", "placedOn": "institutionFrom", "expectedUntil": "institutionUntil", "agreementsTextId": "question", "text": "question",
}

// institutionErrors are what a service found wrong, each leading to its input: on the page itself, or at the step of a draft.
func institutionErrors(problem *upstream.Problem, d *draft) []page.FieldError {
	var list []page.FieldError
	for _, wrong := range problem.Errors {
		shown := page.FieldError{Field: institutionInputs[wrong.Field()], Message: wrong.Message}
		if shown.Field == "" && d != nil {
			list = append(list, d.errors(&upstream.Problem{Errors: []upstream.FieldDetail{wrong}})...)
			continue
		}
		list = append(list, shown)
	}
	if len(list) == 0 {
		return []page.FieldError{{Message: detailOf(problem, "Dit lukte niet. Probeer het over een minuut opnieuw.")}}
	}
	return list
}

// shownStatus is that of the problem; a page with the answers in it is worth more than the right number of a failure.
func shownStatus(problem *upstream.Problem) int {
	if problem.Status >= http.StatusInternalServerError {
		return http.StatusServiceUnavailable
	}
	return problem.Status
}

// showInstitutionFrom begins the follow-up of the pupil of a case.
func (p *Portal) showInstitutionFrom(c *gin.Context, v *visit) error {
	shown, err := p.caseView(c, v)
	if err != nil {
		return err
	}
	if !shown.MayFollowInstitution() {
		c.Redirect(http.StatusSeeOther, page.CaseHref(shown.Case.ID))
		return nil
	}
	return p.renderInstitutionFrom(c, v, http.StatusOK, shown, page.Form{Key: newKey(), Values: url.Values{}})
}

func (p *Portal) renderInstitutionFrom(c *gin.Context, v *visit, status int, shown *page.CaseView, form page.Form) error {
	form.Action, form.CSRF = page.InstitutionFromHref(shown.Case.ID), v.session.CSRF
	p.show(c, status, page.InstitutionFromCase(p.frame(c, v, faulty(page.InstitutionTitle, form)), form, shown))
	return nil
}

// institutionFrom hands it in: the agreements go to the dossier first.
func (p *Portal) institutionFrom(c *gin.Context, v *visit) error {
	shown, err := p.caseView(c, v)
	if err != nil {
		return err
	}
	found := shown.Case
	given, wrong, err := p.answersOf(c, v, place{dossierID: found.DossierID}, agreementsFile)
	if errors.Is(err, errForeignForm) {
		p.stale(c, v)
		return nil
	}
	if err != nil {
		return err
	}
	a, form := answers(given), page.Form{Key: keyFrom(given.Get("sleutel")), Values: given, Errors: wrong}
	if len(wrong) == 0 {
		form.Errors = together(institutionComplete, wordsOrFile("question", agreementsFile.field, agreeFirst))(a)
	}
	if len(form.Errors) > 0 {
		return p.renderInstitutionFrom(c, v, http.StatusBadRequest, shown, form)
	}
	accepted, err := p.followFrom(c, v, found, form)
	var problem *upstream.Problem
	if errors.As(err, &problem) && problem.Status != http.StatusUnauthorized {
		form.Errors = institutionErrors(problem, nil)
		return p.renderInstitutionFrom(c, v, shownStatus(problem), shown, form)
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, page.CaseHref(accepted.CaseID)+"?gedaan=FollowInstitution")
	return nil
}

func (p *Portal) followFrom(c *gin.Context, v *visit, found *upstream.Case, form page.Form) (*upstream.Accepted, error) {
	a := answers(form.Values)
	agreements := a.get(agreementsFile.field)
	if agreements == "" {
		piece, err := p.addQuestion(c, v, form.Key, found.DossierID, agreementsKind, a.get("question"))
		if err != nil {
			return nil, err
		}
		agreements = piece.ID
	}
	// Of a pupil who was placed elsewhere, the school where the pupil was follows; the office follows for the school that applied.
	school := found.ApplicantSchoolID
	if host := found.ReceivingSchoolID; host != "" && found.Procedure == "plaatsing" && v.person.Is(party.Of(party.School, host)) {
		school = host
	}
	return p.cases.FollowInstitution(c.Request.Context(), v.token, form.Key, followingOf(a, school, found.DossierID, agreements))
}
