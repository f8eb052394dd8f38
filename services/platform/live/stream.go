package live

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/edge"
)

const (
	// heartbeatEvery keeps proxies from closing a quiet stream.
	heartbeatEvery = 15 * time.Second
	// streamTime is how long a stream may last: the one who listens then connects again, with a fresh token.
	streamTime = 10 * time.Minute
	// retryAfter is how soon a browser connects again, and retrySlow after it could not keep up.
	retryAfter, retrySlow = 2 * time.Second, 5 * time.Second
	// recent is how far back a first stream over everything starts: changes between loading a page and listening.
	recent = 10 * time.Second
)

// Failures are the statuses with which any stream can be refused.
var Failures = []int{http.StatusUnauthorized, http.StatusTooManyRequests, http.StatusServiceUnavailable}

// Responses describe a stream in OpenAPI: events of this name, with data of this type.
func Responses(api huma.API, event string, data reflect.Type) map[string]*huma.Response {
	return map[string]*huma.Response{"200": {
		Description: "Events named `" + event + "`, as they happen; a comment every 15 seconds.",
		Content: map[string]*huma.MediaType{"text/event-stream": {
			Schema: api.OpenAPI().Components.Schemas.Schema(data, true, data.Name()),
		}},
	}}
}

// ByVersion names an event by the version that was reached: for a stream about one id.
func ByVersion(c Change) string { return strconv.FormatInt(c.Version, 10) }

// ByTime names an event by when it was written: for a stream about everything, which goes on from there (see Missed).
func ByTime(c Change) string { return strconv.FormatInt(c.At.UnixMilli(), 10) }

// Stream is what one open stream sends.
type Stream struct {
	Listener *Listener
	// Event is the name of every event.
	Event string
	// Missed goes first, and then what happens.
	Missed []Change
	// Seen are versions, by id, up to which nothing is sent any more; may be nil.
	Seen map[string]int64
	// ID of an event, which the browser gives back as Last-Event-ID: ByVersion or ByTime.
	ID func(Change) string
	// Data of an event, sent as JSON. An error ends the stream; the browser connects again.
	Data func(ctx context.Context, change Change) (any, error)
}

// Missed are the changes that the listener may know of since the last event that it received, named ByTime; or the most
// recent ones when it received none. Ask after joining, so that no change falls in between.
func (h *Hub) Missed(ctx context.Context, l *Listener, lastEventID string) ([]Change, error) {
	since := h.clock.Now().Add(-recent)
	if last, err := strconv.ParseInt(lastEventID, 10, 64); err == nil {
		since = time.UnixMilli(last).Add(-overlap)
	}
	changes, known := h.lately(since)
	if !known {
		var err error
		if changes, err = h.store.Changes(ctx, since); err != nil {
			return nil, err
		}
	}
	var missed []Change
	for _, change := range changes {
		if l.mayKnow(change) {
			missed = append(missed, change)
		}
	}
	return missed, nil
}

// Answer writes the stream until the browser or the hub ends it, and leaves.
func (h *Hub) Answer(s Stream) *huma.StreamResponse {
	if s.Seen == nil {
		s.Seen = map[string]int64{}
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer s.Listener.Leave()
		ctx, cancel := context.WithTimeout(hc.Context(), streamTime)
		defer cancel()
		hc.SetHeader("Content-Type", "text/event-stream")
		// Proxies must pass on each event as it comes.
		hc.SetHeader("X-Accel-Buffering", "no")
		out := eventWriter{to: hc.BodyWriter(), stream: s}
		if to, ok := out.to.(http.ResponseWriter); ok {
			sent := edge.NewStream(hc.Context(), to)
			defer sent.End()
			out.to = sent
		}
		out.retry(retryAfter)
		for _, change := range s.Missed {
			out.send(ctx, change)
		}
		heartbeats, stop := h.ticker(heartbeatEvery)
		defer stop()
		for out.err == nil {
			select {
			case <-ctx.Done():
				return
			case <-heartbeats:
				out.write(": \n\n")
			case _, listening := <-s.Listener.Woken():
				for _, change := range s.Listener.Take() {
					out.send(ctx, change)
				}
				if !listening {
					out.retry(retrySlow)
					return
				}
			}
		}
	}}
}

// eventWriter writes server-sent events until writing fails.
type eventWriter struct {
	to     io.Writer
	stream Stream
	err    error
}

// send writes a change, unless this or a later version was sent before.
func (w *eventWriter) send(ctx context.Context, change Change) {
	if w.err != nil || change.Version <= w.stream.Seen[change.ID] {
		return
	}
	w.stream.Seen[change.ID] = change.Version
	content, err := w.stream.Data(ctx, change)
	if err != nil {
		w.err = err
		return
	}
	data, err := json.Marshal(content)
	if err != nil {
		w.err = err
		return
	}
	w.write(fmt.Sprintf("id: %s\nevent: %s\ndata: %s\n\n", w.stream.ID(change), w.stream.Event, data))
}

func (w *eventWriter) retry(after time.Duration) {
	w.write(fmt.Sprintf("retry: %d\n\n", after.Milliseconds()))
}

// write sends at once, and gives up on a reader that does not read.
func (w *eventWriter) write(text string) {
	if w.err == nil {
		_, w.err = io.WriteString(w.to, text)
	}
}
