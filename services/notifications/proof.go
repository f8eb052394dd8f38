package notifications

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"time"

	"traject.nl/services/platform/evidence"
)

// proof writes down what happens to notices. Every entry has a key, so that doing it again writes nothing new.
type proof struct{ log evidence.Log }

// placed proves that a notice was made, and from when its party could read it.
func (p proof) placed(ctx context.Context, notice Notice, deliveries []Delivery) error {
	var ways []string
	for _, delivery := range deliveries {
		ways = append(ways, delivery.Channel)
	}
	composed := map[string]string{evidence.FactChannel: strings.Join(ways, " ")}
	if err := p.append(ctx, notice, notice.Key+"/composed", evidence.Composed, notice.AccessibleAt, composed); err != nil {
		return err
	}
	return p.append(ctx, notice, notice.Key+"/accessible", evidence.Accessible, notice.AccessibleAt, nil)
}

// result proves how an attempt to deliver went. That a mail is tried again is told once for each different answer of a server.
func (p proof) result(ctx context.Context, at time.Time, one Outgoing, result Result) error {
	again := result.State == Waiting && (result.Server == "" || result.Reply == one.Reply && one.Channel != ChannelWebhook)
	if one.NoticeKey == "" || again {
		return nil
	}
	key := fmt.Sprintf("%s/%s/%d/%d", one.ID, result.State, one.DueAt.UnixMilli(), one.Attempts)
	facts := map[string]string{
		evidence.FactChannel: one.Channel, "to": one.receiver(), evidence.FactServer: result.Server,
		"subscription": one.subscription(), evidence.FactStatus: result.Status, "mail": result.MailID, "attempts": fmt.Sprint(one.Attempts),
	}
	if result.Server == "" {
		facts[evidence.FactReason] = result.Reply
	} else {
		facts[evidence.FactReply] = result.Reply
	}
	return p.append(ctx, one.Notice, key, provenAs(one.Channel, result.State), at, facts)
}

func provenAs(channel string, state State) evidence.Kind {
	if channel == ChannelWebhook {
		switch state {
		case Waiting:
			return evidence.WebhookAttempted
		case Accepted:
			return evidence.WebhookAccepted
		case Refused, Dead:
			return evidence.WebhookDead
		}
	}
	switch state {
	case Waiting:
		return evidence.Deferred
	case Dead:
		return evidence.Undeliverable
	default:
		return evidence.Kind(state)
	}
}

func (p proof) append(ctx context.Context, notice Notice, key string, kind evidence.Kind, at time.Time, more map[string]string) error {
	facts := map[string]string{evidence.FactMessage: notice.ID(), evidence.FactKind: notice.Kind, evidence.FactPiece: notice.PieceID}
	maps.Copy(facts, more)
	maps.DeleteFunc(facts, func(_, value string) bool { return value == "" })
	_, err := p.log.Append(ctx, evidence.Entry{CaseID: notice.CaseID, Key: key, At: at, Kind: kind, Party: notice.Party, Facts: facts})
	return err
}
