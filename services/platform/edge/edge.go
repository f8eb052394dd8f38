// Package edge is the HTTP side of every service, as the NL API Design Rules ask: problems as problem+json in Dutch, the
// version on every answer, no redirects, security headers, health, readiness and metrics.
package edge

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"go.opentelemetry.io/contrib/instrumentation/github.com/gin-gonic/gin/otelgin"

	"traject.nl/services/platform/limits"
)

// New makes the router of a service. The version is SemVer and is on every answer. Deps decide /readyz and /startz.
//
// Whatever is used after New (engine.Use) holds only for routes registered later: health, metrics and the OpenAPI document
// stay open.
func New(name, version string, deps ...Ready) *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	// A trailing slash is another path, so 404 (ADR no-trailing-slash); gin would redirect.
	engine.RedirectTrailingSlash = false
	engine.RedirectFixedPath = false
	engine.HandleMethodNotAllowed = true
	engine.ContextWithFallback = true
	// The services stand behind an ingress; nothing may depend on a forwarded address.
	_ = engine.SetTrustedProxies(nil)

	engine.Use(otelgin.Middleware(name, otelgin.WithFilter(traced)), headers(version), logged(), recovered())
	engine.NoRoute(func(c *gin.Context) { Abort(c, NotFound("Deze pagina of dit gegeven is niet gevonden.")) })
	engine.NoMethod(func(c *gin.Context) {
		Abort(c, newProblem(http.StatusMethodNotAllowed, "Dit kan hier niet. Kijk in de kop Allow wat hier wel kan."))
	})
	newReadiness(deps).mount(engine)
	engine.GET("/metrics", serveMetrics())
	return engine
}

// observed keeps probes out of traces and logs.
func observed(r *http.Request) bool {
	switch r.URL.Path {
	case "/healthz", "/readyz", "/startz", "/metrics":
		return false
	}
	return true
}

// secretPaths begin the addresses of which the rest is a secret: whoever knows it may read what is there.
var secretPaths = []string{"/v1/calendars/", "/agenda/"}

// traced keeps out of traces what is not observed, and what has a secret in its path: a span names the path.
func traced(r *http.Request) bool {
	return observed(r) && !slices.ContainsFunc(secretPaths, func(begin string) bool { return strings.HasPrefix(r.URL.Path, begin) })
}

const (
	// streamTime is how long running requests get before their contexts end, so that streams hear of the end.
	streamTime = 2 * time.Second
	// shutdownTime is how long they get in all.
	shutdownTime = 10 * time.Second
	// headerTime is how long a caller may take to send the head of a request, and maxHeader how large it may be in bytes: an access token with
	// many groups has some kilobytes.
	headerTime = 10 * time.Second
	maxHeader  = 64 << 10
	// requestTime is how long a whole request may take to come in: a file of 25 MB over a slow line.
	requestTime = 5 * time.Minute
	// answerTime is how long it may take from the head of the request until the whole answer has gone out. Streams have times of their own.
	answerTime = 10 * time.Minute
	// idleTime is how long a connection without a request stays open.
	idleTime = 2 * time.Minute
)

// Serve answers requests until the context ends, then takes no new ones and lets running ones finish. Who is slow to send or to read, or takes
// too many connections, is cut off. Listen is an address
// ("127.0.0.1:8101") or a net.Listener. A stream must end when its request's context ends.
func Serve(ctx context.Context, listen any, handler http.Handler) error {
	listener, err := Listen(ctx, listen)
	if err != nil {
		return err
	}
	requests, endRequests := context.WithCancel(context.WithoutCancel(ctx))
	defer endRequests()
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headerTime,
		MaxHeaderBytes:    maxHeader,
		ReadTimeout:       requestTime,
		WriteTimeout:      answerTime,
		IdleTimeout:       idleTime,
		BaseContext:       func(net.Listener) context.Context { return requests },
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(limits.Listen(listener)) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve http on %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	time.AfterFunc(streamTime, endRequests)
	graceful, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(graceful); err != nil {
		return errors.Join(fmt.Errorf("stop http on %s: %w", listener.Addr(), err), server.Close())
	}
	return nil
}

// Listen opens the address that a setting names; a net.Listener stays as it is.
func Listen(ctx context.Context, listen any) (net.Listener, error) {
	switch listen := listen.(type) {
	case net.Listener:
		return listen, nil
	case string:
		listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", listen)
		if err != nil {
			return nil, fmt.Errorf("listen: %w: is the port taken by another process?", err)
		}
		return listener, nil
	default:
		return nil, fmt.Errorf("listen on %T: want an address or a net.Listener", listen)
	}
}
