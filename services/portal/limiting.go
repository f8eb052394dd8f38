package portal

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/limits"
)

const (
	// formTime is how long a form without files may take to come in.
	formTime = 30 * time.Second
	// visitKey is where a request keeps who makes it, once that is known.
	visitKey = "visit"
)

// limited counts who shows no session by address. Who shows one counts as a person as soon as it is known who that is, and as a stranger
// when the session is none (see arrive). What every page loads is as cheap to give as to refuse.
func (p *Portal) limited(c *gin.Context) {
	defer func() {
		if v, ok := c.Get(visitKey); ok {
			v.(*visit).leave()
		}
	}()
	if _, err := c.Cookie(p.cookieName()); err == nil || strings.HasPrefix(c.Request.URL.Path, "/assets/") {
		c.Next()
		return
	}
	place, err := p.config.Strangers.Enter(c.Request)
	if err != nil {
		p.tooMany(c, err)
		return
	}
	defer place.Leave()
	c.Next()
}

// turnStranger turns away who shows a session that is none: that counts by address too, or anybody could ask for as much as he likes.
func (p *Portal) turnStranger(c *gin.Context) {
	if _, err := c.Cookie(p.cookieName()); err == nil {
		place, err := p.config.Strangers.Enter(c.Request)
		if p.tooMany(c, err) {
			return
		}
		place.Leave()
	}
	p.turnAway(c)
}

// enter counts the request of a signed-in person; limited gives the place back when the request ends.
func (p *Portal) enter(c *gin.Context, v *visit) error {
	place, err := p.people.Enter(v.person.Subject)
	if err != nil {
		return err
	}
	c.Request = c.Request.WithContext(limits.With(c.Request.Context(), place))
	v.leave = place.Leave
	return nil
}

// tooMany answers who does too much, and says whether that is what the error is: a page for who reads, a few words for a program. Nothing is
// asked of a service for it.
func (p *Portal) tooMany(c *gin.Context, err error) bool {
	var greedy *limits.Refused
	if !errors.As(err, &greedy) {
		return false
	}
	edge.RetryAfter(c.Writer.Header(), err)
	detail := edge.TooManyDetail(greedy.After)
	if accept := c.GetHeader("Accept"); c.GetHeader("HX-Request") != "" || accept == "text/event-stream" || accept == "application/json" {
		c.Abort()
		c.String(http.StatusTooManyRequests, detail)
		return true
	}
	p.refuse(c, nil, http.StatusTooManyRequests, "Even wachten", detail)
	return true
}

// parseSoon reads a form that must come in soon. A writer of a test may know no deadlines; a connection has its own as well.
func parseSoon(c *gin.Context) error {
	control := http.NewResponseController(c.Writer)
	_ = control.SetReadDeadline(time.Now().Add(formTime))
	err := c.Request.ParseForm()
	_ = control.SetReadDeadline(time.Time{})
	return err
}
