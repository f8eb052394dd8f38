package notifications

import (
	"context"
	"fmt"
)

// How somebody wants to be told by mail.
type How string

// The ways.
const (
	Direct How = "direct"
	Weekly How = "weekly"
	// None: only in the portal.
	None How = "none"
)

// Recipient is where mail about a notice of a party goes.
type Recipient struct {
	// To is Mailbox, or the subject of a person.
	To  string
	How How
	// Sealed is the own address of a person, sealed with the delivery ring for DeliveryContext; empty for the mailbox, of which the process
	// gives the address.
	Sealed []byte
}

// Preferences says who of a party wants mail, and how.
type Preferences interface {
	// Recipients of notices of a kind to a party. The mailbox is always among them.
	Recipients(ctx context.Context, party, kind string) ([]Recipient, error)
}

// preferred asks again, just before a mail goes, whether its receiver still wants it so.
type preferred struct {
	preferences Preferences
	store       Schedule
	digest      *mailer
}

func (p preferred) sift(ctx context.Context, outgoing []Outgoing) (may []Outgoing, stopped []Result, err error) {
	for _, one := range outgoing {
		if one.Channel != ChannelMail && one.Channel != ChannelDigest || one.NoticeKey == "" {
			may = append(may, one)
			continue
		}
		wanted, err := p.wanted(ctx, one.Delivery)
		if err != nil {
			return nil, nil, err
		}
		if len(wanted.Sealed) > 0 {
			one.Sealed = wanted.Sealed // a person may have another address by now
		}
		switch {
		case wanted.How == None:
			stopped = append(stopped, Result{ID: one.ID, State: Dropped, Reply: "de ontvanger wil hierover geen e-mail"})
		case wanted.How == Weekly && one.Channel == ChannelMail:
			if err := p.store.Plan(ctx, p.digest.weekly(one.Delivery)); err != nil {
				return nil, nil, err
			}
			stopped = append(stopped, Result{ID: one.ID, State: Superseded, Reply: "gaat mee in het weekoverzicht"})
		default:
			may = append(may, one)
		}
	}
	return may, stopped, nil
}

// wanted says how a receiver wants a notice now. Who is no receiver any more wants none.
func (p preferred) wanted(ctx context.Context, delivery Delivery) (Recipient, error) {
	recipients, err := p.preferences.Recipients(ctx, delivery.Party, delivery.Kind)
	if err != nil {
		return Recipient{}, fmt.Errorf("preferences of %s: %w", delivery.Party, err)
	}
	for _, recipient := range recipients {
		if recipient.To == delivery.To {
			return recipient, nil
		}
	}
	return Recipient{To: delivery.To, How: None}, nil
}
