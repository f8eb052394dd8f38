package e2e

import (
	"net/http"
	"testing"
)

// What is wrong with a subscription is said at its field, and nothing is sent.
func TestASubscriptionThatIsWrongIsRefusedInWords(t *testing.T) {
	to := receive(t, accepts)
	right := map[string]any{"party": ourMunicipality, "url": to.URL, "format": "cloudevents"}
	for name, wrong := range map[string]struct {
		change map[string]any
		field  string
	}{
		"no address at all":               {map[string]any{"url": "ontvanger"}, "body.url"},
		"another scheme":                  {map[string]any{"url": "ftp://ontvanger.example.test/"}, "body.url"},
		"a user in the address":           {map[string]any{"url": "https://jan:geheim@ontvanger.example.test/"}, "body.url"},
		"a name that nobody has":          {map[string]any{"url": "https://ontvanger.invalid/"}, "body.url"},
		"an unknown format":               {map[string]any{"format": "soap"}, "body.format"},
		"an unknown type":                 {map[string]any{"types": []string{"nl.passendonderwijs.leerling-verhuisd"}}, "body.types[0]"},
		"half a type":                     {map[string]any{"types": []string{"nl.passendonderwijs.bezw"}}, "body.types[0]"},
		"a secret that is too short":      {map[string]any{"secret": "whsec_a29ydA=="}, "body.secret"},
		"a secret of another scheme":      {map[string]any{"secret": "geheim-geheim-geheim-geheim-geheim"}, "body.secret"},
		"a header with a line break":      {map[string]any{"authorization": "Bearer a\r\nX-Extra: b"}, "body.authorization"},
		"a field that nobody asks for":    {map[string]any{"retries": 3}, "body.retries"},
		"a municipality of another place": {map[string]any{"party": "municipality:utrecht"}, "body.party"},
		"a school":                        {map[string]any{"party": "school:regenboog-uh-amerongen"}, "body.party"},
	} {
		t.Run(name, func(t *testing.T) {
			body := decision(right).with(wrong.change)
			_, err := traject.As("kantoor").Subscribe(t.Context(), story(t).Key, body)
			wantStatus(t, err, http.StatusBadRequest)
			wantField(t, asProblem(err), wrong.field)
		})
	}
	if len(to.got) != 0 {
		t.Errorf("%d requests were sent", len(to.got))
	}
}

func TestWhatIsWrongAroundNoticesIsRefusedInWords(t *testing.T) {
	office := traject.As("kantoor")
	for name, wrong := range map[string]struct {
		status int
		do     func(key string) error
	}{
		"a stop without a reason": {http.StatusBadRequest, func(key string) error {
			_, err := office.Stop(t.Context(), key, "", "")
			return err
		}},
		"a settlement of nothing": {http.StatusNotFound, func(key string) error { return office.Settle(t.Context(), key, "bestaat-niet", "posted", "2026-01-01") }},
		"a way that does not exist": {http.StatusBadRequest, func(key string) error {
			return office.Settle(t.Context(), key, "bestaat-niet", "gebeld", "2026-01-01")
		}},
		"a resend of nothing": {http.StatusNotFound, func(key string) error {
			_, err := office.Resend(t.Context(), key, "bestaat-niet", "")
			return err
		}},
		"a page of the inbox that does not exist": {http.StatusBadRequest, func(string) error {
			_, err := office.Inbox(t.Context(), "hier")
			return err
		}},
		"an item that does not exist": {http.StatusNotFound, func(string) error {
			_, err := office.Open(t.Context(), "bestaat-niet")
			return err
		}},
		"an unknown way to be told": {http.StatusBadRequest, func(string) error {
			etag, mine := preferring(t, "kantoor")
			return office.Prefer(t.Context(), etag, mine.Party, map[string]any{"mailbox": map[string]any{"kinds": map[string]string{"task": "maandelijks"}}})
		}},
		"an unknown kind": {http.StatusBadRequest, func(string) error {
			etag, mine := preferring(t, "kantoor")
			return office.Prefer(t.Context(), etag, mine.Party, map[string]any{"mailbox": map[string]any{"kinds": map[string]string{"reclame": "none"}}})
		}},
		"consent of who is no parent": {http.StatusBadRequest, func(string) error { return office.Consent(t.Context(), true) }},
		"an answer to nothing": {http.StatusNotFound, func(key string) error {
			_, err := traject.As(ourOfficials).AnswerInWords(t.Context(), key, "000000000000", "Wij kijken mee.")
			return err
		}},
	} {
		t.Run(name, func(t *testing.T) { wantStatus(t, wrong.do(story(t).Key), wrong.status) })
	}
}
