package main

import (
	"context"
	"maps"
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

// services stand in for those of Traject. They answer at once and keep when the record was told, and when somebody was.
type services struct {
	mu sync.Mutex
	// recorded is when the record first showed each rung, and fired the rung itself, by case.
	recorded map[string]time.Time
	fired    map[string]*caseworkv1.Firing
	// told is when a notice of each rung came in, by case; twice counts those that came a second time.
	told  map[string]time.Time
	twice int
}

func newServices() *services {
	return &services{recorded: map[string]time.Time{}, fired: map[string]*caseworkv1.Firing{}, told: map[string]time.Time{}}
}

// serve works on the activities of all services until stopped.
func (s *services) serve(engine client.Client) (stop func(), err error) {
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

func (s *services) project(_ context.Context, request *casesv1.ProjectRequest) (*casesv1.ProjectResponse, error) {
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

func (s *services) share(context.Context, *documentsv1.ShareRequest) (*documentsv1.ShareResponse, error) {
	return &documentsv1.ShareResponse{}, nil
}

func (s *services) notify(_ context.Context, request *notificationsv1.NotifyRequest) (*notificationsv1.NotifyResponse, error) {
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

// toldOf is how many were told.
func (s *services) toldOf() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.told)
}
