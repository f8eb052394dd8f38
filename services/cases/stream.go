package cases

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

const (
	// heartbeatEvery keeps proxies from closing a quiet stream.
	heartbeatEvery = 15 * time.Second
	// streamTime is how long a stream may last: the one who listens then connects again, with a fresh token.
	streamTime = 10 * time.Minute
	// writeTime is how long one event may take to go out.
	writeTime = 5 * time.Second
	// retryAfter is how soon a browser connects again, and retrySlow after it could not keep up.
	retryAfter, retrySlow = 2 * time.Second, 5 * time.Second
	// recent is how far back a stream over all cases starts: changes between loading a page and listening.
	recent = 10 * time.Second
)

var eventType = reflect.TypeFor[ChangeEvent]()

// ChangeEvent tells that a case changed. It says nothing of what changed: the page asks for what its reader may see.
type ChangeEvent struct {
	CaseID  string `json:"caseId"`
	Version int64  `json:"version"`
	Phase   string `json:"phase"`
}

type caseStreamInput struct {
	CaseID      string `path:"caseId" doc:"Opaque id of the case."`
	LastEventID string `header:"Last-Event-ID" maxLength:"40" doc:"Version that was seen last."`
	Since       int64  `query:"since" minimum:"0" doc:"The same for a first connection: the version that the page shows."`
}

type allStreamInput struct {
	LastEventID string `header:"Last-Event-ID" maxLength:"40" doc:"Id of the last event that was received."`
}

func (s *service) registerStreams(api huma.API) {
	events := map[string]*huma.Response{"200": {
		Description: "Events named `case`, as they happen; a comment every 15 seconds.",
		Content: map[string]*huma.MediaType{"text/event-stream": {
			Schema: api.OpenAPI().Components.Schemas.Schema(eventType, true, "ChangeEvent"),
		}},
	}}
	failures := []int{http.StatusUnauthorized, http.StatusTooManyRequests, http.StatusServiceUnavailable}
	huma.Register(api, huma.Operation{
		OperationID: "streamCase", Method: http.MethodGet, Path: "/v1/cases/{caseId}/events", Tags: []string{"live"},
		Summary: "Changes of one case, live", Responses: events, Errors: append([]int{http.StatusNotFound}, failures...),
	}, s.streamCase)
	huma.Register(api, huma.Operation{
		OperationID: "streamCases", Method: http.MethodGet, Path: "/v1/events", Tags: []string{"live"},
		Summary: "Changes of all my cases, live", Responses: events, Errors: failures,
	}, s.streamAll)
}

// streamCase follows one case. It listens first and reads the case then, so that no change falls in between.
func (s *service) streamCase(ctx context.Context, in *caseStreamInput) (*huma.StreamResponse, error) {
	person := identity.From(ctx)
	listener, err := s.join(person, in.CaseID)
	if err != nil {
		return nil, err
	}
	record, _, err := s.own(ctx, person, in.CaseID)
	if err != nil {
		listener.Leave()
		return nil, err
	}
	seen := in.Since
	if last, err := strconv.ParseInt(in.LastEventID, 10, 64); err == nil {
		seen = max(seen, last)
	}
	now := Change{CaseID: in.CaseID, Version: record.View.GetVersion(), Phase: record.View.GetPhase()}
	byVersion := func(c Change) string { return strconv.FormatInt(c.Version, 10) }
	return s.stream(listener, []Change{now}, map[string]int64{in.CaseID: seen}, byVersion), nil
}

// streamAll follows all cases of the person. The id of an event is when it was written, to go on from there.
func (s *service) streamAll(ctx context.Context, in *allStreamInput) (*huma.StreamResponse, error) {
	person := identity.From(ctx)
	listener, err := s.join(person, "")
	if err != nil {
		return nil, err
	}
	since := s.clock.Now().Add(-recent)
	if last, err := strconv.ParseInt(in.LastEventID, 10, 64); err == nil {
		since = time.UnixMilli(last).Add(-overlap)
	}
	changes, err := s.store.Changes(ctx, since)
	if err != nil {
		listener.Leave()
		return nil, edge.Problem(err)
	}
	var missed []Change
	for _, change := range changes {
		if listener.mayKnow(change) {
			missed = append(missed, change)
		}
	}
	byTime := func(c Change) string { return strconv.FormatInt(c.At.UnixMilli(), 10) }
	return s.stream(listener, missed, map[string]int64{}, byTime), nil
}

func (s *service) join(person identity.Person, caseID string) (*Listener, error) {
	listener, err := s.live.Join(person.Subject, mine(person), caseID)
	if errors.Is(err, ErrTooManyStreams) {
		return nil, &edge.ProblemDetails{
			Type: "about:blank", Title: "Te veel verzoeken", Status: http.StatusTooManyRequests,
			Detail: "U heeft te veel vensters open. Sluit er een paar en probeer het opnieuw.",
		}
	}
	return listener, err
}

// stream sends the missed changes and then those to come. Seen is the version each case was last sent at.
func (s *service) stream(listener *Listener, missed []Change, seen map[string]int64, id func(Change) string) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer listener.Leave()
		ctx, cancel := context.WithTimeout(hc.Context(), streamTime)
		defer cancel()
		hc.SetHeader("Content-Type", "text/event-stream")
		// Proxies must pass on each event as it comes.
		hc.SetHeader("X-Accel-Buffering", "no")
		out := eventWriter{to: hc.BodyWriter(), id: id, seen: seen}
		defer out.done()
		out.retry(retryAfter)
		for _, change := range missed {
			out.send(change)
		}
		heartbeats, stop := s.live.ticker(heartbeatEvery)
		defer stop()
		for out.err == nil {
			select {
			case <-ctx.Done():
				return
			case <-heartbeats:
				out.write(": \n\n")
			case change, ok := <-listener.Events():
				if !ok {
					out.retry(retrySlow)
					return
				}
				out.send(change)
			}
		}
	}}
}

// eventWriter writes server-sent events until writing fails.
type eventWriter struct {
	to   io.Writer
	id   func(Change) string
	seen map[string]int64
	err  error
}

// send writes a change, unless this or a later version was sent before.
func (w *eventWriter) send(change Change) {
	if change.Version <= w.seen[change.CaseID] {
		return
	}
	w.seen[change.CaseID] = change.Version
	data, err := json.Marshal(ChangeEvent{CaseID: change.CaseID, Version: change.Version, Phase: change.Phase})
	if err != nil {
		w.err = err
		return
	}
	w.write(fmt.Sprintf("id: %s\nevent: case\ndata: %s\n\n", w.id(change), data))
}

func (w *eventWriter) retry(after time.Duration) {
	w.write(fmt.Sprintf("retry: %d\n\n", after.Milliseconds()))
}

// done takes the deadline off the connection, which may serve another request.
func (w *eventWriter) done() {
	if to, ok := w.to.(http.ResponseWriter); ok {
		_ = http.NewResponseController(to).SetWriteDeadline(time.Time{})
	}
}

// write sends at once, and gives up on a reader that does not read.
func (w *eventWriter) write(text string) {
	if w.err != nil {
		return
	}
	if to, ok := w.to.(http.ResponseWriter); ok {
		control := http.NewResponseController(to)
		// Not every writer knows deadlines; then the connection's own must do.
		_ = control.SetWriteDeadline(time.Now().Add(writeTime))
		defer func() { w.err = errors.Join(w.err, control.Flush()) }()
	}
	_, w.err = io.WriteString(w.to, text)
}
