package notifications

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"traject.nl/proto/keyring"
	"traject.nl/services/notifications/bounces"
	"traject.nl/services/platform/clock"
)

// mailsAtOnce is how many connections to the relay there are at the same time.
const mailsAtOnce = 8

// mailBackoff is how long to wait after each attempt that failed; after the last one the same again, for as long as it takes: a mail server
// comes back.
var mailBackoff = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour}

// mailGather: what waits for another attempt goes along with the next mail to the same address.
const mailGather = 2 * time.Hour

// mailer is what the channel of direct mail and that of the weekly digest share.
type mailer struct {
	relay       *relay
	returns     *bounces.Addresses // nil: what comes back goes to the sender's address
	delivery    *keyring.Ring
	texts       *Texts
	preferences Preferences
	portalURL   string
	bundle      time.Duration
	now         clock.Clock
}

// mailChannel sends each notice by itself, or all that gathered for one address in a quarter of an hour.
type mailChannel struct{ *mailer }

// Name implements Channel.
func (mailChannel) Name() string { return ChannelMail }

// AtOnce implements Channel.
func (mailChannel) AtOnce() int { return mailsAtOnce }

// Gather implements Channel.
func (mailChannel) Gather() time.Duration { return mailGather }

// Backoff implements Channel.
func (*mailer) Backoff(attempts int) (time.Duration, bool) {
	return mailBackoff[min(max(attempts, 1), len(mailBackoff))-1], true
}

// Route implements Channel. Who wants no mail gets a delivery too: that it was not sent is then proven when it is due.
func (m mailChannel) Route(ctx context.Context, notice Notice) ([]Delivery, error) {
	due := notice.AccessibleAt
	if !atOnce[notice.Kind] {
		due = due.Add(m.bundle)
	}
	return m.route(ctx, notice, ChannelMail, due, func(how How) bool { return how != Weekly })
}

// route gives a delivery for each recipient that wants it so.
func (m *mailer) route(ctx context.Context, notice Notice, channel string, due time.Time, wants func(How) bool) ([]Delivery, error) {
	recipients, err := m.preferences.Recipients(ctx, notice.Party, notice.Kind)
	if err != nil {
		return nil, fmt.Errorf("preferences of %s: %w", notice.Party, err)
	}
	var deliveries []Delivery
	for _, recipient := range recipients {
		if !wants(recipient.How) {
			continue
		}
		sealed := recipient.Sealed
		if recipient.To == Mailbox {
			sealed = notice.Sealed
		}
		delivery := NewDelivery(notice, channel, recipient.To, "", due)
		delivery.Sealed = sealed
		if delivery.Lane, err = m.lane(channel, notice, sealed); err != nil {
			return nil, err
		}
		deliveries = append(deliveries, delivery)
	}
	return deliveries, nil
}

// lane of an address: a keyed hash, so that the store tells which mails go to the same address and not which one.
func (m *mailer) lane(channel string, notice Notice, sealed []byte) (string, error) {
	if len(sealed) == 0 {
		return LaneOf(channel, "none/"+notice.Party), nil
	}
	address, err := m.delivery.Open(sealed, []byte(DeliveryContext))
	if err != nil {
		return "", fmt.Errorf("notice %s: address: %w", notice.Key, err)
	}
	return LaneOf(channel, hex.EncodeToString(m.delivery.MAC([]byte("lane\n" + normal(string(address))))[:16])), nil
}

// Deliver implements Channel.
func (m mailChannel) Deliver(ctx context.Context, _ string, outgoing []Outgoing) []Result {
	return m.send(ctx, outgoing, func(items []mailItem) composed { return m.texts.compose(m.portalURL, items) })
}

// send puts all that goes to one address in one mail. A lane has one address, unless somebody changed it meanwhile.
func (m *mailer) send(ctx context.Context, outgoing []Outgoing, write func([]mailItem) composed) []Result {
	may, results := within(outgoing)
	addresses, to := []string{}, map[string][]Outgoing{}
	for _, one := range may {
		address, ended := m.address(one)
		if ended.State != "" {
			results = append(results, ended)
			continue
		}
		same := normal(address)
		if to[same] == nil {
			addresses = append(addresses, address)
		}
		to[same] = append(to[same], one)
	}
	for _, address := range addresses {
		together := to[normal(address)]
		how := m.hand(ctx, address, mailID(together), write(items(together)))
		if how.State == Waiting {
			how.Wait, _ = m.Backoff(mostAttempts(together)) // they went together and wait together
		}
		for _, one := range together {
			how.ID = one.ID
			results = append(results, how)
		}
	}
	return results
}

// normal is the same for two ways to write an address.
func normal(address string) string { return strings.ToLower(strings.TrimSpace(address)) }

// address of a delivery, or how it ends without.
func (m *mailer) address(one Outgoing) (address string, ended Result) {
	if len(one.Sealed) == 0 {
		return "", Result{ID: one.ID, State: Refused, Reply: noAddress}
	}
	opened, err := m.delivery.Open(one.Sealed, []byte(DeliveryContext))
	if err != nil {
		return "", Result{ID: one.ID, State: Waiting, Reply: "het adres is niet te openen met de sleutels van deze dienst"}
	}
	return string(opened), Result{}
}

func mostAttempts(outgoing []Outgoing) (most int) {
	for _, one := range outgoing {
		most = max(most, one.Attempts)
	}
	return most
}

// hand gives a mail to the relay and says how that went.
func (m *mailer) hand(ctx context.Context, address, id string, what composed) Result {
	letter := envelope{id: id, to: address}
	if m.returns != nil {
		var err error
		if letter.back, err = m.returns.Of(id); err != nil {
			return Result{State: Waiting, Reply: err.Error()}
		}
	}
	reply, err := m.relay.send(ctx, letter, what)
	var never *refusal
	switch {
	case errors.As(err, &never):
		return Result{State: Refused, Reply: never.reply, Server: m.relay.host, Status: status(never.reply)}
	case err != nil:
		return Result{State: Waiting, Reply: err.Error(), Server: m.relay.host}
	}
	return Result{State: Accepted, Reply: reply, MailID: id, Server: m.relay.host, Status: "250"}
}

// noAddress is why a party without an address was not mailed.
const noAddress = "geen adres bekend"

// status is the code with which a reply begins; empty when it does not.
func status(reply string) string {
	if len(reply) < 3 || strings.Trim(reply[:3], "0123456789") != "" {
		return ""
	}
	return reply[:3]
}

// within leaves out what may not be in a mail.
func within(outgoing []Outgoing) (may []Outgoing, results []Result) {
	for _, one := range outgoing {
		if _, err := mailItemOf(one.Notice); err != nil {
			results = append(results, Result{ID: one.ID, State: Refused, Reply: err.Error()})
			continue
		}
		may = append(may, one)
	}
	return may, results
}

// items of notices, each notice once: an address can be that of the mailbox and of a person.
func items(outgoing []Outgoing) []mailItem {
	var found []mailItem
	seen := map[string]bool{}
	for _, one := range outgoing {
		if about, err := mailItemOf(one.Notice); err == nil && !seen[one.NoticeKey] {
			seen[one.NoticeKey] = true
			found = append(found, about)
		}
	}
	return found
}

// mailID of a mail: the same deliveries give the same, so that a mailbox can tell that a mail came twice; other ones give another, so that
// no mailbox takes a mail with more in it for one that it has.
func mailID(outgoing []Outgoing) string {
	var ids []string
	for _, one := range outgoing {
		ids = append(ids, one.ID)
	}
	slices.Sort(ids)
	sum := sha256.Sum256([]byte(strings.Join(ids, "\n")))
	return hex.EncodeToString(sum[:16])
}
