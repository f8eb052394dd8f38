package portal

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"
	"go.opentelemetry.io/otel/trace"

	"traject.nl/services/platform/identity"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// policy lets a page load only what the portal itself serves, and nothing that stands in the page.
const policy = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"

// headers sets what is particular to pages for people, on top of what every service sends.
func (p *Portal) headers(c *gin.Context) {
	set := c.Writer.Header()
	set.Set("Content-Security-Policy", policy)
	// The guard against forms of other sites needs to see the origin of our own.
	set.Set("Referrer-Policy", "same-origin")
	set.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	set.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Next()
}

// recovered turns a panic into a page.
func (p *Portal) recovered(c *gin.Context) {
	defer func() {
		cause := recover()
		if cause == nil {
			return
		}
		if err, ok := cause.(error); ok && errors.Is(err, http.ErrAbortHandler) {
			panic(cause)
		}
		p.fail(c, nil, fmt.Errorf("panic: %v", cause))
	}()
	c.Next()
}

// show writes a page, or nothing of it when it cannot be made.
func (p *Portal) show(c *gin.Context, status int, component templ.Component) {
	if c.Request.Context().Err() != nil {
		// Nobody is there any more to read it.
		c.Abort()
		return
	}
	var made bytes.Buffer
	if err := component.Render(c.Request.Context(), &made); err != nil {
		slog.ErrorContext(c.Request.Context(), "page not made", "error", err)
		c.AbortWithStatus(http.StatusInternalServerError)
		return
	}
	c.Abort()
	c.Data(status, "text/html; charset=utf-8", made.Bytes())
}

// answer turns what went wrong in a handler into the page that fits it; nil means that the handler answered.
func (p *Portal) answer(c *gin.Context, v *visit, err error) {
	if err == nil {
		return
	}
	if c.Request.Context().Err() != nil {
		c.Abort()
		return
	}
	switch status := upstream.Status(err); status {
	case http.StatusNotFound:
		p.notFound(c)
	case http.StatusUnauthorized:
		p.turnAway(c)
	case http.StatusForbidden, http.StatusConflict, http.StatusTooManyRequests:
		p.refuse(c, v, status, "Dit kan nu niet", detailOf(err, "Dit hoort niet bij uw rol, of de zaak is intussen veranderd."))
	case http.StatusServiceUnavailable, http.StatusGatewayTimeout, http.StatusBadGateway:
		p.unavailable(c, v, err, detailOf(err, ""))
	default:
		p.fail(c, v, err)
	}
}

func (p *Portal) noRoute(c *gin.Context) {
	if c.GetHeader("Accept") == "application/json" {
		c.AbortWithStatus(http.StatusNotFound)
		return
	}
	p.notFound(c)
}

// notFound is for what does not exist and for what is not yours; the two must not differ.
func (p *Portal) notFound(c *gin.Context) {
	v, err := p.visitOf(c)
	if err != nil {
		v = nil
	}
	p.show(c, http.StatusNotFound, page.NotFound(p.frame(c, v, "Niet gevonden")))
}

func (p *Portal) refuse(c *gin.Context, v *visit, status int, title, detail string) {
	p.show(c, status, page.Refused(p.frame(c, v, title), title, detail))
}

// stale is for a form of an earlier session: nothing was done, and the person can go on.
func (p *Portal) stale(c *gin.Context, v *visit) {
	p.refuse(c, v, http.StatusForbidden, "Dit formulier is verlopen",
		"U hebt intussen opnieuw ingelogd. Er is niets verstuurd. Ga terug, ververs de pagina en probeer het opnieuw.")
}

func (p *Portal) unavailable(c *gin.Context, v *visit, err error, detail string) {
	slog.WarnContext(c.Request.Context(), "not available", "route", c.FullPath(), "error", err)
	c.Header("Retry-After", "30")
	p.show(c, http.StatusServiceUnavailable, page.Unavailable(p.frame(c, v, "Even niet bereikbaar"), detail))
}

// fail is for what should not happen: the log says what, the page gives the number to find it by.
func (p *Portal) fail(c *gin.Context, v *visit, err error) {
	if c.Request.Context().Err() != nil {
		// Nobody waits for an answer; what broke off is our own reading.
		c.Abort()
		return
	}
	if errors.Is(err, identity.ErrIssuerAway) {
		p.unavailable(c, v, err, "")
		return
	}
	slog.ErrorContext(c.Request.Context(), "request failed", "route", c.FullPath(), "error", err)
	if c.Writer.Written() {
		return
	}
	number := ""
	if span := trace.SpanContextFromContext(c.Request.Context()); span.HasTraceID() {
		number = span.TraceID().String()
	}
	p.show(c, http.StatusInternalServerError, page.Trouble(p.frame(c, v, "Er ging iets mis"), number))
}

// detailOf is what a service said about it, in Dutch.
func detailOf(err error, otherwise string) string {
	var problem *upstream.Problem
	if errors.As(err, &problem) && problem.Detail != "" {
		return problem.Detail
	}
	return otherwise
}
