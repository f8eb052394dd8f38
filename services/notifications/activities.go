package notifications

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	contract "traject.nl/proto/contract/notifications"

	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/proto/keyring"
	"traject.nl/services/platform/clock"
)

// DeliveryContext is the context with which addresses are sealed for this service, by the documents service and the registry.
const DeliveryContext = "delivery"

// activities are what processes ask of this service.
type activities struct {
	store     Store
	relay     *relay
	delivery  *keyring.Ring
	portalURL string
	now       clock.Clock
}

// named gives the activities by the names of the contract.
func (a *activities) named() map[string]any {
	return map[string]any{contract.Notify: a.Notify}
}

// Notify sends one notice to one party and keeps the evidence. The same key again does nothing when it is settled, and
// sends again when it is not known whether the mail server got it.
func (a *activities) Notify(ctx context.Context, request *notificationsv1.NotifyRequest) (*notificationsv1.NotifyResponse, error) {
	if problem := fault(request); problem != nil {
		return nil, failure.Refuse(failure.BadInput, *problem)
	}
	record, err := a.store.Claim(ctx, Record{
		Key: request.GetKey(), CaseID: request.GetCaseId(), Party: request.GetParty(), Kind: kinds[request.GetKind()],
		ComposedAt: a.now.Now(),
	})
	if err != nil {
		return nil, err
	}
	if record.Outcome == "" {
		if record.Outcome, err = a.deliver(ctx, record, request); err != nil {
			return nil, err
		}
	}
	return &notificationsv1.NotifyResponse{Sent: record.Outcome == Accepted}, nil
}

// deliver sends a claimed notice and settles it.
func (a *activities) deliver(ctx context.Context, record Record, request *notificationsv1.NotifyRequest) (Outcome, error) {
	if len(request.GetSealedAddress()) == 0 {
		return NoAddress, a.store.Settle(ctx, record.Key, NoAddress, a.now.Now(), "")
	}
	address, err := a.delivery.Open(request.GetSealedAddress(), []byte(DeliveryContext))
	if err != nil {
		return "", fmt.Errorf("notice %s: address: %w", record.Key, err)
	}
	if record.Attempts > 1 {
		slog.WarnContext(ctx, "notice is sent again: an earlier attempt did not end", "case", record.CaseID, "kind", record.Kind, "attempts", record.Attempts)
	}
	link := linkOf(request.GetKind(), a.portalURL, record.CaseID, party.Party(record.Party))
	reply, err := a.relay.send(ctx, record.Key, string(address), compose(request.GetKind(), link))
	var never *refusal
	if errors.As(err, &never) {
		return Refused, a.store.Settle(ctx, record.Key, Refused, a.now.Now(), never.reply)
	}
	if err != nil {
		return "", fmt.Errorf("notice %s: %w", record.Key, err)
	}
	return Accepted, a.store.Settle(ctx, record.Key, Accepted, a.now.Now(), reply)
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
	return nil
}
