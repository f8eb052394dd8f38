package notificationstest

import (
	"context"
	"slices"
	"sync"
	"time"

	"traject.nl/services/notifications"
)

// Stops is a store of stops for tests. Its zero value is empty.
type Stops struct {
	mu    sync.Mutex
	stops []notifications.Stop
}

// AddStop implements notifications.StopStore.
func (s *Stops) AddStop(_ context.Context, stop notifications.Stop) (notifications.Stop, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at := s.find(stop.ID); at >= 0 {
		return s.stops[at], nil
	}
	s.stops = append(s.stops, stop)
	return stop, nil
}

// EndStop implements notifications.StopStore.
func (s *Stops) EndStop(_ context.Context, id string, at time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := s.find(id)
	if found < 0 {
		return notifications.ErrNotFound
	}
	if s.stops[found].EndedAt.IsZero() {
		s.stops[found].EndedAt = at
	}
	return nil
}

// Stops implements notifications.StopStore.
func (s *Stops) Stops(context.Context) ([]notifications.Stop, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	latest := slices.Clone(s.stops)
	slices.SortStableFunc(latest, func(a, b notifications.Stop) int { return b.At.Compare(a.At) })
	return latest, nil
}

// Standing implements notifications.StopStore.
func (s *Stops) Standing(context.Context) ([]notifications.Stop, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.stops), func(stop notifications.Stop) bool { return !stop.EndedAt.IsZero() }), nil
}

func (s *Stops) find(id string) int {
	return slices.IndexFunc(s.stops, func(stop notifications.Stop) bool { return stop.ID == id })
}
