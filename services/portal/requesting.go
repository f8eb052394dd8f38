package portal

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// questionKind is the piece that holds what the school wants to know; groeidocumentFile the paper that must go with it.
const questionKind = "observatievraag"

var groeidocumentFile = &fileField{"groeidocument", "groeidocument", ""}

// askers are who can ask the Buitenkans for a place.
var askers = []party.Role{party.School}

// askFirst is what is said when the question is empty.
const askFirst = "Schrijf op wat u over deze leerling wilt weten."

// showBeginning shows the first page of a request to the Buitenkans.
func (p *Portal) showBeginning(c *gin.Context, v *visit) error {
	return p.renderBeginning(c, v, http.StatusOK, page.Form{Key: newKey(), Values: url.Values{}})
}

func (p *Portal) renderBeginning(c *gin.Context, v *visit, status int, form page.Form) error {
	schools, err := p.schoolNames(c.Request.Context(), v)
	if err != nil {
		return err
	}
	form.CSRF = v.session.CSRF
	shown := page.Question{Form: form, Schools: ownSchools(v, schools)}
	p.show(c, status, page.BeginRequest(p.frame(c, v, faulty("Plek bij de Buitenkans aanvragen", form)), shown))
	return nil
}

// faulty is the title of a page with a form, which says first when something is wrong with it.
func faulty(title string, form page.Form) string {
	if len(form.Errors) > 0 {
		return "Fout: " + title
	}
	return title
}

// beginRequest starts a dossier with the question in it, and opens the next step.
func (p *Portal) beginRequest(c *gin.Context, v *visit) error {
	return p.beginWith(c, v, questionKind, p.renderBeginning)
}

// needsWords are the kinds of pieces that are asked before anything else, each with what is said when it is empty.
var needsWords = map[string]string{questionKind: askFirst, agreementsKind: agreeFirst}

// beginWith starts a dossier with the words that come first, and opens the next step; without words it shows the first page again.
func (p *Portal) beginWith(c *gin.Context, v *visit, kind string, again func(*gin.Context, *visit, int, page.Form) error) error {
	ctx, given := c.Request.Context(), c.Request.PostForm
	school, key := given.Get("school"), keyFrom(given.Get("sleutel"))
	if !v.person.Is(party.Of(party.School, school)) {
		p.notFound(c)
		return nil
	}
	if question := strings.TrimSpace(given.Get("question")); question == "" {
		form := page.Form{Key: key, Values: given, Errors: []page.FieldError{{Field: "question", Message: needsWords[kind]}}}
		return again(c, v, http.StatusBadRequest, form)
	}
	dossier, err := p.documents.Create(ctx, v.token, key, school)
	if err != nil {
		return err
	}
	if _, err := p.addQuestion(c, v, key, dossier.ID, kind, given.Get("question")); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, stepPath(dossier.ID, page.StepPupil))
	return nil
}

func (p *Portal) addQuestion(c *gin.Context, v *visit, key, dossierID, kind, question string) (*upstream.Piece, error) {
	question = strings.TrimSpace(question)
	return p.documents.AddText(c.Request.Context(), v.token, partKey(key, fingerprint(kind+question)), dossierID, "", kind, question)
}

// withQuestion finds out whether the draft is a request to the Buitenkans, or about a pupil in an institution, and reads the words that
// came first where the step shows them.
func (p *Portal) withQuestion(c *gin.Context, v *visit, d *draft) error {
	for i, piece := range d.dossier.Pieces {
		if _, first := needsWords[piece.Kind]; first && (d.question == nil || piece.CreatedAt.After(d.question.CreatedAt)) {
			d.question = &d.dossier.Pieces[i]
		}
	}
	if d.question == nil {
		return nil
	}
	if d.question.Kind == agreementsKind {
		d.steps = page.InstitutionSteps
	} else {
		d.steps, d.form.Pupil.Group = page.RequestSteps, page.Groep(d.form.Pupil.Group)
	}
	if step := c.Param("step"); step == page.StepPupil || step == page.StepDocuments {
		return nil
	}
	whole, err := p.documents.Text(c.Request.Context(), v.token, d.dossier.ID, d.question.ID)
	if err == nil {
		d.question.Text = whole.Text
	}
	return err
}

// page is what a step of the draft shows.
func (d *draft) page(step string, form page.Form) page.Application {
	return page.Application{
		At: d.at, Steps: d.steps, Step: step, ETag: d.etag, Form: form, Pieces: d.dossier.Pieces, Data: d.form, Question: d.question, Further: d.further,
	}
}

// saveQuestion puts other words in the place of the question.
func (p *Portal) saveQuestion(c *gin.Context, v *visit, d *draft) error {
	given := c.Request.PostForm
	question := strings.TrimSpace(given.Get("question"))
	if question == "" {
		form := page.Form{
			Action: d.path(page.StepQuestion), Key: keyFrom(given.Get("sleutel")), Values: given,
			Errors: []page.FieldError{{Field: "question", Message: needsWords[d.question.Kind]}},
		}
		return p.renderStep(c, v, http.StatusBadRequest, d, form)
	}
	if question != d.question.Text {
		added, err := p.addQuestion(c, v, keyFrom(given.Get("sleutel")), d.dossier.ID, d.question.Kind, question)
		if err != nil {
			return err
		}
		// The new words are there before the old ones go, so that the draft never is without a question.
		if err := p.removeQuestions(c, v, d, added.ID); err != nil {
			return err
		}
	}
	c.Redirect(http.StatusSeeOther, p.afterSaving(c, d))
	return nil
}

// removeQuestions takes away what was asked before, except the one that stays.
func (p *Portal) removeQuestions(c *gin.Context, v *visit, d *draft, stays string) error {
	for _, piece := range d.dossier.Pieces {
		if piece.Kind != d.question.Kind || piece.ID == stays {
			continue
		}
		if err := p.documents.RemovePiece(c.Request.Context(), v.token, d.dossier.ID, piece.ID); err != nil && !upstream.IsNotFound(err) {
			return err
		}
	}
	return nil
}

// requestPlacement hands in the request that the draft holds.
func (p *Portal) requestPlacement(c *gin.Context, v *visit, d *draft) error {
	// A group that is no number is refused by the service as one that the Buitenkans does not take.
	groep, _ := strconv.Atoi(d.form.Pupil.Group)
	accepted, err := p.cases.RequestPlacement(c.Request.Context(), v.token, keyFrom(c.PostForm("sleutel")), upstream.PlacementRequest{
		SchoolID: d.dossier.SchoolID, DossierID: d.dossier.ID, Groep: groep, QuestionTextID: d.question.ID, NotBefore: c.PostForm("notBefore"),
	})
	var problem *upstream.Problem
	if errors.As(err, &problem) {
		return p.submissionRefused(c, v, d, err)
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, page.CaseHref(accepted.CaseID)+"?gedaan=RequestPlacement")
	return nil
}

// showRequestFrom asks the Buitenkans for the pupil of a case.
func (p *Portal) showRequestFrom(c *gin.Context, v *visit) error {
	shown, err := p.caseView(c, v)
	if err != nil {
		return err
	}
	if !shown.MayRequestPlacement() {
		c.Redirect(http.StatusSeeOther, page.CaseHref(shown.Case.ID))
		return nil
	}
	values := url.Values{}
	if shown.Dossier.Person != nil {
		values.Set("groep", page.Groep(shown.Dossier.Person.Group))
	}
	return p.renderRequestFrom(c, v, http.StatusOK, shown, page.Form{Key: newKey(), Values: values})
}

func (p *Portal) renderRequestFrom(c *gin.Context, v *visit, status int, shown *page.CaseView, form page.Form) error {
	form.Action, form.CSRF = page.RequestFromHref(shown.Case.ID), v.session.CSRF
	asked := page.RequestFrom{Form: form, View: shown, MayAdd: slices.Contains(shown.Dossier.MayAdd, groeidocumentFile.kind)}
	p.show(c, status, page.RequestFromCase(p.frame(c, v, faulty("Plek bij de Buitenkans aanvragen", form)), asked))
	return nil
}

// requestFrom hands in a request for the pupil of a case: its question goes to the dossier first.
func (p *Portal) requestFrom(c *gin.Context, v *visit) error {
	shown, err := p.caseView(c, v)
	if err != nil {
		return err
	}
	given, wrong, err := p.answersOf(c, v, place{shown.Case.DossierID, shown.Case.ID}, groeidocumentFile)
	if errors.Is(err, errForeignForm) {
		p.stale(c, v)
		return nil
	}
	if err != nil {
		return err
	}
	form := page.Form{Key: keyFrom(given.Get("sleutel")), Values: given, Errors: wrong}
	form.Errors = append(form.Errors, needed("question", askFirst, "groep", "Kies de groep van de leerling.")(answers(given))...)
	if len(form.Errors) > 0 {
		return p.renderRequestFrom(c, v, http.StatusBadRequest, shown, form)
	}
	accepted, err := p.requestFor(c, v, shown.Case, form)
	var problem *upstream.Problem
	if errors.As(err, &problem) && problem.Status != http.StatusUnauthorized {
		return p.requestRefused(c, v, shown, form, problem)
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, page.CaseHref(accepted.CaseID)+"?gedaan=RequestPlacement")
	return nil
}

func (p *Portal) requestFor(c *gin.Context, v *visit, from *upstream.Case, form page.Form) (*upstream.Accepted, error) {
	a := answers(form.Values)
	piece, err := p.addQuestion(c, v, form.Key, from.DossierID, questionKind, a.get("question"))
	if err != nil {
		return nil, err
	}
	// The choice has numbers only; anything else is refused by the service.
	groep, _ := strconv.Atoi(a.get("groep"))
	return p.cases.RequestPlacement(c.Request.Context(), v.token, form.Key, upstream.PlacementRequest{
		SchoolID: from.ApplicantSchoolID, DossierID: from.DossierID, Groep: groep, QuestionTextID: piece.ID,
		NotBefore: a.get("notBefore"), FromCaseID: from.ID,
	})
}

// requestRefused shows the page again with what the services said, and all that was typed.
func (p *Portal) requestRefused(c *gin.Context, v *visit, shown *page.CaseView, form page.Form, problem *upstream.Problem) error {
	inputs := map[string]string{"questionTextId": "question", "text": "question", "groep": "groep", "notBefore": "notBefore"}
	for _, wrong := range problem.Errors {
		form.Errors = append(form.Errors, page.FieldError{Field: inputs[wrong.Field()], Message: wrong.Message})
	}
	if len(form.Errors) == 0 {
		form.Errors = []page.FieldError{{Message: detailOf(problem, "Dit lukte niet. Probeer het over een minuut opnieuw.")}}
	}
	status := problem.Status
	if status >= http.StatusInternalServerError {
		status = http.StatusServiceUnavailable
	}
	return p.renderRequestFrom(c, v, status, shown, form)
}
