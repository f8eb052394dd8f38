package portal

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// objectionFile is the file of an objection.
var objectionFile = &fileField{"objectionFile", "bezwaarschrift", "objectionId"}

// showObjecting is the page on which an objection to a decision is made.
func (p *Portal) showObjecting(c *gin.Context, v *visit) error {
	shown, err := p.caseView(c, v)
	if err != nil {
		return err
	}
	if !shown.Case.May("Lodge") {
		c.Redirect(http.StatusSeeOther, page.CaseHref(shown.Case.ID))
		return nil
	}
	values := url.Values{}
	if shown.Case.Is("office") {
		values.Set("receivedOn", shown.Today)
	}
	return p.renderObjecting(c, v, http.StatusOK, shown, page.Form{Key: newKey(), Values: values})
}

func (p *Portal) renderObjecting(c *gin.Context, v *visit, status int, shown *page.CaseView, form page.Form) error {
	form.Action, form.CSRF = page.CaseHref(shown.Case.ID)+"/bezwaar", v.session.CSRF
	objecting := page.Objecting{Form: form, View: shown, Office: shown.Case.Is("office")}
	title := "Bezwaar maken"
	if objecting.Office {
		title = "Bezwaar vastleggen"
		var err error
		if objecting.Others, err = p.otherDecisions(c, v, shown); err != nil {
			return err
		}
		if shown.Boards, err = p.boardOf(c.Request.Context(), v, shown.Case.ApplicantSchoolID); err != nil {
			return err
		}
	}
	if len(form.Errors) > 0 {
		title = "Fout: " + title
	}
	p.show(c, status, page.Object(p.frame(c, v, title), objecting))
	return nil
}

// otherDecisions are decided cases of the same school with the same pupil: one objection can be about several of them.
func (p *Portal) otherDecisions(c *gin.Context, v *visit, shown *page.CaseView) ([]page.CaseRow, error) {
	rows, _, err := p.caseRows(c, v, upstream.CaseQuery{School: shown.Case.ApplicantSchoolID, Limit: 100})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(rows, func(row page.CaseRow) bool {
		return row.Case.ID == shown.Case.ID || row.Case.Procedure == "bezwaar" || row.Case.Outcome == "" || row.Label != shown.Title()
	}), nil
}

// boardOf is the board of a school as a choice; none when the registry names none.
func (p *Portal) boardOf(ctx context.Context, v *visit, schoolID string) ([]page.Option, error) {
	schools, err := p.schoolNames(ctx, v)
	if err != nil {
		return nil, err
	}
	board := schools[schoolID].Board
	if board == "" {
		return nil, nil
	}
	found, _, err := p.registry.Entry(ctx, v.token, boardList, board)
	if upstream.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return []page.Option{{Value: board, Text: found["name"]}}, nil
}

// object hands in the objection: its words and addresses go to the dossier first.
func (p *Portal) object(c *gin.Context, v *visit) error {
	shown, err := p.caseView(c, v)
	if err != nil {
		return err
	}
	given, wrong, err := p.answersOf(c, v, place{dossierID: shown.Case.DossierID}, objectionFile)
	if errors.Is(err, errForeignForm) {
		p.stale(c, v)
		return nil
	}
	if err != nil {
		return err
	}
	form := page.Form{Key: keyFrom(given.Get("sleutel")), Values: given, Errors: wrong}
	if len(wrong) == 0 {
		form.Errors = objectionComplete(answers(given), shown.Case.Is("office"))
	}
	if len(form.Errors) > 0 {
		return p.renderObjecting(c, v, http.StatusBadRequest, shown, form)
	}
	accepted, err := p.lodge(c, v, shown.Case, form)
	var problem *upstream.Problem
	if errors.As(err, &problem) && problem.Status != http.StatusUnauthorized {
		return p.objectionRefused(c, v, shown, form, problem)
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, page.CaseHref(accepted.CaseID)+"?gedaan=Lodge")
	return nil
}

// objectionComplete finds what must be there before anything is sent.
func objectionComplete(a answers, office bool) []page.FieldError {
	var wrong []page.FieldError
	if office {
		wrong = needed("channel", "Kies hoe het bezwaar binnenkwam.", "receivedOn", "Vul in wanneer het bezwaar is ontvangen.",
			"objector", "Kies wie bezwaar maakt.")(a)
		if a.get("objector") == "ander" {
			wrong = append(wrong, needed("objectorAddress", "Schrijf naam en adres op van wie bezwaar maakt.")(a)...)
		}
	}
	wrong = append(wrong, wordsOrFile("objectionText", "objectionFile", objectionNeeded(a))(a)...)
	wrong = append(wrong, needed("aboutLate", "Kies of het ook over te laat beslissen gaat.")(a)...)
	if a.get("represented") == "ja" {
		wrong = append(wrong, needed("representative", "Schrijf naam en adres van de gemachtigde op.")(a)...)
	}
	return wrong
}

func objectionNeeded(a answers) string {
	if a.get("proForma") == "ja" {
		return "Schrijf in één zin dat u bezwaar maakt, of voeg een brief toe. De redenen mogen later."
	}
	return "Schrijf op waarom u het niet eens bent met het besluit, of voeg een brief toe."
}

// lodge writes what the objection refers to, and starts its case.
func (p *Portal) lodge(c *gin.Context, v *visit, decided *upstream.Case, form page.Form) (*upstream.Accepted, error) {
	a, office := answers(form.Values), decided.Is("office")
	objection := upstream.Objection{
		DecisionCaseIDs: append([]string{decided.ID}, form.Values["decisions"]...), ObjectionID: a.get("objectionFile"),
		ProForma: a.get("proForma") == "ja", AboutLateDecision: a.get("aboutLate") == "ja",
	}
	if office {
		objection.Channel, objection.ReceivedOn, objection.Objector = a.get("channel"), a.get("receivedOn"), a.get("objector")
		if objection.Channel == "post" || objection.Channel == "forwarded" {
			objection.PostedOn = a.get("postedOn")
		}
	}
	texts := []struct {
		words, kind string
		into        *string
		when        bool
	}{
		{a.get("objectionText"), "bezwaarschrift", &objection.ObjectionID, objection.ObjectionID == ""},
		{a.get("objectorAddress"), "bezwaarmaker", &objection.ObjectorTextID, office && objection.Objector == "ander"},
		{a.get("representative"), "gemachtigde", &objection.RepresentativeTextID, a.get("represented") == "ja"},
	}
	for _, text := range texts {
		if text.words == "" || !text.when {
			continue
		}
		key := partKey(form.Key, fingerprint(text.kind+text.words))
		piece, err := p.documents.AddText(c.Request.Context(), v.token, key, decided.DossierID, "", text.kind, text.words)
		if err != nil {
			return nil, err
		}
		*text.into = piece.ID
	}
	if objection.Objector == "ander" {
		objection.Objector = ""
	}
	return p.cases.Lodge(c.Request.Context(), v.token, form.Key, objection)
}

// objectionInputsOf are the inputs in which parts of an objection are filled in.
var objectionInputsOf = map[string]string{
	"objectionId": "objectionText", "objectorTextId": "objectorAddress", "representativeTextId": "representative",
	"text": "objectionText", "aboutLateDecision": "aboutLate",
}

// objectionRefused shows the page again with what the services said, and all that was typed.
func (p *Portal) objectionRefused(c *gin.Context, v *visit, shown *page.CaseView, form page.Form, problem *upstream.Problem) error {
	for _, wrong := range problem.Errors {
		field := wrong.Field()
		if input, ok := objectionInputsOf[field]; ok {
			field = input
		}
		if strings.HasPrefix(field, "decisionCaseIds") {
			field = ""
		}
		form.Errors = append(form.Errors, page.FieldError{Field: field, Message: wrong.Message})
	}
	if len(form.Errors) == 0 {
		form.Errors = []page.FieldError{{Message: detailOf(problem, "Dit lukte niet. Probeer het over een minuut opnieuw.")}}
	}
	status := problem.Status
	if status >= http.StatusInternalServerError {
		status = http.StatusServiceUnavailable
	}
	return p.renderObjecting(c, v, status, shown, form)
}
