package partner

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// Format of what is sent to a webhook.
type Format string

// The formats.
const (
	// CloudEvents 1.0 in structured mode, by the NL GOV profile 1.1.
	CloudEvents Format = "cloudevents"
	// Notificaties is the message of the VNG Notificaties API 1.0.1.
	Notificaties Format = "notificaties"
)

// Formats are all of them.
var Formats = []Format{CloudEvents, Notificaties}

// Sender is in whose name events are sent.
type Sender struct {
	source, cases string
}

var (
	kvkLike    = regexp.MustCompile(`^[0-9]{8}$`)
	systemLike = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// NewSender makes the sender of an organisation with a KvK number and a system of that name. Cases is the public URL of the cases service,
// where partners fetch what an event is about.
func NewSender(kvk, system, cases string) (Sender, error) {
	at, err := url.Parse(cases)
	switch {
	case !kvkLike.MatchString(kvk):
		return Sender{}, fmt.Errorf("kvk number %q: want 8 digits", kvk)
	case !systemLike.MatchString(system):
		return Sender{}, fmt.Errorf("system %q: want small letters, digits and hyphens", system)
	case err != nil || at.Host == "" || (at.Scheme != "https" && at.Scheme != "http") || at.RawQuery != "" || at.Fragment != "" || at.User != nil:
		return Sender{}, fmt.Errorf("url of the cases service %q: want https://host, without a query", cases)
	}
	return Sender{source: "urn:nld:kvknr:" + kvk + "." + system, cases: strings.TrimSuffix(cases, "/")}, nil
}

// Source of every event: with the id of the event it is unique.
func (s Sender) Source() string { return s.source }

// Message is an event as it goes over the line. The same notice and the same moment give the same bytes.
type Message struct {
	ID, Type, ContentType string
	Body                  []byte
}

// cloudEvent has the attributes that we use, in the JSON format of CloudEvents. There is no data: who may know more, fetches dataref.
type cloudEvent struct {
	SpecVersion string `json:"specversion"`
	Type        string `json:"type"`
	Source      string `json:"source"`
	ID          string `json:"id"`
	Time        string `json:"time"`
	Subject     string `json:"subject,omitempty"`
	DataRef     string `json:"dataref,omitempty"`
}

// notificatie has the fields of the VNG Notificaties API.
type notificatie struct {
	Kanaal       string            `json:"kanaal"`
	HoofdObject  string            `json:"hoofdObject"`
	Resource     string            `json:"resource"`
	ResourceURL  string            `json:"resourceUrl"`
	Actie        string            `json:"actie"`
	Aanmaakdatum string            `json:"aanmaakdatum"`
	Kenmerken    map[string]string `json:"kenmerken"`
}

// Compose writes a notice. At is when it was logged, and must be the same each time that it is sent.
func (s Sender) Compose(notice Notice, format Format, at time.Time) (Message, error) {
	if notice == (Notice{}) {
		return Message{}, errors.New("partner notice: it is empty; make it with From")
	}
	escalation := s.cases + "/v1/escalations/" + notice.ID()
	event := cloudEvent{
		SpecVersion: "1.0", Type: notice.Type(), Source: s.source, ID: notice.ID(), Time: moment(at),
		Subject: notice.CaseID(), DataRef: escalation,
	}
	return s.write(format, event, notificatie{
		Kanaal: domains[notice.procedure], HoofdObject: s.cases + "/v1/cases/" + notice.CaseID(),
		Resource: "escalatie", ResourceURL: escalation, Actie: "create",
	})
}

// Ping writes the event that tests a subscription: it is about nothing. The id is opaque and new for each ping.
func (s Sender) Ping(id string, format Format, at time.Time) (Message, error) {
	event := cloudEvent{SpecVersion: "1.0", Type: PingType, Source: s.source, ID: id, Time: moment(at)}
	return s.write(format, event, notificatie{
		Kanaal: "test", HoofdObject: s.cases, Resource: "test", ResourceURL: s.cases, Actie: "create",
	})
}

// write makes the message in the format that was asked. A Notificatie has no field for the id and the source of an event, so that these are
// among its kenmerken: with them a receiver knows what it already had.
func (s Sender) write(format Format, event cloudEvent, other notificatie) (message Message, err error) {
	message = Message{ID: event.ID, Type: event.Type}
	switch format {
	case CloudEvents:
		message.ContentType = "application/cloudevents+json"
		message.Body, err = json.Marshal(event)
	case Notificaties:
		other.Aanmaakdatum = event.Time
		other.Kenmerken = map[string]string{"bron": event.Source, "id": event.ID, "type": event.Type}
		message.ContentType = "application/json"
		message.Body, err = json.Marshal(other)
	default:
		err = fmt.Errorf("format %q: want cloudevents or notificaties", format)
	}
	return message, err
}

func moment(at time.Time) string { return at.UTC().Format(time.RFC3339) }
