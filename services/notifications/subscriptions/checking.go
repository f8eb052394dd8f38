package subscriptions

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"traject.nl/proto/contract/party"
	"traject.nl/services/notifications/partner"
	"traject.nl/services/platform/edge"
)

const (
	maxURL           = 2000
	maxAuthorization = 4096
	maxTypes         = 20
	// maxOfParty keeps one partner from filling the schedule.
	maxOfParty = 10
)

// wrong are the things that are wrong with what somebody asks, all told at once.
type wrong []edge.FieldProblem

func (w *wrong) add(field, message string) {
	*w = append(*w, edge.FieldProblem{Location: "body." + field, Message: message})
}

func (w wrong) err() error {
	if len(w) == 0 {
		return nil
	}
	return edge.BadRequest(w...)
}

// checkParty: events are for municipalities of the region.
func (s *Service) checkParty(w *wrong, who string) {
	parsed, err := party.Parse(who)
	switch {
	case err != nil || parsed.Role() != party.Municipality:
		w.add("party", "Alleen een gemeente kan een koppeling hebben. Vul in: municipality: en dan de gemeente, bijvoorbeeld municipality:zeist.")
	case !slices.Contains(s.Municipalities, parsed.ID()):
		w.add("party", "Deze gemeente hoort niet bij ons samenwerkingsverband. Kies een van: "+strings.Join(s.Municipalities, ", ")+".")
	}
}

// reasons in Dutch why an address is refused.
var reasons = map[error]string{
	partner.ErrMalformed: "Dit is geen goed webadres. Vul een volledig adres in, zoals https://ontvanger.gemeente.nl/traject, zonder gebruikersnaam en zonder #.",
	partner.ErrPlain:     "Het adres moet met https:// beginnen: wij versturen niets onversleuteld.",
	partner.ErrUnknown:   "Wij kunnen dit adres niet vinden. Kijk of de naam goed geschreven is.",
	partner.ErrPrivate:   "Dit adres is van een intern netwerk of van deze machine zelf. Daar versturen wij niets naartoe: vul een adres op het openbare internet in.",
}

func (s *Service) checkURL(ctx context.Context, w *wrong, url string) {
	if len(url) > maxURL {
		w.add("url", fmt.Sprintf("Het adres mag hoogstens %d tekens lang zijn.", maxURL))
		return
	}
	if err := s.Client.Check(ctx, url); err != nil {
		w.add("url", reasonOf(err))
	}
}

func reasonOf(err error) string {
	for known, reason := range reasons {
		if errors.Is(err, known) {
			return reason
		}
	}
	return "De ontvanger is niet te bereiken."
}

func checkFormat(w *wrong, format string) {
	if !slices.Contains(partner.Formats, partner.Format(format)) {
		w.add("format", "Kies een van: cloudevents, notificaties.")
	}
}

func checkTypes(w *wrong, types []string) {
	if len(types) > maxTypes {
		w.add("types", fmt.Sprintf("Kies hoogstens %d soorten gebeurtenissen.", maxTypes))
		return
	}
	for i, begin := range types {
		if !knownType(begin) {
			w.add(fmt.Sprintf("types[%d]", i), "Deze soort gebeurtenis kennen wij niet. Kies er een uit /v1/event-types, of het begin ervan tot aan een punt.")
		}
	}
}

// checkSecret gives the secret that was asked, or a new one when none was.
func checkSecret(w *wrong, asked string) partner.Secret {
	if asked == "" {
		return partner.NewSecret()
	}
	secret, err := partner.ParseSecret(asked)
	if err != nil {
		w.add("secret", "Het geheim heeft niet de goede vorm. Het begint met whsec_ en dan komt de base64-code van 24 tot 64 bytes. "+
			"Laat het leeg, dan maken wij er een.")
	}
	return secret
}

// checkAuthorization: what goes in a header is one line of printable characters.
func checkAuthorization(w *wrong, value string) {
	printable := !strings.ContainsFunc(value, func(letter rune) bool { return letter < ' ' || letter > '~' })
	if !printable || len(value) > maxAuthorization || strings.TrimSpace(value) != value {
		w.add("authorization", fmt.Sprintf("De kop Authorization mag hoogstens %d gewone tekens op één regel hebben, bijvoorbeeld: Bearer abc123.", maxAuthorization))
	}
}
