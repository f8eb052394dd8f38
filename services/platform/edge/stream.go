package edge

import (
	"context"
	"net/http"
	"time"

	"traject.nl/services/platform/limits"
)

// StreamWriteTime is how long one event of a stream may take to go out.
const StreamWriteTime = 5 * time.Second

// Stream is the answer to a request that stays open for long: a live stream. The times of ordinary requests do not hold for it, and each write
// has its own instead.
type Stream struct {
	to      http.ResponseWriter
	control *http.ResponseController
}

// NewStream makes one of the answer to the request of a context. It must be ended with End.
func NewStream(ctx context.Context, to http.ResponseWriter) Stream {
	limits.Stay(ctx)
	s := Stream{to, http.NewResponseController(to)}
	// Nothing more comes in; without this the reader that notices a caller who left would end the stream at the time of ordinary requests.
	// Not every writer knows deadlines; then the connection's own must do.
	_ = s.control.SetReadDeadline(time.Time{})
	return s
}

// Write sends at once, and gives up on a reader that does not read.
func (s Stream) Write(content []byte) (int, error) {
	_ = s.control.SetWriteDeadline(time.Now().Add(StreamWriteTime))
	n, err := s.to.Write(content)
	if err != nil {
		return n, err
	}
	return n, s.control.Flush()
}

// End leaves a little time for the end of the answer to go out; the next request on the connection sets its own.
func (s Stream) End() { _ = s.control.SetWriteDeadline(time.Now().Add(StreamWriteTime)) }
