package portal

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
)

// place is where a paper goes: the dossier, and the case that it is meant for; empty when that is still to be started.
type place struct{ dossierID, caseID string }

// filed is for forms that can carry a file besides answers. The handler reads those with answersOf.
func (p *Portal) filed(handle pageFunc) gin.HandlerFunc {
	plain, withFile := p.form(handle), p.upload(handle)
	return func(c *gin.Context) {
		if c.ContentType() == gin.MIMEMultipartPOSTForm {
			withFile(c)
			return
		}
		plain(c)
	}
}

// answersOf reads the answers of a form. A file in it goes to the dossier as it arrives; the input of the file then holds the id
// of the piece, so that it is not lost when something else is wrong. What is wrong with the file itself comes back as a problem.
func (p *Portal) answersOf(c *gin.Context, v *visit, where place, file *fileField) (url.Values, []page.FieldError, error) {
	if c.ContentType() != gin.MIMEMultipartPOSTForm {
		return c.Request.PostForm, nil, nil
	}
	parts, err := c.Request.MultipartReader()
	if err != nil {
		return nil, nil, fmt.Errorf("read a form with a file: %w", err)
	}
	given, left := url.Values{}, int64(maxForm)
	var wrong []page.FieldError
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if text, ok := uploadProblem(err); ok && file != nil {
			wrong = append(wrong, page.FieldError{Field: file.field, Message: text})
			break
		}
		if err != nil {
			return nil, nil, fmt.Errorf("read a form with a file: %w", err)
		}
		if part.FormName() == "bestand" {
			if !v.ours(given.Get("csrf")) {
				return nil, nil, errForeignForm
			}
			problem, err := p.keepFile(c, v, where, file, given, part)
			if err != nil {
				return nil, nil, err
			}
			wrong = append(wrong, problem...)
			continue
		}
		value, err := io.ReadAll(io.LimitReader(part, left))
		if err != nil {
			return nil, nil, fmt.Errorf("read the field %s of a form: %w", part.FormName(), err)
		}
		left -= int64(len(value))
		given.Add(part.FormName(), string(value))
	}
	if !v.ours(given.Get("csrf")) {
		return nil, nil, errForeignForm
	}
	return given, wrong, nil
}

// keepFile puts the file of a form in the dossier. Its key follows from the form and the file, so that sending the form twice adds
// it once.
func (p *Portal) keepFile(
	c *gin.Context, v *visit, where place, file *fileField, given url.Values, part *multipart.Part,
) ([]page.FieldError, error) {
	if part.FileName() == "" || file == nil {
		return nil, nil
	}
	which := fingerprint(part.FileName() + "/" + strconv.FormatInt(c.Request.ContentLength, 10))
	key := partKey(keyFrom(given.Get("sleutel")), which)
	piece, err := p.documents.AddFile(c.Request.Context(), v.token, key, where.dossierID, where.caseID, file.kind, part.FileName(), part)
	if err == nil {
		given.Set(file.field, piece.ID)
		return nil, nil
	}
	if text, ok := uploadProblem(err); ok {
		// What is left of a file that was refused is not read into anything.
		_, err = io.Copy(io.Discard, part)
		var tooLarge *http.MaxBytesError
		if err != nil && !errors.As(err, &tooLarge) {
			return nil, fmt.Errorf("read past a refused file: %w", err)
		}
		return []page.FieldError{{Field: file.field, Message: text}}, nil
	}
	return nil, err
}
