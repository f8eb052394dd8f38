package upstream

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Post is what the post room has to do: what did not arrive, what must be printed, what is held back, what a partner does not take.
type Post struct {
	Undelivered []Undelivered `json:"undelivered"`
	Print       []ToPrint     `json:"print"`
	Held        []Held        `json:"held"`
	Dead        []Dead        `json:"dead"`
	Counts      PostCounts    `json:"counts"`
}

// PostCounts are how many there are of each, also when a list is cut off.
type PostCounts struct {
	Undelivered int `json:"undelivered"`
	Print       int `json:"print"`
	Held        int `json:"held"`
	Dead        int `json:"dead"`
}

// Undelivered is a notice that has reached nobody yet.
type Undelivered struct {
	ID string `json:"id"`
	// NoticeID is the message itself, which can be sent again.
	NoticeID string `json:"noticeId"`
	CaseID   string `json:"caseId"`
	Party    string `json:"party"`
	Kind     string `json:"kind"`
	// Reason is "no-address", "refused", "bounced" or "not-noticed".
	Reason string    `json:"reason"`
	Since  time.Time `json:"since"`
	// DueAt is the end of the 48 hours of Awb 2:10.
	DueAt time.Time `json:"dueAt"`
	// Level is "", "reminded", "escalated" or "missed".
	Level string `json:"level"`
}

// ToPrint is a letter, or a notice, that goes on paper. Without PieceID it is the paper notice, which is made when it is asked for.
type ToPrint struct {
	ID        string `json:"id"`
	CaseID    string `json:"caseId"`
	DossierID string `json:"dossierId"`
	Party     string `json:"party"`
	Kind      string `json:"kind"`
	PieceID   string `json:"pieceId"`
	// Reason is "no-address", "refused", "bounced" or "no-consent".
	Reason string    `json:"reason"`
	Since  time.Time `json:"since"`
	// DueAt is the end of the 48 hours of Awb 2:10.
	DueAt time.Time `json:"dueAt"`
}

// Held is a message that the stop button keeps back.
type Held struct {
	ID     string    `json:"id"`
	CaseID string    `json:"caseId"`
	Party  string    `json:"party"`
	Kind   string    `json:"kind"`
	Since  time.Time `json:"since"`
	HoldID string    `json:"holdId"`
	Reason string    `json:"reason"`
}

// Dead is a message that a receiver did not take in all the time that it was tried.
type Dead struct {
	ID      string    `json:"id"`
	CaseID  string    `json:"caseId"`
	Party   string    `json:"party"`
	Channel string    `json:"channel"`
	Reply   string    `json:"reply"`
	Since   time.Time `json:"since"`
}

// Hold is the stop button: while it stands nothing goes out, or nothing of one kind.
type Hold struct {
	ID string `json:"id"`
	// Kind is empty for all.
	Kind   string     `json:"kind"`
	Reason string     `json:"reason"`
	At     time.Time  `json:"at"`
	By     string     `json:"by"`
	Ended  *time.Time `json:"endedAt"`
}

// Outage is a time in which the portal could not be reached, as measured from outside.
type Outage struct {
	ID    string    `json:"id"`
	Began time.Time `json:"beganAt"`
	// Ended is nil while it lasts.
	Ended  *time.Time `json:"endedAt"`
	Reason string     `json:"reason"`
}

// Post returns what the post room has to do.
func (n *Notifications) Post(ctx context.Context, token string) (*Post, error) {
	var answer Post
	if _, err := n.json(ctx, call{method: http.MethodGet, path: "/v1/post", token: token}, &answer); err != nil {
		return nil, err
	}
	return &answer, nil
}

// PostSummary is the post in one line.
type PostSummary struct {
	Counts  PostCounts `json:"counts"`
	DueAt   *time.Time `json:"dueAt"`
	Stopped bool       `json:"stopped"`
}

// PostSummary returns the post in one line; it may be some seconds old.
func (n *Notifications) PostSummary(ctx context.Context, token string) (*PostSummary, error) {
	var answer PostSummary
	if _, err := n.json(ctx, call{method: http.MethodGet, path: "/v1/post/summary", token: token}, &answer); err != nil {
		return nil, err
	}
	return &answer, nil
}

// SettlePost says that something was done by hand: how is "posted", "phoned", "resent" or "not-needed"; on is an ISO date.
func (n *Notifications) SettlePost(ctx context.Context, token, key, id, how, on string) error {
	_, err := n.json(ctx, call{
		method: http.MethodPost, path: "/v1/post/" + segment(id) + "/settlements", body: map[string]string{"how": how, "on": on},
		token: token, headers: idempotent(key),
	}, nil)
	return err
}

// Holds returns the stops, those that ended too.
func (n *Notifications) Holds(ctx context.Context, token string) ([]Hold, error) {
	var answer struct {
		Items []Hold `json:"items"`
	}
	_, err := n.json(ctx, call{method: http.MethodGet, path: "/v1/holds", token: token}, &answer)
	return answer.Items, err
}

// Stop keeps everything back, or one kind.
func (n *Notifications) Stop(ctx context.Context, token, key, kind, reason string) error {
	body := map[string]string{"reason": reason}
	if kind != "" {
		body["kind"] = kind
	}
	_, err := n.json(ctx, call{method: http.MethodPost, path: "/v1/holds", body: body, token: token, headers: idempotent(key)}, nil)
	return err
}

// EndStop ends a stop; what was kept back stays back.
func (n *Notifications) EndStop(ctx context.Context, token, id string) error {
	_, err := n.json(ctx, call{method: http.MethodDelete, path: "/v1/holds/" + segment(id), token: token}, nil)
	return err
}

// Release sends what was kept back; without ids all of it.
func (n *Notifications) Release(ctx context.Context, token, key string, ids []string) (int, error) {
	body := map[string]any{}
	if len(ids) > 0 {
		body["ids"] = ids
	}
	var answer struct {
		Released int `json:"released"`
	}
	_, err := n.json(ctx, call{method: http.MethodPost, path: "/v1/held/releases", body: body, token: token, headers: idempotent(key)}, &answer)
	return answer.Released, err
}

// Drop says that what was kept back never goes.
func (n *Notifications) Drop(ctx context.Context, token, key string, ids []string) (int, error) {
	var answer struct {
		Dropped int `json:"dropped"`
	}
	_, err := n.json(ctx, call{
		method: http.MethodPost, path: "/v1/held/drops", body: map[string]any{"ids": ids}, token: token, headers: idempotent(key),
	}, &answer)
	return answer.Dropped, err
}

// Outages returns those between two ISO dates; an empty date is no bound.
func (n *Notifications) Outages(ctx context.Context, token, from, to string) ([]Outage, error) {
	query := url.Values{}
	set(query, "from", from)
	set(query, "to", to)
	var answer struct {
		Items []Outage `json:"items"`
	}
	_, err := n.json(ctx, call{method: http.MethodGet, path: "/v1/outages", query: query, token: token}, &answer)
	return answer.Items, err
}

// PaperNotice makes the letter to a parent who cannot be reached electronically, as PDF. The caller closes the body.
func (d *Documents) PaperNotice(ctx context.Context, token, key, dossierID, caseID, party, kind string) (*http.Response, error) {
	return d.do(ctx, call{
		method: http.MethodPost, path: dossierPath(dossierID) + "/paper-notices",
		body: map[string]string{"caseId": caseID, "party": party, "kind": kind}, token: token, headers: idempotent(key),
	})
}
