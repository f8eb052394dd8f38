package notifications

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// PostSummary is the post in one line, for a start page.
type PostSummary struct {
	Counts  PostCounts `json:"counts"`
	DueAt   *time.Time `json:"dueAt,omitempty" doc:"The first end of 48 hours (Awb 2:10) of what reached nobody."`
	Stopped bool       `json:"stopped" doc:"A stop is on: something does not leave."`
}

type postSummaryOutput struct{ Body PostSummary }

const (
	// summaryFresh is how old a summary may be before the next is made. What is done about the post in this replica shows at once.
	summaryFresh = 5 * time.Second
	// summaryStale is how much older it may be than that while the next is made. Whoever looks first in the morning waits for that of the morning.
	summaryStale = time.Minute
	// summaryTime is how long it may take to make one.
	summaryTime = time.Minute
)

// summaries keep the latest summary: every start page of the office asks for it, and making it goes through all that was ever delivered.
type summaries struct {
	make func(context.Context) (PostSummary, error)

	mu     sync.Mutex
	latest *PostSummary
	until  time.Time
	// running is closed when the one that is being made is there.
	running chan struct{}
	// changes counts what was done about the post, so that a summary that was begun before is not kept.
	changes int
	err     error
}

// get gives the latest summary, and has the next one made when it is old. Only who finds none waits.
func (s *summaries) get(ctx context.Context) (PostSummary, error) {
	for {
		now := time.Now()
		s.mu.Lock()
		if s.latest != nil && now.After(s.until.Add(summaryStale)) {
			s.latest = nil
		}
		kept := s.latest
		if (kept == nil || now.After(s.until)) && s.running == nil {
			s.running = make(chan struct{})
			// It is for all who ask, so it must not end with the first of them.
			go s.renew(context.WithoutCancel(ctx), s.changes)
		}
		running := s.running
		s.mu.Unlock()
		if kept != nil {
			return *kept, nil
		}
		select {
		case <-ctx.Done():
			return PostSummary{}, ctx.Err()
		case <-running:
		}
		s.mu.Lock()
		err := s.err
		s.mu.Unlock()
		if err != nil {
			return PostSummary{}, err
		}
	}
}

// renew makes a summary. One that takes long is made less often: a store that is slow at it has other things to do.
func (s *summaries) renew(ctx context.Context, changes int) {
	ctx, cancel := context.WithTimeout(ctx, summaryTime)
	defer cancel()
	began := time.Now()
	made, err := s.make(ctx)
	took := time.Since(began)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
	switch {
	case err != nil:
		slog.WarnContext(ctx, "the post cannot be summed up", "error", err)
		s.latest = nil
	case changes == s.changes:
		s.latest, s.until = &made, time.Now().Add(max(summaryFresh, askShare*took))
	}
	close(s.running)
	s.running = nil
}

// forget the summary: something was done about the post.
func (s *summaries) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changes++
	s.latest = nil
}

func (d *desk) registerSummary(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "sum-up-post", Method: http.MethodGet, Path: "/v1/post/summary", Tags: []string{"post-room"}, Errors: officeErrors,
		Summary: "How much the post room has to do", Description: "For the office and the director. It may be some seconds old.",
	}, func(ctx context.Context, _ *struct{}) (*postSummaryOutput, error) {
		if !access.MayOverview(access.PostRoom, identity.From(ctx).Parties...) {
			return nil, edge.Forbidden("Alleen het bureau en de directeur zien de postkamer.")
		}
		summary, err := d.summaries.get(ctx)
		return &postSummaryOutput{summary}, edge.Problem(err)
	})
}

// sumUp the post as it is now.
func (d *desk) sumUp(ctx context.Context) (PostSummary, error) {
	post, err := d.wholePost(ctx)
	if err != nil {
		return PostSummary{}, err
	}
	standing, err := d.stops.stops.Standing(ctx)
	if err != nil {
		return PostSummary{}, err
	}
	summary := PostSummary{Counts: post.Counts, Stopped: len(standing) > 0}
	for _, item := range post.Undelivered {
		if summary.DueAt == nil || item.DueAt.Before(*summary.DueAt) {
			summary.DueAt = &item.DueAt
		}
	}
	return summary, nil
}
