package subscriptions

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"traject.nl/services/notifications/partner"
)

// HostOf an address of a receiver: the path and the query can hold a token, so that they stay out of evidence and logs.
func HostOf(receiver string) string {
	at, err := url.Parse(receiver)
	if err != nil {
		return ""
	}
	return at.Host
}

// Said is what a receiver answered, for the evidence: its status, or why there is none.
func Said(answer partner.Answer, failed error) string {
	if failed != nil {
		return failed.Error()
	}
	return fmt.Sprintf("%d %s", answer.Status, http.StatusText(answer.Status))
}

// why a message was not taken, Dutch, for who looks at a ping.
func why(answer partner.Answer, failed error) string {
	switch {
	case failed == nil && answer.Taken():
		return ""
	case errors.Is(failed, partner.ErrPrivate), errors.Is(failed, partner.ErrUnknown), errors.Is(failed, partner.ErrPlain), errors.Is(failed, partner.ErrMalformed):
		return reasonOf(failed)
	case errors.Is(failed, partner.ErrCertificate):
		return "Het certificaat van de ontvanger klopt niet. Kijk of het geldig is, bij deze naam hoort en van een bekende uitgever komt."
	case errors.Is(failed, partner.ErrTimeout):
		return "De ontvanger gaf niet binnen 10 seconden antwoord."
	case failed != nil:
		return "Er kwam geen verbinding met de ontvanger, of de verbinding brak af."
	case answer.Status >= 300 && answer.Status < 400:
		return "De ontvanger stuurt door naar een ander adres. Wij volgen dat niet: vul het goede adres in."
	case answer.Status == http.StatusUnauthorized || answer.Status == http.StatusForbidden:
		return "De ontvanger laat ons niet toe. Kijk of de handtekening met het goede geheim wordt gecontroleerd, en of de kop Authorization klopt."
	default:
		return fmt.Sprintf("De ontvanger antwoordde met status %d. Wij verwachten een status van 200 tot en met 299.", answer.Status)
	}
}
