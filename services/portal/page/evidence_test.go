package page

import (
	"testing"

	"traject.nl/services/platform/evidence"
	"traject.nl/services/portal/upstream"
)

func TestFactsOfEvidenceAreSaidInDutchAndNothingUnknownIsHidden(t *testing.T) {
	entry := evidence.Entry{Kind: "nieuw", Facts: map[string]string{
		evidence.FactKind: "letter", evidence.FactChannel: "mail webhook", evidence.FactReason: "no-address", evidence.FactAct: "Decide", evidence.FactReply: "550 nee",
	}}
	want := "soort: brief of besluit · handeling: besluiten · via: e-mail en bericht aan een systeem · antwoord: 550 nee · reden: er is geen e-mailadres bekend"
	if got := factsOf(entry); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := kindWord(entry); got != "nieuw" {
		t.Errorf("a kind that is not known is %q", got)
	}
}

func TestHeldMessageDoesNotShowTheIdOfTheStop(t *testing.T) {
	for reply, want := range map[string]string{"h7f3": "", "de koppeling staat op pauze": "de koppeling staat op pauze"} {
		if got := replyWord(upstream.Delivery{State: "held", Reply: reply}); got != want {
			t.Errorf("%q is shown as %q", reply, got)
		}
	}
}
