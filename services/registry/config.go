package registry

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/temporal"
)

// Config of the registry.
type Config struct {
	// Listen is the address to serve on, such as ":8102"; Listener, when set, takes its place.
	Listen   string
	Listener net.Listener
	MongoURI string
	Database string
	Temporal temporal.Config
	Identity identity.Config
	// Delivery seals addresses for notifications, which has the same ring.
	Delivery *keyring.Ring
	// DataDir is a folder with the lists of this installation; empty means those of ZOUT, which are built in.
	DataDir string
	// MailDomain completes addresses in the lists that have none; with DevData it need not be set.
	MailDomain string
	// DevData also loads experts and mailboxes of nobody, for development.
	DevData bool
	// Clock is the time; nil means the real one.
	Clock clock.Clock
	// Ready, when set, is called once the lists are loaded and before the first request is answered.
	Ready func()
}

// FromEnv reads the configuration; its keys are in docs/registry.md. All that is missing or wrong is told at once.
func FromEnv() (Config, error) {
	payloads, payloadErr := ring("TRAJECT_PAYLOAD_KEYS")
	delivery, deliveryErr := ring("TRAJECT_DELIVERY_KEYS")
	mongoURI, mongoErr := required("TRAJECT_MONGODB_URI")
	address, addressErr := required("TRAJECT_TEMPORAL_ADDRESS")
	issuer, issuerErr := required("TRAJECT_OIDC_ISSUER")
	audience, audienceErr := required("TRAJECT_OIDC_AUDIENCE")
	devData, devErr := strconv.ParseBool(optional("TRAJECT_REGISTRY_DEV_DATA", "false"))
	if devErr != nil {
		devErr = fmt.Errorf("TRAJECT_REGISTRY_DEV_DATA must be true or false: %w", devErr)
	}
	return Config{
		Listen:     optional("TRAJECT_LISTEN", ":8102"),
		MongoURI:   mongoURI,
		Database:   optional("TRAJECT_DATABASE", "registry"),
		Temporal:   temporal.Config{Address: address, Namespace: os.Getenv("TRAJECT_TEMPORAL_NAMESPACE"), Keys: payloads, Identity: "registry"},
		Identity:   identity.Config{Issuer: issuer, Audience: audience, PartiesClaim: os.Getenv("TRAJECT_OIDC_PARTIES_CLAIM")},
		Delivery:   delivery,
		DataDir:    os.Getenv("TRAJECT_REGISTRY_DATA"),
		MailDomain: os.Getenv("TRAJECT_REGISTRY_MAIL_DOMAIN"),
		DevData:    devData,
	}, errors.Join(payloadErr, deliveryErr, mongoErr, addressErr, issuerErr, audienceErr, devErr)
}

func required(key string) (string, error) {
	value := os.Getenv(key)
	if value == "" {
		return "", fmt.Errorf("%s is not set", key)
	}
	return value, nil
}

func optional(key, standard string) string {
	if value := os.Getenv(key); value != "" {
		return value
	}
	return standard
}

func ring(key string) (*keyring.Ring, error) {
	spec, err := required(key)
	if err != nil {
		return nil, err
	}
	loaded, err := keyring.Load(spec)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", key, err)
	}
	return loaded, nil
}
