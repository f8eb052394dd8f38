package portal

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"

	"traject.nl/services/platform/edge"
)

// usualEvent is what most events take, and maxEvent more than any needs, in bytes. A page has two of them waiting for as long as it is open.
const usualEvent, maxEvent = 512, 64 << 10

// feed is an open stream of one of the services.
type feed struct {
	body io.ReadCloser
	// resumes says that the browser names the last event of this stream when it connects again: only one stream of a page can.
	resumes bool
}

// events is the one live stream of a page: what changes in the cases, and the number of unread messages. A browser allows few streams
// per site, so the portal joins those of two services. Ids in the path make it the stream of one case.
func (p *Portal) events(c *gin.Context, v *visit) error {
	ctx, cancel := context.WithCancel(c.Request.Context())
	defer cancel()
	response, err := p.cases.Events(ctx, v.token, c.Param("id"), c.GetHeader("Last-Event-ID"), c.Query("vanaf"))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	joined := newJoined(ctx, cancel)
	go joined.pass(feed{body: response.Body, resumes: true})
	go p.passInbox(ctx, joined, v)
	joined.writeTo(c)
	return nil
}

// inboxEvents is the live stream of a page that shows nothing else that changes.
func (p *Portal) inboxEvents(c *gin.Context, v *visit) error {
	ctx, cancel := context.WithCancel(c.Request.Context())
	defer cancel()
	response, err := p.notifications.InboxEvents(ctx, v.token)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	joined := newJoined(ctx, cancel)
	go joined.pass(feed{body: response.Body})
	joined.writeTo(c)
	return nil
}

// passInbox adds the inbox to a stream. Without the notifications service the stream goes on without it.
func (p *Portal) passInbox(ctx context.Context, joined *joined, v *visit) {
	response, err := p.notifications.InboxEvents(ctx, v.token)
	if err != nil {
		if !errors.Is(err, context.Canceled) {
			slog.WarnContext(ctx, "live stream without the inbox", "error", err)
		}
		return
	}
	defer response.Body.Close()
	joined.pass(feed{body: response.Body})
}

// joined puts the events of several streams in one, whole events at a time. It ends when any of them does: the browser then
// connects again by itself, to all of them.
type joined struct {
	ctx    context.Context
	end    context.CancelFunc
	events chan []byte
}

func newJoined(ctx context.Context, end context.CancelFunc) *joined {
	return &joined{ctx: ctx, end: end, events: make(chan []byte)}
}

// pass hands on the events of one stream until it ends.
func (j *joined) pass(from feed) {
	defer j.end()
	scanner := bufio.NewScanner(from.body)
	scanner.Buffer(make([]byte, 0, usualEvent), maxEvent)
	scanner.Split(wholeEvents)
	for scanner.Scan() {
		event := append(bytes.Clone(scanner.Bytes()), "\n\n"...)
		if !from.resumes {
			event = withoutID(event)
		}
		select {
		case j.events <- event:
		case <-j.ctx.Done():
			return
		}
	}
}

// writeTo waits for no reader: one that does not read is cut off, and what waits for it stays with the services, whose queues are bounded.
func (j *joined) writeTo(c *gin.Context) {
	header := c.Writer.Header()
	header.Set("Content-Type", "text/event-stream")
	header.Set("X-Accel-Buffering", "no")
	c.Status(http.StatusOK)
	c.Writer.Flush()
	stream := edge.NewStream(c.Request.Context(), c.Writer)
	defer stream.End()
	for {
		select {
		case <-j.ctx.Done():
			return
		case event := <-j.events:
			if _, gone := stream.Write(event); gone != nil {
				return // the browser left, or does not read
			}
		}
	}
}

// wholeEvents splits a stream at the blank line after each event; half an event at the end of a stream is none.
func wholeEvents(data []byte, _ bool) (advance int, token []byte, err error) {
	if end := bytes.Index(data, []byte("\n\n")); end >= 0 {
		return end + 2, data[:end], nil
	}
	return 0, nil, nil
}

// withoutID takes the id out of an event, so that the id which the browser names is always one of the other stream.
func withoutID(event []byte) []byte {
	var kept []byte
	for line := range bytes.Lines(event) {
		if !bytes.HasPrefix(line, []byte("id:")) {
			kept = append(kept, line...)
		}
	}
	return kept
}
