package notifications

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
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
	return &relay{client, from}, nil
}

// send gives the reply with which the relay accepted the mail. A *refusal is final; any other error can pass. No error and
// no reply holds the address.
func (r *relay) send(ctx context.Context, key, address string, what composed) (reply string, err error) {
	message := gomail.NewMsg()
	message.FromMailAddress(r.from)
	if err := message.To(address); err != nil {
		return "", &refusal{"the address cannot be read"}
	}
	message.Subject(what.subject)
	message.SetDate()
	// The same key gives the same id, so that a mailbox can tell that a second delivery is the same notice.
	message.SetMessageIDWithValue(messageID(key, r.from.Address))
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

func messageID(key, from string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:16]) + from[strings.LastIndexByte(from, '@'):]
}
