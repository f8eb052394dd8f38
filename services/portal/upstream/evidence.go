package upstream

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"traject.nl/services/platform/evidence"
)

// Evidence returns the chain of a case in the cases service: what was received.
func (c *Cases) Evidence(ctx context.Context, token, caseID string) (*evidence.Export, error) {
	return c.evidence(ctx, token, caseID)
}

// Evidence returns the chain of a case in the documents service: letters made accessible, opened and downloaded.
func (d *Documents) Evidence(ctx context.Context, token, caseID string) (*evidence.Export, error) {
	return d.evidence(ctx, token, caseID)
}

// Evidence returns the chain of a case in the notifications service: everything about messages.
func (n *Notifications) Evidence(ctx context.Context, token, caseID string) (*evidence.Export, error) {
	return n.evidence(ctx, token, caseID)
}

func (s service) evidence(ctx context.Context, token, caseID string) (*evidence.Export, error) {
	var answer evidence.Export
	_, err := s.json(ctx, call{method: http.MethodGet, path: "/v1/evidence", query: url.Values{"caseId": {caseID}}, token: token}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// SentNotice is one message to one party, with all that was done to get it there.
type SentNotice struct {
	ID     string    `json:"id"`
	CaseID string    `json:"caseId"`
	Party  string    `json:"party"`
	Kind   string    `json:"kind"`
	At     time.Time `json:"at"`
	// OpenedAt is when the first person of the party opened it, NoticedAt when a server first took a mail about it or it was opened.
	OpenedAt  *time.Time `json:"openedAt"`
	NoticedAt *time.Time `json:"noticedAt"`
	// Missed says that there was no mail within 48 hours (Awb 2:10).
	Missed     bool       `json:"missed"`
	Deliveries []Delivery `json:"deliveries"`
}

// Delivery is one way on which a message leaves.
type Delivery struct {
	ID string `json:"id"`
	// Channel is "mail", "webhook" or "digest"; To is "mailbox", "person" or "subscription".
	Channel string `json:"channel"`
	To      string `json:"to"`
	// State is waiting, held, accepted, refused, bounced, superseded, dropped or dead.
	State     string     `json:"state"`
	DueAt     time.Time  `json:"dueAt"`
	Attempts  int        `json:"attempts"`
	Reply     string     `json:"reply"`
	SettledAt *time.Time `json:"settledAt"`
}

// Notices returns what was sent about a case, for the office and the director.
func (n *Notifications) Notices(ctx context.Context, token, caseID string) ([]SentNotice, error) {
	var answer struct {
		Items []SentNotice `json:"items"`
	}
	_, err := n.json(ctx, call{method: http.MethodGet, path: "/v1/notices", query: url.Values{"caseId": {caseID}}, token: token}, &answer)
	return answer.Items, err
}

// Resend sends a message once more; the first proof stays. An empty address is the one that is known.
func (n *Notifications) Resend(ctx context.Context, token, key, id, address string) error {
	body := map[string]string{}
	if address != "" {
		body["address"] = address
	}
	_, err := n.json(ctx, call{
		method: http.MethodPost, path: "/v1/notices/" + segment(id) + "/resends", token: token, headers: idempotent(key), body: body,
	}, nil)
	return err
}
