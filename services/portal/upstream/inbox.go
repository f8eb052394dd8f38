package upstream

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Inbox is one page of what the person was told, on behalf of all of the person's parties.
type Inbox struct {
	// Unread counts all that the person did not open yet, not only those on this page.
	Unread int         `json:"unread"`
	Items  []InboxItem `json:"items"`
	// Next is where the following page begins; empty on the last one.
	Next string `json:"next"`
}

// InboxItem is one message. It names no pupil and no school.
type InboxItem struct {
	ID     string `json:"id"`
	CaseID string `json:"caseId"`
	// Kind such as "letter" or "reminder".
	Kind  string `json:"kind"`
	Title string `json:"title"`
	Text  string `json:"text"`
	// Party of the person for which it is.
	Party string `json:"party"`
	// Page is where to read on: "case", "letter", "escalations" or "post".
	Page string    `json:"page"`
	At   time.Time `json:"at"`
	// OpenedAt is when this person opened it; nil when not yet.
	OpenedAt *time.Time `json:"openedAt"`
	// PieceID and DossierID say which letter it is about; empty for another message.
	PieceID   string `json:"pieceId"`
	DossierID string `json:"dossierId"`
	// DueOn is the date that it is about and AnswerOn the day by which an answer is asked, both ISO; empty when there is none.
	DueOn    string `json:"dueOn"`
	AnswerOn string `json:"answerOn"`
}

// InboxQuery asks for a part of the inbox.
type InboxQuery struct {
	// Before is a cursor; empty for the first page.
	Before string
	// Unread leaves out what the person opened.
	Unread bool
	Limit  int
}

// Inbox returns a page of the messages, the latest first.
func (n *Notifications) Inbox(ctx context.Context, token string, q InboxQuery) (*Inbox, error) {
	query := url.Values{"limit": {strconv.Itoa(q.Limit)}}
	set(query, "before", q.Before)
	if q.Unread {
		query.Set("unread", "true")
	}
	var answer Inbox
	if _, err := n.json(ctx, call{method: http.MethodGet, path: "/v1/inbox", query: query, token: token}, &answer); err != nil {
		return nil, err
	}
	return &answer, nil
}

// Unread counts the messages that the person did not open yet.
func (n *Notifications) Unread(ctx context.Context, token string) (int, error) {
	var answer struct {
		Unread int `json:"unread"`
	}
	_, err := n.json(ctx, call{method: http.MethodGet, path: "/v1/inbox/unread", token: token}, &answer)
	return answer.Unread, err
}

// OpenMessage records that the person opened a message, and returns it; again is the same.
func (n *Notifications) OpenMessage(ctx context.Context, token, id string) (*InboxItem, error) {
	var answer InboxItem
	_, err := n.json(ctx, call{method: http.MethodPost, path: "/v1/inbox/" + segment(id) + "/openings", token: token, again: true}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// OpenCase records that the person opened the messages about a case. Of its letters only the one that is named counts as opened: to
// look at a case is not to read its letters.
func (n *Notifications) OpenCase(ctx context.Context, token, caseID, letterID string) error {
	body := map[string]string{"caseId": caseID}
	if letterID != "" {
		body["pieceId"] = letterID
	}
	_, err := n.json(ctx, call{method: http.MethodPost, path: "/v1/inbox/openings", body: body, token: token, again: true}, nil)
	return err
}

// InboxEvents opens the live stream of the number of unread messages. The caller closes the body.
func (n *Notifications) InboxEvents(ctx context.Context, token string) (*http.Response, error) {
	response, err := n.do(ctx, call{
		method: http.MethodGet, path: "/v1/inbox/events", token: token, headers: map[string]string{"Accept": eventStream},
	})
	if err != nil {
		return nil, fmt.Errorf("open the live stream of the inbox: %w", err)
	}
	return response, nil
}
