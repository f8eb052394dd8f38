package portal

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

const toAnswer = "/antwoord"

// mountTelling puts the pages of what is late, and of what outsiders answer, on the router.
func (p *Portal) mountTelling(router *gin.Engine) {
	router.GET(toldPath, p.open(p.only(toldRoles, p.escalations)))
	router.POST(toldPath+"/:id"+toAnswer, p.form(p.only(outsiders, p.answerEscalation)))
	router.GET("/zaken/:id/antwoorden/:piece", p.open(p.showPartnerAnswer))
}

// answerEscalation is what a municipality or a board says to something late of which it was told: its words go to the dossier, then
// the answer itself to the case.
func (p *Portal) answerEscalation(c *gin.Context, v *visit) error {
	rows, err := p.told(c, v)
	if err != nil {
		return err
	}
	place := slices.IndexFunc(rows, func(row page.EscalationRow) bool { return row.Told.ID == c.Param("id") })
	if place < 0 {
		p.notFound(c)
		return nil
	}
	given := c.Request.PostForm
	row := &rows[place]
	row.Form.Key, row.Form.Values = keyFrom(given.Get("sleutel")), given
	if !page.IsResponse(given.Get("antwoord")) {
		row.Form.Errors = []page.FieldError{{Message: "Kies een antwoord: gezien, dat pakken wij op, of niet voor ons."}}
		return p.showEscalations(c, v, http.StatusBadRequest, rows)
	}
	err = p.sendAnswer(c, v, row)
	if err == nil {
		c.Redirect(http.StatusSeeOther, toldPath+"?gedaan=melding-beantwoord#"+row.Anchor())
		return nil
	}
	var problem *upstream.Problem
	if !errors.As(err, &problem) || problem.Status == http.StatusUnauthorized {
		return err
	}
	row.MayAnswer = true
	row.Form.Errors = []page.FieldError{{Message: saidOf(problem)}}
	return p.showEscalations(c, v, pageStatus(problem.Status), rows)
}

// sendAnswer writes the words, when there are any, and answers. The keys follow from the form and the words, so that sending the form
// again does nothing double.
func (p *Portal) sendAnswer(c *gin.Context, v *visit, row *page.EscalationRow) error {
	ctx, textID := c.Request.Context(), ""
	if words := strings.TrimSpace(row.Form.Value("opmerking")); words != "" {
		var err error
		textID, err = p.documents.AddPartnerAnswer(ctx, v.token, partKey(row.Form.Key, fingerprint(words)), row.Told.CaseID, words)
		if err != nil {
			return err
		}
	}
	return p.cases.AnswerEscalation(ctx, v.token, row.Form.Key, row.Told.ID, row.Form.Value("antwoord"), textID)
}

// showPartnerAnswer shows the words that a municipality or a board wrote with its answer.
func (p *Portal) showPartnerAnswer(c *gin.Context, v *visit) error {
	piece, err := p.documents.PartnerAnswer(c.Request.Context(), v.token, c.Param("id"), c.Param("piece"))
	if err != nil {
		return err
	}
	back, backText := toldPath, "Terug naar de meldingen"
	if !outsider(v) {
		back, backText = page.CaseHref(c.Param("id")), "Terug naar de zaak"
	}
	p.show(c, http.StatusOK, page.ShowPartnerAnswer(p.frame(c, v, "Opmerking bij een melding"), back, backText, piece))
	return nil
}

// saidOf is what a service said was wrong, in one sentence or more.
func saidOf(problem *upstream.Problem) string {
	var said []string
	for _, wrong := range problem.Errors {
		said = append(said, wrong.Message)
	}
	if len(said) == 0 {
		return detailOf(problem, "Dit lukte niet. Probeer het over een minuut opnieuw.")
	}
	return strings.Join(said, " ")
}

// pageStatus is the status of a page that shows what went wrong, with all that was filled in.
func pageStatus(status int) int {
	if status >= http.StatusInternalServerError {
		return http.StatusServiceUnavailable
	}
	return status
}
