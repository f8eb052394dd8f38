package registry_test

import (
	"strings"
	"testing"

	"traject.nl/proto/keyring"
	"traject.nl/services/registry"
)

func TestEverySettingThatIsMissingIsNamedAtOnce(t *testing.T) {
	keys := []string{"TRAJECT_PAYLOAD_KEYS", "TRAJECT_DELIVERY_KEYS", "TRAJECT_MONGODB_URI", "TEMPORAL_ADDRESS",
		"TRAJECT_OIDC_ISSUER", "TRAJECT_PARENTS_KEYS"}
	for _, key := range keys {
		t.Setenv(key, "")
	}
	t.Setenv("TRAJECT_REGISTRY_DEV_DATA", "misschien")
	_, err := registry.FromEnv()
	for _, key := range append(keys, "TRAJECT_REGISTRY_DEV_DATA") {
		if err == nil || !strings.Contains(err.Error(), key) {
			t.Errorf("the error does not name %s: %v", key, err)
		}
	}
}

func TestTheEnvironmentSetsTheRegistryUp(t *testing.T) {
	ring, err := keyring.Generate("2026-11").MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	for key, value := range map[string]string{
		"TRAJECT_PAYLOAD_KEYS": string(ring), "TRAJECT_DELIVERY_KEYS": string(ring), "TRAJECT_MONGODB_URI": "mongodb://db/",
		"TEMPORAL_ADDRESS": "temporal:7233", "TRAJECT_OIDC_ISSUER": "https://id.test", "TRAJECT_OIDC_AUDIENCE": "traject",
		"TRAJECT_LISTEN": "", "TRAJECT_DATABASE": "", "TRAJECT_REGISTRY_DATA": "/lists", "TRAJECT_REGISTRY_MAIL_DOMAIN": "zout.test",
		"TRAJECT_REGISTRY_DEV_DATA": "true", "TRAJECT_PARENTS_KEYS": string(ring),
	} {
		t.Setenv(key, value)
	}
	config, err := registry.FromEnv()
	if err != nil {
		t.Fatal(err)
	}
	if config.Listen != ":8080" || config.Database != "registry" || config.DataDir != "/lists" || !config.DevData ||
		config.MailDomain != "zout.test" || config.Temporal.Address != "temporal:7233" || config.Identity.Audience != "traject" ||
		config.Delivery.Current() != "2026-11" {
		t.Errorf("config is %+v", config)
	}
}
