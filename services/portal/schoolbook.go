package portal

import (
	"context"
	"net/url"
	"sync"
	"time"

	"traject.nl/services/portal/upstream"
)

// schoolsFresh is how long the names of schools are taken as they were; a changed name may show that much later.
const schoolsFresh = 5 * time.Minute

// schoolBook remembers the schools of the registry, which are public and on every page.
type schoolBook struct {
	mu     sync.Mutex
	readAt time.Time
	byID   map[string]upstream.School
}

// schoolNames returns all schools by id, also those that closed: a case of long ago names them.
func (p *Portal) schoolNames(ctx context.Context, v *visit) (map[string]upstream.School, error) {
	p.schools.mu.Lock()
	defer p.schools.mu.Unlock()
	now := p.config.Clock()
	if p.schools.byID != nil && now.Sub(p.schools.readAt) < schoolsFresh {
		return p.schools.byID, nil
	}
	all, err := p.registry.Schools(ctx, v.token, url.Values{"limit": {"500"}, "closed": {"true"}})
	if err != nil {
		if p.schools.byID != nil {
			// Names of some minutes ago are better than no page.
			return p.schools.byID, nil
		}
		return nil, err
	}
	byID := make(map[string]upstream.School, len(all))
	for _, school := range all {
		byID[school.ID] = school
	}
	p.schools.byID, p.schools.readAt = byID, now
	return byID, nil
}
