package journey

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Item is one thing that a person was told, in their inbox.
type Item struct {
	ID        string     `json:"id"`
	CaseID    string     `json:"caseId"`
	Kind      string     `json:"kind"`
	Title     string     `json:"title"`
	Text      string     `json:"text"`
	Party     string     `json:"party"`
	Page      string     `json:"page"`
	At        time.Time  `json:"at"`
	OpenedAt  *time.Time `json:"openedAt"`
	PieceID   string     `json:"pieceId"`
	DossierID string     `json:"dossierId"`
	DueOn     string     `json:"dueOn"`
	AnswerOn  string     `json:"answerOn"`
}

// Inbox is a page of what a person was told, and how much of all of it they did not open.
type Inbox struct {
	Unread int    `json:"unread"`
	Items  []Item `json:"items"`
	Next   string `json:"next"`
}

// Inbox reads a page of it; before is empty for the first.
func (p Person) Inbox(ctx context.Context, before string) (Inbox, error) {
	address := p.Notifications + "/v1/inbox?limit=100"
	if before != "" {
		address += "&before=" + url.QueryEscape(before)
	}
	var page Inbox
	err := p.Get(ctx, address, &page)
	return page, err
}

// ToldOf is all that the person was told of a case, the latest first.
func (p Person) ToldOf(ctx context.Context, caseID string) ([]Item, error) {
	var told []Item
	for before := ""; ; {
		page, err := p.Inbox(ctx, before)
		if err != nil {
			return nil, err
		}
		for _, item := range page.Items {
			if item.CaseID == caseID {
				told = append(told, item)
			}
		}
		if before = page.Next; before == "" {
			return told, nil
		}
	}
}

// Unread is how much the person did not open.
func (p Person) Unread(ctx context.Context) (int, error) {
	var count Inbox
	err := p.Get(ctx, p.Notifications+"/v1/inbox/unread", &count)
	return count.Unread, err
}

// Open opens an item.
func (p Person) Open(ctx context.Context, id string) (Item, error) {
	var opened Item
	_, err := p.Do(ctx, Request{Method: http.MethodPost, URL: p.Notifications + "/v1/inbox/" + id + "/openings"}, &opened)
	return opened, err
}

// OpenAbout opens what a person who reads the case was told of it: the letter that is named, or all but the letters.
func (p Person) OpenAbout(ctx context.Context, caseID, pieceID string) (opened int, err error) {
	body := map[string]any{"caseId": caseID}
	if pieceID != "" {
		body["pieceId"] = pieceID
	}
	var done struct {
		Opened int `json:"opened"`
	}
	_, err = p.Do(ctx, Request{Method: http.MethodPost, URL: p.Notifications + "/v1/inbox/openings", Body: body}, &done)
	return done.Opened, err
}

// Preferences say how each party of a person is told.
type Preferences struct {
	Parties []PartyPreferences `json:"parties"`
	// ETag is what a change must name.
	ETag string `json:"-"`
}

// PartyPreferences are those of one party: of its mailbox, and of the person's own address.
type PartyPreferences struct {
	Party   string `json:"party"`
	Mailbox struct {
		Kinds map[string]string `json:"kinds"`
	} `json:"mailbox"`
	Own struct {
		Address  bool              `json:"address"`
		Possible bool              `json:"possible"`
		Kinds    map[string]string `json:"kinds"`
	} `json:"own"`
	Mandatory  []string `json:"mandatory"`
	Electronic *struct {
		Given bool      `json:"given"`
		At    time.Time `json:"at"`
	} `json:"electronic"`
	OptOut *struct {
		At time.Time `json:"at"`
	} `json:"optOut"`
}

// Preferences of the person's parties.
func (p Person) Preferences(ctx context.Context) (Preferences, error) {
	var found Preferences
	header, err := p.Do(ctx, Request{Method: http.MethodGet, URL: p.Notifications + "/v1/preferences"}, &found)
	if err == nil {
		found.ETag = header.Get("ETag")
	}
	return found, err
}

// Prefer changes the preferences of one party; only what is named changes. The ETag is that of the preferences as they were read.
func (p Person) Prefer(ctx context.Context, etag, party string, change map[string]any) error {
	body := map[string]any{"party": party}
	for name, value := range change {
		body[name] = value
	}
	_, err := p.Do(ctx, Request{
		Method: http.MethodPut, URL: p.Notifications + "/v1/preferences", Header: map[string]string{"If-Match": etag},
		Body: map[string]any{"parties": []any{body}},
	}, nil)
	return err
}

// Consent is a parent saying whether letters may come electronically (Awb 2:8).
func (p Person) Consent(ctx context.Context, given bool) error {
	now, err := p.Preferences(ctx)
	if err != nil {
		return err
	}
	for _, one := range now.Parties {
		if err := p.Prefer(ctx, now.ETag, one.Party, map[string]any{"electronic": map[string]any{"given": given}}); err != nil {
			return err
		}
	}
	return nil
}
