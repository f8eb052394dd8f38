package upstream

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// WholePupil is what the person may know of a pupil over all dossiers and cases.
type WholePupil struct {
	// DossierIDs, the one that was asked for first.
	DossierIDs []string `json:"dossierIds"`
	// Label is the name of the pupil; empty for who may not know it.
	Label string      `json:"label"`
	Cases []PupilCase `json:"cases"`
	// Merges and Candidates are for the office only.
	Merges     []Merge     `json:"merges"`
	Candidates []Candidate `json:"candidates"`
}

// PupilCase is a case of a pupil.
type PupilCase struct {
	CaseID    string `json:"caseId"`
	Procedure string `json:"procedure"`
	DossierID string `json:"dossierId"`
	Closed    bool   `json:"closed"`
}

// Merge says that dossiers are of one pupil.
type Merge struct {
	ID         string    `json:"id"`
	DossierIDs []string  `json:"dossierIds"`
	Reason     string    `json:"reason"`
	At         time.Time `json:"at"`
}

// Candidate is another dossier with the same name and birth date.
type Candidate struct {
	DossierID string      `json:"dossierId"`
	SchoolID  string      `json:"schoolId"`
	Label     string      `json:"label"`
	Cases     []PupilCase `json:"cases"`
}

// WholePupil returns the dossiers and cases of the pupil of a dossier in which the person has a part.
func (d *Documents) WholePupil(ctx context.Context, token, dossierID string) (*WholePupil, error) {
	var answer WholePupil
	_, err := d.json(ctx, call{method: http.MethodGet, path: dossierPath(dossierID) + "/pupil", token: token}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// MergeDossiers says that two dossiers are of one pupil.
func (d *Documents) MergeDossiers(ctx context.Context, token, key, dossierID, otherID, reason string) error {
	_, err := d.json(ctx, call{
		method: http.MethodPost, path: dossierPath(dossierID) + "/merges", token: token, headers: idempotent(key),
		body: map[string]string{"otherDossierId": otherID, "reason": reason},
	}, nil)
	return err
}

// UndoMerge takes a merge back.
func (d *Documents) UndoMerge(ctx context.Context, token, dossierID, mergeID string) error {
	_, err := d.json(ctx, call{method: http.MethodDelete, path: dossierPath(dossierID) + "/merges/" + segment(mergeID), token: token}, nil)
	return err
}

// PupilLine is a line in the story of a pupil, with the case that it is of.
type PupilLine struct {
	TimelineEntry
	CaseID    string `json:"caseId"`
	Procedure string `json:"procedure"`
}

// PupilTimeline returns the lines of all cases of a pupil in which the person has a part, the newest first, and how many there are in all.
func (c *Cases) PupilTimeline(ctx context.Context, token, dossierID string, caseIDs []string) ([]PupilLine, int, error) {
	query := url.Values{}
	set(query, "cases", strings.Join(caseIDs, ","))
	var answer struct {
		Lines []PupilLine `json:"lines"`
		Total int         `json:"total"`
	}
	_, err := c.json(ctx, call{method: http.MethodGet, path: "/v1/pupils/" + segment(dossierID) + "/timeline", query: query, token: token}, &answer)
	return answer.Lines, answer.Total, err
}
