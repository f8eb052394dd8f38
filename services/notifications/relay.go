package notifications

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// sendTime is how long one delivery to the relay may take.
const sendTime = 30 * time.Second

// relay hands mail to the SMTP server.
type relay struct {
	client *gomail.Client
	from   *mail.Address
	host   string
}

// envelope of a mail.
type envelope struct {
	// id of the mail, for its Message-ID.
	id string
	// back is where it goes when it cannot be delivered; empty for the sender.
	back string
	to   string
}

// refusal says that the relay will never take this mail for this address.
type refusal struct{ reply string }

// Error implements error.
func (r *refusal) Error() string { return "the mail server refused it: " + r.reply }

func newRelay(config SMTP) (*relay, error) {
	from, err := mail.ParseAddress(config.From)
	if err != nil {
		return nil, fmt.Errorf("smtp sender: want an address such as \"Traject <traject@zout.nl>\": %w", err)
	}
	policies := map[string]gomail.TLSPolicy{
		"": gomail.TLSMandatory, "mandatory": gomail.TLSMandatory, "opportunistic": gomail.TLSOpportunistic, "none": gomail.NoTLS,
	}
	policy, ok := policies[config.TLS]
	if !ok {
		return nil, fmt.Errorf("smtp tls %q: want mandatory, opportunistic or none", config.TLS)
	}
	settings := []gomail.Option{gomail.WithPort(config.Port), gomail.WithTLSPolicy(policy), gomail.WithTimeout(sendTime)}
	if config.Username != "" {
		settings = append(settings, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(config.Username), gomail.WithPassword(config.Password))
	}
	client, err := gomail.NewClient(config.Host, settings...)
	if err != nil {
		return nil, fmt.Errorf("smtp relay %s:%d: %w", config.Host, config.Port, err)
	}
	return &relay{client, from, config.Host}, nil
}

// send gives the reply with which the relay accepted the mail. A *refusal is final; any other error can pass. No error and
// no reply holds the address.
func (r *relay) send(ctx context.Context, letter envelope, what composed) (reply string, err error) {
	message := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	message.FromMailAddress(r.from)
	if err := message.To(letter.to); err != nil {
		return "", &refusal{"the address cannot be read"}
	}
	if letter.back != "" {
		if err := message.EnvelopeFrom(letter.back); err != nil {
			return "", errors.New("the return address cannot be read")
		}
	}
	message.Subject(what.subject)
	message.SetDate()
	// The same mail has the same id, so that a mailbox can tell that it came twice.
	message.SetMessageIDWithValue(letter.id + r.from.Address[strings.LastIndexByte(r.from.Address, '@'):])
	message.SetGenHeader(gomail.Header("Auto-Submitted"), "auto-generated")
	message.SetGenHeader(gomail.Header("Content-Language"), "nl")
	message.SetBodyString(gomail.TypeTextPlain, what.text)
	message.AddAlternativeString(gomail.TypeTextHTML, what.html)
	if err := r.client.DialAndSendWithContext(ctx, message); err != nil && !message.IsDelivered() {
		return "", explain(err)
	}
	return withoutAddresses(message.ServerResponse()), nil
}

// explain says what went wrong without the address, which the library's errors quote.
func explain(err error) error {
	var failed *gomail.SendError
	if !errors.As(err, &failed) {
		return errors.New("mail not sent: " + withoutAddresses(err.Error()))
	}
	reply := fmt.Sprintf("%d %s (%s)", failed.ErrorCode(), failed.EnhancedStatusCode(), failed.Reason)
	aboutThisMail := failed.Reason == gomail.ErrSMTPRcptTo || failed.Reason == gomail.ErrSMTPDataClose
	if aboutThisMail && failed.ErrorCode() >= 500 {
		return &refusal{reply}
	}
	return errors.New("mail not sent: " + reply)
}

var addressLike = regexp.MustCompile(`\S+@\S+`)

// withoutAddresses takes out what looks like an address: servers quote them.
func withoutAddresses(text string) string { return addressLike.ReplaceAllString(text, "<adres>") }
