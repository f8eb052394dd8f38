package registry

import (
	"strconv"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/settings"
)

// Config of the registry.
type Config struct {
	settings.Service
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

// FromEnv reads the settings: those of settings.Env.Service, and those in docs/registry.md.
func FromEnv() (Config, error) { return fromEnv(&settings.Env{}) }

func fromEnv(env *settings.Env) (Config, error) {
	config := ListsFromEnv(env)
	config.Service = env.Service("registry")
	config.Delivery = env.Keys("TRAJECT_DELIVERY_KEYS")
	return config, env.Err()
}

// ListsFromEnv reads only which lists are to be loaded.
func ListsFromEnv(env *settings.Env) Config {
	config := Config{
		DataDir:    env.Or("TRAJECT_REGISTRY_DATA", ""),
		MailDomain: env.Or("TRAJECT_REGISTRY_MAIL_DOMAIN", ""),
	}
	var err error
	if config.DevData, err = strconv.ParseBool(env.Or("TRAJECT_REGISTRY_DEV_DATA", "false")); err != nil {
		env.Wrong("TRAJECT_REGISTRY_DEV_DATA", err)
	}
	return config
}
