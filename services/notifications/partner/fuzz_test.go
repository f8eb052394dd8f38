package partner_test

import (
	"context"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/notifications/partner"
)

// FuzzASecretIsWrittenAsItWasRead: or is refused, without being repeated.
func FuzzASecretIsWrittenAsItWasRead(f *testing.F) {
	for _, text := range []string{"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", "whsec_", "whsec_MDEy\nMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDF=", "WHSEC_MDEy", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		secret, err := partner.ParseSecret(text)
		switch {
		case err != nil && len(text) > 12 && strings.Contains(err.Error(), text):
			t.Fatalf("the refusal repeats it: %v", err)
		case err == nil && (secret.Reveal() != text || strings.Contains(secret.String(), text)):
			t.Fatalf("%q is revealed as %q and shown as %s", text, secret.Reveal(), secret)
		}
	})
}

// outside is an internet in which every name is of a public address, and one of which an address is written is that address.
type outside struct{}

func (outside) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	if address, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{address}, nil
	}
	return []netip.Addr{netip.MustParseAddr("93.184.216.34")}, nil
}

// FuzzAReceiverIsOnThePublicInternet: an address that is taken is https, of a host, without a user, and never of an address inside.
func FuzzAReceiverIsOnThePublicInternet(f *testing.F) {
	for _, text := range []string{
		"https://ontvanger.gemeente.nl/traject", "http://a.nl", "https://127.0.0.1", "https://[::1]/", "https://[::ffff:10.0.0.1]", "https://[fe80::1%25eth0]/", "https://0x7f.1", "https://2130706433/", "https://user@a.nl",
		"https://a.nl:99999", "https://a.nl:0", "https://a.nl#x", "//a.nl", "https:a.nl", "https://", "https://a b", "javascript:alert(1)", "https://[64:ff9b::7f00:1]/", "https://100.64.0.1", "https://[2002:7f00:1::]/", "HTTPS://A.NL",
	} {
		f.Add(text)
	}
	client := partner.NewClient(partner.Settings{Resolver: outside{}})
	f.Fuzz(func(t *testing.T, text string) {
		if client.Check(t.Context(), text) != nil {
			return
		}
		read, err := url.Parse(text)
		if err != nil || read.Scheme != "https" || read.Hostname() == "" || read.User != nil || read.Fragment != "" {
			t.Fatalf("%q was taken", text)
		}
		address, err := netip.ParseAddr(read.Hostname())
		if err != nil {
			return
		}
		if inside := address.Unmap(); inside.IsLoopback() || inside.IsPrivate() || inside.IsLinkLocalUnicast() || inside.IsUnspecified() || inside.IsMulticast() {
			t.Fatalf("%q was taken, and is inside", text)
		}
	})
}
