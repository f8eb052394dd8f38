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
	CasesURL, DocumentsURL, RegistryURL string
	// SessionIdle is how long a session lives without use, SessionMax how long at most.
	SessionIdle, SessionMax time.Duration
	// Clock is the time; nil means the real one.
	Clock clock.Clock
	// Ready, when set, is called before the first request is answered.
	Ready func()
}

// FromEnv reads the configuration. All that is missing or wrong is told at once.
func FromEnv() (Config, error) {
	var wrong []error
	required := func(key string) string {
		value := os.Getenv(key)
		if value == "" {
			wrong = append(wrong, fmt.Errorf("%s is not set", key))
		}
		return value
	}
	config := Config{
		Listen:       optional("TRAJECT_LISTEN", ":8080"),
		PublicURL:    required("TRAJECT_PORTAL_PUBLIC_URL"),
		Organisation: optional("TRAJECT_ORGANISATION", "Samenwerkingsverband ZOUT"),
		MongoURI:     required("TRAJECT_MONGODB_URI"),
		Database:     optional("TRAJECT_DATABASE", "portal"),
		Identity: identity.Config{
			Issuer: required("TRAJECT_OIDC_ISSUER"), Audience: required("TRAJECT_OIDC_AUDIENCE"),
			PartiesClaim: os.Getenv("TRAJECT_OIDC_PARTIES_CLAIM"),
		},
		ClientID:     required("TRAJECT_OIDC_CLIENT_ID"),
		CasesURL:     required("TRAJECT_CASES_URL"),
		DocumentsURL: required("TRAJECT_DOCUMENTS_URL"),
		RegistryURL:  required("TRAJECT_REGISTRY_URL"),
	}
	var err error
	if config.Keys, err = ring("TRAJECT_SESSION_KEYS", required); err != nil {
		wrong = append(wrong, err)
	}
	if config.Identity.Parents, err = ring("TRAJECT_PARENTS_KEYS", required); err != nil {
		wrong = append(wrong, err)
	}
	if config.ClientKey, err = clientKey(); err != nil {
		wrong = append(wrong, err)
	}
	if config.SessionIdle, err = time.ParseDuration(optional("TRAJECT_SESSION_IDLE", "1h")); err != nil {
		wrong = append(wrong, fmt.Errorf("TRAJECT_SESSION_IDLE: %w", err))
	}
	if config.SessionMax, err = time.ParseDuration(optional("TRAJECT_SESSION_MAX", "12h")); err != nil {
		wrong = append(wrong, fmt.Errorf("TRAJECT_SESSION_MAX: %w", err))
	}
	return config, errors.Join(wrong...)
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

func optional(key, standard string) string {
	if value := os.Getenv(key); value != "" {
		return value
	}
	return standard
}

func ring(key string, required func(string) string) (*keyring.Ring, error) {
	spec := required(key)
	if spec == "" {
		return nil, nil
	}
	loaded, err := keyring.Load(spec)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", key, err)
	}
	return loaded, nil
}

// clientKey reads the key that proves who the portal is; without the settings the portal is a public client.
func clientKey() (*signin.ClientKey, error) {
	path := os.Getenv("TRAJECT_OIDC_CLIENT_KEY_FILE")
	if path == "" {
		return nil, nil
	}
	encoded, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("TRAJECT_OIDC_CLIENT_KEY_FILE: %w", err)
	}
	return signin.ParseClientKey(os.Getenv("TRAJECT_OIDC_CLIENT_KEY_ID"), encoded)
}
