package journey

import (
	"context"
	"fmt"
	"net/http"
)

// Further is the draft of an application that is started from another case of the same pupil. It is filled in already.
type Further struct {
	CaseID           string      `json:"caseId"`
	DossierID        string      `json:"dossierId"`
	FromCaseID       string      `json:"fromCaseId"`
	FromProcedure    string      `json:"fromProcedure"`
	SchoolID         string      `json:"schoolId"`
	Application      Application `json:"application"`
	HasGroeidocument bool        `json:"hasGroeidocument"`
}

// StartFurther starts a TLV application from a case, or finds the draft that there is.
func (p Person) StartFurther(ctx context.Context, key, dossier, fromCase string) (Further, error) {
	var made Further
	_, err := p.Do(ctx, Request{
		Method: http.MethodPost, URL: p.Documents + "/v1/dossiers/" + dossier + "/applications", Key: key, Body: map[string]string{"fromCaseId": fromCase},
	}, &made)
	return made, err
}

// SaveFurther writes the form of such a draft.
func (p Person) SaveFurther(ctx context.Context, dossier, caseID string, form Application) error {
	return p.save(ctx, p.Documents+"/v1/dossiers/"+dossier+"/applications/"+caseID, form)
}

// Application is a TLV application of an account, for its school, that is started from this case. Its first step is DraftFurther.
func (c *Course) Application(key, account, school string) *Story {
	return &Story{
		Traject: c.Traject, Key: key, School: account, SchoolID: school, From: c.CaseID, Dossier: c.DossierID, Today: inAmsterdam(c.Today),
	}
}

// DraftFurther takes over the form that is filled in already, and changes only what is new.
func DraftFurther(change func(*Application)) Step {
	return Step{"draft from here", func(ctx context.Context, s *Story) error {
		school := s.As(s.School)
		draft, err := school.StartFurther(ctx, s.key("draft"), s.Dossier, s.From)
		if Status(err) == http.StatusConflict {
			return s.resume(ctx)
		}
		if err != nil {
			return err
		}
		s.CaseID, s.Form = draft.CaseID, draft.Application
		change(&s.Form)
		return school.SaveFurther(ctx, s.Dossier, s.CaseID, s.Form)
	}}
}

// resume finds the application that was handed in when the story was told before: then nothing is left to draft.
func (s *Story) resume(ctx context.Context) error {
	school := s.As(s.School)
	from, err := school.Case(ctx, s.From)
	if err != nil {
		return err
	}
	if from.Plaatsing == nil || len(from.Plaatsing.ApplicationCaseIDs) != 1 {
		return fmt.Errorf("case %s knows of no application that was started from it", s.From)
	}
	s.CaseID = from.Plaatsing.ApplicationCaseIDs[0]
	var known Further
	err = school.Get(ctx, s.Documents+"/v1/dossiers/"+s.Dossier+"/applications/"+s.CaseID, &known)
	s.Form = known.Application
	return err
}

// Explained fills in what only the school that applies can say, and which of the conditions of a direct application are met.
func Explained(form *Application) {
	form.GatesMet = []string{"basisondersteuning-shown"}
	form.Explanation = map[string]string{
		"process": "De leerling krijgt hulp in een kleine groep, en leert daar.",
		"views":   "School en ouders zijn het eens over wat nu nodig is.",
		"network": "In het eigen netwerk is gezocht naar een plek.",
		"basis":   "De basisondersteuning is ingezet en geëvalueerd.",
	}
}

// Joined says that two dossiers are of one pupil.
type Joined struct {
	ID         string   `json:"id"`
	DossierIDs []string `json:"dossierIds"`
	Reason     string   `json:"reason"`
}

// Known is the pupil of a dossier: what there is on the same child.
type Known struct {
	DossierIDs []string `json:"dossierIds"`
	Label      string   `json:"label"`
	Cases      []struct {
		CaseID    string `json:"caseId"`
		Procedure string `json:"procedure"`
		DossierID string `json:"dossierId"`
		Closed    bool   `json:"closed"`
	} `json:"cases"`
	Merges     []Joined `json:"merges"`
	Candidates []struct {
		DossierID string `json:"dossierId"`
		SchoolID  string `json:"schoolId"`
	} `json:"candidates"`
}

// Pupil of a dossier.
func (p Person) Pupil(ctx context.Context, dossier string) (Known, error) {
	var known Known
	err := p.Get(ctx, p.Documents+"/v1/dossiers/"+dossier+"/pupil", &known)
	return known, err
}

// Merge says that another dossier is of the same pupil, and why.
func (p Person) Merge(ctx context.Context, key, dossier, other, reason string) (Joined, error) {
	var made Joined
	_, err := p.Do(ctx, Request{
		Method: http.MethodPost, URL: p.Documents + "/v1/dossiers/" + dossier + "/merges", Key: key,
		Body: map[string]string{"otherDossierId": other, "reason": reason},
	}, &made)
	return made, err
}

// Unmerge takes that back.
func (p Person) Unmerge(ctx context.Context, key, dossier, merge string) error {
	_, err := p.Do(ctx, Request{Method: http.MethodDelete, URL: p.Documents + "/v1/dossiers/" + dossier + "/merges/" + merge, Key: key}, nil)
	return err
}

// PupilLine is a line of the timeline of a pupil.
type PupilLine struct {
	Line
	CaseID    string `json:"caseId"`
	Procedure string `json:"procedure"`
}

// TimelineOf a pupil: the lines of the cases of this dossier, the newest first.
func (p Person) TimelineOf(ctx context.Context, dossier string) ([]PupilLine, error) {
	var found struct {
		Lines []PupilLine `json:"lines"`
	}
	err := p.Get(ctx, p.Cases+"/v1/pupils/"+dossier+"/timeline?limit=200", &found)
	return found.Lines, err
}
