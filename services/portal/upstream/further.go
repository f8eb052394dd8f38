package upstream

import (
	"context"
	"net/http"
	"time"
)

// Further is an application for a next TLV of a pupil who has a dossier already, started from another case. What was known is filled in.
type Further struct {
	FurtherHead
	Application ApplicationForm `json:"application"`
	// HasGroeidocument says that one goes along, or was added.
	HasGroeidocument bool `json:"hasGroeidocument"`
}

// FurtherHead is such an application in a list.
type FurtherHead struct {
	// CaseID is the id that its case has, or will have.
	CaseID     string `json:"caseId"`
	DossierID  string `json:"dossierId"`
	FromCaseID string `json:"fromCaseId"`
	// FromProcedure is that of the case from which it was started.
	FromProcedure string    `json:"fromProcedure"`
	SchoolID      string    `json:"schoolId"`
	Label         string    `json:"label"`
	UpdatedAt     time.Time `json:"updatedAt"`
	UpdatedByMe   bool      `json:"updatedByMe"`
}

// StartApplication makes the draft of an application from a case, or gives the one that there is.
func (d *Documents) StartApplication(ctx context.Context, token, key, dossierID, fromCaseID string) (*Further, error) {
	var answer Further
	_, err := d.json(ctx, call{
		method: http.MethodPost, path: dossierPath(dossierID) + "/applications", token: token, headers: idempotent(key),
		body: map[string]string{"fromCaseId": fromCaseID},
	}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// ApplicationOf returns the form of a case as last saved, and its entity tag.
func (d *Documents) ApplicationOf(ctx context.Context, token, dossierID, caseID string) (*Further, string, error) {
	var answer Further
	header, err := d.json(ctx, call{method: http.MethodGet, path: applicationPath(dossierID, caseID), token: token}, &answer)
	if err != nil {
		return nil, "", err
	}
	return &answer, header.Get("ETag"), nil
}

// SaveApplicationOf saves the whole form, unless someone saved since the given entity tag (status 412). It returns the new tag.
func (d *Documents) SaveApplicationOf(ctx context.Context, token, dossierID, caseID, etag string, form *ApplicationForm) (string, error) {
	header, err := d.json(ctx, call{
		method: http.MethodPut, path: applicationPath(dossierID, caseID), token: token, body: form, headers: map[string]string{"If-Match": etag},
	}, nil)
	if err != nil {
		return "", err
	}
	return header.Get("ETag"), nil
}

// DiscardApplication destroys the draft of an application; the dossier stays.
func (d *Documents) DiscardApplication(ctx context.Context, token, dossierID, caseID string) error {
	_, err := d.json(ctx, call{method: http.MethodDelete, path: applicationPath(dossierID, caseID), token: token}, nil)
	return err
}

func applicationPath(dossierID, caseID string) string {
	return dossierPath(dossierID) + "/applications/" + segment(caseID)
}
