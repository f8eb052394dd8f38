package portal

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"traject.nl/services/platform/identity"
	"traject.nl/services/portal/session"
	"traject.nl/services/portal/signin"
)

const (
	// renewBefore is how long before its end an access token is renewed. It is longer than renewTime: when the replica that renews is stopped in
	// the middle, another one does it before anybody has to wait.
	renewBefore = time.Minute
	// renewTime is how long one renewal may take, the answer of the provider and keeping it.
	renewTime = providerTime + 5*time.Second
	// lookEvery is how often a request without a token that works looks whether another replica renewed it.
	lookEvery = 100 * time.Millisecond
	// usable is how long a token must still work to be used meanwhile.
	usable = 5 * time.Second
	// maxForm is more than any form without files needs, in bytes.
	maxForm = 1 << 20
	// maxUpload lets documents refuse what is over its own limit (25 MB) with a clear answer.
	maxUpload = 64 << 20
)

// errSignedOut says that there is nobody.
var errSignedOut = errors.New("not signed in")

// visit is one request by a signed-in person.
type visit struct {
	person  identity.Person
	session *session.Session
	// token to call the services with.
	token string
	// leave gives the place of the request back.
	leave func()
}

// page handles a request of a signed-in person; an error becomes the page that fits it.
type pageFunc func(c *gin.Context, v *visit) error

// open is for pages that only read.
func (p *Portal) open(handle pageFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		if v := p.arrive(c); v != nil {
			p.answer(c, v, handle(c, v))
		}
	}
}

// form is for commands: besides who it is, it checks that the form is ours.
func (p *Portal) form(handle pageFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxForm)
		v := p.arrive(c)
		if v == nil {
			return
		}
		if err := parseSoon(c); err != nil {
			p.refuse(c, v, http.StatusRequestEntityTooLarge, "Dit is te veel tekst", "Maak uw tekst korter en probeer het opnieuw.")
			return
		}
		if !v.ours(c.PostForm("csrf")) {
			p.stale(c, v)
			return
		}
		p.answer(c, v, handle(c, v))
	}
}

// upload is for forms with a file; the handler reads the body as it comes and checks that the form is ours.
func (p *Portal) upload(handle pageFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxUpload)
		if v := p.arrive(c); v != nil {
			p.answer(c, v, handle(c, v))
		}
	}
}

// ours says whether the secret of a form is that of this session.
func (v *visit) ours(secret string) bool {
	return subtle.ConstantTimeCompare([]byte(secret), []byte(v.session.CSRF)) == 1
}

// arrive finds out who is there; it answers the request itself and returns nil when nobody is.
func (p *Portal) arrive(c *gin.Context) *visit {
	v, err := p.visitOf(c)
	switch {
	case err == nil:
		return v
	case p.tooMany(c, err):
	case errors.Is(err, errSignedOut):
		p.turnStranger(c)
	default:
		p.fail(c, nil, err)
	}
	return nil
}

// visitOf finds it out once a request; who does too much is not let in.
func (p *Portal) visitOf(c *gin.Context) (*visit, error) {
	if known, ok := c.Get(visitKey); ok {
		return known.(*visit), nil
	}
	v, err := p.signedInAs(c)
	if err == nil {
		err = p.enter(c, v)
	}
	if err != nil {
		return nil, err
	}
	c.Set(visitKey, v)
	return v, nil
}

func (p *Portal) signedInAs(c *gin.Context) (*visit, error) {
	ctx := c.Request.Context()
	id, err := c.Cookie(p.cookieName())
	if err != nil {
		return nil, errSignedOut
	}
	found, err := p.sessions.Find(ctx, id)
	if errors.Is(err, session.ErrNone) {
		return nil, errSignedOut
	}
	if err != nil {
		return nil, err
	}
	current, err := p.renewed(ctx, found)
	if err != nil {
		return nil, err
	}
	person, err := p.identify(ctx, current.Tokens.Access)
	if errors.Is(err, identity.ErrIssuerAway) {
		return nil, err
	}
	if err != nil {
		// The provider no longer stands for this token: the person must sign in again.
		return nil, errors.Join(errSignedOut, p.sessions.Close(ctx, current))
	}
	return &visit{person: person, session: current, token: current.Tokens.Access}, nil
}

// renewed returns the session with tokens that are good for a while; many requests at once renew once.
func (p *Portal) renewed(ctx context.Context, s *session.Session) (*session.Session, error) {
	if p.config.Clock().Add(renewBefore).Before(s.Tokens.Expires) {
		return s, nil
	}
	outcome, err, _ := p.renewals.Do(s.Key(), func() (any, error) {
		// The renewal serves all who wait, so it must not end with the first of them.
		return p.renew(context.WithoutCancel(ctx), s)
	})
	if err != nil {
		return nil, err
	}
	return outcome.(*session.Session), nil
}

// renew does so, or leaves it to the replica that is at it: until then the old token works, or it waits.
func (p *Portal) renew(ctx context.Context, s *session.Session) (*session.Session, error) {
	ctx, cancel := context.WithTimeout(ctx, renewTime)
	defer cancel()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		latest, mine, err := p.sessions.Claim(ctx, s, renewTime)
		switch {
		case errors.Is(err, session.ErrNone):
			return nil, errSignedOut
		case err != nil:
			return nil, err
		case mine:
			return p.refresh(ctx, latest)
		case latest.NewerThan(s), p.config.Clock().Add(usable).Before(latest.Tokens.Expires):
			return latest, nil
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("renew session: another replica did not within %s: %w", renewTime, ctx.Err())
		case <-look.C:
		}
	}
}

// refresh asks the provider for new tokens.
func (p *Portal) refresh(ctx context.Context, s *session.Session) (*session.Session, error) {
	tokens, err := p.provider.Refresh(ctx, s.Tokens)
	if errors.Is(err, signin.ErrRefused) {
		return p.afterRefusal(ctx, s)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("renew session: %w", err), p.sessions.Unclaim(context.WithoutCancel(ctx), s))
	}
	return p.sessions.Renew(ctx, s, tokens)
}

// afterRefusal ends the session, unless another replica renewed it in the meantime.
func (p *Portal) afterRefusal(ctx context.Context, s *session.Session) (*session.Session, error) {
	latest, err := p.sessions.Reread(ctx, s)
	if err == nil && latest.NewerThan(s) {
		return latest, nil
	}
	return nil, errors.Join(errSignedOut, p.sessions.Close(ctx, s))
}
