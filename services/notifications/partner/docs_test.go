package partner_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/services/notifications/partner"
)

// Who builds a receiver builds it by docs/partners.md: its examples are what we send.
func TestTheExamplesInTheDocsAreWhatIsSent(t *testing.T) {
	page, err := os.ReadFile("../../../docs/partners.md")
	if err != nil {
		t.Fatal(err)
	}
	told := string(page)
	secret := secretOf(t, regexp.MustCompile(`whsec_[A-Za-z0-9+/=]{20,}`).FindString(told))
	for _, format := range partner.Formats {
		if message := compose(t, decisionLate(), format); !strings.Contains(told, "    "+string(message.Body)+"\n") {
			t.Errorf("the docs do not have\n%s", message.Body)
		}
	}
	event := compose(t, decisionLate(), partner.CloudEvents)
	for name, values := range partner.Sign(event, time.Unix(1795159815, 0), secret) {
		if line := "    " + name + ": " + values[0] + "\n"; !strings.Contains(told, line) {
			t.Errorf("the docs do not have %s", line)
		}
	}
	for _, kind := range append(partner.Types(), partner.PingType) {
		domain, happening, _ := strings.Cut(strings.TrimPrefix(kind, "nl.passendonderwijs."), ".")
		if kind != partner.PingType && (!strings.Contains(told, "`"+domain+"`") || !strings.Contains(told, "`"+happening+"`")) {
			t.Errorf("the docs do not have %s", kind)
		}
	}
	if !strings.Contains(told, partner.PingType) || slices.Contains(partner.Types(), partner.PingType) {
		t.Error("the ping is not told apart")
	}
}
