package subscriptions_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/keyring"
	"traject.nl/services/notifications/partner"
	"traject.nl/services/notifications/subscriptions"
	"traject.nl/services/notifications/subscriptions/subscriptionstest"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
)

const (
	zeist  party.Party = "municipality:zeist"
	bunnik party.Party = "municipality:bunnik"
)

// desk is a service with a schedule that only counts, and a clock that the test moves.
type desk struct {
	t         *testing.T
	service   *subscriptions.Service
	store     *subscriptionstest.Memory
	now       time.Time
	activated []string
	ended     []string
	keys      int
}

func (d *desk) Counts(context.Context, string) (waiting, dead int, err error) { return 3, 1, nil }

func (d *desk) Activated(_ context.Context, id string) error {
	d.activated = append(d.activated, id)
	return nil
}

func (d *desk) Ended(_ context.Context, id string) error {
	d.ended = append(d.ended, id)
	return nil
}

// internet is a resolver by which every name is somewhere on the public internet, but for two.
type internet struct{}

func (internet) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	switch host {
	case "intern.example.nl":
		return []netip.Addr{netip.MustParseAddr("10.0.0.7")}, nil
	case "bestaat-niet.example.nl":
		return nil, nil
	default:
		return []netip.Addr{netip.MustParseAddr("93.184.215.14")}, nil
	}
}

func newDesk(t *testing.T, settings partner.Settings) *desk {
	t.Helper()
	sender, err := partner.NewSender("30289541", "traject", "https://zaken.example.nl")
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, store: &subscriptionstest.Memory{}, now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	d.service = &subscriptions.Service{
		Store: d.store, Keys: subscriptions.Keys{Ring: keyring.Generate("2026-11")}, Sender: sender, Client: partner.NewClient(settings),
		Proof: evidence.Memory("notifications"), Municipalities: []string{"zeist", "bunnik"}, Now: func() time.Time { return d.now }, Schedule: d,
	}
	return d
}

// ask makes a request as somebody; each has a key of its own unless one is given.
func (d *desk) ask(who party.Party, method, path, body string, key ...string) (int, string) {
	d.t.Helper()
	engine := edge.New("notifications", "1.0.0")
	api := edge.API(engine, "t", "1.0.0", "d")
	engine.Use(func(c *gin.Context) {
		person := identity.Person{Subject: "s-" + string(who), Parties: []party.Party{who}}
		c.Request = c.Request.WithContext(identity.With(c.Request.Context(), person))
	})
	d.service.Register(api)
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	d.keys++
	request.Header.Set("Idempotency-Key", fmt.Sprintf("sleutel-%04d", d.keys))
	if len(key) > 0 {
		request.Header.Set("Idempotency-Key", key[0])
	}
	got := httptest.NewRecorder()
	engine.ServeHTTP(got, request)
	return got.Code, got.Body.String()
}

func (d *desk) made(who party.Party, body string, key ...string) subscriptions.Shown {
	d.t.Helper()
	code, answer := d.ask(who, http.MethodPost, "/v1/subscriptions", body, key...)
	if code != http.StatusCreated {
		d.t.Fatalf("%d %s", code, answer)
	}
	return read[subscriptions.Shown](d.t, answer)
}

func read[T any](t *testing.T, text string) (value T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return value
}

func wants(who party.Party, url string, more ...string) string {
	return fmt.Sprintf(`{"party":%q,"url":%q,"format":"cloudevents"%s}`, who, url, strings.Join(append([]string{""}, more...), ","))
}

const haak = "https://ontvanger.example.nl/haak?token=geheim"

func TestASecretIsToldOnceAndKeptSealed(t *testing.T) {
	d := newDesk(t, partner.Settings{Resolver: internet{}})
	made := d.made(zeist, wants(zeist, haak, `"authorization":"Bearer abc123"`), "sleutel-vast")
	if _, err := partner.ParseSecret(made.Secret); err != nil || !made.Active || !made.Authorized || made.Party != string(zeist) || made.Waiting != 3 || made.Dead != 1 {
		t.Fatalf("%+v, %v", made, err)
	}
	code, shown := d.ask(zeist, http.MethodGet, "/v1/subscriptions/"+made.ID, "")
	if code != http.StatusOK || strings.Contains(shown, "whsec_") || strings.Contains(shown, "abc123") {
		t.Errorf("%d %s", code, shown)
	}
	kept, err := d.store.Find(t.Context(), made.ID)
	if err != nil {
		t.Fatal(err)
	}
	if stored := fmt.Sprintf("%s %+v", kept.Secrets[0].Secret, kept); strings.Contains(stored, made.Secret[6:]) || strings.Contains(stored, "abc123") {
		t.Errorf("readable in the store: %s", stored)
	}
	if again := d.made(zeist, wants(zeist, haak), "sleutel-vast"); again.ID != made.ID || again.Secret != made.Secret {
		t.Errorf("the same request made another: %+v", again)
	}
}

func TestASecretOfOneOwnIsTakenWhenItIsLongEnough(t *testing.T) {
	d := newDesk(t, partner.Settings{Resolver: internet{}})
	own := "whsec_" + base64.StdEncoding.EncodeToString(make([]byte, 24))
	if made := d.made(zeist, wants(zeist, haak, `"secret":"`+own+`"`)); made.Secret != own {
		t.Errorf("%+v", made)
	}
}

func TestWhatIsWrongIsSaidInDutchAtTheFieldAndNothingIsMade(t *testing.T) {
	short := "whsec_" + base64.StdEncoding.EncodeToString(make([]byte, 23))
	long := "whsec_" + base64.StdEncoding.EncodeToString(make([]byte, 65))
	for name, wrong := range map[string]struct{ body, field, says string }{
		"private address":  {wants(zeist, "https://192.168.1.10/haak"), "body.url", "intern netwerk"},
		"private name":     {wants(zeist, "https://intern.example.nl/haak"), "body.url", "intern netwerk"},
		"loopback":         {wants(zeist, "https://[::1]:8443/"), "body.url", "intern netwerk"},
		"metadata":         {wants(zeist, "https://169.254.169.254/latest"), "body.url", "intern netwerk"},
		"plain http":       {wants(zeist, "http://ontvanger.example.nl/"), "body.url", "https://"},
		"malformed":        {wants(zeist, "ontvanger punt nl"), "body.url", "geen goed webadres"},
		"with a user":      {wants(zeist, "https://a:b@ontvanger.example.nl/"), "body.url", "geen goed webadres"},
		"unknown name":     {wants(zeist, "https://bestaat-niet.example.nl/"), "body.url", "niet vinden"},
		"too long":         {wants(zeist, "https://ontvanger.example.nl/"+strings.Repeat("a", 2000)), "body.url", "2000"},
		"short secret":     {wants(zeist, haak, `"secret":"`+short+`"`), "body.secret", "24 tot 64"},
		"long secret":      {wants(zeist, haak, `"secret":"`+long+`"`), "body.secret", "24 tot 64"},
		"bare secret":      {wants(zeist, haak, `"secret":"geheim"`), "body.secret", "whsec_"},
		"unknown type":     {wants(zeist, haak, `"types":["nl.zout.zaken"]`), "body.types[0]", "kennen wij niet"},
		"half a word":      {wants(zeist, haak, `"types":["nl.passendonderwijs","nl.passendonderwijs.bezw"]`), "body.types[1]", "kennen wij niet"},
		"unknown format":   {strings.Replace(wants(zeist, haak), "cloudevents", "xml", 1), "body.format", "notificaties"},
		"header injection": {wants(zeist, haak, `"authorization":"Bearer a\r\nX-Kwaad: 1"`), "body.authorization", "één regel"},
		"a school":         {wants("school:regenboog-uh-amerongen", haak), "body.party", "gemeente"},
		"another region":   {wants("municipality:utrecht", haak), "body.party", "zeist, bunnik"},
		"no party":         {strings.Replace(wants(zeist, haak), string(zeist), "", 1), "body.party", "gemeente"},
	} {
		d := newDesk(t, partner.Settings{Resolver: internet{}})
		code, answer := d.ask(party.TheOffice, http.MethodPost, "/v1/subscriptions", wrong.body)
		problem := read[edge.ProblemDetails](t, answer)
		if code != http.StatusBadRequest || len(problem.Errors) != 1 || problem.Errors[0].Location != wrong.field || !strings.Contains(problem.Errors[0].Message, wrong.says) {
			t.Errorf("%s: %d %s", name, code, answer)
		}
		if strings.Contains(answer, "X-Kwaad") || strings.Contains(answer, short) || strings.Contains(answer, "a:b@") {
			t.Errorf("%s: what was sent is repeated: %s", name, answer)
		}
		if all, err := d.store.Of(t.Context(), ""); err != nil || len(all) != 0 {
			t.Errorf("%s: made, %v, %v", name, all, err)
		}
	}
}

func TestEverythingThatIsWrongIsToldAtOnce(t *testing.T) {
	d := newDesk(t, partner.Settings{Resolver: internet{}})
	_, answer := d.ask(party.TheOffice, http.MethodPost, "/v1/subscriptions",
		`{"party":"parent:0123","url":"http://10.0.0.1","format":"xml","types":["x"],"secret":"kort","authorization":" x"}`)
	if problem := read[edge.ProblemDetails](t, answer); len(problem.Errors) != 6 {
		t.Errorf("%d problems: %s", len(problem.Errors), answer)
	}
}

func TestAMunicipalityHasItsOwnTheOfficeAllAndNobodyElseAny(t *testing.T) {
	d := newDesk(t, partner.Settings{Resolver: internet{}})
	mine := d.made(zeist, wants(zeist, haak))
	other := d.made(party.TheOffice, wants(bunnik, haak))
	counts := map[party.Party]int{zeist: 1, bunnik: 1, party.TheOffice: 2, party.TheDirector: 2}
	for who, want := range counts {
		code, answer := d.ask(who, http.MethodGet, "/v1/subscriptions", "")
		if got := read[struct{ Items []subscriptions.Shown }](t, answer).Items; code != http.StatusOK || len(got) != want {
			t.Errorf("%s: %d %s", who, code, answer)
		}
	}
	for _, role := range party.Roles {
		who := party.Of(role, "x")
		if role == party.Municipality || counts[who] > 0 || role == party.Office || role == party.Director {
			continue
		}
		if code, _ := d.ask(who, http.MethodGet, "/v1/subscriptions", ""); code != http.StatusForbidden {
			t.Errorf("%s lists: %d", who, code)
		}
		if code, _ := d.ask(who, http.MethodPost, "/v1/subscriptions", wants(zeist, haak)); code != http.StatusForbidden {
			t.Errorf("%s makes: %d", who, code)
		}
		if code, _ := d.ask(who, http.MethodGet, "/v1/subscriptions/"+mine.ID, ""); code != http.StatusNotFound {
			t.Errorf("%s reads: %d", who, code)
		}
	}
	if code, answer := d.ask(zeist, http.MethodPost, "/v1/subscriptions", wants(bunnik, haak)); code != http.StatusForbidden || !strings.Contains(answer, "eigen gemeente") {
		t.Errorf("for another: %d %s", code, answer)
	}
	for method, path := range map[string]string{http.MethodGet: "", http.MethodPut: "", http.MethodDelete: "", http.MethodPost: "/pings"} {
		if code, _ := d.ask(zeist, method, "/v1/subscriptions/"+other.ID+path, wants("", haak)[len(`{"party":"",`)-1:]); code == http.StatusOK {
			t.Errorf("%s of another: %d", method, code)
		}
	}
	if code, _ := d.ask(zeist, http.MethodDelete, "/v1/subscriptions/"+other.ID, ""); code != http.StatusNotFound {
		t.Errorf("another's is there: %d", code)
	}
	if code, _ := d.ask(party.TheDirector, http.MethodDelete, "/v1/subscriptions/"+mine.ID, ""); code != http.StatusForbidden {
		t.Errorf("the director ends one: %d", code)
	}
}

const change = `{"url":"https://nieuw.example.nl/","format":"notificaties","types":["nl.passendonderwijs.bezwaren"],"active":%t}`

func TestChangingKeepsTheHeaderUnlessItIsNamedAndResumingLetsGoWhatWaited(t *testing.T) {
	d := newDesk(t, partner.Settings{Resolver: internet{}})
	made := d.made(zeist, wants(zeist, haak, `"authorization":"Bearer abc123"`))
	path := "/v1/subscriptions/" + made.ID
	code, answer := d.ask(zeist, http.MethodPut, path, fmt.Sprintf(change, false))
	got := read[subscriptions.Shown](t, answer)
	if code != http.StatusOK || got.Active || got.Format != "notificaties" || got.URL != "https://nieuw.example.nl/" || !got.Authorized || len(d.activated) != 0 {
		t.Errorf("paused: %d %s, %v", code, answer, d.activated)
	}
	_, answer = d.ask(zeist, http.MethodPut, path, strings.TrimSuffix(fmt.Sprintf(change, true), "}")+`,"authorization":""}`)
	if got := read[subscriptions.Shown](t, answer); !got.Active || got.Authorized || len(d.activated) != 1 {
		t.Errorf("resumed: %s, %v", answer, d.activated)
	}
	if code, answer = d.ask(zeist, http.MethodPut, path, strings.Replace(fmt.Sprintf(change, true), "https://nieuw", "https://intern", 1)); code != http.StatusBadRequest {
		t.Errorf("to a private address: %d %s", code, answer)
	}
	if code, _ := d.ask(zeist, http.MethodDelete, path, ""); code != http.StatusNoContent || len(d.ended) != 1 {
		t.Errorf("ended: %d, %v", code, d.ended)
	}
	if code, _ := d.ask(zeist, http.MethodGet, path, ""); code != http.StatusNotFound {
		t.Errorf("still there: %d", code)
	}
}

func TestAfterARotationBothSecretsSignForADay(t *testing.T) {
	d := newDesk(t, partner.Settings{Resolver: internet{}})
	made := d.made(zeist, wants(zeist, haak))
	path := "/v1/subscriptions/" + made.ID
	code, answer := d.ask(zeist, http.MethodPost, path+"/secrets", `{}`, "draaien-een")
	rotated := read[subscriptions.Shown](t, answer)
	if code != http.StatusCreated || rotated.Secret == made.Secret || rotated.PreviousSecretUntil == nil || !rotated.PreviousSecretUntil.Equal(d.now.Add(24*time.Hour)) {
		t.Fatalf("%d %s", code, answer)
	}
	if _, again := d.ask(zeist, http.MethodPost, path+"/secrets", `{}`, "draaien-een"); read[subscriptions.Shown](t, again).Secret != rotated.Secret {
		t.Errorf("the same request rotated twice: %s", again)
	}
	if got := d.signing(made.ID); len(got) != 2 || got[0] != rotated.Secret || got[1] != made.Secret {
		t.Errorf("signing: %d secrets", len(got))
	}
	d.now = d.now.Add(24 * time.Hour)
	if got := d.signing(made.ID); len(got) != 1 || got[0] != rotated.Secret {
		t.Errorf("a day later: %d secrets", len(got))
	}
	if code, answer := d.ask(zeist, http.MethodPost, path+"/secrets", `{"secret":"whsec_kort"}`); code != http.StatusBadRequest || !strings.Contains(answer, "body.secret") {
		t.Errorf("%d %s", code, answer)
	}
}

// signing are the secrets that sign for a subscription now.
func (d *desk) signing(id string) (revealed []string) {
	d.t.Helper()
	kept, err := d.store.Find(d.t.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	secrets, err := d.service.Keys.Secrets(kept, d.now)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, secret := range secrets {
		revealed = append(revealed, secret.Reveal())
	}
	return revealed
}

func TestAPingTellsHowTheReceiverAnsweredAndIsProvedWithoutTheToken(t *testing.T) {
	status := http.StatusNoContent
	var body []byte
	var headers http.Header
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ = io.ReadAll(r.Body)
		headers = r.Header
		w.Header().Set("Location", "/elders")
		w.WriteHeader(status)
	}))
	t.Cleanup(receiver.Close)
	d := newDesk(t, partner.Settings{AllowPrivate: true})
	made := d.made(zeist, wants(zeist, receiver.URL+"/haak?token=geheim", `"authorization":"Bearer abc123"`))
	type pinged struct {
		EventID  string
		Accepted bool
		Status   int
		Reason   string
	}
	path := "/v1/subscriptions/" + made.ID + "/pings"
	_, answer := d.ask(zeist, http.MethodPost, path, "")
	got := read[pinged](t, answer)
	if !got.Accepted || got.Status != 204 || got.Reason != "" || headers.Get("Webhook-Id") != got.EventID ||
		headers.Get("Authorization") != "Bearer abc123" || !strings.Contains(string(body), partner.PingType) {
		t.Errorf("%s, %v, %s", answer, headers, body)
	}
	for code, says := range map[int]string{http.StatusTemporaryRedirect: "stuurt door", http.StatusUnauthorized: "laat ons niet toe", http.StatusInternalServerError: "status 500"} {
		status = code
		if _, answer := d.ask(zeist, http.MethodPost, path, ""); read[pinged](t, answer).Accepted || !strings.Contains(read[pinged](t, answer).Reason, says) {
			t.Errorf("%d: %s", code, answer)
		}
	}
	receiver.Close()
	if _, answer := d.ask(zeist, http.MethodPost, path, ""); read[pinged](t, answer).Accepted || !strings.Contains(answer, "geen verbinding") {
		t.Errorf("gone: %s", answer)
	}
	chain, err := d.service.Proof.OfCase(t.Context(), subscriptions.ChainOfPings)
	if err != nil || len(chain) != 5 || chain[0].Kind != evidence.WebhookAccepted || chain[1].Kind != evidence.WebhookAttempted {
		t.Fatalf("%v, %+v", err, chain)
	}
	if told := fmt.Sprintf("%+v", chain); strings.Contains(told, "geheim") || strings.Contains(told, "abc123") || strings.Contains(told, "whsec") || !strings.Contains(told, "127.0.0.1:") {
		t.Errorf("%s", told)
	}
	_, shown := d.ask(zeist, http.MethodGet, "/v1/subscriptions/"+made.ID, "")
	if last := read[subscriptions.Shown](t, shown).Last; last == nil || last.Accepted || last.Status != 0 {
		t.Errorf("last: %s", shown)
	}
}

func TestAMunicipalityHasRoomForTen(t *testing.T) {
	d := newDesk(t, partner.Settings{Resolver: internet{}})
	for range 10 {
		d.made(zeist, wants(zeist, haak))
	}
	if code, answer := d.ask(zeist, http.MethodPost, "/v1/subscriptions", wants(zeist, haak)); code != http.StatusConflict || !strings.Contains(answer, "10 koppelingen") {
		t.Errorf("%d %s", code, answer)
	}
	d.made(bunnik, wants(bunnik, haak))
}

func TestAFilterIsABeginningUpToADot(t *testing.T) {
	kind := "nl.passendonderwijs.bezwaren.beslistermijn-overschreden"
	for begin, want := range map[string]bool{
		"nl": true, "nl.passendonderwijs": true, "nl.passendonderwijs.bezwaren": true, kind: true,
		"nl.passendonderwijs.bezw": false, "nl.passendonderwijs.plaatsingen": false, kind + ".x": false,
	} {
		if got := (subscriptions.Subscription{Types: []string{begin}}).Wants(kind); got != want {
			t.Errorf("%s: %v", begin, got)
		}
	}
	if !(subscriptions.Subscription{}).Wants(kind) {
		t.Error("without a filter it gets nothing")
	}
}

func TestTheTypesOfEventsAreListedWithTheirDutchTitles(t *testing.T) {
	d := newDesk(t, partner.Settings{})
	_, answer := d.ask(zeist, http.MethodGet, "/v1/event-types", "")
	items := read[struct{ Items []subscriptions.EventType }](t, answer).Items
	if len(items) != len(partner.Types()) || items[0].Type != partner.Types()[0] || !strings.HasPrefix(items[0].Title, "De beslistermijn is voorbij in") {
		t.Errorf("%s", answer)
	}
}
