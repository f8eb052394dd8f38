package upstream

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Subscription is an address of a municipality to which its escalations are sent.
type Subscription struct {
	ID string `json:"id"`
	// Party such as "municipality:zeist".
	Party string `json:"party"`
	URL   string `json:"url"`
	// Format is "cloudevents" or "notificaties".
	Format string `json:"format"`
	// Types are prefixes of the types that are sent; empty for all.
	Types  []string `json:"types"`
	Active bool     `json:"active"`
	// Authorized says that a header with the receiver's own secret goes along.
	Authorized bool      `json:"authorized"`
	CreatedAt  time.Time `json:"createdAt"`
	// PreviousSecretUntil is until when the secret of before signs too; nil when there is none.
	PreviousSecretUntil *time.Time `json:"previousSecretUntil"`
	Waiting             int        `json:"waiting"`
	Dead                int        `json:"dead"`
	// Last is how the receiver answered the last message; nil when there was none.
	Last *LastReply `json:"last"`
	// Secret is told once, when the subscription is made.
	Secret string `json:"secret"`
}

// LastReply is how a receiver answered.
type LastReply struct {
	At       time.Time `json:"at"`
	Status   int       `json:"status"`
	Accepted bool      `json:"accepted"`
}

// WantedSubscription is what somebody asks of one. A nil Authorization leaves it as it is; an empty one takes it away.
type WantedSubscription struct {
	// Party cannot be changed later.
	Party         string   `json:"party,omitempty"`
	URL           string   `json:"url"`
	Format        string   `json:"format"`
	Types         []string `json:"types"`
	Active        bool     `json:"active"`
	Authorization *string  `json:"authorization,omitempty"`
}

// RenewedSecret is told once; the one of before signs too until then.
type RenewedSecret struct {
	Secret              string    `json:"secret"`
	PreviousSecretUntil time.Time `json:"previousSecretUntil"`
}

// Ping is how a receiver answered a message that says nothing.
type Ping struct {
	EventID  string `json:"eventId"`
	Accepted bool   `json:"accepted"`
	// Status of the answer; 0 when there was none. Reason says in Dutch why it was not taken.
	Status int    `json:"status"`
	Reason string `json:"reason"`
	// Took is how long the answer took, in milliseconds.
	Took int `json:"took"`
}

// WebhookDelivery is a message to a subscription.
type WebhookDelivery struct {
	ID      string `json:"id"`
	EventID string `json:"eventId"`
	CaseID  string `json:"caseId"`
	Type    string `json:"type"`
	// State is "waiting", "held", "accepted", "dead" or "dropped".
	State     string     `json:"state"`
	Attempts  int        `json:"attempts"`
	Reply     string     `json:"reply"`
	DueAt     *time.Time `json:"dueAt"`
	SettledAt *time.Time `json:"settledAt"`
}

// EventType is a type of message that a subscription can ask for.
type EventType struct {
	Type  string `json:"type"`
	Title string `json:"title"`
}

const subscriptionsPath = "/v1/subscriptions"

// Subscriptions returns those that the person may see.
func (n *Notifications) Subscriptions(ctx context.Context, token string) ([]Subscription, error) {
	var answer struct {
		Items []Subscription `json:"items"`
	}
	_, err := n.json(ctx, call{method: http.MethodGet, path: subscriptionsPath, token: token}, &answer)
	return answer.Items, err
}

// Subscription returns one.
func (n *Notifications) Subscription(ctx context.Context, token, id string) (*Subscription, error) {
	var answer Subscription
	if _, err := n.json(ctx, call{method: http.MethodGet, path: subscriptionPath(id), token: token}, &answer); err != nil {
		return nil, err
	}
	return &answer, nil
}

// Subscribe makes a subscription; only this answer has its secret.
func (n *Notifications) Subscribe(ctx context.Context, token, key string, wanted WantedSubscription) (*Subscription, error) {
	var answer Subscription
	_, err := n.json(ctx, call{method: http.MethodPost, path: subscriptionsPath, body: wanted, token: token, headers: idempotent(key)}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// ChangeSubscription gives it other values.
func (n *Notifications) ChangeSubscription(ctx context.Context, token, id string, wanted WantedSubscription) error {
	_, err := n.json(ctx, call{method: http.MethodPut, path: subscriptionPath(id), body: wanted, token: token}, nil)
	return err
}

// EndSubscription takes it away; what still waits for it never goes.
func (n *Notifications) EndSubscription(ctx context.Context, token, id string) error {
	_, err := n.json(ctx, call{method: http.MethodDelete, path: subscriptionPath(id), token: token}, nil)
	return err
}

// PingSubscription sends a message that says nothing, and tells how the receiver answered.
func (n *Notifications) PingSubscription(ctx context.Context, token, id string) (*Ping, error) {
	var answer Ping
	if _, err := n.json(ctx, call{method: http.MethodPost, path: subscriptionPath(id) + "/pings", token: token}, &answer); err != nil {
		return nil, err
	}
	return &answer, nil
}

// RenewSecret makes another secret.
func (n *Notifications) RenewSecret(ctx context.Context, token, key, id string) (*RenewedSecret, error) {
	var answer RenewedSecret
	_, err := n.json(ctx, call{
		method: http.MethodPost, path: subscriptionPath(id) + "/secrets", body: map[string]any{}, token: token, headers: idempotent(key),
	}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}

// WebhookDeliveries returns the messages to a subscription in one state, the newest first.
func (n *Notifications) WebhookDeliveries(ctx context.Context, token, id, state string) ([]WebhookDelivery, error) {
	query := url.Values{}
	set(query, "state", state)
	var answer struct {
		Items []WebhookDelivery `json:"items"`
	}
	_, err := n.json(ctx, call{method: http.MethodGet, path: subscriptionPath(id) + "/deliveries", query: query, token: token}, &answer)
	return answer.Items, err
}

// ResendWebhook sends a message once more.
func (n *Notifications) ResendWebhook(ctx context.Context, token, key, id string) error {
	_, err := n.json(ctx, call{
		method: http.MethodPost, path: "/v1/webhook-deliveries/" + segment(id) + "/resends", token: token, headers: idempotent(key),
	}, nil)
	return err
}

// EventTypes are the types of messages there are.
func (n *Notifications) EventTypes(ctx context.Context, token string) ([]EventType, error) {
	var answer struct {
		Items []EventType `json:"items"`
	}
	_, err := n.json(ctx, call{method: http.MethodGet, path: "/v1/event-types", token: token}, &answer)
	return answer.Items, err
}

func subscriptionPath(id string) string { return subscriptionsPath + "/" + segment(id) }
