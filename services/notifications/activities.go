package notifications

import (
	"context"
	"errors"
	"fmt"

	contract "traject.nl/proto/contract/notifications"

	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications/partner"
	"traject.nl/services/platform/clock"
)

// DeliveryContext is the context with which addresses are sealed for this service, by the documents service and the registry.
const DeliveryContext = "delivery"

// activities are what processes ask of this service.
type activities struct {
	store     Store
	channels  []Channel
	followers []Follower
	proof     proof
	wake      func(...Delivery)
	now       clock.Clock
}

// named gives the activities by the names of the contract.
func (a *activities) named() map[string]any {
	return map[string]any{contract.Notify: a.Notify}
}

// Notify takes over a notice: it is in the portal from here, and what leaves about it is planned. No process waits for a mail server. Each
// step does nothing when it was done before, so a retry goes on where it was cut short.
func (a *activities) Notify(ctx context.Context, request *notificationsv1.NotifyRequest) (*notificationsv1.NotifyResponse, error) {
	if problem := fault(request); problem != nil {
		return nil, failure.Refuse(failure.BadInput, *problem)
	}
	if err := a.place(ctx, noticeOf(request, a.now.Now())); err != nil {
		return nil, err
	}
	return &notificationsv1.NotifyResponse{Sent: true}, nil
}

// place gives a party a notice and plans what leaves about it.
func (a *activities) place(ctx context.Context, notice Notice) error {
	notice, _, err := a.store.Place(ctx, notice)
	if err != nil {
		return err
	}
	var deliveries []Delivery
	for _, channel := range a.channels {
		routed, err := channel.Route(ctx, notice)
		if err != nil {
			return err
		}
		deliveries = append(deliveries, routed...)
	}
	if err := a.proof.placed(ctx, notice, deliveries); err != nil {
		return err
	}
	for _, follower := range a.followers {
		if err := follower.Placed(ctx, notice); err != nil {
			return fmt.Errorf("notice %s is in the portal: %w", notice.Key, err)
		}
	}
	if err := a.store.Plan(ctx, deliveries...); err != nil {
		return err
	}
	a.wake(deliveries...)
	return nil
}

// fault says what is wrong with a request.
func fault(request *notificationsv1.NotifyRequest) *failure.Problem {
	if request.GetKey() == "" {
		return &failure.Problem{Field: "key", Detail: "De sleutel van het bericht ontbreekt."}
	}
	if request.GetCaseId() == "" {
		return &failure.Problem{Field: "case_id", Detail: "De zaak van het bericht ontbreekt."}
	}
	if _, err := party.Parse(request.GetParty()); err != nil {
		return &failure.Problem{Field: "party", Detail: fmt.Sprintf("De partij %q bestaat niet.", request.GetParty())}
	}
	if _, ok := kinds[request.GetKind()]; !ok {
		return &failure.Problem{Field: "kind", Detail: fmt.Sprintf("De soort %d van het bericht bestaat niet.", request.GetKind())}
	}
	if _, err := partner.From(request); err != nil && !errors.Is(err, partner.ErrNotForPartners) {
		return &failure.Problem{Field: "matter", Detail: "Dit bericht kan niet naar een gemeente of een bestuur: " + err.Error()}
	}
	return nil
}
