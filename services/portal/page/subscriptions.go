package page

import (
	"slices"
	"strconv"
	"strings"

	"traject.nl/services/portal/upstream"
)

// SubscribePage is the form of a subscription.
type SubscribePage struct {
	Title string
	Form  Form
	Types []Option
	// Municipalities to choose from; one alone is no choice.
	Municipalities []Option
	New            bool
	// Back is the page of the subscription, when there is one.
	Back string
}

// SubscriptionPage is one subscription.
type SubscriptionPage struct {
	Subscription upstream.Subscription
	Dead, Recent []upstream.WebhookDelivery
	// TypeWord names a type of message.
	TypeWord func(string) string
	// May change it, and not only read.
	May  bool
	CSRF string
	Href string
	// NewKey makes the key of a form.
	NewKey func() string
	// Secret is shown once; Made says that the subscription is new.
	Secret string
	Made   bool
	// Ping is how the receiver just answered; nil when nobody asked.
	Ping *upstream.Ping
}

// formatOptions are the forms in which a message can go.
var formatOptions = []Option{
	{Value: "cloudevents", Text: "CloudEvents", Help: "NL GOV-profiel voor CloudEvents 1.1. Kies dit als u vrij bent in de keuze."},
	{Value: "notificaties", Text: "VNG Notificaties", Help: "Voor systemen die al met Open Notificaties werken."},
}

func formatWord(format string) string {
	for _, option := range formatOptions {
		if option.Value == format {
			return option.Text
		}
	}
	return format
}

// typeWords name the procedures in the types of messages.
var typeWords = map[string]string{
	"toelaatbaarheidsverklaringen": "Toelaatbaarheidsverklaringen", "bezwaren": "Bezwaren", "buitenkansplaatsingen": "Buitenkans", "plaatsingen": "Plaatsingen",
}

// namespaceParts of a type before the procedure: "nl.passendonderwijs".
const namespaceParts = 2

// TypeOptions are what a subscription can be narrowed to: a procedure, and what was chosen before.
func TypeOptions(types []upstream.EventType, chosen []string) []Option {
	var options []Option
	add := func(prefix, text string) {
		if !slices.ContainsFunc(options, func(known Option) bool { return known.Value == prefix }) {
			options = append(options, Option{Value: prefix, Text: text})
		}
	}
	name := TypeWords(types)
	for _, known := range types {
		parts := strings.Split(known.Type, ".")
		if len(parts) > namespaceParts {
			prefix := strings.Join(parts[:namespaceParts+1], ".")
			add(prefix, name(prefix))
		}
	}
	for _, prefix := range chosen {
		add(prefix, name(prefix))
	}
	return options
}

// TypeWords names types of messages, and the prefixes of them that stand for a procedure.
func TypeWords(types []upstream.EventType) func(string) string {
	return func(of string) string {
		for _, known := range types {
			if known.Type == of {
				return known.Title
			}
		}
		parts := strings.Split(of, ".")
		if word, ok := typeWords[parts[len(parts)-1]]; ok {
			return word
		}
		return of
	}
}

// MunicipalityOptions are the municipalities, in the order of the alphabet.
func MunicipalityOptions() []Option {
	var options []Option
	for id, name := range municipalityWords {
		options = append(options, Option{Value: id, Text: name})
	}
	slices.SortFunc(options, func(a, b Option) int { return strings.Compare(a.Text, b.Text) })
	return options
}

// filterWord says what goes to a subscription.
func (s SubscriptionPage) filterWord() string {
	if len(s.Subscription.Types) == 0 {
		return "Alles"
	}
	names := make([]string, len(s.Subscription.Types))
	for i, prefix := range s.Subscription.Types {
		names[i] = s.TypeWord(prefix)
	}
	return strings.Join(names, ", ")
}

// pingWord says how the receiver answered.
func pingWord(ping upstream.Ping) string {
	word := "De ontvanger nam het proefbericht aan"
	if !ping.Accepted {
		word = "Het proefbericht is niet aangenomen"
	}
	if ping.Status > 0 {
		word += " (antwoord " + strconv.Itoa(ping.Status) + ", na " + strconv.Itoa(ping.Took) + " ms)"
	}
	if ping.Reason != "" {
		word += ": " + ping.Reason
	}
	if strings.HasSuffix(word, ".") {
		return word
	}
	return word + "."
}

// failedWord says when a receiver last refused, and with what.
func failedWord(last upstream.LastReply) string {
	if last.Status == 0 {
		return Moment(last.At) + ", geen antwoord"
	}
	return Moment(last.At) + ", antwoord " + strconv.Itoa(last.Status)
}

// deliveryWords say where a message stands.
var deliveryWords = map[string]string{
	"waiting": "wordt verstuurd", "held": "tegengehouden", "accepted": "aangenomen", "dead": "niet aangenomen", "dropped": "weggegooid",
}

func deliveryWord(state string) string {
	if word, ok := deliveryWords[state]; ok {
		return word
	}
	return state
}
