package sleeping

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"go.temporal.io/sdk/client"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/notifications"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/platform/temporal"
	"traject.nl/workflows/tlv/tlvtest"
)

// Services stand in for those of Traject. They answer at once and keep when the record was told, and when somebody was.
type Services struct {
	mu sync.Mutex
	// recorded is when the record first showed each rung, and fired the rung itself, by case.
	recorded map[string]time.Time
	fired    map[string]*caseworkv1.Firing
	// told is when a notice of each rung came in, by case; twice counts those that came a second time.
	told  map[string]time.Time
	twice int
}

// NewServices of which nobody asked anything yet.
func NewServices() *Services {
	return &Services{recorded: map[string]time.Time{}, fired: map[string]*caseworkv1.Firing{}, told: map[string]time.Time{}}
}

// Serve works on the activities of all services until stopped.
func (s *Services) Serve(engine client.Client) (stop func(), err error) {
	all := tlvtest.NewServices().Activities()
	maps.Copy(all[cases.TaskQueue], map[string]any{cases.Project: s.project})
	maps.Copy(all[documents.TaskQueue], map[string]any{documents.Share: s.share})
	maps.Copy(all[notifications.TaskQueue], map[string]any{notifications.Notify: s.notify})
	var stops []func()
	stop = func() {
		for _, one := range stops {
			one()
		}
	}
	for queue, activities := range all {
		w := temporal.Worker(engine, queue, activities)
		if err := w.Start(); err != nil {
			stop()
			return nil, err
		}
		stops = append(stops, w.Stop)
	}
	return stop, nil
}

func (s *Services) project(_ context.Context, request *casesv1.ProjectRequest) (*casesv1.ProjectResponse, error) {
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	id := request.View.CaseId
	for _, firing := range request.View.Fired {
		if firing.Kind == caseworkv1.FiringKind_FIRING_KIND_ESCALATION && s.fired[id] == nil {
			s.recorded[id], s.fired[id] = now, firing
		}
	}
	return &casesv1.ProjectResponse{}, nil
}

func (s *Services) share(context.Context, *documentsv1.ShareRequest) (*documentsv1.ShareResponse, error) {
	return &documentsv1.ShareResponse{}, nil
}

func (s *Services) notify(_ context.Context, request *notificationsv1.NotifyRequest) (*notificationsv1.NotifyResponse, error) {
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if request.Kind == notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION {
		if _, already := s.told[request.CaseId]; already {
			s.twice++
		}
		s.told[request.CaseId] = now
	}
	return &notificationsv1.NotifyResponse{Sent: true}, nil
}

// ToldOf is how many were told.
func (s *Services) ToldOf() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.told)
}

// Times are how long after the moment the process acted, the record showed it, and the notice was handed over, for every rung; from short to long.
type Times struct{ Acted, Recorded, Told []time.Duration }

// After gives the times after a moment at which so many rungs fell due, and refuses what was lost or came twice.
func (s *Services) After(moment time.Time, due int) (times Times, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.fired) != due || len(s.told) != due || s.twice > 0 {
		return times, fmt.Errorf("%d rungs fired and %d were told, %d of them twice; want %d and none", len(s.fired), len(s.told), s.twice, due)
	}
	for id, firing := range s.fired {
		times.Acted = append(times.Acted, firing.At.AsTime().Sub(moment))
		times.Recorded = append(times.Recorded, s.recorded[id].Sub(moment))
		times.Told = append(times.Told, s.told[id].Sub(moment))
	}
	for _, each := range [][]time.Duration{times.Acted, times.Recorded, times.Told} {
		slices.Sort(each)
	}
	return times, nil
}
