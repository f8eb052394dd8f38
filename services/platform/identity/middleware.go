package identity

import (
	"context"
	"errors"
	"log/slog"
	"strings"

	"github.com/gin-gonic/gin"

	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/limits"
)

type personKey struct{}

// With gives a context in which this person is calling; for tests of handlers.
func With(ctx context.Context, person Person) context.Context {
	return context.WithValue(ctx, personKey{}, person)
}

// From tells who is calling. Behind Middleware there is always someone; elsewhere the answer has no subject and no parties.
func From(ctx context.Context) Person {
	person, _ := ctx.Value(personKey{}).(Person)
	return person
}

// Middleware lets through only who has a good access token; others get 401, or 503 while no token can be judged, and 429 who does too much.
func Middleware(v *Verifier) gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.FullPath() == "" {
			c.Next() // no such route: 404 or 405, signed in or not
			return
		}
		scheme, token, _ := strings.Cut(c.GetHeader("Authorization"), " ")
		if !strings.EqualFold(scheme, "Bearer") || token == "" {
			refuse(c, `Bearer`)
			return
		}
		person, err := v.Verify(c.Request.Context(), token)
		if errors.Is(err, ErrIssuerAway) {
			slog.WarnContext(c.Request.Context(), "cannot judge access tokens", "error", err)
			edge.Abort(c, edge.Unavailable())
			return
		}
		if err != nil {
			slog.InfoContext(c.Request.Context(), "unauthorized", "route", c.FullPath(), "reason", reason(err))
			refuse(c, `Bearer error="invalid_token"`)
			return
		}
		place, err := v.people.Enter(person.Subject)
		if err != nil {
			edge.Abort(c, err)
			return
		}
		defer place.Leave()
		c.Request = c.Request.WithContext(limits.With(With(c.Request.Context(), person), place))
		c.Next()
	}
}

func refuse(c *gin.Context, challenge string) {
	c.Header("WWW-Authenticate", challenge)
	edge.Abort(c, edge.Unauthorized("U bent niet ingelogd, of uw sessie is verlopen. Log opnieuw in."))
}
