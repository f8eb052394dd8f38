// Package settings reads the settings of a process from its environment: TRAJECT_… keys, all problems told at once.
package settings

import (
	"errors"
	"fmt"
	"os"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/temporal"
)

// Env reads settings and remembers what is wrong with them; ask Err at the end.
type Env struct {
	// Lookup gives a value by key; nil means the environment of the process.
	Lookup func(key string) string
	wrong  []error
}

// Or gives the value, or what to use when it is not set.
func (e *Env) Or(key, otherwise string) string {
	if value := e.get(key); value != "" {
		return value
	}
	return otherwise
}

// Need gives a value that must be set.
func (e *Env) Need(key string) string {
	value := e.get(key)
	if value == "" {
		e.wrong = append(e.wrong, fmt.Errorf("%s is not set", key))
	}
	return value
}

// Keys gives a key ring that must be set: the path of a key file, or its JSON.
func (e *Env) Keys(key string) *keyring.Ring {
	spec := e.Need(key)
	if spec == "" {
		return nil
	}
	ring, err := keyring.Load(spec)
	if err != nil {
		e.wrong = append(e.wrong, fmt.Errorf("%s: %w", key, err))
	}
	return ring
}

// Wrong adds a problem that the caller found.
func (e *Env) Wrong(key string, problem error) {
	e.wrong = append(e.wrong, fmt.Errorf("%s: %w", key, problem))
}

// Err is everything that is wrong, or nil.
func (e *Env) Err() error { return errors.Join(e.wrong...) }

func (e *Env) get(key string) string {
	if e.Lookup != nil {
		return e.Lookup(key)
	}
	return os.Getenv(key)
}

// Service is what every service with a database needs.
type Service struct {
	// Listen is an address or a net.Listener.
	Listen any
	// MongoURI of the server, and the database that is this service's own.
	MongoURI, Database string
	Temporal           temporal.Config
	Identity           identity.Config
}

// Service reads them:
//
//	TRAJECT_LISTEN             address to serve on; default ":8080"
//	TRAJECT_MONGODB_URI        "mongodb://…"
//	TRAJECT_DATABASE           default: the name of the service
//	TRAJECT_TEMPORAL_ADDRESS   "host:port"
//	TRAJECT_TEMPORAL_NAMESPACE default "default"
//	TRAJECT_PAYLOAD_KEYS       key ring that encrypts what Temporal carries
//	TRAJECT_OIDC_ISSUER        URL of the identity provider
//	TRAJECT_OIDC_AUDIENCE      audience of access tokens; default "traject"
//	TRAJECT_OIDC_PARTIES_CLAIM default "traject_parties"
//	TRAJECT_PARENTS_KEYS       key ring with which parents are named
func (e *Env) Service(name string) Service {
	return Service{
		Listen:   e.Or("TRAJECT_LISTEN", ":8080"),
		MongoURI: e.Need("TRAJECT_MONGODB_URI"),
		Database: e.Or("TRAJECT_DATABASE", name),
		Temporal: e.Temporal(name),
		Identity: e.Identity(),
	}
}

// Identity reads whose access tokens are good, and how parents are named.
func (e *Env) Identity() identity.Config {
	return identity.Config{
		Issuer:       e.Need("TRAJECT_OIDC_ISSUER"),
		Audience:     e.Or("TRAJECT_OIDC_AUDIENCE", "traject"),
		PartiesClaim: e.Or("TRAJECT_OIDC_PARTIES_CLAIM", identity.DefaultPartiesClaim),
		Parents:      e.Keys("TRAJECT_PARENTS_KEYS"),
	}
}

// Temporal reads the connection to Temporal, for a process of this name.
func (e *Env) Temporal(name string) temporal.Config {
	return temporal.Config{
		Address:   e.Need("TRAJECT_TEMPORAL_ADDRESS"),
		Namespace: e.Or("TRAJECT_TEMPORAL_NAMESPACE", "default"),
		Keys:      e.Keys("TRAJECT_PAYLOAD_KEYS"),
		Identity:  name,
	}
}
