package portal

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// actForm is the form of an act, with the answers given so far; ok is false for an act that the portal does not know.
func (p *Portal) actForm(shown *page.CaseView, act string, given url.Values) (form page.ActForm, ok bool) {
	if _, ok := specOf(shown.Case.Procedure, act); !ok {
		return page.ActForm{}, false
	}
	if given == nil {
		given = p.proposal(shown, act)
	}
	return page.ActForm{
		Act: act, View: shown, Own: given.Get("pagina") != "",
		Form: page.Form{
			Action: page.CaseHref(shown.Case.ID) + "/handelingen/" + act, CSRF: shown.CSRF,
			Key: keyFrom(given.Get("sleutel")), Values: given,
		},
	}, true
}

// act does what a form asks: its texts go to the dossier, then the act itself to the case.
func (p *Portal) act(c *gin.Context, v *visit) error {
	act := c.Param("act")
	shown, err := p.caseView(c, v)
	if err != nil {
		return err
	}
	spec, ok := specOf(shown.Case.Procedure, act)
	if !ok {
		p.notFound(c)
		return nil
	}
	given, wrong, err := p.answersOf(c, v, place{shown.Case.DossierID, shown.Case.ID}, spec.file)
	if errors.Is(err, errForeignForm) {
		p.stale(c, v)
		return nil
	}
	if err != nil {
		return err
	}
	form, _ := p.actForm(shown, act, given)
	if given.Get("doe") == "terug" {
		return p.showForm(c, v, shown, form, http.StatusOK)
	}
	if form.Errors = wrong; spec.check != nil && len(wrong) == 0 {
		form.Errors = spec.check(answers(given))
	}
	if len(form.Errors) > 0 {
		return p.actRefused(c, v, shown, form, http.StatusBadRequest)
	}
	if signed[act] && given.Get("doe") != "ondertekenen" {
		return p.confirm(c, v, shown, form)
	}
	err = p.carryOut(c, v, shown.Case, spec, form)
	var problem *upstream.Problem
	if errors.As(err, &problem) && problem.Status != http.StatusNotFound && problem.Status != http.StatusUnauthorized {
		return p.actProblem(c, v, act, given, problem)
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, afterAct(shown.Case.ID, act, given.Get("terug")))
	return nil
}

// signed are the acts that somebody reads once more before they are done.
var signed = map[string]bool{"Decide": true, "DecideObjection": true}

// confirm shows what is about to be signed.
func (p *Portal) confirm(c *gin.Context, v *visit, shown *page.CaseView, form page.ActForm) error {
	if form.Act == "Decide" {
		return p.confirmDecision(c, v, shown, form)
	}
	p.show(c, http.StatusOK, page.ConfirmObjection(p.frame(c, v, "Beslissing ondertekenen"), shown, form, objectionInputs(shown.Case.Bezwaar)))
	return nil
}

// afterAct is where an act leads: back to the page it was done from, or to the case.
func afterAct(caseID, act, back string) string {
	where := page.CaseHref(caseID)
	if back != "" {
		where = localPath(back)
	}
	if strings.Contains(where, "?") {
		return where + "&gedaan=" + act
	}
	return where + "?gedaan=" + act
}

// showAct shows one act with the page to itself; who cannot do it now is led to the case.
func (p *Portal) showAct(c *gin.Context, v *visit) error {
	shown, err := p.caseView(c, v)
	if err != nil {
		return err
	}
	for _, form := range shown.Acts {
		if form.Act == c.Param("act") && !onlyButtons[form.Act] {
			about(form.Values, c.Request.URL.Query())
			form.Own = true
			return p.showForm(c, v, shown, form, http.StatusOK)
		}
	}
	c.Redirect(http.StatusSeeOther, page.CaseHref(shown.Case.ID))
	return nil
}

// onlyButtons are acts without anything to fill in or to read: they have no page.
var onlyButtons = map[string]bool{"ClaimTask": true, "PutBackTask": true}

// showForm shows a form where it belongs: beside the dossier, on its own page, or on that of the case.
func (p *Portal) showForm(c *gin.Context, v *visit, shown *page.CaseView, form page.ActForm, status int) error {
	switch {
	case form.Act == "Decide":
		return p.renderDecision(c, v, shown, form, status)
	case form.Own:
		title := form.Title()
		if len(form.Errors) > 0 {
			title = "Fout: " + title
		}
		p.show(c, status, page.ActPage(p.frame(c, v, title), form))
	default:
		p.show(c, status, page.Case(p.frame(c, v, "Fout: "+shown.Title()), shown))
	}
	return nil
}

// carryOut writes the texts and does the act. The keys follow from the form and the words, so that sending the form again
// does nothing double, and sending it with better words is another text.
func (p *Portal) carryOut(c *gin.Context, v *visit, found *upstream.Case, spec actSpec, form page.ActForm) error {
	ctx, given := c.Request.Context(), answers(form.Values)
	body := spec.body(given)
	if spec.file != nil && given.get(spec.file.field) != "" {
		body[spec.file.ref] = given.get(spec.file.field)
	}
	for _, text := range spec.texts {
		words := given.get(text.field)
		if words == "" || (text.when != nil && !text.when(given)) {
			continue
		}
		piece, err := p.documents.AddText(ctx, v.token, partKey(form.Key, fingerprint(text.kind+words)), found.DossierID, found.ID, text.kind, words)
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
		form.Errors = append(form.Errors, page.FieldError{Field: inputOf(shown.Case.Procedure, act, wrong.Field()), Message: wrong.Message})
	}
	if len(form.Errors) == 0 {
		form.Errors = []page.FieldError{{Message: detailOf(problem, "Dit lukte niet. Probeer het over een minuut opnieuw.")}}
	}
	return p.actRefused(c, v, shown, form, problem.Status)
}

// inputOf is the input of the form in which a part of the act is filled in.
func inputOf(procedure, act, field string) string {
	spec, _ := specOf(procedure, act)
	if rest, ok := strings.CutPrefix(field, "replacements["); ok {
		return replacementField(rest)
	}
	if rest, ok := strings.CutPrefix(field, "steps["); ok {
		return stepField(rest)
	}
	for _, text := range spec.texts {
		if text.ref == field {
			return text.field
		}
	}
	if input, renamed := spec.inputs[field]; renamed {
		return input
	}
	switch {
	case spec.file != nil && spec.file.ref == field:
		return spec.file.field
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
	shown.Wrong = form.Errors
	if place < 0 {
		shown.Lost = &form
		p.show(c, status, page.Case(p.frame(c, v, "Fout: "+shown.Title()), shown))
		return nil
	}
	shown.Acts[place] = form
	return p.showForm(c, v, shown, form, status)
}
