package portal

import (
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
)

// passedOn are the headers of a file that say what it is.
var passedOn = []string{"Content-Type", "Content-Length", "Content-Disposition"}

// download streams a file or letter.
func (p *Portal) download(c *gin.Context, v *visit) error {
	found, err := p.cases.Get(c.Request.Context(), v.token, c.Param("id"))
	if err != nil {
		return err
	}
	response, err := p.documents.Content(c.Request.Context(), v.token, found.DossierID, c.Param("piece"), c.Query("bewaren") == "")
	if err != nil {
		return err
	}
	defer response.Body.Close()
	p.openedCase(c, v, found.ID, c.Param("piece"))
	return passOn(c, response)
}

// passOn streams a file to the browser. What someone else sent runs nothing and reaches nothing.
func passOn(c *gin.Context, response *http.Response) error {
	for _, name := range passedOn {
		if value := response.Header.Get(name); value != "" {
			c.Header(name, value)
		}
	}
	c.Header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox; frame-ancestors 'none'")
	c.Status(http.StatusOK)
	if _, err := io.Copy(c.Writer, response.Body); err != nil {
		// The headers are out: only breaking off tells the browser that the file is not whole.
		panic(http.ErrAbortHandler)
	}
	return nil
}

// showText shows a text of the dossier.
func (p *Portal) showText(c *gin.Context, v *visit) error {
	found, err := p.cases.Get(c.Request.Context(), v.token, c.Param("id"))
	if err != nil {
		return err
	}
	piece, err := p.documents.Text(c.Request.Context(), v.token, found.DossierID, c.Param("piece"))
	if err != nil {
		return err
	}
	p.show(c, http.StatusOK, page.ShowText(p.frame(c, v, page.PieceWord(piece.Kind)), found.ID, piece))
	return nil
}

// showApplication shows the application as it was handed in.
func (p *Portal) showApplication(c *gin.Context, v *visit) error {
	ctx := c.Request.Context()
	found, err := p.cases.Get(ctx, v.token, c.Param("id"))
	if err != nil {
		return err
	}
	form, err := p.applicationOf(ctx, v, found)
	if err != nil {
		return err
	}
	schools, err := p.schoolNames(ctx, v)
	if err != nil {
		return err
	}
	p.show(c, http.StatusOK, page.ReadApplication(p.frame(c, v, "De aanvraag"), found.ID,
		schoolName(schools, found.ApplicantSchoolID), schoolName(schools, form.ReceivingSchoolID), form))
	return nil
}

// accessLog shows who read what of the dossier.
func (p *Portal) accessLog(c *gin.Context, v *visit) error {
	ctx := c.Request.Context()
	found, err := p.cases.Get(ctx, v.token, c.Param("id"))
	if err != nil {
		return err
	}
	lines, err := p.documents.AccessLog(ctx, v.token, found.DossierID)
	if err != nil {
		return err
	}
	dossier, err := p.documents.Dossier(ctx, v.token, found.DossierID, found.ID)
	if err != nil {
		return err
	}
	schools, err := p.schoolNames(ctx, v)
	if err != nil {
		return err
	}
	p.show(c, http.StatusOK, page.AccessLog(p.frame(c, v, "Wie heeft het dossier bekeken"), found.ID, dossier, lines, func(party string) string {
		return partyName(schools, party)
	}))
	return nil
}
