package portal

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

const (
	calendarsPath = "/agenda"
	// secretCalendar is what the address of a calendar becomes before anything can write it down: the address is the secret.
	secretCalendar = calendarsPath + "/geheim.ics"
)

// subscribers have deadlines of their own.
var subscribers = []party.Role{
	party.Office, party.Director, party.SOT, party.Expert, party.Provision, party.School, party.Board, party.Parent, party.Municipality,
}

type calendarSecret struct{}

// hidden takes the secret of a calendar out of the address of a request, so that no log and no trace ever has it.
func hidden(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secret, inside := strings.CutPrefix(r.URL.Path, calendarsPath+"/")
		secret, calendar := strings.CutSuffix(secret, ".ics")
		if !inside || !calendar {
			next.ServeHTTP(w, r)
			return
		}
		masked := r.WithContext(context.WithValue(r.Context(), calendarSecret{}, secret))
		address := *r.URL
		address.Path, address.RawPath, address.RawQuery = secretCalendar, "", ""
		masked.URL, masked.RequestURI = &address, secretCalendar
		next.ServeHTTP(w, masked)
	})
}

// calendar passes the feed of a secret link on. Nobody is signed in: the address alone gives it.
func (p *Portal) calendar(c *gin.Context) {
	secret, ok := c.Request.Context().Value(calendarSecret{}).(string)
	if !ok || secret == "" {
		c.String(http.StatusNotFound, "Deze agenda bestaat niet of is gestopt.")
		return
	}
	response, err := p.cases.Calendar(c.Request.Context(), secret)
	if err != nil {
		// The error names the address, which nobody may read back.
		status := upstream.Status(err)
		if status == http.StatusNotFound {
			c.String(http.StatusNotFound, "Deze agenda bestaat niet of is gestopt.")
			return
		}
		slog.WarnContext(c.Request.Context(), "calendar not read", "status", status)
		c.Header("Retry-After", "300")
		c.String(http.StatusServiceUnavailable, "Deze agenda is even niet bereikbaar.")
		return
	}
	defer response.Body.Close()
	c.Header("Content-Type", response.Header.Get("Content-Type"))
	c.Status(http.StatusOK)
	if _, err := io.Copy(c.Writer, response.Body); err != nil {
		panic(http.ErrAbortHandler)
	}
}

// calendars is the page of the links of somebody.
func (p *Portal) calendars(c *gin.Context, v *visit) error { return p.showCalendars(c, v, "") }

func (p *Portal) showCalendars(c *gin.Context, v *visit, address string) error {
	links, err := p.cases.CalendarLinks(c.Request.Context(), v.token)
	if err != nil {
		return err
	}
	p.show(c, http.StatusOK, page.Calendars(p.frame(c, v, "Uw agenda"), newKey(), links, address))
	return nil
}

// newCalendar makes a link and shows its address, this once.
func (p *Portal) newCalendar(c *gin.Context, v *visit) error {
	link, err := p.cases.NewCalendarLink(c.Request.Context(), v.token, keyFrom(c.PostForm("sleutel")))
	if err != nil {
		return err
	}
	return p.showCalendars(c, v, strings.TrimSuffix(p.config.PublicURL, "/")+calendarsPath+"/"+link.Token+".ics")
}

// stopCalendar ends a link; one that is gone already is as good.
func (p *Portal) stopCalendar(c *gin.Context, v *visit) error {
	err := p.cases.RevokeCalendarLink(c.Request.Context(), v.token, c.Param("link"))
	if err != nil && !upstream.IsNotFound(err) {
		return err
	}
	c.Redirect(http.StatusSeeOther, calendarsPath+"?gedaan=agenda-gestopt")
	return nil
}
