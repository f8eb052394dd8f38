package notificationstest

import (
	"context"
	"slices"
	"strings"
	"sync"

	"traject.nl/services/notifications"
)

// Preferences is a store of preferences for tests. Its zero value is empty.
type Preferences struct {
	mu          sync.Mutex
	preferences map[string]notifications.Preference
	consents    map[string]notifications.Consent
}

// PreferencesOf implements notifications.PreferenceStore.
func (p *Preferences) PreferencesOf(_ context.Context, party string) ([]notifications.Preference, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var found []notifications.Preference
	for _, one := range p.preferences {
		if one.Party == party {
			found = append(found, one)
		}
	}
	slices.SortFunc(found, func(a, b notifications.Preference) int { return strings.Compare(a.ID, b.ID) })
	return found, nil
}

// SavePreference implements notifications.PreferenceStore.
func (p *Preferences) SavePreference(_ context.Context, preference notifications.Preference) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if preference.Version != p.preferences[preference.ID].Version+1 {
		return notifications.ErrChanged
	}
	if p.preferences == nil {
		p.preferences = map[string]notifications.Preference{}
	}
	p.preferences[preference.ID] = preference
	return nil
}

// ConsentOf implements notifications.PreferenceStore.
func (p *Preferences) ConsentOf(_ context.Context, party string) (notifications.Consent, bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	consent, ok := p.consents[party]
	return consent, ok, nil
}

// SaveConsent implements notifications.PreferenceStore.
func (p *Preferences) SaveConsent(_ context.Context, consent notifications.Consent) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.consents == nil {
		p.consents = map[string]notifications.Consent{}
	}
	p.consents[consent.Party] = consent
	return nil
}
