package notifications

import (
	"strings"
	"time"
)

// Delivery is one way on which a notice leaves. As long as it is waiting it is in the schedule.
type Delivery struct {
	// ID is the same for the same notice and way, so that handing over twice plans once: "<key>#mail#mailbox", "<key>#webhook#<subscription>".
	ID string `bson:"_id"`
	// NoticeKey, or empty when it is about no notice (a ping).
	NoticeKey string `bson:"noticeKey"`
	CaseID    string `bson:"caseId"`
	Party     string `bson:"party"`
	Kind      string `bson:"kind"`
	// Topic is the rule that a reminder is about: there is a maximum of mails about one.
	Topic string `bson:"topic"`
	// Channel by which it leaves: ChannelMail, ChannelDigest or ChannelWebhook.
	Channel string `bson:"channel"`
	// To is Mailbox, the subject of a person, or the id of a subscription.
	To string `bson:"to"`
	// Lane is what is handed to a channel in one call, from LaneOf: never two calls at once for one lane.
	Lane string `bson:"lane"`
	// Sealed is the address, sealed with the delivery ring; empty for a webhook.
	Sealed []byte    `bson:"sealed"`
	DueAt  time.Time `bson:"dueAt"`
	// Attempts that began: above one, the receiver may have got it more than once.
	Attempts int `bson:"attempts"`
	// LeasedUntil is until when the dispatcher that took it may be busy with it.
	LeasedUntil time.Time `bson:"leasedUntil"`
	State       State     `bson:"state"`
	// Reply is what the receiver said last, or why it did not go; without addresses.
	Reply string `bson:"reply"`
	// SettledAt is when it reached a state other than waiting; zero before that.
	SettledAt time.Time `bson:"settledAt"`
	// MailID of the mail that it went in; deliveries that went together have the same one.
	MailID string `bson:"mailId"`
}

// The channels.
const (
	ChannelMail    = "mail"
	ChannelDigest  = "digest"
	ChannelWebhook = "webhook"
)

// Mailbox stands for the mailbox of a party, beside its persons.
const Mailbox = "mailbox"

// State of a delivery.
type State string

// The states. Only what is waiting leaves.
const (
	Waiting State = "waiting"
	// Held by the stop button of the office, until that is released or dropped.
	Held State = "held"
	// Accepted by the server of the receiver.
	Accepted State = "accepted"
	// Refused for good by the server, or without an address to go to.
	Refused State = "refused"
	// Bounced after a server accepted it.
	Bounced State = "bounced"
	// Superseded: what it was about did not hold any more, or another delivery came in its place.
	Superseded State = "superseded"
	// Dropped: the receiver did not want it, had enough reminders, or the office decided so.
	Dropped State = "dropped"
	// Dead: tried as long as the channel tries.
	Dead State = "dead"
)

// LaneOf names the lane of a receiver of a channel.
func LaneOf(channel, receiver string) string { return channel + ":" + receiver }

// receiverIn is the receiver of a lane.
func receiverIn(lane string) string {
	_, receiver, _ := strings.Cut(lane, ":")
	return receiver
}

// DeliveryID names the way of a notice.
func DeliveryID(noticeKey, channel, to string) string { return noticeKey + "#" + channel + "#" + to }

// NewDelivery begins a delivery of a notice through a channel, to be due at a moment.
func NewDelivery(notice Notice, channel, to, lane string, due time.Time) Delivery {
	delivery := Delivery{
		ID: DeliveryID(notice.Key, channel, to), NoticeKey: notice.Key, CaseID: notice.CaseID, Party: notice.Party, Kind: notice.Kind,
		Channel: channel, To: to, Lane: lane, DueAt: due, State: Waiting,
	}
	if notice.Matter != nil {
		delivery.Topic = notice.Matter.Rule
	}
	return delivery
}

// settled is the delivery as it ended.
func (d Delivery) settled(how Settlement) Delivery {
	d.State, d.Reply, d.SettledAt, d.LeasedUntil = how.State, how.Reply, how.At, time.Time{}
	if how.MailID != "" {
		d.MailID = how.MailID
	}
	return d
}

// resumed is the delivery as it waits again.
func (d Delivery) resumed(due time.Time) Delivery {
	d.State, d.DueAt, d.Attempts, d.LeasedUntil, d.SettledAt = Waiting, due, 0, time.Time{}, time.Time{}
	return d
}

// receiver says what kind of receiver it is. Which person of a party gets mail is told with the preferences, not with each mail.
func (d Delivery) receiver() string {
	switch {
	case d.Channel == ChannelWebhook:
		return "subscription"
	case d.To == Mailbox:
		return Mailbox
	default:
		return "person"
	}
}

// subscription that it is for; empty for a mail.
func (d Delivery) subscription() string {
	if d.Channel == ChannelWebhook {
		return d.To
	}
	return ""
}
