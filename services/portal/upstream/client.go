// Package upstream has one thin typed client for each service that the portal reads from and acts on, always with the
// access token of the signed-in person.
package upstream

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
)

const (
	// timeout of one ordinary call. An act waits for the process to answer, so it is not short.
	timeout = 30 * time.Second
	// maxAnswer is more than any JSON answer needs, in bytes.
	maxAnswer = 16 << 20
)

// NewHTTP makes the HTTP client for all upstream calls: it carries the trace along, makes a call again when a replica is gone, and
// has no time limit of its own because streams use it too.
func NewHTTP() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 64
	transport.ResponseHeaderTimeout = timeout
	return &http.Client{Transport: otelhttp.NewTransport(repeating{newBySize(transport), pauses}), CheckRedirect: noRedirect}
}

// streamBuffer is more than most events of a live stream need, in bytes.
const streamBuffer = 512

// bySize keeps connections of live streams apart, because each open page has two for as long as it is open: with small buffers.
type bySize struct{ ordinary, streams http.RoundTripper }

func newBySize(ordinary *http.Transport) bySize {
	streams := ordinary.Clone()
	streams.ReadBufferSize, streams.WriteBufferSize = streamBuffer, streamBuffer
	return bySize{ordinary, streams}
}

// RoundTrip implements http.RoundTripper.
func (b bySize) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.Header.Get("Accept") == eventStream {
		return b.streams.RoundTrip(request)
	}
	return b.ordinary.RoundTrip(request)
}

// eventStream is the media type of live streams.
const eventStream = "text/event-stream"

// noRedirect keeps an access token from being carried to an address that a service points at.
func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// service is one upstream service at its base address.
type service struct {
	base string
	http *http.Client
}

type call struct {
	method string
	path   string
	query  url.Values
	body   any
	// headers besides those of every call.
	headers map[string]string
	token   string
	// again says that a POST without a key may be carried out twice: it asks something, or records what stays as it is.
	again bool
}

// json does the call, reads the answer into out (which may be nil) and returns the response headers.
func (s service) json(ctx context.Context, c call, out any) (http.Header, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	response, err := s.do(ctx, c)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if out == nil || response.StatusCode == http.StatusNoContent {
		return response.Header, nil
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, maxAnswer)).Decode(out); err != nil {
		return nil, fmt.Errorf("read the answer of %s %s: %w", c.method, c.path, err)
	}
	return response.Header, nil
}

// do makes the call; an answer that is not a success becomes a *Problem.
func (s service) do(ctx context.Context, c call) (*http.Response, error) {
	var body io.Reader
	if c.body != nil {
		encoded, err := json.Marshal(c.body)
		if err != nil {
			return nil, fmt.Errorf("encode the body of %s %s: %w", c.method, c.path, err)
		}
		body = bytes.NewReader(encoded)
	}
	request, err := s.request(ctx, c, body)
	if err != nil {
		return nil, err
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	return s.send(request)
}

func (s service) request(ctx context.Context, c call, body io.Reader) (*http.Request, error) {
	address := strings.TrimSuffix(s.base, "/") + c.path
	if len(c.query) > 0 {
		address += "?" + c.query.Encode()
	}
	request, err := http.NewRequestWithContext(ctx, c.method, address, body)
	if err != nil {
		return nil, fmt.Errorf("make the call %s %s: %w", c.method, c.path, err)
	}
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	request.Header.Set("Accept", "application/json")
	for name, value := range c.headers {
		request.Header.Set(name, value)
	}
	if c.again {
		request.Header["Idempotency-Key"] = nil // tells the transport that it may be repeated, and is not sent
	}
	return request, nil
}

func (s service) send(request *http.Request) (*http.Response, error) {
	response, err := s.http.Do(request)
	if err != nil {
		return nil, unreachable(request, err)
	}
	if response.StatusCode >= http.StatusMultipleChoices && response.StatusCode != http.StatusNotModified {
		defer response.Body.Close()
		return nil, readProblem(response)
	}
	return response, nil
}

// Ready says whether the service can answer: it may be without Temporal, and people read on.
func (s service) Ready(ctx context.Context) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(s.base, "/")+"/readyz", http.NoBody)
	if err != nil {
		return err
	}
	response, err := s.send(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}

func segment(id string) string { return url.PathEscape(id) }
