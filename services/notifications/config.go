package notifications

import (
	"fmt"
	"strconv"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/settings"
)

// Version of the API (SemVer).
const Version = "1.2.0"

// Config of the service.
type Config struct {
	settings.Service
	// Delivery opens the addresses that the documents service and the registry sealed.
	Delivery *keyring.Ring
	SMTP     SMTP
	// PortalURL is where the links lead, without a slash at the end.
	PortalURL string
	// Ready is called once the service listens; may be nil.
	Ready func()
}

// SMTP is the relay that takes our mail.
type SMTP struct {
	Host string
	Port int
	// Username and Password; empty when the relay asks for none.
	Username, Password string
	// TLS: "mandatory" (default), "opportunistic", or "none" for a relay on the same machine.
	TLS string
	// From is the sender, such as "Traject <traject@zout.nl>".
	From string
}

// FromEnv reads the settings: those of settings.Env.Service, and
//
//	TRAJECT_DELIVERY_KEYS  key ring that opens addresses
//	TRAJECT_PORTAL_URL     where links lead
//	TRAJECT_SMTP_HOST, TRAJECT_SMTP_PORT (587), TRAJECT_SMTP_USERNAME, TRAJECT_SMTP_PASSWORD
//	TRAJECT_SMTP_TLS       mandatory (default), opportunistic or none
//	TRAJECT_SMTP_FROM      sender
func FromEnv() (Config, error) {
	var env settings.Env
	config := Config{
		Service:   env.Service("notifications"),
		Delivery:  env.Keys("TRAJECT_DELIVERY_KEYS"),
		PortalURL: env.Need("TRAJECT_PORTAL_URL"),
		SMTP: SMTP{
			Host:     env.Need("TRAJECT_SMTP_HOST"),
			Username: env.Or("TRAJECT_SMTP_USERNAME", ""),
			Password: env.Or("TRAJECT_SMTP_PASSWORD", ""),
			TLS:      env.Or("TRAJECT_SMTP_TLS", "mandatory"),
			From:     env.Need("TRAJECT_SMTP_FROM"),
		},
	}
	port, err := strconv.Atoi(env.Or("TRAJECT_SMTP_PORT", "587"))
	if err != nil {
		env.Wrong("TRAJECT_SMTP_PORT", fmt.Errorf("want a number: %w", err))
	}
	config.SMTP.Port = port
	return config, env.Err()
}
