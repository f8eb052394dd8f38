package bootstrap

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/settings"
)

func env(values map[string]string) *settings.Env {
	return &settings.Env{Lookup: func(key string) string { return values[key] }}
}

func TestEverythingThatIsWrongIsToldAtOnceWithWhatToChange(t *testing.T) {
	t.Parallel()
	_, err := fromEnv(env(map[string]string{
		"TRAJECT_MONGODB_URI_CASES": "mongo:27017", "TRAJECT_NAMESPACE_RETENTION": "24h", "TRAJECT_BOOTSTRAP_WAIT": "kort",
		"TRAJECT_REGISTRY_DEV_DATA": "misschien", "TRAJECT_PAYLOAD_KEYS": "{}",
	}))
	if err == nil {
		t.Fatal("nothing is wrong")
	}
	for _, want := range []string{
		"TRAJECT_MONGODB_URI is not set", "TRAJECT_MONGODB_URI_CASES: want mongodb://", "TEMPORAL_ADDRESS is not set",
		"TRAJECT_PAYLOAD_KEYS: key ring", "TRAJECT_NAMESPACE_RETENTION: 24h is too short: keep closed cases in Temporal for at least 30d",
		`TRAJECT_BOOTSTRAP_WAIT: want a length above zero such as 5m, got "kort"`, "TRAJECT_REGISTRY_DEV_DATA: ",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not told: %v", want, err)
		}
	}
}

func TestAPromotionNeedsADeploymentAndABuild(t *testing.T) {
	t.Parallel()
	_, err := promoteFromEnv(env(settled(t)))
	if err == nil || !strings.Contains(err.Error(), "TEMPORAL_DEPLOYMENT_NAME is not set") ||
		!strings.Contains(err.Error(), "TEMPORAL_WORKER_BUILD_ID is not set") {
		t.Fatalf("got %v", err)
	}
}

func TestEachServiceMayHaveAnAccountOfItsOwn(t *testing.T) {
	t.Parallel()
	values := settled(t)
	values["TRAJECT_MONGODB_URI_DOCUMENTS"] = "mongodb://documents@mongo/"
	config, err := fromEnv(env(values))
	if err != nil {
		t.Fatal(err)
	}
	for service, want := range map[string]string{
		"cases": "mongodb://mongo/", "documents": "mongodb://documents@mongo/", "notifications": "mongodb://mongo/", "registry": "mongodb://mongo/",
	} {
		if config.Stores[service] != want {
			t.Errorf("%s: got %q, want %q", service, config.Stores[service], want)
		}
	}
	if config.Retention != defaultRetention || config.Wait != defaultWait {
		t.Errorf("retention %s, wait %s", config.Retention, config.Wait)
	}
}

func TestWhenEveryServiceHasItsOwnAccountThereIsNoOther(t *testing.T) {
	t.Parallel()
	values := settled(t)
	delete(values, "TRAJECT_MONGODB_URI")
	for _, service := range services {
		values["TRAJECT_MONGODB_URI_"+strings.ToUpper(service)] = "mongodb://" + service + "@mongo/"
	}
	config, err := fromEnv(env(values))
	if err != nil || config.Stores["registry"] != "mongodb://registry@mongo/" {
		t.Fatalf("got %v, %v", config.Stores, err)
	}
}

func TestARetentionIsWrittenInDaysOrAsALength(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{"90d": 90 * day, "2160h": 90 * day, "30d": 30 * day, "29d": 0, "d": 0, "90": 0, "een jaar": 0} {
		got, err := parseRetention(text)
		if got != want || (err == nil) != (want > 0) {
			t.Errorf("%q: got %s, %v", text, got, err)
		}
	}
}

// settled are settings with nothing wrong.
func settled(t *testing.T) map[string]string {
	t.Helper()
	ring, err := json.Marshal(keyring.Generate("2026-11"))
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"TRAJECT_MONGODB_URI": "mongodb://mongo/", "TEMPORAL_ADDRESS": "temporal:7233", "TRAJECT_PAYLOAD_KEYS": string(ring),
	}
}
