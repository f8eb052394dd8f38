package stack

import (
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/limits"
	"traject.nl/services/platform/settings"
)

// allowed is what one person or address may do.
type allowed struct {
	service, portal limits.Allowance
	strangers       limits.Strangers
}

func (s *Stack) allowed() allowed {
	if s.limits == nil {
		return allowed{}
	}
	// Everything else is missing, which is not asked here.
	env := settings.Env{Lookup: func(key string) string { return s.limits[key] }}
	return allowed{service: env.ServicePerson(), portal: env.PortalPerson(), strangers: env.Strangers()}
}

// limitedIdentity is that of a service.
func (s *Stack) limitedIdentity() identity.Config {
	config := s.identity()
	config.Person = s.allowed().service
	return config
}
