// Package settings reads the settings of a process from its environment: TRAJECT_… and TEMPORAL_… keys, all problems told at once.
package settings

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/mongo"
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
	look := os.Getenv
	if e.Lookup != nil {
		look = e.Lookup
	}
	// A secret that was made from a file often ends in a newline, which no setting means.
	return strings.TrimRight(look(key), "\r\n")
}

// Service is what every service with a database needs.
type Service struct {
	// Listen is an address or a net.Listener.
	Listen any
	// MongoURI of the server, and the database that is this service's own.
	MongoURI, Database string
	Temporal           temporal.Config
	Identity           identity.Config
	// Streams is how many live streams one person may have open here; zero means live.StreamsEach.
	Streams int
}

// Service reads them:
//
//	TRAJECT_LISTEN             address to serve on; default ":8080"
//	TRAJECT_MONGODB_URI        "mongodb://…"
//	TRAJECT_DATABASE           default: the name of the service
//
// and those of Temporal, Identity, ServicePerson and Streams.
func (e *Env) Service(name string) Service {
	service := Service{
		Listen:   e.Or("TRAJECT_LISTEN", ":8080"),
		MongoURI: e.Mongo(),
		Database: e.Or("TRAJECT_DATABASE", name),
		Temporal: e.Temporal(name),
		Identity: e.Identity(),
		Streams:  e.Streams(),
	}
	service.Identity.Person = e.ServicePerson()
	return service
}

// Mongo reads TRAJECT_MONGODB_URI: the server, the credentials and the files for TLS.
func (e *Env) Mongo() string {
	uri := e.Need("TRAJECT_MONGODB_URI")
	if uri != "" {
		if err := mongo.CheckURI(uri); err != nil {
			e.Wrong("TRAJECT_MONGODB_URI", err)
		}
	}
	return uri
}

// URL gives an address of another that must be set: http or https, with a host.
func (e *Env) URL(key string) string {
	value := e.Need(key)
	if value == "" {
		return ""
	}
	read, err := url.Parse(value)
	if err != nil || (read.Scheme != "http" && read.Scheme != "https") || read.Hostname() == "" {
		e.Wrong(key, fmt.Errorf("want a URL such as https://traject.example.nl, got %q", value))
	}
	return value
}

// Identity reads whose access tokens are good, and how parents are named:
//
//	TRAJECT_OIDC_ISSUER        URL of the identity provider
//	TRAJECT_OIDC_ADDRESS       "host:port" where the host of the issuer is reached from here; by default where its name leads
//	TRAJECT_OIDC_AUDIENCE      audience of access tokens; default "traject"
//	TRAJECT_OIDC_PARTIES_CLAIM default "traject_parties"
//	TRAJECT_PARENTS_KEYS       key ring with which parents are named
func (e *Env) Identity() identity.Config {
	address := e.Or("TRAJECT_OIDC_ADDRESS", "")
	if address != "" {
		if err := CheckAddress(address); err != nil {
			e.Wrong("TRAJECT_OIDC_ADDRESS", err)
		}
	}
	return identity.Config{
		Issuer:       e.URL("TRAJECT_OIDC_ISSUER"),
		Address:      address,
		Audience:     e.Or("TRAJECT_OIDC_AUDIENCE", "traject"),
		PartiesClaim: e.Or("TRAJECT_OIDC_PARTIES_CLAIM", identity.DefaultPartiesClaim),
		Parents:      e.Keys("TRAJECT_PARENTS_KEYS"),
	}
}
