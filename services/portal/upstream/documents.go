package upstream

import (
	"context"
	"net/http"
	"net/url"
)

// Documents is the documents service, which keeps the sealed dossiers.
type Documents struct{ service }

// NewDocuments makes a client for the service at base.
func NewDocuments(base string, client *http.Client) *Documents {
	return &Documents{service{base, client}}
}

// Drafts returns the applications that the person's school has begun and not yet sent: those with a new dossier, and those of pupils who
// have one already.
func (d *Documents) Drafts(ctx context.Context, token string) ([]DossierHead, []FurtherHead, error) {
	var answer struct {
		Dossiers     []DossierHead `json:"dossiers"`
		Applications []FurtherHead `json:"applications"`
	}
	_, err := d.json(ctx, call{
		method: http.MethodGet, path: "/v1/dossiers", query: url.Values{"state": {"draft"}}, token: token,
	}, &answer)
	return answer.Dossiers, answer.Applications, err
}

// Create starts a dossier for a new application of the school.
func (d *Documents) Create(ctx context.Context, token, key, schoolID string) (*DossierHead, error) {
	var answer DossierHead
	_, err := d.json(ctx, call{
		method: http.MethodPost, path: "/v1/dossiers", token: token, headers: idempotent(key),
		body: map[string]string{"schoolId": schoolID},
	}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// Discard destroys a draft.
func (d *Documents) Discard(ctx context.Context, token, id string) error {
	_, err := d.json(ctx, call{method: http.MethodDelete, path: dossierPath(id), token: token}, nil)
	return err
}

// Application returns the form as last saved, and its entity tag.
func (d *Documents) Application(ctx context.Context, token, id string) (*ApplicationForm, string, error) {
	var answer ApplicationForm
	header, err := d.json(ctx, call{method: http.MethodGet, path: dossierPath(id) + "/application", token: token}, &answer)
	if err != nil {
		return nil, "", err
	}
	return &answer, header.Get("ETag"), nil
}

// SaveApplication saves the whole form, unless someone saved since the given entity tag (status 412). It returns the new tag.
func (d *Documents) SaveApplication(ctx context.Context, token, id, etag string, form *ApplicationForm) (string, error) {
	var answer struct {
		ETag string `json:"etag"`
	}
	header, err := d.json(ctx, call{
		method: http.MethodPut, path: dossierPath(id) + "/application", token: token, body: form,
		headers: map[string]string{"If-Match": etag},
	}, &answer)
	if err != nil {
		return "", err
	}
	return header.Get("ETag"), nil
}

// Dossier returns what the person may see of the dossier; with a case, only the papers of that case.
func (d *Documents) Dossier(ctx context.Context, token, id, caseID string) (*Dossier, error) {
	query := url.Values{}
	set(query, "caseId", caseID)
	var answer Dossier
	_, err := d.json(ctx, call{method: http.MethodGet, path: dossierPath(id), query: query, token: token}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// maxLabels is how many labels one call may ask.
const maxLabels = 200

// Labels returns the names of the pupils of the given dossiers, as far as the person may know them.
func (d *Documents) Labels(ctx context.Context, token string, ids []string) (map[string]string, error) {
	labels := make(map[string]string, len(ids))
	for start := 0; start < len(ids); start += maxLabels {
		var answer struct {
			Labels []struct {
				ID    string `json:"id"`
				Label string `json:"label"`
			} `json:"labels"`
		}
		_, err := d.json(ctx, call{
			method: http.MethodPost, path: "/v1/dossiers/_labels", token: token, again: true,
			body: map[string]any{"ids": ids[start:min(start+maxLabels, len(ids))]},
		}, &answer)
		if err != nil {
			return nil, err
		}
		for _, label := range answer.Labels {
			labels[label.ID] = label.Label
		}
	}
	return labels, nil
}

// AddText writes a text piece, which an act on the case can then refer to; the case is empty for an act that starts one.
func (d *Documents) AddText(ctx context.Context, token, key, id, caseID, kind, text string) (*Piece, error) {
	var answer Piece
	body := map[string]string{"kind": kind, "text": text}
	if caseID != "" {
		body["caseId"] = caseID
	}
	_, err := d.json(ctx, call{
		method: http.MethodPost, path: dossierPath(id) + "/texts", token: token, headers: idempotent(key),
		body: body,
	}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// Text returns a text piece with its words.
func (d *Documents) Text(ctx context.Context, token, id, textID string) (*Piece, error) {
	var answer Piece
	_, err := d.json(ctx, call{method: http.MethodGet, path: dossierPath(id) + "/texts/" + segment(textID), token: token}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// RemovePiece takes away a piece of the person's own party that no act refers to yet.
func (d *Documents) RemovePiece(ctx context.Context, token, id, pieceID string) error {
	_, err := d.json(ctx, call{method: http.MethodDelete, path: dossierPath(id) + "/documents/" + segment(pieceID), token: token}, nil)
	return err
}

// AccessLog returns who read what in the dossier.
func (d *Documents) AccessLog(ctx context.Context, token, id string) ([]AccessLine, error) {
	var answer struct {
		Lines []AccessLine `json:"lines"`
	}
	_, err := d.json(ctx, call{method: http.MethodGet, path: dossierPath(id) + "/access-log", token: token}, &answer)
	return answer.Lines, err
}

func dossierPath(id string) string { return "/v1/dossiers/" + segment(id) }

func idempotent(key string) map[string]string { return map[string]string{"Idempotency-Key": key} }
