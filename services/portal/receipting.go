package portal

import (
	"context"
	"net/http"
	"unicode"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

func (p *Portal) mountReceipts(router *gin.Engine) {
	router.GET("/zaken/:id/ontvangen", p.open(p.showReceipts))
	router.GET("/zaken/:id/ontvangen/:receipt", p.open(p.showReceipt))
}

// copyHref leads from the page of a case on which an act was just done to the copy of what was sent (Awb 2:17). The codes of acts begin
// with a capital; what else can be done has no receipt.
func copyHref(c *gin.Context) string {
	done := c.Query("gedaan")
	if c.FullPath() != "/zaken/:id" || done == "" || !unicode.IsUpper(rune(done[0])) || onlyButtons[done] {
		return ""
	}
	return page.CaseHref(c.Param("id")) + "/ontvangen"
}

// showReceipts lists what the person's party sent in a case.
func (p *Portal) showReceipts(c *gin.Context, v *visit) error {
	ctx := c.Request.Context()
	receipts, err := p.cases.Receipts(ctx, v.token, c.Param("id"))
	if err != nil {
		return err
	}
	about, err := p.receiptCase(ctx, v, c.Param("id"))
	if err != nil {
		return err
	}
	p.show(c, http.StatusOK, page.Receipts(p.frame(c, v, about.SentTitle()), about, receipts))
	return nil
}

// showReceipt shows that something was received, with a copy of it.
func (p *Portal) showReceipt(c *gin.Context, v *visit) error {
	ctx := c.Request.Context()
	receipt, err := p.cases.Receipt(ctx, v.token, c.Param("id"), c.Param("receipt"))
	if err != nil {
		return err
	}
	about, err := p.receiptCase(ctx, v, c.Param("id"))
	if err != nil {
		return err
	}
	copied := page.CopyOf(receipt, func(field, value string) page.CopyLine { return p.entered(ctx, v, about, field, value) })
	p.show(c, http.StatusOK, page.ShowReceipt(p.frame(c, v, "Ontvangen"), about, receipt, copied))
	return nil
}

// receiptCase is what a receipt needs to know of its case. Who answered from outside has no case to read, and still has a receipt.
func (p *Portal) receiptCase(ctx context.Context, v *visit, id string) (*page.ReceiptCase, error) {
	schools, err := p.schoolNames(ctx, v)
	if err != nil {
		return nil, err
	}
	about := &page.ReceiptCase{ID: id, SchoolName: func(id string) string { return schoolName(schools, id) }, Dossier: &upstream.Dossier{}}
	about.Case, err = p.cases.Get(ctx, v.token, id)
	if upstream.IsNotFound(err) {
		return about, nil
	}
	if err != nil {
		return nil, err
	}
	about.Dossier, err = p.dossierOf(ctx, v, about.Case)
	if err != nil {
		return nil, err
	}
	about.Experts, err = p.registry.Experts(ctx, v.token)
	if err != nil {
		return nil, err
	}
	about.Colleagues, err = p.colleagues(ctx, v)
	return about, err
}

// entered is one thing that was sent. An id of a text gives the words themselves, read as the person may read them now.
func (p *Portal) entered(ctx context.Context, v *visit, about *page.ReceiptCase, field, value string) page.CopyLine {
	line := about.Line(field, value)
	if !line.Words {
		return line
	}
	line.Value = "Deze tekst kan nu niet worden getoond."
	var piece *upstream.Piece
	var err error
	if about.Case == nil {
		piece, err = p.documents.PartnerAnswer(ctx, v.token, about.ID, value)
	} else {
		piece, err = p.documents.Text(ctx, v.token, about.Case.DossierID, value)
	}
	if err == nil {
		line.Value = piece.Text
	}
	return line
}
