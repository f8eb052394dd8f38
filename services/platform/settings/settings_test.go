package settings_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/limits"
	"traject.nl/services/platform/settings"
)

func from(values map[string]string) *settings.Env {
	return &settings.Env{Lookup: func(key string) string { return values[key] }}
}

func TestEverythingThatIsMissingOrWrongIsToldAtOnce(t *testing.T) {
	env := from(map[string]string{"TRAJECT_PAYLOAD_KEYS": "{}"})
	env.Service("cases")
	env.Wrong("TRAJECT_SMTP_PORT", errors.New("want a number"))
	err := env.Err()
	if err == nil {
		t.Fatal("nothing is wrong")
	}
	for _, want := range []string{
		"TRAJECT_MONGODB_URI is not set", "TEMPORAL_ADDRESS is not set", "TRAJECT_OIDC_ISSUER is not set",
		"TRAJECT_PARENTS_KEYS is not set", "TRAJECT_PAYLOAD_KEYS: key ring", "TRAJECT_SMTP_PORT: want a number",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not told: %v", want, err)
		}
	}
}

func TestAnAddressThatLeadsNowhereIsToldWithWhatIsWanted(t *testing.T) {
	env := from(map[string]string{"TRAJECT_MONGODB_URI": "mongo:27017", "TRAJECT_OIDC_ISSUER": "login.example", "TRAJECT_OIDC_ADDRESS": "http://login"})
	env.Service("cases")
	env.URL("TRAJECT_CASES_URL")
	for _, want := range []string{
		"TRAJECT_MONGODB_URI: want mongodb://", `TRAJECT_OIDC_ISSUER: want a URL such as https://traject.example.nl, got "login.example"`,
		"TRAJECT_OIDC_ADDRESS: want host:port", "TRAJECT_CASES_URL is not set",
	} {
		if err := env.Err(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not told: %v", want, err)
		}
	}
}

func TestTheNewlineThatEndsAFileIsNoPartOfASetting(t *testing.T) {
	env := from(map[string]string{"TRAJECT_SMTP_PASSWORD": "geheim \r\n"})
	if got := env.Need("TRAJECT_SMTP_PASSWORD"); got != "geheim " || env.Err() != nil {
		t.Errorf("got %q, %v", got, env.Err())
	}
}

func TestLimitsHaveDefaultsCanBeTakenAwayAndAreChecked(t *testing.T) {
	env := from(map[string]string{})
	service, portal := env.Service("cases"), env.PortalPerson()
	if person := service.Identity.Person; person.PerSecond <= portal.PerSecond || portal.PerSecond == 0 || person.AtOnce == 0 || service.Streams != 20 {
		t.Errorf("at a service %+v and %d streams, at the portal %+v", person, service.Streams, portal)
	}
	env = from(map[string]string{"TRAJECT_LIMIT_PERSON": "0", "TRAJECT_LIMIT_PERSON_AT_ONCE": "0", "TRAJECT_LIMIT_STREAMS": "500"})
	if got := env.Service("cases"); got.Identity.Person != (limits.Allowance{}) || got.Streams != 500 {
		t.Errorf("%+v, %d streams", got.Identity.Person, got.Streams)
	}
	env = from(map[string]string{"TRAJECT_LIMIT_PERSON": "-1", "TRAJECT_LIMIT_ADDRESS": "veel", "TRAJECT_LIMIT_STREAMS": "0", "TRAJECT_TRUSTED_PROXIES": "ingress"})
	env.PortalPerson()
	env.Strangers()
	env.Streams()
	for _, want := range []string{`TRAJECT_LIMIT_PERSON: want a whole number of 0 or more, got "-1"`, "TRAJECT_LIMIT_ADDRESS: want", "TRAJECT_LIMIT_STREAMS: want at least 1", "TRAJECT_TRUSTED_PROXIES: want private, none or networks"} {
		if err := env.Err(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not told: %v", want, err)
		}
	}
}

func TestAServiceIsConfiguredWithWhatMustBeSetAndTheRestHasADefault(t *testing.T) {
	ring, err := json.Marshal(keyring.Generate("2026-11"))
	if err != nil {
		t.Fatal(err)
	}
	env := from(map[string]string{
		"TRAJECT_MONGODB_URI": "mongodb://mongo", "TEMPORAL_ADDRESS": "temporal:7233", "TRAJECT_OIDC_ISSUER": "https://login.example", "TRAJECT_OIDC_ADDRESS": "login:8443",
		"TRAJECT_PAYLOAD_KEYS": string(ring), "TRAJECT_PARENTS_KEYS": string(ring),
	})
	got := env.Service("cases")
	if err := env.Err(); err != nil {
		t.Fatal(err)
	}
	if got.Listen != ":8080" || got.Database != "cases" || got.Temporal.Namespace != "default" || got.Temporal.Identity != "cases" ||
		got.Identity.Audience != "traject" || got.Identity.PartiesClaim != "traject_parties" {
		t.Errorf("defaults: %+v", got)
	}
	if got.MongoURI != "mongodb://mongo" || got.Temporal.Address != "temporal:7233" || got.Temporal.Keys.Current() != "2026-11" ||
		got.Identity.Issuer != "https://login.example" || got.Identity.Address != "login:8443" || got.Identity.Parents == nil {
		t.Errorf("settings: %+v", got)
	}
}
