package portal

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// showDecision shows the dossier on one page, with the decision beside it.
func (p *Portal) showDecision(c *gin.Context, v *visit) error {
	shown, err := p.caseView(c, v)
	if err != nil {
		return err
	}
	for _, form := range shown.Acts {
		if form.Act == "Decide" {
			return p.renderDecision(c, v, shown, form, http.StatusOK)
		}
	}
	c.Redirect(http.StatusSeeOther, page.CaseHref(shown.Case.ID))
	return nil
}

func (p *Portal) renderDecision(c *gin.Context, v *visit, shown *page.CaseView, form page.ActForm, status int) error {
	read, err := p.wholeDossier(c, v, shown.Case)
	if err != nil {
		return err
	}
	p.show(c, status, page.DecisionPage(p.frame(c, v, "Besluiten"), shown, form, read))
	return nil
}

// wholeDossier reads the application and every text that the decision rests on.
func (p *Portal) wholeDossier(c *gin.Context, v *visit, found *upstream.Case) (page.ReadDossier, error) {
	ctx := c.Request.Context()
	read := page.ReadDossier{Texts: map[string]string{}}
	form, err := p.applicationOf(ctx, v, found)
	if err != nil {
		return read, err
	}
	read.Application = form
	for _, id := range textsOf(found.TLV) {
		piece, err := p.documents.Text(ctx, v.token, found.DossierID, id)
		if upstream.IsNotFound(err) {
			// The report of a talk may be a file; the page then links to it.
			continue
		}
		if err != nil {
			return read, err
		}
		read.Texts[id] = piece.Text
	}
	return read, nil
}

// textsOf are the ids of the texts of parents and experts.
func textsOf(tlv *upstream.TLV) []string {
	if tlv == nil {
		return nil
	}
	var ids []string
	if z := tlv.Zienswijze; z != nil {
		ids = append(ids, z.TextID, z.ReportID)
	}
	for _, advice := range tlv.Advices {
		ids = append(ids, advice.TextID, advice.ZienswijzeTextID)
	}
	filled := ids[:0]
	for _, id := range ids {
		if id != "" {
			filled = append(filled, id)
		}
	}
	return filled
}

// confirmDecision shows what is about to be signed, in words, before it is.
func (p *Portal) confirmDecision(c *gin.Context, v *visit, shown *page.CaseView, form page.ActForm) error {
	p.show(c, http.StatusOK, page.ConfirmDecision(p.frame(c, v, "Besluit ondertekenen"), shown, form))
	return nil
}
