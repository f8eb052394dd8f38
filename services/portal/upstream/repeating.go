package upstream

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"
)

// pauses before each repeat. Together they are short: who waits for a page would rather read that something is away.
var pauses = []time.Duration{0, 100 * time.Millisecond, 400 * time.Millisecond}

// repeating makes a call again when the replica that it went to is gone: the connection was refused, or broke before any answer.
// A fresh connection leads to another replica. Go's transport repeats by itself only on a connection that was used before, and
// never when it cannot make one.
type repeating struct {
	next   http.RoundTripper
	pauses []time.Duration
}

// RoundTrip implements http.RoundTripper.
func (r repeating) RoundTrip(request *http.Request) (*http.Response, error) {
	ctx := request.Context()
	for attempt := 0; ; attempt++ {
		response, err := r.next.RoundTrip(request)
		if err == nil || attempt == len(r.pauses) || !gone(ctx, request, err) {
			return response, err
		}
		again, ok := rewound(request)
		if !ok || !pause(ctx, r.pauses[attempt]) {
			return nil, err
		}
		slog.InfoContext(ctx, "a replica is gone, so the call is made again", "method", request.Method, "host", request.URL.Host, "error", err)
		request = again
	}
}

// gone says that no replica will do what was asked because of this failure, or that it does no harm when one already did.
func gone(ctx context.Context, request *http.Request, err error) bool {
	if ctx.Err() != nil {
		return false
	}
	var failed *net.OpError
	if errors.As(err, &failed) && failed.Op == "dial" {
		return true
	}
	broken := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
	return broken && harmless(request)
}

// harmless says that a call may be carried out twice. A PUT or DELETE that was already carried out is then refused as done by
// somebody else, which is rare, and true.
func harmless(request *http.Request) bool {
	if _, keyed := request.Header["Idempotency-Key"]; keyed {
		return true
	}
	return request.Method != http.MethodPost && request.Method != http.MethodPatch
}

// rewound is the request with its body from the start; false when there is no second time to read it, as with a file that streams
// through.
func rewound(request *http.Request) (*http.Request, bool) {
	again := request.Clone(request.Context())
	if request.Body == nil || request.Body == http.NoBody {
		return again, true
	}
	if request.GetBody == nil {
		return nil, false
	}
	body, err := request.GetBody()
	again.Body = body
	return again, err == nil
}

func pause(ctx context.Context, length time.Duration) bool {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
