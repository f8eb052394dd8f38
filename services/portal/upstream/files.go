package upstream

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
)

// AddFile streams a file into the dossier, for a case when that is not empty; it is never whole in memory.
func (d *Documents) AddFile(ctx context.Context, token, key, id, caseID, kind, name string, content io.Reader) (*Piece, error) {
	query := url.Values{}
	set(query, "caseId", caseID)
	reader, writer := io.Pipe()
	form := multipart.NewWriter(writer)
	go func() {
		writer.CloseWithError(writeFile(form, kind, name, content))
	}()
	// Ending the reading ends the writing, also when the call fails half-way.
	defer reader.Close()
	request, err := d.request(ctx, call{
		method: http.MethodPost, path: dossierPath(id) + "/documents", query: query, token: token, headers: idempotent(key),
	}, reader)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	response, err := d.send(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var piece Piece
	if err := json.NewDecoder(io.LimitReader(response.Body, maxAnswer)).Decode(&piece); err != nil {
		return nil, fmt.Errorf("read the answer to an upload: %w", err)
	}
	return &piece, nil
}

func writeFile(form *multipart.Writer, kind, name string, content io.Reader) error {
	if err := form.WriteField("kind", kind); err != nil {
		return err
	}
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		return err
	}
	if _, err := io.Copy(part, content); err != nil {
		return err
	}
	return form.Close()
}

// Content opens a file or letter. The caller closes the body. Inline asks for showing it rather than keeping it.
func (d *Documents) Content(ctx context.Context, token, id, documentID string, inline bool) (*http.Response, error) {
	query := url.Values{}
	if inline {
		query.Set("inline", "true")
	}
	return d.do(ctx, call{
		method: http.MethodGet, path: dossierPath(id) + "/documents/" + segment(documentID) + "/content", query: query, token: token,
	})
}
