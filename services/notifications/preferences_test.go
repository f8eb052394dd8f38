package notifications_test

import (
	"net/http"
	"testing"

	"traject.nl/proto/contract/party"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications"
	"traject.nl/services/platform/evidence"
)

const preferencesPath = "/v1/preferences"

// prefer changes preferences from the version that is there now.
func (c *counter) prefer(body string) notifications.PreferencesBody {
	c.Helper()
	return do[notifications.PreferencesBody](c, http.StatusOK, http.MethodPut, preferencesPath, body, "If-Match", c.tag())
}

func (c *counter) tag() string {
	c.Helper()
	return c.ask(http.MethodGet, preferencesPath, "").Header().Get("ETag")
}

// mailed are the addresses that were mailed so far.
func (c *counter) mailed() (to []string) {
	for _, mail := range c.server.mails() {
		to = append(to, mail.to)
	}
	return to
}

func TestWhoChoseNothingIsToldOfEverythingAtOnce(t *testing.T) {
	c := openCounter(t)
	c.as(asParent, parent, "engineer:x")
	got := get[notifications.PreferencesBody](c, preferencesPath)
	if len(got.Parties) != 1 || len(got.Kinds) != len(notifications.Kinds) || got.Parties[0].Electronic != nil || got.Parties[0].Own.Address {
		t.Fatalf("%+v", got)
	}
	for _, kind := range notifications.Kinds {
		if how := got.Parties[0].Mailbox.Kinds[kind]; how != notifications.Direct {
			t.Errorf("%s: %q", kind, how)
		}
	}
}

func TestWhatIsNotWantedIsNotMailedAndStaysInTheInbox(t *testing.T) {
	c := openCounter(t)
	c.as("school-1", "school:regenboog")
	c.prefer(`{"parties":[{"party":"school:regenboog","mailbox":{"kinds":{"task":"none"}}}]}`)
	c.task("taak-1")
	c.hours(1)
	c.round()
	if len(c.mailed()) != 0 {
		t.Errorf("mailed %v", c.mailed())
	}
	if got := get[inboxBody](c, "/v1/inbox"); got.Unread != 1 {
		t.Errorf("%+v", got)
	}
	if dropped := c.proven(evidence.Dropped); len(dropped) != 1 {
		t.Errorf("%+v", dropped)
	}
}

func TestAPersonIsAlsoToldAtTheAddressWithWhichItSignsIn(t *testing.T) {
	c := openCounter(t)
	c.as("school-1", "school:regenboog")
	got := c.prefer(`{"parties":[{"party":"school:regenboog","own":{"address":true}}]}`)
	if !got.Parties[0].Own.Address {
		t.Fatalf("%+v", got)
	}
	c.task("taak-1")
	c.hours(1)
	c.round()
	if len(c.mailed()) != 2 {
		t.Errorf("mailed %v", c.mailed())
	}
	c.prefer(`{"parties":[{"party":"school:regenboog","own":{"address":false},"mailbox":{"kinds":{"task":"none"}}}]}`)
	c.task("taak-2")
	c.hours(1)
	c.round()
	if len(c.mailed()) != 2 {
		t.Errorf("mailed after that %v", c.mailed())
	}
}

func TestALetterIsOnlyLeftOutAfterAnExpressOptOutWhichIsProven(t *testing.T) {
	c := openCounter(t)
	c.as(asParent, parent)
	for _, how := range []string{"none", "weekly"} {
		c.refused(http.StatusBadRequest, 1, http.MethodPut, preferencesPath,
			`{"parties":[{"party":"parent:0123","mailbox":{"kinds":{"letter":"`+how+`"}}}]}`, "If-Match", c.tag())
	}
	got := c.prefer(`{"parties":[{"party":"parent:0123","mailbox":{"optOut":true,"kinds":{"letter":"none"}}}]}`)
	if out := got.Parties[0].Mailbox.OptedOutAt; out == nil || !out.Equal(monday) || got.Parties[0].Mailbox.Kinds["letter"] != notifications.None {
		t.Fatalf("%+v", got.Parties[0])
	}
	chain, err := c.log.OfCase(t.Context(), notifications.ConsentChain)
	if err != nil || len(chain) != 1 || chain[0].Kind != evidence.OptedOut || chain[0].Party != string(parent) {
		t.Errorf("%+v, %v", chain, err)
	}
	c.hours(1)
	got = c.prefer(`{"parties":[{"party":"parent:0123","mailbox":{"kinds":{"letter":"weekly"}}}]}`)
	if out := got.Parties[0].Mailbox.OptedOutAt; out == nil || !out.Equal(monday) || got.Parties[0].Mailbox.Kinds["letter"] != notifications.Weekly {
		t.Errorf("%+v", got.Parties[0])
	}
	got = c.prefer(`{"parties":[{"party":"parent:0123","mailbox":{"optOut":false}}]}`)
	if got.Parties[0].Mailbox.OptedOutAt != nil || got.Parties[0].Mailbox.Kinds["letter"] != notifications.Direct {
		t.Errorf("%+v", got.Parties[0].Mailbox)
	}
}

func TestConsentIsKeptWithItsTimeAndProven(t *testing.T) {
	c := openCounter(t)
	c.as(asParent, parent)
	yes := `{"parties":[{"party":"parent:0123","electronic":{"given":true}}]}`
	if got := c.prefer(yes).Parties[0].Electronic; got == nil || !got.Given || !got.At.Equal(monday) {
		t.Fatalf("%+v", got)
	}
	c.hours(1)
	if got := c.prefer(yes).Parties[0].Electronic; !got.At.Equal(monday) {
		t.Errorf("saying it again moved the time: %+v", got)
	}
	if got := c.prefer(`{"parties":[{"party":"parent:0123","electronic":{"given":false}}]}`).Parties[0].Electronic; got.Given {
		t.Errorf("%+v", got)
	}
	chain, err := c.log.OfCase(t.Context(), notifications.ConsentChain)
	if err != nil || len(chain) != 2 || chain[0].Kind != evidence.ConsentGiven || chain[1].Kind != evidence.ConsentWithdrawn {
		t.Errorf("%+v, %v", chain, err)
	}
}

func TestNobodyOverwritesTheChoiceOfAnother(t *testing.T) {
	c := openCounter(t)
	c.as("school-1", "school:regenboog")
	body := `{"parties":[{"party":"school:regenboog","mailbox":{"kinds":{"task":"weekly"}}}]}`
	c.refused(http.StatusPreconditionRequired, 0, http.MethodPut, preferencesPath, body)
	before := c.tag()
	c.as("school-2", "school:regenboog").prefer(`{"parties":[{"party":"school:regenboog","mailbox":{"kinds":{"ended":"none"}}}]}`)
	c.as("school-1", "school:regenboog")
	c.refused(http.StatusPreconditionFailed, 0, http.MethodPut, preferencesPath, body, "If-Match", before)
	got := c.prefer(body).Parties[0].Mailbox.Kinds
	if got["task"] != notifications.Weekly || got["ended"] != notifications.None {
		t.Errorf("%+v", got)
	}
}

func TestPreferencesOfAnotherPartyAreNotTheCallersToChange(t *testing.T) {
	c := openCounter(t)
	for _, who := range []party.Party{"parent:9999", party.TheOffice, "school:regenboog"} {
		c.as("other", who)
		c.refused(http.StatusForbidden, 0, http.MethodPut, preferencesPath,
			`{"parties":[{"party":"parent:0123","electronic":{"given":true}}]}`, "If-Match", c.tag())
	}
}

func TestAllThatIsWrongWithPreferencesIsToldAtOnce(t *testing.T) {
	c := openCounter(t)
	c.as("school-1", "school:regenboog")
	c.person.Email = ""
	c.refused(http.StatusBadRequest, 5, http.MethodPut, preferencesPath, `{"parties":[{"party":"school:regenboog",
		"mailbox":{"kinds":{"nieuws":"direct","task":"soms","default":"none"}},"own":{"address":true},"electronic":{"given":true}}]}`, "If-Match", c.tag())
	c.refused(http.StatusBadRequest, 1, http.MethodPut, preferencesPath, `{"parties":[]}`, "If-Match", c.tag())
}

func TestALetterToAParentWhoDidNotConsentGoesOnPaperToo(t *testing.T) {
	c := openCounter(t)
	c.letter()
	c.hours(1)
	c.round()
	if len(c.mailed()) != 1 {
		t.Errorf("mailed %v", c.mailed())
	}
	got := get[notifications.PostBody](c, "/v1/post")
	if len(got.Print) != 1 || got.Print[0].Reason != notifications.ReasonNoConsent || got.Print[0].PieceID != "piece-1" ||
		got.Print[0].Party != string(parent) || got.Print[0].DossierID != caseID || len(got.Undelivered) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestALetterToSomebodyWithoutAnAccountGoesOnPaper(t *testing.T) {
	c := openCounter(t)
	c.give(notificationsv1.NoticeKind_NOTICE_KIND_LETTER, "brief", "interested:buur-1")
	if got := get[notifications.PostBody](c, "/v1/post"); len(got.Print) != 1 || got.Print[0].Party != "interested:buur-1" {
		t.Errorf("%+v", got.Print)
	}
}

func TestOnlyLettersToParentsWithoutConsentGoOnPaper(t *testing.T) {
	c := openCounter(t)
	c.give(notificationsv1.NoticeKind_NOTICE_KIND_LETTER, "brief", "school:regenboog")
	c.give(notificationsv1.NoticeKind_NOTICE_KIND_TASK, "taak", parent)
	c.as(asParent, parent).prefer(`{"parties":[{"party":"parent:0123","electronic":{"given":true}}]}`)
	c.letter()
	c.as("office-1", party.TheOffice)
	if got := get[notifications.PostBody](c, "/v1/post"); got.Counts.Print != 0 {
		t.Errorf("%+v", got.Print)
	}
}
