package journey

import (
	"context"
	"net/http"
	"time"
)

// Escalation reads one time that the person was told of something late.
func (p Person) Escalation(ctx context.Context, id string) (Escalation, error) {
	var found Escalation
	err := p.Get(ctx, p.Cases+"/v1/escalations/"+id, &found)
	return found, err
}

// Answer says what a municipality does with what it was told: seen, taken-up or not-ours, with words when they are not empty.
func (p Person) Answer(ctx context.Context, key string, about Escalation, response, words string) error {
	body := map[string]any{"response": response}
	if words != "" {
		id, err := p.AnswerInWords(ctx, key+"-words", about.CaseID, words)
		if err != nil {
			return err
		}
		body["textId"] = id
	}
	_, err := p.Do(ctx, Request{Method: http.MethodPost, URL: p.Cases + "/v1/escalations/" + about.ID + "/answers", Key: key, Body: body}, nil)
	return err
}

// AnswerInWords writes the words of an answer, which is then given with their id.
func (p Person) AnswerInWords(ctx context.Context, key, caseID, words string) (id string, err error) {
	var made struct {
		ID string `json:"id"`
	}
	_, err = p.Do(ctx, Request{
		Method: http.MethodPost, URL: p.Documents + "/v1/cases/" + caseID + "/partner-answers", Key: key, Body: map[string]any{"text": words},
	}, &made)
	return made.ID, err
}

// AnswerText reads the words of an answer.
func (p Person) AnswerText(ctx context.Context, caseID, id string) (string, error) {
	var found struct {
		Text string `json:"text"`
	}
	err := p.Get(ctx, p.Documents+"/v1/cases/"+caseID+"/partner-answers/"+id, &found)
	return found.Text, err
}

// Subscription is where the system of a municipality is told.
type Subscription struct {
	ID     string   `json:"id"`
	Party  string   `json:"party"`
	URL    string   `json:"url"`
	Format string   `json:"format"`
	Types  []string `json:"types"`
	Active bool     `json:"active"`
	// Secret is there once: in the answer to the request that made it.
	Secret string `json:"secret"`
}

// Subscribe makes a subscription with these fields.
func (p Person) Subscribe(ctx context.Context, key string, body map[string]any) (Subscription, error) {
	var made Subscription
	_, err := p.Do(ctx, Request{Method: http.MethodPost, URL: p.Notifications + "/v1/subscriptions", Key: key, Body: body}, &made)
	return made, err
}

// Subscriptions that the person looks after.
func (p Person) Subscriptions(ctx context.Context) ([]Subscription, error) {
	var list struct {
		Items []Subscription `json:"items"`
	}
	err := p.Get(ctx, p.Notifications+"/v1/subscriptions", &list)
	return list.Items, err
}

// Unsubscribe takes a subscription away.
func (p Person) Unsubscribe(ctx context.Context, id string) error {
	_, err := p.Do(ctx, Request{Method: http.MethodDelete, URL: p.Notifications + "/v1/subscriptions/" + id}, nil)
	return err
}

// Ping tests a subscription, and says what the receiver answered.
func (p Person) Ping(ctx context.Context, id string) (map[string]any, error) {
	var answered map[string]any
	_, err := p.Do(ctx, Request{Method: http.MethodPost, URL: p.Notifications + "/v1/subscriptions/" + id + "/pings"}, &answered)
	return answered, err
}

// Event is something that was to be sent to the system of a municipality.
type Event struct {
	ID        string     `json:"id"`
	EventID   string     `json:"eventId"`
	Type      string     `json:"type"`
	CaseID    string     `json:"caseId"`
	State     string     `json:"state"`
	Attempts  int        `json:"attempts"`
	Reply     string     `json:"reply"`
	SettledAt *time.Time `json:"settledAt"`
}

// Events of a subscription, the newest first.
func (p Person) Events(ctx context.Context, subscription string) ([]Event, error) {
	var list struct {
		Items []Event `json:"items"`
	}
	err := p.Get(ctx, p.Notifications+"/v1/subscriptions/"+subscription+"/deliveries", &list)
	return list.Items, err
}

// SendEventAgain sends an event at once.
func (p Person) SendEventAgain(ctx context.Context, id string) error {
	_, err := p.Do(ctx, Request{Method: http.MethodPost, URL: p.Notifications + "/v1/webhook-deliveries/" + id + "/resends"}, nil)
	return err
}
