package documents

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/gin-gonic/gin"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
)

// maxOverhead is what a multipart body may hold besides the file, in bytes.
const maxOverhead = 64 << 10

// keyPattern of an idempotency key, as edge.IdempotencyKey has it.
var keyPattern = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)

// upload streams a file into the dossier: fields "kind" and, if it is meant for one case, "caseId" first, then field "file".
func (s *Service) upload(c *gin.Context) {
	v, added, err := s.receive(c)
	if err != nil {
		// What is still coming is read and thrown away, within bounds: a browser that is cut off while sending shows no answer.
		_, _ = io.CopyN(io.Discard, c.Request.Body, 2*MaxFileSize)
		edge.Abort(c, err)
		return
	}
	c.Header("Location", c.Request.URL.Path+"/"+added.ID)
	c.JSON(http.StatusCreated, v.show(added))
}

func (s *Service) receive(c *gin.Context) (visit, Piece, error) {
	ctx := c.Request.Context()
	v, err := s.visit(ctx, c.Param("id"))
	if err != nil {
		return v, Piece{}, err
	}
	key := c.GetHeader("Idempotency-Key")
	if !keyPattern.MatchString(key) {
		return v, Piece{}, edge.BadRequest(edge.FieldProblem{Location: "header.Idempotency-Key", Message: "Stuur een Idempotency-Key mee van 8 tot 64 letters, cijfers, streepjes of liggende streepjes."})
	}
	if c.Request.ContentLength > MaxFileSize+maxOverhead {
		return v, Piece{}, errTooLarge()
	}
	sent, err := openForm(c.Request)
	if err != nil {
		return v, Piece{}, err
	}
	at, err := v.in(sent.caseID)
	if err != nil {
		return v, Piece{}, err
	}
	as, err := at.mayAdd(fileActs, sent.kind)
	if err != nil {
		return v, Piece{}, err
	}
	mediaType, content, err := recognise(sent.content)
	if err != nil {
		return v, Piece{}, err
	}
	file := Piece{
		DossierID: v.dossier.ID, Kind: sent.kind, Shape: File, Author: Who{v.person.Subject, as},
		Name: sent.name, MediaType: mediaType, CaseID: sent.caseID, CreatedAt: s.clock.Now(),
	}
	added, err := s.addOnce(ctx, key, file, content)
	return v, added, err
}

// sentFile is an upload of which the content still comes in.
type sentFile struct {
	kind    contract.Kind
	caseID  string
	name    string
	content io.Reader
}

// openForm reads a multipart body up to the content of its file.
func openForm(request *http.Request) (sentFile, error) {
	missing := func(location, message string) error {
		return edge.BadRequest(edge.FieldProblem{Location: location, Message: message})
	}
	query := request.URL.Query()
	sent := sentFile{kind: contract.Kind(query.Get("kind")), caseID: query.Get("caseId")}
	form, err := request.MultipartReader()
	if err != nil {
		return sent, edge.UnsupportedMedia("Stuur het bestand als multipart/form-data, met de velden kind en file.")
	}
	for {
		part, err := form.NextPart()
		if err != nil {
			return sent, missing("file", "Er is geen bestand meegestuurd. Kies een bestand.")
		}
		switch part.FormName() {
		case "kind":
			value, err := io.ReadAll(io.LimitReader(part, 64))
			if err != nil {
				return sent, missing("kind", "Het veld kind is niet leesbaar.")
			}
			sent.kind = contract.Kind(value)
		case "caseId":
			value, err := io.ReadAll(io.LimitReader(part, 64))
			if err != nil {
				return sent, missing("caseId", "Het veld caseId is niet leesbaar.")
			}
			sent.caseID = string(value)
		case "file":
			if sent.kind == "" {
				return sent, missing("kind", "Kies wat voor stuk dit is, vóór het bestand.")
			}
			sent.name, sent.content = cleanName(part.FileName()), &limited{from: part, left: MaxFileSize}
			return sent, nil
		}
	}
}

// cleanName keeps of a file name what can be shown and saved everywhere.
func cleanName(name string) string {
	clean := strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, name))
	if runes := []rune(clean); len(runes) > 150 {
		clean = string(runes[len(runes)-150:]) // the end has the extension
	}
	if clean == "" {
		return "bestand"
	}
	return clean
}

// addOnce stores the file under the id that the idempotency key claims. The same again gives the same file; another
// content with the same key is refused.
func (s *Service) addOnce(ctx context.Context, key string, file Piece, content io.Reader) (Piece, error) {
	request := append([]string{"create-document", file.DossierID, string(file.Kind), file.Name}, given(file.CaseID)...)
	claim, err := s.once(ctx, key, pieceIDLength, request...)
	if err != nil {
		return Piece{}, err
	}
	file.ID = claim.ID
	there, err := s.store.Piece(ctx, file.DossierID, file.ID)
	switch {
	case err == nil:
		return there, s.sameContent(ctx, there, content)
	case !errors.Is(err, ErrNotFound):
		return Piece{}, err
	case claim.Done:
		return Piece{}, pieceNotFound() // it was there, and was deleted since
	}
	added, err := s.store.AddFile(ctx, file, content)
	if err != nil {
		return Piece{}, err
	}
	return added, s.store.Fulfil(ctx, claim.Key)
}

// sameContent compares what comes in with what is there, part by part.
func (s *Service) sameContent(ctx context.Context, there Piece, content io.Reader) error {
	stored, err := s.store.Content(ctx, there)
	if err != nil {
		return err
	}
	defer stored.Close()
	left, right := make([]byte, chunkSize), make([]byte, chunkSize)
	for {
		n, storedErr := fill(stored, left)
		m, sentErr := fill(content, right)
		switch {
		case storedErr != nil && !errors.Is(storedErr, io.EOF):
			return storedErr
		case sentErr != nil && !errors.Is(sentErr, io.EOF):
			return sentErr
		case !bytes.Equal(left[:n], right[:m]):
			return edge.Conflict("Deze Idempotency-Key is al gebruikt voor een ander bestand. Kies een nieuwe.")
		case storedErr != nil:
			return nil // both ended
		}
	}
}

// download streams a file or letter out.
func (s *Service) download(c *gin.Context) {
	ctx := c.Request.Context()
	v, err := s.visit(ctx, c.Param("id"))
	if err != nil {
		edge.Abort(c, err)
		return
	}
	file, err := v.piece(ctx, c.Param("pieceId"), File, Letter)
	if err != nil {
		edge.Abort(c, err)
		return
	}
	if err := v.notePiece(ctx, Download, file); err != nil {
		edge.Abort(c, err)
		return
	}
	content, err := s.store.Content(ctx, file)
	if err != nil {
		edge.Abort(c, err)
		return
	}
	defer content.Close()
	// The first part is opened before the answer begins, so that what cannot be read still becomes a problem.
	first := make([]byte, 1)
	n, err := fill(content, first)
	if err != nil && !errors.Is(err, io.EOF) {
		edge.Abort(c, err)
		return
	}
	announce(c, file)
	if _, err := io.Copy(c.Writer, io.MultiReader(bytes.NewReader(first[:n]), content)); err != nil {
		_ = c.Error(fmt.Errorf("send piece %s: %w", file.ID, err))
		panic(http.ErrAbortHandler) // the reader must not take half a file for a whole one
	}
	proven := []evidence.Kind{evidence.Opened, evidence.Downloaded}
	if c.Query("inline") == "true" {
		proven = proven[:1]
	}
	v.proveRead(ctx, file, proven...)
}

// announce sets the headers of a download: a browser may show only what is harmless, and nothing in it may run.
func announce(c *gin.Context, file Piece) {
	disposition := "attachment"
	if c.Query("inline") == "true" && slices.Contains(inline, file.MediaType) {
		disposition = "inline"
	}
	c.Header("Content-Type", file.MediaType)
	c.Header("Content-Length", strconv.FormatInt(file.Size, 10))
	c.Header("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": file.Name}))
	c.Header("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
	c.Status(http.StatusOK)
}
