package settings

import (
	"errors"
	"fmt"
	"strconv"

	"traject.nl/services/platform/limits"
	"traject.nl/services/platform/live"
)

// What one person or address may do at one replica, when nothing is set. One page of the portal asks several services, so these allow more.
const (
	personAtPortal, personAtPortalAtOnce   = 10, 16
	personAtService, personAtServiceAtOnce = 50, 64
	addressRate, addressAtOnce             = 20, 32
)

// PortalPerson reads what one person may do at a replica of the portal:
//
//	TRAJECT_LIMIT_PERSON          requests a second in the long run, ten seconds of it at one moment; default 10; 0 sets no limit
//	TRAJECT_LIMIT_PERSON_AT_ONCE  requests under way; default 16; 0 sets no limit
func (e *Env) PortalPerson() limits.Allowance {
	return e.allowance("TRAJECT_LIMIT_PERSON", personAtPortal, personAtPortalAtOnce)
}

// ServicePerson reads the same of a service; by default 50 and 64.
func (e *Env) ServicePerson() limits.Allowance {
	return e.allowance("TRAJECT_LIMIT_PERSON", personAtService, personAtServiceAtOnce)
}

// Strangers reads what who is not signed in may do, by address:
//
//	TRAJECT_LIMIT_ADDRESS          requests a second in the long run, ten seconds of it at one moment; default 20; 0 sets no limit
//	TRAJECT_LIMIT_ADDRESS_AT_ONCE  requests under way; default 32; 0 sets no limit
//	TRAJECT_TRUSTED_PROXIES        networks whose X-Forwarded-For is believed: "private" (default), "none", or such as "10.0.0.0/8,2001:db8::/32"
func (e *Env) Strangers() limits.Strangers {
	trusted, err := limits.ParseNetworks(e.Or("TRAJECT_TRUSTED_PROXIES", limits.PrivateNetworks))
	if err != nil {
		e.Wrong("TRAJECT_TRUSTED_PROXIES", err)
	}
	return limits.Strangers{
		Limiter: limits.New(limits.Address, e.allowance("TRAJECT_LIMIT_ADDRESS", addressRate, addressAtOnce), nil), Trusted: trusted,
	}
}

// Streams reads how many live streams one person may have open at one replica: TRAJECT_LIMIT_STREAMS, default 20.
func (e *Env) Streams() int {
	streams := e.whole("TRAJECT_LIMIT_STREAMS", live.StreamsEach)
	if streams == 0 {
		e.Wrong("TRAJECT_LIMIT_STREAMS", errors.New("want at least 1"))
	}
	return streams
}

func (e *Env) allowance(key string, perSecond, atOnce int) limits.Allowance {
	return limits.Allowance{PerSecond: float64(e.whole(key, perSecond)), AtOnce: e.whole(key+"_AT_ONCE", atOnce)}
}

// whole reads a number of zero or more.
func (e *Env) whole(key string, otherwise int) int {
	value := e.Or(key, strconv.Itoa(otherwise))
	number, err := strconv.Atoi(value)
	if err != nil || number < 0 {
		e.Wrong(key, fmt.Errorf("want a whole number of 0 or more, got %q", value))
		return otherwise
	}
	return number
}
