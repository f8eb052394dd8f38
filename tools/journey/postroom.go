package journey

import (
	"context"
	"net/http"
	"time"

	"traject.nl/services/platform/evidence"
)

// Notice is something that a party was told, with the ways on which it left.
type Notice struct {
	ID         string     `json:"id"`
	CaseID     string     `json:"caseId"`
	Party      string     `json:"party"`
	Kind       string     `json:"kind"`
	At         time.Time  `json:"at"`
	OpenedAt   *time.Time `json:"openedAt"`
	NoticedAt  *time.Time `json:"noticedAt"`
	Deliveries []Delivery `json:"deliveries"`
}

// Delivery is one way on which a notice left.
type Delivery struct {
	ID       string `json:"id"`
	Channel  string `json:"channel"`
	To       string `json:"to"`
	State    string `json:"state"`
	Attempts int    `json:"attempts"`
	Reply    string `json:"reply"`
}

// NoticesOf a case, as the office sees them.
func (p Person) NoticesOf(ctx context.Context, caseID string) ([]Notice, error) {
	var list struct {
		Items []Notice `json:"items"`
	}
	err := p.Get(ctx, p.Notifications+"/v1/notices?caseId="+caseID, &list)
	return list.Items, err
}

// Resend sends a notice again, to another address when one is given.
func (p Person) Resend(ctx context.Context, key, notice, address string) (Delivery, error) {
	body := map[string]any{}
	if address != "" {
		body["address"] = address
	}
	var made Delivery
	_, err := p.Do(ctx, Request{Method: http.MethodPost, URL: p.Notifications + "/v1/notices/" + notice + "/resends", Key: key, Body: body}, &made)
	return made, err
}

// PostRoom is what the office has to do because it did not arrive.
type PostRoom struct {
	Undelivered []PostItem `json:"undelivered"`
	Print       []PostItem `json:"print"`
	Held        []PostItem `json:"held"`
	Dead        []PostItem `json:"dead"`
}

// PostItem is one thing in the post room.
type PostItem struct {
	ID        string    `json:"id"`
	NoticeID  string    `json:"noticeId"`
	CaseID    string    `json:"caseId"`
	DossierID string    `json:"dossierId"`
	Party     string    `json:"party"`
	Kind      string    `json:"kind"`
	PieceID   string    `json:"pieceId"`
	Reason    string    `json:"reason"`
	HoldID    string    `json:"holdId"`
	Since     time.Time `json:"since"`
	DueAt     time.Time `json:"dueAt"`
}

// PostRoom reads it.
func (p Person) PostRoom(ctx context.Context) (PostRoom, error) {
	var room PostRoom
	err := p.Get(ctx, p.Notifications+"/v1/post", &room)
	return room, err
}

// Settle says how something of the post room was done, on a day (ISO 8601): posted, phoned, resent or not-needed.
func (p Person) Settle(ctx context.Context, key, item, how, on string) error {
	_, err := p.Do(ctx, Request{
		Method: http.MethodPost, URL: p.Notifications + "/v1/post/" + item + "/settlements", Key: key, Body: map[string]any{"how": how, "on": on},
	}, nil)
	return err
}

// PaperNotice makes the letter on paper that tells a parent what could not be told electronically.
func (p Person) PaperNotice(ctx context.Context, key string, item PostItem) ([]byte, error) {
	body := map[string]any{"caseId": item.CaseID, "party": item.Party, "kind": item.Kind}
	if item.PieceID != "" {
		body["pieceId"] = item.PieceID
	}
	var pdf []byte
	_, err := p.Do(ctx, Request{Method: http.MethodPost, URL: p.Documents + "/v1/dossiers/" + item.DossierID + "/paper-notices", Key: key, Body: body}, &pdf)
	return pdf, err
}

// Stop presses the stop button: for one kind, or for all when it is empty.
func (p Person) Stop(ctx context.Context, key, kind, reason string) (id string, err error) {
	body := map[string]any{"reason": reason}
	if kind != "" {
		body["kind"] = kind
	}
	var made struct {
		ID string `json:"id"`
	}
	_, err = p.Do(ctx, Request{Method: http.MethodPost, URL: p.Notifications + "/v1/holds", Key: key, Body: body}, &made)
	return made.ID, err
}

// EndStop ends a stop; what it held stays held until it is released.
func (p Person) EndStop(ctx context.Context, id string) error {
	_, err := p.Do(ctx, Request{Method: http.MethodDelete, URL: p.Notifications + "/v1/holds/" + id}, nil)
	return err
}

// Release lets go what was held.
func (p Person) Release(ctx context.Context, key string, ids ...string) (released int, err error) {
	var done struct {
		Released int `json:"released"`
	}
	_, err = p.Do(ctx, Request{Method: http.MethodPost, URL: p.Notifications + "/v1/held/releases", Key: key, Body: map[string]any{"ids": ids}}, &done)
	return done.Released, err
}

// Drop throws away what was held.
func (p Person) Drop(ctx context.Context, key string, ids ...string) (dropped int, err error) {
	var done struct {
		Dropped int `json:"dropped"`
	}
	_, err = p.Do(ctx, Request{Method: http.MethodPost, URL: p.Notifications + "/v1/held/drops", Key: key, Body: map[string]any{"ids": ids}}, &done)
	return done.Dropped, err
}

// Evidence of a case: the chain of each service that keeps one.
func (p Person) Evidence(ctx context.Context, caseID string) ([]evidence.Export, error) {
	var chains []evidence.Export
	for _, service := range []string{p.Cases, p.Documents, p.Notifications} {
		var chain evidence.Export
		if err := p.Get(ctx, service+"/v1/evidence?caseId="+caseID, &chain); err != nil {
			return nil, err
		}
		chains = append(chains, chain)
	}
	return chains, nil
}

// Receipt is the proof that something came in, with a copy of what was entered.
type Receipt struct {
	ID      string         `json:"id"`
	CaseID  string         `json:"caseId"`
	Act     string         `json:"act"`
	Party   string         `json:"party"`
	Mine    bool           `json:"mine"`
	At      time.Time      `json:"at"`
	Version int64          `json:"version"`
	Entered map[string]any `json:"entered"`
	SHA256  string         `json:"sha256"`
}

// Receipts of the person's parties in a case.
func (p Person) Receipts(ctx context.Context, caseID string) ([]Receipt, error) {
	var list struct {
		Receipts []Receipt `json:"receipts"`
	}
	err := p.Get(ctx, p.Cases+"/v1/cases/"+caseID+"/receipts", &list)
	return list.Receipts, err
}

// Receipt reads one of them, with the copy.
func (p Person) Receipt(ctx context.Context, caseID, id string) (Receipt, error) {
	var found Receipt
	err := p.Get(ctx, p.Cases+"/v1/cases/"+caseID+"/receipts/"+id, &found)
	return found, err
}
