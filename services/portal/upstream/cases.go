package upstream

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
)

// Cases is the cases service.
type Cases struct{ service }

// NewCases makes a client for the service at base.
func NewCases(base string, client *http.Client) *Cases { return &Cases{service{base, client}} }

// CaseQuery narrows a list of cases; empty fields do not.
type CaseQuery struct {
	Phase  string
	Closed string
	School string
	As     string
	// Procedure is "tlv", "bezwaar", "buitenkans" or "plaatsing".
	Procedure string
	// DecideBy is a day (ISO 8601) by which they must be decided.
	DecideBy string
	Limit    int
	Cursor   string
}

// CaseList is a page of cases.
type CaseList struct {
	Cases []CaseSummary `json:"cases"`
	// NextCursor is that of the next page; empty on the last.
	NextCursor string `json:"nextCursor"`
	// Total on all pages.
	Total int `json:"total"`
}

// List returns the cases of the person, the earliest next date first.
func (c *Cases) List(ctx context.Context, token string, q CaseQuery) (*CaseList, error) {
	query := url.Values{}
	set(query, "phase", q.Phase)
	set(query, "closed", q.Closed)
	set(query, "school", q.School)
	set(query, "as", q.As)
	set(query, "procedure", q.Procedure)
	set(query, "decideBy", q.DecideBy)
	set(query, "cursor", q.Cursor)
	if q.Limit > 0 {
		query.Set("limit", strconv.Itoa(q.Limit))
	}
	var answer CaseList
	_, err := c.json(ctx, call{method: http.MethodGet, path: "/v1/cases", query: query, token: token}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// Get returns the whole case, as far as the person may see it.
func (c *Cases) Get(ctx context.Context, token, id string) (*Case, error) {
	var answer Case
	_, err := c.json(ctx, call{method: http.MethodGet, path: "/v1/cases/" + segment(id), token: token}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// TaskQuery narrows a list of tasks.
type TaskQuery struct {
	Scope, School, Kind string
	// Assignee is "me", "nobody" or "colleague"; empty for all.
	Assignee string
	Limit    int
	// Cursor of a page; empty for the first.
	Cursor string
}

// Tasks returns the open tasks, the earliest first.
func (c *Cases) Tasks(ctx context.Context, token string, q TaskQuery) (*TaskList, error) {
	query := url.Values{}
	set(query, "scope", q.Scope)
	set(query, "school", q.School)
	set(query, "kind", q.Kind)
	set(query, "assignee", q.Assignee)
	set(query, "cursor", q.Cursor)
	if q.Limit > 0 {
		query.Set("limit", strconv.Itoa(q.Limit))
	}
	var answer TaskList
	_, err := c.json(ctx, call{method: http.MethodGet, path: "/v1/tasks", query: query, token: token}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// Register returns the TLV register, the newest number first.
func (c *Cases) Register(ctx context.Context, token, year, school string) ([]RegisteredTLV, error) {
	query := url.Values{}
	set(query, "year", year)
	set(query, "school", school)
	var answer struct {
		TLVs []RegisteredTLV `json:"tlvs"`
	}
	_, err := c.json(ctx, call{method: http.MethodGet, path: "/v1/tlv-register", query: query, token: token}, &answer)
	return answer.TLVs, err
}

// Submission starts a case.
type Submission struct {
	DossierID         string   `json:"dossierId"`
	ApplicantSchoolID string   `json:"applicantSchoolId"`
	ReceivingSchoolID string   `json:"receivingSchoolId"`
	Intake            string   `json:"intake"`
	Destination       string   `json:"destination"`
	Category          string   `json:"category,omitempty"`
	Extent            string   `json:"extent"`
	GatesMet          []string `json:"gatesMet"`
	// FromCaseID is the case that it was started from, CaseID the id that its draft has; empty for the first application of a pupil.
	FromCaseID string `json:"fromCaseId,omitempty"`
	CaseID     string `json:"caseId,omitempty"`
}

// Submit starts the case of a dossier.
func (c *Cases) Submit(ctx context.Context, token, key string, s Submission) (*Accepted, error) {
	return c.act(ctx, token, key, "/v1/cases", s)
}

// Act does one act at the path that the case itself gave for it.
func (c *Cases) Act(ctx context.Context, token, key, caseID, act string, body any) (*Accepted, error) {
	return c.act(ctx, token, key, "/v1/cases/"+segment(caseID)+"/"+act, body)
}

func (c *Cases) act(ctx context.Context, token, key, path string, body any) (*Accepted, error) {
	var answer Accepted
	_, err := c.json(ctx, call{
		method: http.MethodPost, path: path, body: body, token: token, headers: map[string]string{"Idempotency-Key": key},
	}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// Events opens the live stream of one case, or of all cases when the id is empty. The caller closes the body.
func (c *Cases) Events(ctx context.Context, token, caseID, lastEventID, since string) (*http.Response, error) {
	path := "/v1/events"
	if caseID != "" {
		path = "/v1/cases/" + segment(caseID) + "/events"
	}
	query := url.Values{}
	set(query, "since", since)
	headers := map[string]string{"Accept": eventStream}
	if lastEventID != "" {
		headers["Last-Event-ID"] = lastEventID
	}
	response, err := c.do(ctx, call{method: http.MethodGet, path: path, query: query, token: token, headers: headers})
	if err != nil {
		return nil, fmt.Errorf("open the live stream: %w", err)
	}
	return response, nil
}

// Decode asks the codec of the cases service to make payloads of Temporal readable. The caller closes the answer.
func (c *Cases) Decode(ctx context.Context, token string, payloads io.Reader) (*http.Response, error) {
	request, err := c.request(ctx, call{method: http.MethodPost, path: "/v1/codec/decode", token: token}, payloads)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := c.send(request)
	if err != nil {
		return nil, fmt.Errorf("decode payloads: %w", err)
	}
	return response, nil
}

func set(query url.Values, name, value string) {
	if value != "" {
		query.Set(name, value)
	}
}
