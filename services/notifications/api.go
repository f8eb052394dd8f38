package notifications

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// NoticeBody is a notice as the office sees it: what was told to whom, and what became of each way on which it left.
type NoticeBody struct {
	ID         string         `json:"id"`
	CaseID     string         `json:"caseId"`
	Party      string         `json:"party" doc:"To whom, such as \"school:…\"; the address is not kept where it can be read."`
	Kind       string         `json:"kind"`
	At         time.Time      `json:"at" doc:"From when the party could read it in the portal."`
	OpenedAt   *time.Time     `json:"openedAt,omitempty" doc:"When somebody of the party opened it first."`
	NoticedAt  *time.Time     `json:"noticedAt,omitempty" doc:"When a server first accepted a mail about it, or it was opened."`
	Deliveries []DeliveryBody `json:"deliveries"`
}

// DeliveryBody is one way on which a notice left.
type DeliveryBody struct {
	ID        string     `json:"id"`
	Channel   string     `json:"channel" enum:"mail,digest,webhook"`
	To        string     `json:"to" enum:"mailbox,person,subscription"`
	State     string     `json:"state" enum:"waiting,held,accepted,refused,bounced,superseded,dropped,dead"`
	DueAt     time.Time  `json:"dueAt"`
	Attempts  int        `json:"attempts" doc:"Above 1 the receiver may have got it more than once."`
	Reply     string     `json:"reply,omitempty" doc:"What the receiver said, or why it did not go; without addresses."`
	SettledAt *time.Time `json:"settledAt,omitempty"`
}

type noticesInput struct {
	CaseID string `query:"caseId" required:"true" minLength:"1" maxLength:"64" doc:"The case."`
}

type noticesOutput struct {
	Body struct {
		Items []NoticeBody `json:"items"`
	}
}

func register(api huma.API, store Store) {
	huma.Register(api, huma.Operation{
		OperationID: "list-notices", Method: http.MethodGet, Path: "/v1/notices", Summary: "What was told in a case, and how it left",
		Description: "For the office and the director.",
		Tags:        []string{"notices"},
		Errors:      []int{http.StatusUnauthorized, http.StatusForbidden},
	}, func(ctx context.Context, input *noticesInput) (*noticesOutput, error) {
		if !access.MayOverview(access.Notices, identity.From(ctx).Parties...) {
			return nil, edge.Forbidden("Alleen het bureau en de directeur zien welke berichten zijn verstuurd.")
		}
		notices, err := store.NoticesOf(ctx, input.CaseID)
		if err != nil {
			return nil, err
		}
		deliveries, err := store.DeliveriesOf(ctx, input.CaseID)
		if err != nil {
			return nil, err
		}
		output := &noticesOutput{}
		output.Body.Items = make([]NoticeBody, 0, len(notices))
		for _, notice := range notices {
			output.Body.Items = append(output.Body.Items, shown(notice, deliveries))
		}
		return output, nil
	})
}

// shown is a notice with those deliveries that are of it.
func shown(notice Notice, deliveries []Delivery) NoticeBody {
	body := NoticeBody{
		ID: notice.ID(), CaseID: notice.CaseID, Party: notice.Party, Kind: notice.Kind, At: notice.AccessibleAt.UTC(),
		NoticedAt: present(notice.NoticedAt), Deliveries: []DeliveryBody{},
	}
	if len(notice.Opened) > 0 {
		body.OpenedAt = present(notice.Opened[0].At)
	}
	for _, one := range deliveries {
		if one.NoticeKey == notice.Key {
			body.Deliveries = append(body.Deliveries, DeliveryBody{
				ID: PathID(one.ID), Channel: one.Channel, To: one.receiver(), State: string(one.State), DueAt: one.DueAt.UTC(),
				Attempts: one.Attempts, Reply: one.Reply, SettledAt: present(one.SettledAt),
			})
		}
	}
	return body
}

// present is a moment, or nothing when it is zero.
func present(moment time.Time) *time.Time {
	if moment.IsZero() {
		return nil
	}
	moment = moment.UTC()
	return &moment
}
