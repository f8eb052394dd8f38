package cases

import (
	"strings"

	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/limits"
	"traject.nl/services/platform/settings"
)

// Config of the cases service. The keys of Temporal are also those with which the codec endpoint reads payloads.
type Config struct {
	settings.Service
	// NumberPattern of a TLV number; empty means DefaultPattern.
	NumberPattern string
	// PortalURL is where people see a case, for the links in calendars, without a slash at the end; empty leaves them out.
	PortalURL string
	// Strangers limits, by address, who fetches a calendar.
	Strangers limits.Strangers
	// Clock is the time; nil means the real one.
	Clock clock.Clock
	// Ready is called once the service listens; may be nil.
	Ready func()
}

// FromEnv reads the settings: those of settings.Env.Service, and
//
//	TRAJECT_TLV_NUMBER_PATTERN  how a TLV number is made from its count; default "PO2603-%06d"
//	TRAJECT_PORTAL_URL          where the links in calendars lead; without it calendars have none
//
// and those of settings.Env.Strangers.
func FromEnv() (Config, error) { return fromEnv(&settings.Env{}) }

func fromEnv(env *settings.Env) (Config, error) {
	config := Config{
		Service:       env.Service("cases"),
		NumberPattern: env.Or("TRAJECT_TLV_NUMBER_PATTERN", DefaultPattern),
		Strangers:     env.Strangers(),
		PortalURL:     strings.TrimSuffix(env.Or("TRAJECT_PORTAL_URL", ""), "/"),
	}
	if err := CheckPattern(config.NumberPattern); err != nil {
		env.Wrong("TRAJECT_TLV_NUMBER_PATTERN", err)
	}
	return config, env.Err()
}
