package journey

import (
	"context"
	"net/http"
	"time"
)

// OpenTerm is a term in the list of the region.
type OpenTerm struct {
	CaseID    string `json:"caseId"`
	Procedure string `json:"procedure"`
	TermID    string `json:"termId"`
	Kind      string `json:"kind"`
	PlannedOn string `json:"plannedOn"`
	Suspended bool   `json:"suspended"`
	DaysLeft  *int   `json:"daysLeft"`
	Risk      string `json:"risk"`
}

// OpenTerms lists the terms that run, those with the most risk first. The query may be empty.
func (p Person) OpenTerms(ctx context.Context, query string) ([]OpenTerm, error) {
	var list struct {
		Terms []OpenTerm `json:"terms"`
	}
	err := p.Get(ctx, p.Cases+"/v1/terms"+query, &list)
	return list.Terms, err
}

// Penalties is what the dwangsommen come to, now and on a later day if nothing happens.
type Penalties struct {
	AsOf  string `json:"asOf"`
	Until string `json:"until"`
	Items []struct {
		CaseID     string `json:"caseId"`
		NoticeID   string `json:"noticeId"`
		Judgement  string `json:"judgement"`
		FirstDay   string `json:"firstDay"`
		LastDay    string `json:"lastDay"`
		EurosNow   int    `json:"eurosNow"`
		DaysUntil  int    `json:"daysUntil"`
		EurosUntil int    `json:"eurosUntil"`
	} `json:"items"`
	EurosNow   int `json:"eurosNow"`
	EurosUntil int `json:"eurosUntil"`
}

// Penalties until a day (ISO 8601); empty for the day that the service chooses.
func (p Person) Penalties(ctx context.Context, until string) (Penalties, error) {
	url := p.Cases + "/v1/penalties"
	if until != "" {
		url += "?until=" + until
	}
	var found Penalties
	err := p.Get(ctx, url, &found)
	return found, err
}

// Escalation is what a person was told because something is late.
type Escalation struct {
	// ID is opaque, and also that of the event to the system of a municipality.
	ID        string          `json:"id"`
	CaseID    string          `json:"caseId"`
	Procedure string          `json:"procedure"`
	Title     string          `json:"title"`
	DueOn     string          `json:"dueOn"`
	DaysLate  int             `json:"daysLate"`
	Over      bool            `json:"over"`
	Contact   string          `json:"contact"`
	Asks      string          `json:"asks"`
	AnswerOn  string          `json:"answerOn"`
	Subject   string          `json:"subject"`
	MayAnswer bool            `json:"mayAnswer"`
	Answers   []PartnerAnswer `json:"answers"`
}

// PartnerAnswer is what an outsider answered to what it was told.
type PartnerAnswer struct {
	Party    string    `json:"party"`
	At       time.Time `json:"at"`
	Response string    `json:"response"`
	TextID   string    `json:"textId"`
	Mine     bool      `json:"mine"`
}

// Escalations that the person was told of.
func (p Person) Escalations(ctx context.Context) ([]Escalation, error) {
	var list struct {
		Escalations []Escalation `json:"escalations"`
	}
	err := p.Get(ctx, p.Cases+"/v1/escalations", &list)
	return list.Escalations, err
}

// CalendarLink lets a calendar program read the dates of a person. Path and Token are known when it is made, and never again.
type CalendarLink struct {
	ID        string    `json:"id"`
	CreatedAt time.Time `json:"createdAt"`
	ExpiresOn string    `json:"expiresOn"`
	Parties   []string  `json:"parties"`
	Path      string    `json:"path"`
	Token     string    `json:"token"`
}

// MakeCalendarLink makes one.
func (p Person) MakeCalendarLink(ctx context.Context, key string) (CalendarLink, error) {
	var made CalendarLink
	_, err := p.Do(ctx, Request{Method: http.MethodPost, URL: p.Cases + "/v1/calendar-links", Key: key, Body: map[string]any{}}, &made)
	return made, err
}

// CalendarLinks lists the person's links.
func (p Person) CalendarLinks(ctx context.Context) ([]CalendarLink, error) {
	var list struct {
		Links []CalendarLink `json:"links"`
	}
	err := p.Get(ctx, p.Cases+"/v1/calendar-links", &list)
	return list.Links, err
}

// WithdrawCalendarLink makes a link useless.
func (p Person) WithdrawCalendarLink(ctx context.Context, id string) error {
	_, err := p.Do(ctx, Request{Method: http.MethodDelete, URL: p.Cases + "/v1/calendar-links/" + id}, nil)
	return err
}
