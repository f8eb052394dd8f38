package upstream

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// RegionTerm is an open term in the list of all that somebody guards.
type RegionTerm struct {
	CaseID    string `json:"caseId"`
	Procedure string `json:"procedure"`
	TermID    string `json:"termId"`
	Title     string `json:"title"`
	// Kind is "statutory", "service-norm" or "internal".
	Kind          string `json:"kind"`
	Basis         string `json:"basis"`
	Owner         string `json:"owner"`
	PlannedOn     string `json:"plannedOn"`
	LastOn        string `json:"lastOn"`
	Suspended     bool   `json:"suspended"`
	DaysLeft      *int   `json:"daysLeft"`
	MissedOn      string `json:"missedOn"`
	SubregionID   string `json:"subregionId"`
	BeyondHorizon bool   `json:"beyondHorizon"`
	// Risk is "missed", "this-week", "soon", "later" or "suspended".
	Risk string `json:"risk"`
}

// TermQuery narrows a list of terms; empty fields do not.
type TermQuery struct{ Procedure, Subregion string }

// Terms returns the open terms that the person guards, the greatest risk first.
func (c *Cases) Terms(ctx context.Context, token string, q TermQuery) ([]RegionTerm, error) {
	query := url.Values{}
	set(query, "procedure", q.Procedure)
	set(query, "subregion", q.Subregion)
	var answer struct {
		Terms []RegionTerm `json:"terms"`
	}
	_, err := c.json(ctx, call{method: http.MethodGet, path: "/v1/terms", query: query, token: token}, &answer)
	return answer.Terms, err
}

// Penalties is what late decisions cost the region: now, and on a day if nothing happens.
type Penalties struct {
	AsOf       string    `json:"asOf"`
	Until      string    `json:"until"`
	Items      []Penalty `json:"items"`
	EurosNow   int       `json:"eurosNow"`
	EurosUntil int       `json:"eurosUntil"`
}

// Penalty is the dwangsom after one notice of default.
type Penalty struct {
	CaseID       string `json:"caseId"`
	NoticeID     string `json:"noticeId"`
	Procedure    string `json:"procedure"`
	TermID       string `json:"termId"`
	ReceivedOn   string `json:"receivedOn"`
	Judgement    string `json:"judgement"`
	FirstDay     string `json:"firstDay"`
	LastDay      string `json:"lastDay"`
	DaysNow      int    `json:"daysNow"`
	EurosNow     int    `json:"eurosNow"`
	DaysUntil    int    `json:"daysUntil"`
	EurosUntil   int    `json:"eurosUntil"`
	StoppedOn    string `json:"stoppedOn"`
	DecidedOn    string `json:"decidedOn"`
	DecidedEuros int    `json:"decidedEuros"`
}

// Penalties counts until the given ISO date; an empty one leaves the choice to the service.
func (c *Cases) Penalties(ctx context.Context, token, until string) (*Penalties, error) {
	query := url.Values{}
	set(query, "until", until)
	var answer Penalties
	_, err := c.json(ctx, call{method: http.MethodGet, path: "/v1/penalties", query: query, token: token}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// HandOver gives open tasks to somebody else, all at once.
type HandOver struct {
	From        string `json:"from"`
	FromSubject string `json:"fromSubject,omitempty"`
	To          string `json:"toParty"`
	ToSubject   string `json:"toSubject,omitempty"`
}

// HandedOver is what became of one task.
type HandedOver struct {
	CaseID string `json:"caseId"`
	TaskID string `json:"taskId"`
	Title  string `json:"title"`
	Done   bool   `json:"done"`
	// Detail says in Dutch why it was not done.
	Detail string `json:"detail"`
}

// HandOverAll hands over all open tasks; doing it again does what is left.
func (c *Cases) HandOverAll(ctx context.Context, token, key string, h HandOver) ([]HandedOver, error) {
	var answer struct {
		Results []HandedOver `json:"results"`
	}
	_, err := c.json(ctx, call{
		method: http.MethodPost, path: "/v1/task-handovers", body: h, token: token, headers: idempotent(key),
	}, &answer)
	return answer.Results, err
}

// CalendarLink is a secret address at which a calendar reads the person's deadlines.
type CalendarLink struct {
	ID        string    `json:"id"`
	CreatedAt time.Time `json:"createdAt"`
	// ExpiresOn is the last day on which it works.
	ExpiresOn string   `json:"expiresOn"`
	Parties   []string `json:"parties"`
	// Token is told once, when the link is made.
	Token string `json:"token"`
}

// CalendarLinks returns the links of the person, without their tokens.
func (c *Cases) CalendarLinks(ctx context.Context, token string) ([]CalendarLink, error) {
	var answer struct {
		Links []CalendarLink `json:"links"`
	}
	_, err := c.json(ctx, call{method: http.MethodGet, path: "/v1/calendar-links", token: token}, &answer)
	return answer.Links, err
}

// NewCalendarLink makes a link; only this answer has its token.
func (c *Cases) NewCalendarLink(ctx context.Context, token, key string) (*CalendarLink, error) {
	var answer CalendarLink
	_, err := c.json(ctx, call{
		method: http.MethodPost, path: "/v1/calendar-links", body: map[string]any{}, token: token, headers: idempotent(key),
	}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// RevokeCalendarLink ends a link.
func (c *Cases) RevokeCalendarLink(ctx context.Context, token, id string) error {
	_, err := c.json(ctx, call{method: http.MethodDelete, path: "/v1/calendar-links/" + segment(id), token: token}, nil)
	return err
}

// untraced calls leave nothing in a trace: the address of a calendar is its secret.
var untraced = &http.Client{CheckRedirect: noRedirect, Timeout: timeout}

// Calendar opens the feed of a secret link; nobody is signed in. The caller closes the body, and keeps the error out of logs:
// it names the address.
func (c *Cases) Calendar(ctx context.Context, secret string) (*http.Response, error) {
	response, err := service{c.base, untraced}.do(ctx, call{method: http.MethodGet, path: "/v1/calendars/" + segment(secret) + ".ics"})
	if err != nil {
		return nil, fmt.Errorf("open a calendar: %w", err)
	}
	return response, nil
}
