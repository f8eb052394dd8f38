package bounces

import (
	"crypto/hmac"
	"encoding/hex"
	"fmt"
	"net/mail"
	"regexp"
	"strings"

	"traject.nl/proto/keyring"
)

// macLength is how many bytes of the MAC an address has: the part before the @ may have 64 characters in all (RFC 5321 §4.5.3.1.1).
const macLength = 8

// purpose keeps a token from being a MAC of anything else of the same ring.
const purpose = "bounce/"

var mailIDForm = regexp.MustCompile(`^[a-z0-9]{1,40}$`)

// Addresses makes and reads the addresses to which mail that cannot be delivered comes back: one for each mail, that nobody else can make.
type Addresses struct {
	ring          *keyring.Ring
	local, domain string
}

// NewAddresses makes them under an address of ours, such as "terug@zout.nl".
func NewAddresses(ring *keyring.Ring, base string) (*Addresses, error) {
	parsed, err := mail.ParseAddress(base)
	if err != nil {
		return nil, fmt.Errorf("address for bounces: want an address such as \"terug@zout.nl\": %w", err)
	}
	at := strings.LastIndexByte(parsed.Address, '@')
	local, domain := strings.ToLower(parsed.Address[:at]), strings.ToLower(parsed.Address[at+1:])
	if len(local) > 64-len("+-")-40-2*macLength {
		return nil, fmt.Errorf("address for bounces: %d characters before the @ leave no room for a token: choose a short name such as \"terug\"", len(local))
	}
	return &Addresses{ring: ring, local: local, domain: domain}, nil
}

// Of gives the envelope sender of a mail. Its id is at most 40 small letters and digits.
func (a *Addresses) Of(mailID string) (string, error) {
	if !mailIDForm.MatchString(mailID) {
		return "", fmt.Errorf("mail id %q: want at most 40 small letters and digits", mailID)
	}
	return a.local + "+" + mailID + "-" + a.mac(mailID) + "@" + a.domain, nil
}

// MailID reads back which mail an address is of; false when it is none of ours.
func (a *Addresses) MailID(address string) (string, bool) {
	local, domain, ok := cutLast(strings.ToLower(address), "@")
	if !ok || domain != a.domain {
		return "", false
	}
	token, ok := strings.CutPrefix(local, a.local+"+")
	if !ok {
		return "", false
	}
	mailID, mac, ok := cutLast(token, "-")
	if !ok || !mailIDForm.MatchString(mailID) || !hmac.Equal([]byte(mac), []byte(a.mac(mailID))) {
		return "", false
	}
	return mailID, true
}

func (a *Addresses) mac(mailID string) string {
	return hex.EncodeToString(a.ring.MAC([]byte(purpose + mailID))[:macLength])
}

func cutLast(s, separator string) (before, after string, found bool) {
	at := strings.LastIndex(s, separator)
	if at < 0 {
		return s, "", false
	}
	return s[:at], s[at+len(separator):], true
}
