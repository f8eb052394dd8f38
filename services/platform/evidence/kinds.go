package evidence

import (
	"maps"
	"slices"
)

// Kind of thing that happened.
type Kind string

// What comes in.
const (
	// Received: a message reached Traject (Awb 2:20); facts: act, sha256 of what was entered.
	Received Kind = "received"
)

// A message on its way.
const (
	// Composed: the message was made, and whom it goes to was decided.
	Composed Kind = "composed"
	// Accessible: it can be read in the portal; from here it counts as sent (Awb 2:19).
	Accessible Kind = "accessible"
	// Accepted: a mail server took the notice about it; facts: server, reply.
	Accepted Kind = "accepted"
	// Refused: a mail server refused that notice for good; facts: server, reply.
	Refused Kind = "refused"
	// Deferred: it could not be delivered yet, and is tried again; facts: server, reply.
	Deferred Kind = "deferred"
	// Bounced: it came back after it was accepted; facts: status.
	Bounced Kind = "bounced"
	// Undeliverable: there is no way to reach the addressee electronically; somebody has to act.
	Undeliverable Kind = "undeliverable"
	// Opened and Downloaded: by a person of the addressee, for the first time; facts: subject.
	Opened     Kind = "opened"
	Downloaded Kind = "downloaded"
	// Late: there was no notice within the 48 hours of Awb 2:10.
	Late Kind = "late"
)

// What does not go, or goes in another way.
const (
	// Held and Released: by the stop button of the office.
	Held     Kind = "held"
	Released Kind = "released"
	// Dropped: it was not sent; facts: reason.
	Dropped Kind = "dropped"
	// Superseded: what it was about no longer holds.
	Superseded Kind = "superseded"
	// Resent: it is sent once more; the first proof stays.
	Resent Kind = "resent"
	// PaperMade: a letter on paper was made; Printed, Posted, Phoned, NotNeeded: what the office did.
	PaperMade Kind = "paper-made"
	Printed   Kind = "printed"
	Posted    Kind = "posted"
	Phoned    Kind = "phoned"
	NotNeeded Kind = "not-needed"
)

// Webhooks to partner systems.
const (
	// WebhookAttempted: a receiver did not take it, it is tried again; facts: subscription, status, reply.
	WebhookAttempted Kind = "webhook-attempted"
	// WebhookAccepted: a receiver took it.
	WebhookAccepted Kind = "webhook-accepted"
	// WebhookDead: it was tried for a day, and is left to the office.
	WebhookDead Kind = "webhook-dead"
)

// Who may be reached how, and the portal itself.
const (
	// ConsentGiven and ConsentWithdrawn: to electronic traffic (Awb 2:8).
	ConsentGiven     Kind = "consent-given"
	ConsentWithdrawn Kind = "consent-withdrawn"
	// OptedOut: the addressee does not want the notice of Awb 2:10.
	OptedOut Kind = "opted-out"
	// OutageBegan and OutageEnded: of the portal (Awb 2:21).
	OutageBegan Kind = "outage-began"
	OutageEnded Kind = "outage-ended"
)

// words for the kinds, as they stand in a proof that people read.
var words = map[Kind]string{
	Received:         "Ontvangen in Traject",
	Composed:         "Bericht opgesteld",
	Accessible:       "Klaargezet in Traject: vanaf nu te lezen",
	Accepted:         "E-mail aangenomen door de mailserver",
	Refused:          "E-mail geweigerd door de mailserver",
	Deferred:         "E-mail nog niet afgeleverd, wij proberen het opnieuw",
	Bounced:          "E-mail teruggekomen, niet aangekomen",
	Undeliverable:    "Niet digitaal te bereiken, taak voor het kantoor",
	Opened:           "Geopend door de ontvanger",
	Downloaded:       "Gedownload door de ontvanger",
	Late:             "Niet binnen 48 uur bericht gegeven",
	Held:             "Tegengehouden met de stopknop",
	Released:         "Vrijgegeven door het kantoor",
	Dropped:          "Niet verstuurd",
	Superseded:       "Niet verstuurd, was niet meer nodig",
	Resent:           "Opnieuw verstuurd",
	PaperMade:        "Brief op papier gemaakt",
	Printed:          "Brief geprint",
	Posted:           "Brief op de post gedaan",
	Phoned:           "Telefonisch verteld",
	NotNeeded:        "Afgehandeld: niet nodig",
	WebhookAttempted: "Nog niet aangenomen door het systeem van de ontvanger, wij proberen het opnieuw",
	WebhookAccepted:  "Aangenomen door het systeem van de ontvanger",
	WebhookDead:      "Niet aangenomen door het systeem van de ontvanger, wij proberen het niet meer",
	ConsentGiven:     "Ontvanger wil berichten digitaal krijgen",
	ConsentWithdrawn: "Ontvanger wil berichten niet meer digitaal krijgen",
	OptedOut:         "Ontvanger wil geen e-mail over nieuwe berichten",
	OutageBegan:      "Traject was niet bereikbaar, vanaf hier",
	OutageEnded:      "Traject was weer bereikbaar",
}

// Words are the Dutch words for a kind; empty when there is no such kind.
func Words(kind Kind) string { return words[kind] }

// Kinds are all of them, in alphabetical order.
func Kinds() []Kind { return slices.Sorted(maps.Keys(words)) }

// The names of facts that entries share.
const (
	// FactMessage is the id of the message; entries of one message have the same one.
	FactMessage = "message"
	// FactKind is the kind of message, such as letter or reminder.
	FactKind = "kind"
	// FactPiece is the letter or other piece in the dossier that it is about.
	FactPiece = "piece"
	// FactChannel is how it went: mail, webhook, digest.
	FactChannel = "channel"
	// FactServer is which server answered, and FactReply what it answered.
	FactServer = "server"
	FactReply  = "reply"
	// FactStatus is a status code of a reply (SMTP, RFC 3464 or HTTP).
	FactStatus = "status"
	// FactReason is why, as an enum.
	FactReason = "reason"
	// FactSubject is the opaque id of the person who did it.
	FactSubject = "subject"
	// FactSHA256 is the hash of what came in or went out.
	FactSHA256 = "sha256"
	// FactAct is which act came in.
	FactAct = "act"
)
