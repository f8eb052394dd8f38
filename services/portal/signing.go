package portal

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/signin"
)

const (
	// attemptLife is how long someone may take to sign in at the provider.
	attemptLife   = 15 * time.Minute
	attemptCookie = "traject_inloggen"
)

var attemptContext = []byte("portal/sign-in")

// signIn sends the browser to the provider.
func (p *Portal) signIn(c *gin.Context) {
	attempt, address, err := p.provider.Begin(c.Request.Context(), localPath(c.Query("naar")))
	if err != nil {
		p.unavailable(c, nil, err, "Inloggen lukt nu niet. Probeer het over een minuut opnieuw.")
		return
	}
	sealed, err := p.sealAttempt(attempt)
	if err != nil {
		p.fail(c, nil, err)
		return
	}
	p.setCookie(c, attemptCookie, sealed, attemptLife)
	c.Redirect(http.StatusSeeOther, address)
}

// signedIn is where the provider sends the browser back.
func (p *Portal) signedIn(c *gin.Context) {
	attempt, err := p.attemptOf(c)
	p.setCookie(c, attemptCookie, "", -1)
	if err != nil || c.Query("state") != attempt.State || c.Query("code") == "" {
		slog.InfoContext(c.Request.Context(), "sign-in not finished", "provider", c.Query("error") != "")
		p.refuse(c, nil, http.StatusBadRequest, "Inloggen is niet gelukt",
			"Het inloggen duurde te lang, of is gestopt. Ga naar de startpagina en log opnieuw in.")
		return
	}
	tokens, err := p.provider.Finish(c.Request.Context(), attempt, c.Query("code"))
	if errors.Is(err, signin.ErrRefused) {
		slog.WarnContext(c.Request.Context(), "sign-in refused", "error", err)
		p.refuse(c, nil, http.StatusBadRequest, "Inloggen is niet gelukt", "Ga naar de startpagina en log opnieuw in.")
		return
	}
	if err != nil {
		p.unavailable(c, nil, err, "Inloggen lukt nu niet. Probeer het over een minuut opnieuw.")
		return
	}
	id, err := p.sessions.Open(c.Request.Context(), tokens)
	if err != nil {
		p.fail(c, nil, err)
		return
	}
	p.setCookie(c, p.cookieName(), id, p.config.SessionMax)
	c.Redirect(http.StatusSeeOther, attempt.ReturnTo)
}

// signOut ends the session here and at the provider.
func (p *Portal) signOut(c *gin.Context, v *visit) error {
	if err := p.sessions.Close(c.Request.Context(), v.session); err != nil {
		return err
	}
	p.setCookie(c, p.cookieName(), "", -1)
	if address := p.provider.SignOutURL(c.Request.Context(), v.session.Tokens.ID); address != "" {
		c.Redirect(http.StatusSeeOther, address)
		return nil
	}
	c.Redirect(http.StatusSeeOther, SignedOutPath)
	return nil
}

func (p *Portal) signedOut(c *gin.Context) {
	p.show(c, http.StatusOK, page.SignedOut(p.frame(c, nil, "U bent uitgelogd"), false, "/"))
}

// turnAway answers someone who is not signed in: a page to sign in when reading, a refusal when doing.
func (p *Portal) turnAway(c *gin.Context) {
	_, err := c.Cookie(p.cookieName())
	expired := err == nil
	if expired {
		p.setCookie(c, p.cookieName(), "", -1)
	}
	target := "/"
	if c.Request.Method == http.MethodGet {
		target = c.Request.URL.RequestURI()
	}
	switch {
	case c.GetHeader("HX-Request") != "" || c.GetHeader("Accept") == "text/event-stream":
		c.AbortWithStatus(http.StatusUnauthorized)
	case c.Request.Method != http.MethodGet || expired:
		p.show(c, http.StatusUnauthorized, page.SignedOut(p.frame(c, nil, "U bent uitgelogd"), true, target))
	case c.Request.URL.Path == "/":
		p.show(c, http.StatusOK, page.Welcome(p.frame(c, nil, "Welkom"), target))
	default:
		c.Redirect(http.StatusSeeOther, "/inloggen?"+url.Values{"naar": {target}}.Encode())
	}
}

func (p *Portal) sealAttempt(attempt signin.Attempt) (string, error) {
	plain, err := json.Marshal(attempt)
	if err != nil {
		return "", fmt.Errorf("encode sign-in: %w", err)
	}
	sealed, err := p.config.Keys.Seal(plain, attemptContext)
	if err != nil {
		return "", fmt.Errorf("seal sign-in: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(sealed), nil
}

func (p *Portal) attemptOf(c *gin.Context) (signin.Attempt, error) {
	var attempt signin.Attempt
	cookie, err := c.Cookie(attemptCookie)
	if err != nil {
		return attempt, err
	}
	sealed, err := base64.RawURLEncoding.DecodeString(cookie)
	if err != nil {
		return attempt, err
	}
	plain, err := p.config.Keys.Open(sealed, attemptContext)
	if err != nil {
		return attempt, err
	}
	if err := json.Unmarshal(plain, &attempt); err != nil {
		return attempt, err
	}
	if p.config.Clock().Sub(attempt.Begun) > attemptLife {
		return attempt, errors.New("the sign-in took too long")
	}
	return attempt, nil
}

// cookieName has the prefix that keeps other hosts from setting it, where browsers honour it.
func (p *Portal) cookieName() string {
	if p.secure() {
		return "__Host-traject"
	}
	return "traject"
}

func (p *Portal) secure() bool { return strings.HasPrefix(p.config.PublicURL, "https://") }

func (p *Portal) setCookie(c *gin.Context, name, value string, life time.Duration) {
	age := int(life.Seconds())
	if life < 0 {
		age = -1
	}
	http.SetCookie(c.Writer, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: p.secure(), SameSite: http.SameSiteLaxMode,
	})
}

// localPath keeps a return address within the portal.
func localPath(address string) string {
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") || strings.ContainsAny(address, "\\\r\n") {
		return "/"
	}
	return address
}
