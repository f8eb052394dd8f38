package portal

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// maxFieldText is more than any field before the file holds, in bytes.
const maxFieldText = 1 << 10

var (
	errForeignForm = errors.New("the form is not of this session")
	errNoFile      = errors.New("no file was chosen")
)

// receive passes the file of a form on to the dossier as it arrives. The fields before the file must come first.
func (p *Portal) receive(c *gin.Context, v *visit, where place) (*upstream.Piece, error) {
	parts, err := c.Request.MultipartReader()
	if err != nil {
		return nil, errNoFile
	}
	fields := map[string]string{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, errNoFile
		}
		if err != nil {
			return nil, fmt.Errorf("read the upload: %w", err)
		}
		if part.FormName() == "file" {
			if !v.ours(fields["csrf"]) {
				return nil, errForeignForm
			}
			if part.FileName() == "" {
				return nil, errNoFile
			}
			return p.documents.AddFile(c.Request.Context(), v.token, keyFrom(fields["sleutel"]), where.dossierID, where.caseID, fields["kind"], part.FileName(), part)
		}
		if fields[part.FormName()], err = smallField(part); err != nil {
			return nil, err
		}
	}
}

func smallField(part *multipart.Part) (string, error) {
	value, err := io.ReadAll(io.LimitReader(part, maxFieldText))
	if err != nil {
		return "", fmt.Errorf("read the field %s of an upload: %w", part.FormName(), err)
	}
	return string(value), nil
}

// uploadProblem says in Dutch why a file was not added; ok is false when the problem is not with the file.
func uploadProblem(err error) (text string, ok bool) {
	var tooLarge *http.MaxBytesError
	switch status := upstream.Status(err); {
	case errors.Is(err, errNoFile):
		return "Kies eerst een bestand.", true
	case errors.As(err, &tooLarge), status == http.StatusRequestEntityTooLarge:
		return detailOf(err, "Dit bestand is groter dan 25 MB. Maak het kleiner en voeg het opnieuw toe."), true
	case status == http.StatusBadRequest, status == http.StatusUnsupportedMediaType, status == http.StatusForbidden, status == http.StatusConflict:
		return detailOf(err, "Dit bestand kan niet worden toegevoegd."), true
	}
	return "", false
}

// addToDraft adds a file to an application under construction.
func (p *Portal) addToDraft(c *gin.Context, v *visit) error {
	_, err := p.receive(c, v, place{c.Param("id"), c.Param("case")})
	back := draftAt(c) + "/" + page.StepDocuments
	if done, err := p.uploadFailed(c, v, err, back); done {
		return err
	}
	if c.GetHeader("HX-Request") == "" {
		c.Redirect(http.StatusSeeOther, back+"?gedaan=document")
		return nil
	}
	d, err := p.draft(c, v)
	if d == nil {
		return err
	}
	form := stepForm(d, page.StepDocuments)
	form.CSRF = v.session.CSRF
	p.show(c, http.StatusOK, page.DraftFileAdded(d.page(page.StepDocuments, form)))
	return nil
}

// uploadFailed answers for an upload that failed, and says whether it did.
func (p *Portal) uploadFailed(c *gin.Context, v *visit, err error, back string) (bool, error) {
	if err == nil {
		return false, nil
	}
	if errors.Is(err, errForeignForm) {
		p.stale(c, v)
		return true, nil
	}
	text, ok := uploadProblem(err)
	if !ok {
		return true, err
	}
	if c.GetHeader("HX-Request") != "" {
		p.show(c, http.StatusOK, page.UploadRefused(text))
		return true, nil
	}
	p.show(c, http.StatusBadRequest, page.RefusedWithWayBack(p.frame(c, v, "Niet toegevoegd"), "Het bestand is niet toegevoegd", text, back))
	return true, nil
}

// removeFromDraft takes a file away again.
func (p *Portal) removeFromDraft(c *gin.Context, v *visit) error {
	id := c.Param("id")
	if err := p.documents.RemovePiece(c.Request.Context(), v.token, id, c.PostForm("stuk")); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, draftAt(c)+"/"+page.StepDocuments+"?gedaan=document-weg")
	return nil
}

// addToCase adds a file to the dossier of a case.
func (p *Portal) addToCase(c *gin.Context, v *visit) error {
	found, err := p.cases.Get(c.Request.Context(), v.token, c.Param("id"))
	if err != nil {
		return err
	}
	_, err = p.receive(c, v, place{found.DossierID, found.ID})
	back := page.CaseHref(found.ID)
	if done, err := p.uploadFailed(c, v, err, back); done {
		return err
	}
	if c.GetHeader("HX-Request") == "" {
		c.Redirect(http.StatusSeeOther, back+"?gedaan=document#stukken-kop")
		return nil
	}
	shown, err := p.caseView(c, v)
	if err != nil {
		return err
	}
	p.show(c, http.StatusOK, page.CaseFileAdded(shown))
	return nil
}

// removeFromCase takes away a file that no act refers to.
func (p *Portal) removeFromCase(c *gin.Context, v *visit) error {
	found, err := p.cases.Get(c.Request.Context(), v.token, c.Param("id"))
	if err != nil {
		return err
	}
	if err := p.documents.RemovePiece(c.Request.Context(), v.token, found.DossierID, c.PostForm("stuk")); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, page.CaseHref(found.ID)+"?gedaan=document-weg")
	return nil
}
