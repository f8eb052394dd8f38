package notifications_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"traject.nl/proto/keyring"
	"traject.nl/services/notifications"
)

// setUp gives the environment everything that must be set.
func setUp(t *testing.T) {
	t.Helper()
	ring, err := json.Marshal(keyring.Generate("k"))
	if err != nil {
		t.Fatal(err)
	}
	for key, value := range map[string]string{
		"TRAJECT_MONGODB_URI": "mongodb://mongo", "TEMPORAL_ADDRESS": "temporal:7233", "TRAJECT_OIDC_ISSUER": "https://in.example",
		"TRAJECT_PAYLOAD_KEYS": string(ring), "TRAJECT_PARENTS_KEYS": string(ring), "TRAJECT_DELIVERY_KEYS": string(ring),
		"TRAJECT_PORTAL_URL": portal, "TRAJECT_SMTP_HOST": "mail", "TRAJECT_SMTP_FROM": "traject@zout.example", "TRAJECT_KVK": "12345678",
		"TRAJECT_CASES_URL": "https://zaken.example",
	} {
		t.Setenv(key, value)
	}
}

func TestTheSettingsHaveTheLengthsOfTheLaw(t *testing.T) {
	setUp(t)
	config, err := notifications.FromEnv()
	if err != nil {
		t.Fatal(err)
	}
	if config.Bundle != 15*time.Minute || config.MaxReminders != 6 || config.NoticeHour != time.Hour || config.Probe.Every != 30*time.Second ||
		config.SMTP.Port != 587 || config.SMTP.TLS != "mandatory" || config.Bounce.Listen != "" || config.Partners.AllowPrivate {
		t.Errorf("%+v", config)
	}
}

func TestARelayThatCannotBeUsedIsToldBeforeAnythingStarts(t *testing.T) {
	setUp(t)
	t.Setenv("TRAJECT_SMTP_TLS", "soms")
	if _, err := notifications.FromEnv(); err == nil || !strings.Contains(err.Error(), `smtp tls "soms": want mandatory, opportunistic or none`) {
		t.Errorf("got %v", err)
	}
	t.Setenv("TRAJECT_SMTP_TLS", "none")
	t.Setenv("TRAJECT_SMTP_FROM", "Traject zonder adres")
	if _, err := notifications.FromEnv(); err == nil || !strings.Contains(err.Error(), "smtp sender") {
		t.Errorf("got %v", err)
	}
}

func TestTheSettingsTellAllThatIsWrong(t *testing.T) {
	setUp(t)
	wrong := map[string]string{
		"TRAJECT_DELIVERY_KEYS": "", "TRAJECT_SMTP_HOST": "", "TRAJECT_SMTP_PORT": "smtp", "TRAJECT_MAIL_BUNDLE": "een kwartier",
		"TRAJECT_MAX_REMINDERS": "0", "TRAJECT_NOTICE_HOUR": "-1h", "TRAJECT_PROBE_EVERY": "30", "TRAJECT_KVK": "",
		"TRAJECT_WEBHOOK_ALLOW_PRIVATE": "ja",
	}
	for key, value := range wrong {
		t.Setenv(key, value)
	}
	_, err := notifications.FromEnv()
	if err == nil {
		t.Fatal("accepted")
	}
	for key := range wrong {
		if !strings.Contains(err.Error(), key) {
			t.Errorf("%v does not name %s", err, key)
		}
	}
}

func TestAServiceThatCouldNotWriteOrSendSomethingDoesNotStart(t *testing.T) {
	good := notifications.Config{
		SMTP: notifications.SMTP{Host: "mail", Port: 25, From: "traject@zout.example"}, Delivery: keyring.Generate("delivery"), PortalURL: portal,
	}
	for name, spoil := range map[string]func(*notifications.Config){
		"sender":         func(c *notifications.Config) { c.SMTP.From = "niemand" },
		"texts":          func(c *notifications.Config) { c.Texts = t.TempDir() + "/weg.yaml" },
		"bounce address": func(c *notifications.Config) { c.Bounce.Address = "terug" },
		"KvK number":     func(c *notifications.Config) { c.Partners.KvK = "123" },
	} {
		config := good
		spoil(&config)
		if _, err := notifications.New(config, notifications.Parts{}); err == nil {
			t.Errorf("%s: started", name)
		}
	}
	if _, err := notifications.New(good, notifications.Parts{}); err != nil {
		t.Errorf("good settings: %v", err)
	}
}
