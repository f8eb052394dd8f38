package notifications

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/notifications/partner"
	"traject.nl/services/notifications/subscriptions"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
)

// WebhookDelivery is an event on its way to a subscription.
type WebhookDelivery struct {
	ID        string     `json:"id"`
	EventID   string     `json:"eventId" doc:"The same in every attempt."`
	Type      string     `json:"type"`
	CaseID    string     `json:"caseId"`
	State     string     `json:"state" enum:"waiting,held,accepted,dead,dropped,superseded"`
	Attempts  int        `json:"attempts"`
	DueAt     *time.Time `json:"dueAt,omitempty" doc:"When it is tried, while it waits."`
	Reply     string     `json:"reply,omitempty" doc:"What the receiver answered last, or why it was not sent."`
	SettledAt *time.Time `json:"settledAt,omitempty"`
}

// shownDeliveries is how many are shown at once.
const shownDeliveries = 200

type webhookDeliveriesInput struct {
	ID    string `path:"id" maxLength:"64"`
	State string `query:"state" enum:"waiting,held,accepted,dead,dropped,superseded" doc:"Only in this state."`
}

type webhookDeliveriesOutput struct {
	Body struct {
		Items []WebhookDelivery `json:"items" nullable:"false"`
	}
}

type resendWebhookInput struct {
	ID string `path:"id" maxLength:"400"`
}

type resendWebhookOutput struct{ Body WebhookDelivery }

// webhookDesk shows the events of subscriptions, and sends them once more.
type webhookDesk struct {
	subscriptions *subscriptions.Service
	schedule      webhookSchedule
}

func (d webhookDesk) register(api huma.API) {
	failures := []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict}
	huma.Register(api, huma.Operation{
		OperationID: "list-webhook-deliveries", Method: http.MethodGet, Path: "/v1/subscriptions/{id}/deliveries", Tags: []string{"subscriptions"},
		Summary: "The events to a subscription, the newest first, at most 200", Errors: failures,
	}, d.list)
	huma.Register(api, huma.Operation{
		OperationID: "resend-webhook-delivery", Method: http.MethodPost, Path: "/v1/webhook-deliveries/{id}/resends", Tags: []string{"subscriptions"},
		Summary: "Send an event again, with the same id; what was proved of it stays", DefaultStatus: http.StatusAccepted, Errors: failures,
	}, d.resend)
}

func (d webhookDesk) list(ctx context.Context, input *webhookDeliveriesInput) (*webhookDeliveriesOutput, error) {
	if _, err := d.subscriptions.Mine(ctx, input.ID, false); err != nil {
		return nil, err
	}
	found, err := d.schedule.store.DeliveriesIn(ctx, LaneOf(ChannelWebhook, input.ID), State(input.State), shownDeliveries)
	if err != nil {
		return nil, err
	}
	out := &webhookDeliveriesOutput{}
	out.Body.Items = make([]WebhookDelivery, len(found))
	for i, delivery := range found {
		if out.Body.Items[i], err = d.shown(ctx, delivery); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (d webhookDesk) shown(ctx context.Context, delivery Delivery) (WebhookDelivery, error) {
	notice, err := d.schedule.store.Notice(ctx, delivery.NoticeKey)
	if err != nil {
		return WebhookDelivery{}, err
	}
	told, err := partner.From(notice.Request())
	if err != nil {
		return WebhookDelivery{}, fmt.Errorf("event of notice %s: %w", notice.Key, err)
	}
	shown := WebhookDelivery{
		ID: PathID(delivery.ID), EventID: told.ID(), Type: told.Type(), CaseID: delivery.CaseID, State: string(delivery.State),
		Attempts: delivery.Attempts, Reply: delivery.Reply,
	}
	if delivery.State == Waiting {
		due := delivery.DueAt.UTC()
		shown.DueAt = &due
	} else {
		settled := delivery.SettledAt.UTC()
		shown.SettledAt = &settled
	}
	return shown, nil
}

func (d webhookDesk) resend(ctx context.Context, input *resendWebhookInput) (*resendWebhookOutput, error) {
	delivery, err := d.find(ctx, input.ID)
	if err != nil {
		return nil, err
	}
	if _, err := d.subscriptions.Mine(ctx, delivery.To, true); err != nil {
		return nil, err
	}
	if delivery.State == Superseded {
		return nil, edge.Conflict("Dit is al opgelost. Er valt niets meer te melden, dus wij versturen het niet opnieuw.")
	}
	if delivery.State != Waiting {
		if err := d.prove(ctx, delivery); err != nil {
			return nil, err
		}
		if err := d.schedule.again(ctx, delivery, Dead, Held, Dropped, Refused, Accepted); err != nil {
			return nil, err
		}
	}
	if delivery, err = d.schedule.store.Delivery(ctx, delivery.ID); err != nil {
		return nil, err
	}
	shown, err := d.shown(ctx, delivery)
	return &resendWebhookOutput{shown}, err
}

// prove that somebody had it sent again. The key names the attempt that ended, so that pressing twice is one entry.
func (d webhookDesk) prove(ctx context.Context, delivery Delivery) error {
	notice, err := d.schedule.store.Notice(ctx, delivery.NoticeKey)
	if err != nil {
		return err
	}
	key := fmt.Sprintf("%s/resent/%d", delivery.ID, delivery.SettledAt.UnixMilli())
	return d.schedule.proof.append(ctx, notice, key, evidence.Resent, d.schedule.now.Now(),
		map[string]string{evidence.FactChannel: ChannelWebhook, "subscription": delivery.To})
}

func (d webhookDesk) find(ctx context.Context, id string) (Delivery, error) {
	notThere := edge.NotFound("Deze gebeurtenis is niet gevonden.")
	key, err := KeyOf(id)
	if err != nil {
		return Delivery{}, notThere
	}
	delivery, err := d.schedule.store.Delivery(ctx, key)
	if errors.Is(err, ErrNotFound) || (err == nil && delivery.Channel != ChannelWebhook) {
		return Delivery{}, notThere
	}
	return delivery, err
}
