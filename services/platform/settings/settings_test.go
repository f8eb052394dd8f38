package settings_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"traject.nl/proto/keyring"
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
		"TRAJECT_MONGODB_URI is not set", "TRAJECT_TEMPORAL_ADDRESS is not set", "TRAJECT_OIDC_ISSUER is not set",
		"TRAJECT_PARENTS_KEYS is not set", "TRAJECT_PAYLOAD_KEYS: key ring", "TRAJECT_SMTP_PORT: want a number",
	} {
		if !strings.Contains(err.Error(), want) {
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
		"TRAJECT_MONGODB_URI": "mongodb://mongo", "TRAJECT_TEMPORAL_ADDRESS": "temporal:7233", "TRAJECT_OIDC_ISSUER": "https://login.example",
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
		got.Identity.Issuer != "https://login.example" || got.Identity.Parents == nil {
		t.Errorf("settings: %+v", got)
	}
}
