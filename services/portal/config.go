package portal

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"time"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/limits"
	"traject.nl/services/platform/settings"
	"traject.nl/services/portal/signin"
)

// The addresses at the portal that the identity provider must know.
const (
	// CallbackPath is where the provider sends people back after signing in.
	CallbackPath = "/inloggen/terug"
	// SignedOutPath is where the provider sends people back after signing out.
	SignedOutPath = "/uitgelogd"
)

// Config of the portal.
type Config struct {
	// Listen is the address to serve on, such as ":8080"; Listener, when set, takes its place.
	Listen   string
	Listener net.Listener
	// PublicURL is where browsers reach the portal, such as "https://traject.example.nl"; no path.
	PublicURL string
	// Organisation as shown on every page.
	Organisation string
	MongoURI     string
	Database     string
	// Keys seal the sessions.
	Keys     *keyring.Ring
	Identity identity.Config
	// ClientID of the portal at the identity provider; ClientKey proves it (private_key_jwt), nil for a public client.
	ClientID  string
	ClientKey *signin.ClientKey
	// Base addresses of the services, such as "http://cases:8101".
	CasesURL, DocumentsURL, RegistryURL, NotificationsURL string
	// CodecOrigin is where the Temporal UI is, such as "http://localhost:8233", so that its pages may ask for readable
	// payloads; empty when it may not.
	CodecOrigin string
	// SessionIdle is how long a session lives without use, SessionMax how long at most.
	SessionIdle, SessionMax time.Duration
	// Person is what one signed-in person may do at this replica, Strangers what one address of who is not; the zero values set no limit.
	Person    limits.Allowance
	Strangers limits.Strangers
	// Clock is the time; nil means the real one.
	Clock clock.Clock
	// Ready, when set, is called before the first request is answered.
	Ready func()
}

// FromEnv reads the settings, which docs/operations.md lists. All that is missing or wrong is told at once.
func FromEnv() (Config, error) { return fromEnv(&settings.Env{}) }

func fromEnv(env *settings.Env) (Config, error) {
	config := Config{
		Listen:           env.Or("TRAJECT_LISTEN", ":8080"),
		PublicURL:        env.URL("TRAJECT_PORTAL_PUBLIC_URL"),
		Organisation:     env.Or("TRAJECT_ORGANISATION", "Samenwerkingsverband ZOUT"),
		MongoURI:         env.Mongo(),
		Database:         env.Or("TRAJECT_DATABASE", "portal"),
		Keys:             env.Keys("TRAJECT_SESSION_KEYS"),
		Identity:         env.Identity(),
		ClientID:         env.Need("TRAJECT_OIDC_CLIENT_ID"),
		CasesURL:         env.URL("TRAJECT_CASES_URL"),
		DocumentsURL:     env.URL("TRAJECT_DOCUMENTS_URL"),
		RegistryURL:      env.URL("TRAJECT_REGISTRY_URL"),
		NotificationsURL: env.URL("TRAJECT_NOTIFICATIONS_URL"),
		CodecOrigin:      env.Or("TRAJECT_CODEC_ORIGIN", ""),
		Person:           env.PortalPerson(),
		Strangers:        env.Strangers(),
	}
	var err error
	if config.ClientKey, err = clientKey(env); err != nil {
		env.Wrong("TRAJECT_OIDC_CLIENT_KEY_FILE", err)
	}
	if config.SessionIdle, err = time.ParseDuration(env.Or("TRAJECT_SESSION_IDLE", "1h")); err != nil {
		env.Wrong("TRAJECT_SESSION_IDLE", err)
	}
	if config.SessionMax, err = time.ParseDuration(env.Or("TRAJECT_SESSION_MAX", "12h")); err != nil {
		env.Wrong("TRAJECT_SESSION_MAX", err)
	}
	return config, env.Err()
}

// complete checks the configuration and fills in what may be left out.
func (c Config) complete() (Config, error) {
	public, err := url.Parse(c.PublicURL)
	if err != nil || public.Host == "" || (public.Path != "" && public.Path != "/") {
		return c, fmt.Errorf("portal: public URL %q must be a scheme and a host, without a path", c.PublicURL)
	}
	c.PublicURL = public.Scheme + "://" + public.Host
	if c.Keys == nil {
		return c, errors.New("portal: the session key ring must be set")
	}
	if c.Organisation == "" {
		c.Organisation = "Samenwerkingsverband ZOUT"
	}
	if c.SessionIdle == 0 {
		c.SessionIdle = time.Hour
	}
	if c.SessionMax == 0 {
		c.SessionMax = 12 * time.Hour
	}
	if c.Clock == nil {
		c.Clock = time.Now
	}
	return c, nil
}

// clientKey reads the key that proves who the portal is; without the settings the portal is a public client.
func clientKey(env *settings.Env) (*signin.ClientKey, error) {
	path := env.Or("TRAJECT_OIDC_CLIENT_KEY_FILE", "")
	if path == "" {
		return nil, nil
	}
	encoded, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return signin.ParseClientKey(env.Or("TRAJECT_OIDC_CLIENT_KEY_ID", ""), encoded)
}
