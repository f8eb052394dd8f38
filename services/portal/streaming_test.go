package portal_test

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"traject.nl/services/portal"
)

// stream is a service with a live stream that a test writes to.
type stream struct {
	server *httptest.Server
	events chan string
	// asked gets the Last-Event-ID of each who listens.
	asked chan string
}

func newStream(t *testing.T, path string) *stream {
	t.Helper()
	s := &stream{events: make(chan string), asked: make(chan string, 4)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
		s.asked <- r.Header.Get("Last-Event-ID")
		w.WriteHeader(http.StatusOK)
		w.(http.Flusher).Flush()
		for {
			select {
			case <-r.Context().Done():
				return
			case event, more := <-s.events:
				if !more {
					return
				}
				_, _ = io.WriteString(w, event)
				w.(http.Flusher).Flush()
			}
		}
	})
	mux.HandleFunc("GET /v1/inbox/unread", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"unread":0}`) })
	s.server = httptest.NewServer(mux)
	t.Cleanup(s.server.Close)
	return s
}

// listen opens a stream of the portal as somebody who has signed in; last is the id of the last event seen.
func (w *world) listen(path, last string) *bufio.Reader {
	w.t.Helper()
	browser := w.signedIn("engineer:x")
	request, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, w.url+path, http.NoBody)
	if err != nil {
		w.t.Fatal(err)
	}
	request.Header.Set("Last-Event-ID", last)
	response, err := browser.HTTP.Do(request)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = response.Body.Close() })
	if got := response.Header.Get("Content-Type"); got != "text/event-stream" {
		w.t.Fatalf("content type %q", got)
	}
	return bufio.NewReader(response.Body)
}

// next reads one whole event.
func next(t *testing.T, from *bufio.Reader) string {
	t.Helper()
	var event strings.Builder
	for {
		line, err := from.ReadString('\n')
		if err != nil {
			t.Fatalf("the stream ended after %q: %v", event.String(), err)
		}
		if line == "\n" {
			return event.String()
		}
		event.WriteString(line)
	}
}

func TestOneStreamCarriesCasesAndMessagesWholeEventsAtATime(t *testing.T) {
	cases, inbox := newStream(t, "/v1/cases/k1/events"), newStream(t, "/v1/inbox/events")
	w := newWorld(t, func(c *portal.Config) { c.CasesURL, c.NotificationsURL = cases.server.URL, inbox.server.URL })
	page := w.listen("/zaken/k1/gebeurtenissen", "41")
	if last := <-cases.asked; last != "41" {
		t.Errorf("the cases service was told of event %q", last)
	}
	if last := <-inbox.asked; last != "" {
		t.Errorf("the inbox was told of event %q, which is one of a case", last)
	}
	// Half an event of a case, then one of the inbox: that one comes first, whole.
	cases.events <- "id: 42\nevent: case\n"
	inbox.events <- "id: 7\nevent: inbox\ndata: {\"unread\":2}\n\n"
	if got := next(t, page); got != "event: inbox\ndata: {\"unread\":2}\n" {
		t.Errorf("of the inbox came %q", got)
	}
	cases.events <- "data: {\"caseId\":\"k1\"}\n\n"
	if got := next(t, page); got != "id: 42\nevent: case\ndata: {\"caseId\":\"k1\"}\n" {
		t.Errorf("of the case came %q", got)
	}
}

func TestStreamEndsWithEitherSoThatThePageConnectsToBothAgain(t *testing.T) {
	for name, ends := range map[string]func(cases, inbox *stream){
		"cases": func(cases, _ *stream) { close(cases.events) },
		"inbox": func(_, inbox *stream) { close(inbox.events) },
	} {
		t.Run(name, func(t *testing.T) {
			cases, inbox := newStream(t, "/v1/events"), newStream(t, "/v1/inbox/events")
			w := newWorld(t, func(c *portal.Config) { c.CasesURL, c.NotificationsURL = cases.server.URL, inbox.server.URL })
			page := w.listen("/gebeurtenissen", "")
			<-cases.asked
			<-inbox.asked
			ends(cases, inbox)
			if rest, err := io.ReadAll(page); err != nil || len(rest) != 0 {
				t.Errorf("%q, %v", rest, err)
			}
		})
	}
}

func TestCasesAreLiveWithoutTheNotificationsService(t *testing.T) {
	cases := newStream(t, "/v1/events")
	w := newWorld(t, func(c *portal.Config) { c.CasesURL = cases.server.URL })
	w.services.Refuse("GET /v1/inbox/events", http.StatusServiceUnavailable, `{"status":503}`)
	page := w.listen("/gebeurtenissen", "")
	cases.events <- "event: case\ndata: {}\n\n"
	if got := next(t, page); got != "event: case\ndata: {}\n" {
		t.Errorf("came %q", got)
	}
}

func TestInboxIsLiveByItself(t *testing.T) {
	inbox := newStream(t, "/v1/inbox/events")
	w := newWorld(t, func(c *portal.Config) { c.NotificationsURL = inbox.server.URL })
	page := w.listen("/berichten/gebeurtenissen", "")
	inbox.events <- "event: inbox\ndata: {\"unread\":1}\n\n"
	if got := next(t, page); got != "event: inbox\ndata: {\"unread\":1}\n" {
		t.Errorf("came %q", got)
	}
}
