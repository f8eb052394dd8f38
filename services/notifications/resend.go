package notifications

import (
	"context"
	"errors"
	"net/http"
	"net/mail"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
)

// resends sends a mail about a notice once more. The first delivery stays as it is, with its proof: the second sending is a delivery of its own
// (Awb 2:11).
type resends struct {
	store    Store
	proof    proof
	delivery *keyring.Ring
	now      clock.Clock
	// lane of an address, and wake the dispatcher for what was planned.
	lane func(channel string, notice Notice, sealed []byte) (string, error)
	wake func(...Delivery)
}

type resendInput struct {
	edge.IdempotencyKey
	ID   string `path:"id" maxLength:"400" doc:"The id of a notice."`
	Body struct {
		Address string `json:"address,omitempty" maxLength:"254" doc:"Another address; without it, the one of before. It is kept sealed, and only for this mail."`
	}
}

type resendOutput struct {
	Body struct {
		ID    string `json:"id" doc:"The id of the new delivery."`
		State State  `json:"state"`
	}
}

func (r *resends) register(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "resend-notice", Method: http.MethodPost, Path: "/v1/notices/{id}/resends", Tags: []string{"notices"}, Errors: officeErrors,
		DefaultStatus: http.StatusCreated, Summary: "Send the mail about a notice once more",
		Description: "For the office. What was proven of the first time stays.",
	}, r.resend)
}

func (r *resends) resend(ctx context.Context, in *resendInput) (*resendOutput, error) {
	if _, err := atOffice(ctx, access.WorkPostRoom, "Alleen het bureau verstuurt een bericht opnieuw."); err != nil {
		return nil, err
	}
	notice, err := r.notice(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	planned, err := r.planned(notice, strings.TrimSpace(in.Body.Address), actID(ctx, in.Key))
	if err != nil {
		return nil, err
	}
	facts := map[string]string{evidence.FactChannel: ChannelMail, evidence.FactSubject: identity.From(ctx).Subject}
	if in.Body.Address != "" {
		facts["to"] = "another-address"
	}
	if err := r.proof.append(ctx, notice, planned.ID, evidence.Resent, r.now.Now(), facts); err != nil {
		return nil, edge.Problem(err)
	}
	if err := r.store.Plan(ctx, planned); err != nil {
		return nil, edge.Problem(err)
	}
	r.wake(planned)
	kept, err := r.store.Delivery(ctx, planned.ID)
	if err != nil {
		return nil, edge.Problem(err)
	}
	out := &resendOutput{}
	out.Body.ID, out.Body.State = PathID(kept.ID), kept.State
	return out, nil
}

func (r *resends) notice(ctx context.Context, id string) (Notice, error) {
	key, err := KeyOf(id)
	if err != nil {
		return Notice{}, edge.NotFound("Dit bericht is niet gevonden.")
	}
	notice, err := r.store.Notice(ctx, key)
	if errors.Is(err, ErrNotFound) {
		return Notice{}, edge.NotFound("Dit bericht is niet gevonden.")
	}
	return notice, edge.Problem(err)
}

// planned is the second delivery, due at once. Its id follows from the act, so that the same act plans it once.
func (r *resends) planned(notice Notice, address, actID string) (Delivery, error) {
	sealed := notice.Sealed
	if address != "" {
		if problem := addressFault(address); problem != "" {
			return Delivery{}, edge.BadRequest(edge.FieldProblem{Location: "body.address", Message: problem})
		}
		var err error
		if sealed, err = r.delivery.Seal([]byte(address), []byte(DeliveryContext)); err != nil {
			return Delivery{}, err
		}
	}
	if len(sealed) == 0 {
		return Delivery{}, edge.BadRequest(edge.FieldProblem{
			Location: "body.address", Message: "Wij kennen geen e-mailadres van deze ontvanger. Vul een adres in.",
		})
	}
	lane, err := r.lane(ChannelMail, notice, sealed)
	if err != nil {
		return Delivery{}, err
	}
	planned := NewDelivery(notice, ChannelMail, Mailbox, lane, r.now.Now())
	planned.ID += "#" + actID
	planned.Sealed = sealed
	return planned, nil
}

// addressFault says what is wrong with an address that somebody typed; empty when it can be mailed. It never repeats it.
func addressFault(address string) string {
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || parsed.Name != "" {
		return "Vul alleen een e-mailadres in, bijvoorbeeld naam@school.nl."
	}
	for _, letter := range address {
		if letter <= ' ' || letter > '~' || strings.ContainsRune(`"(),:;<>[\]`, letter) {
			return "Dit adres heeft tekens waar onze mailserver niet mee om kan gaan. Vul een adres in zoals naam@school.nl."
		}
	}
	local, domain, _ := strings.Cut(address, "@")
	if len(local) > 64 || !strings.Contains(domain, ".") || strings.HasPrefix(domain, ".") || strings.HasSuffix(domain, ".") {
		return "Het deel na de @ klopt niet. Vul een adres in zoals naam@school.nl."
	}
	return ""
}
