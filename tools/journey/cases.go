package journey

import (
	"context"
	"net/http"
	"time"
)

// Accepted is the answer to an act.
type Accepted struct {
	CaseID  string `json:"caseId"`
	Version int64  `json:"version"`
}

// Case as a person sees it: what the stories and the tests look at.
type Case struct {
	ID        string   `json:"id"`
	Version   int64    `json:"version"`
	Phase     string   `json:"phase"`
	Status    string   `json:"status"`
	Acting    string   `json:"acting"`
	Closed    bool     `json:"closed"`
	DossierID string   `json:"dossierId"`
	As        []string `json:"as"`
	Tasks     []Task   `json:"tasks"`
	Terms     []Term   `json:"terms"`
	Timeline  []Line   `json:"timeline"`
	Acts      []struct {
		Act  string `json:"act"`
		Path string `json:"path"`
	} `json:"acts"`
	TLV *struct {
		Outcome string `json:"outcome"`
		Advices []struct {
			ExpertID   string `json:"expertId"`
			Admissible *bool  `json:"admissible"`
		} `json:"advices"`
		Decision *struct {
			Granted     bool     `json:"granted"`
			TLVNumber   string   `json:"tlvNumber"`
			DecidedOn   string   `json:"decidedOn"`
			AnnouncedOn string   `json:"announcedOn"`
			LetterIDs   []string `json:"letterIds"`
		} `json:"decision"`
	} `json:"tlv"`
}

// Task of a case.
type Task struct {
	ID       string     `json:"id"`
	Kind     string     `json:"kind"`
	Party    string     `json:"party"`
	Mine     bool       `json:"mine"`
	Title    string     `json:"title"`
	Reason   string     `json:"reason"`
	Basis    string     `json:"basis"`
	DueOn    string     `json:"dueOn"`
	ClosedAt *time.Time `json:"closedAt"`
	CaseID   string     `json:"caseId"`
}

// Term of a case.
type Term struct {
	ID        string   `json:"id"`
	Kind      string   `json:"kind"`
	Basis     string   `json:"basis"`
	EventOn   string   `json:"eventOn"`
	PlannedOn string   `json:"plannedOn"`
	LastOn    string   `json:"lastOn"`
	Suspended bool     `json:"suspended"`
	Steps     []string `json:"steps"`
	MetOn     string   `json:"metOn"`
	Ended     bool     `json:"ended"`
}

// Line of a timeline.
type Line struct {
	Version int64     `json:"version"`
	At      time.Time `json:"at"`
	Kind    string    `json:"kind"`
	Text    string    `json:"text"`
	By      string    `json:"by"`
}

// RegisterLine is a TLV that was given.
type RegisterLine struct {
	TLVNumber string `json:"tlvNumber"`
	CaseID    string `json:"caseId"`
}

// Case reads a case.
func (p Person) Case(ctx context.Context, id string) (Case, error) {
	var c Case
	err := p.Get(ctx, p.Traject.Cases+"/v1/cases/"+id, &c)
	return c, err
}

// MyCases lists the ids of the person's cases.
func (p Person) MyCases(ctx context.Context) ([]string, error) {
	var list struct {
		Cases []struct {
			ID string `json:"id"`
		} `json:"cases"`
	}
	if err := p.Get(ctx, p.Traject.Cases+"/v1/cases?limit=200", &list); err != nil {
		return nil, err
	}
	ids := make([]string, len(list.Cases))
	for i, c := range list.Cases {
		ids[i] = c.ID
	}
	return ids, nil
}

// Register lists the TLVs that were given.
func (p Person) Register(ctx context.Context) ([]RegisterLine, error) {
	var list struct {
		TLVs []RegisterLine `json:"tlvs"`
	}
	err := p.Get(ctx, p.Traject.Cases+"/v1/tlv-register", &list)
	return list.TLVs, err
}

// Submit hands in an application.
func (p Person) Submit(ctx context.Context, key string, body any) (Accepted, error) {
	var accepted Accepted
	_, err := p.Do(ctx, Request{Method: http.MethodPost, URL: p.Traject.Cases + "/v1/cases", Key: key, Body: body}, &accepted)
	return accepted, err
}

// Act does an act by the last part of its path, such as "competence".
func (p Person) Act(ctx context.Context, caseID, key, act string, body any) (Accepted, error) {
	var accepted Accepted
	_, err := p.Do(ctx, Request{Method: http.MethodPost, URL: p.Traject.Cases + "/v1/cases/" + caseID + "/" + act, Key: key, Body: body}, &accepted)
	return accepted, err
}
