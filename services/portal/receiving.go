package portal

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

const (
	inboxPath       = "/berichten"
	preferencesPath = inboxPath + "/instellingen"
	consentPath     = inboxPath + "/toestemming"
	// messagesOnPage is how many messages of a kind, opened or not, one page of the inbox has at most.
	messagesOnPage = 30
	// headerTime is how long a page waits for what stands in its header: a page without the number is better than no page.
	headerTime = 2 * time.Second
	// openedTime is how long it may take to record what somebody has read.
	openedTime = 10 * time.Second
)

func (p *Portal) mountInbox(router *gin.Engine) {
	router.GET(inboxPath, p.open(p.inbox))
	router.GET(inboxPath+"/gebeurtenissen", p.open(p.inboxEvents))
	router.GET(preferencesPath, p.open(p.preferences))
	router.POST(preferencesPath, p.form(p.savePreferences))
	router.POST(consentPath, p.form(p.saveConsent))
	router.GET(inboxPath+"/:message", p.open(p.openMessage))
}

// inbox shows what the person was told: what was not opened first, however long ago, then the rest. Both go on with a cursor of their own.
func (p *Portal) inbox(c *gin.Context, v *visit) error {
	name, err := p.partyNames(c.Request.Context(), v)
	if err != nil {
		return err
	}
	fresh, older := c.Query("nieuw"), c.Query("vanaf")
	shown := page.InboxPage{Later: fresh+older != "", Here: c.Request.URL.RequestURI()}
	if older == "" {
		found, err := p.notifications.Inbox(c.Request.Context(), v.token, upstream.InboxQuery{Before: fresh, Unread: true, Limit: messagesOnPage})
		if err != nil {
			return err
		}
		shown.Unread, shown.Fresh = found.Unread, messageRows(v, found.Items, name)
		shown.MoreFresh = inboxHref("nieuw", found.Next)
	}
	if fresh == "" {
		found, err := p.notifications.Inbox(c.Request.Context(), v.token, upstream.InboxQuery{Before: older, Limit: messagesOnPage})
		if err != nil {
			return err
		}
		opened := slices.DeleteFunc(found.Items, func(item upstream.InboxItem) bool { return item.OpenedAt == nil })
		shown.Unread, shown.Opened = found.Unread, messageRows(v, opened, name)
		shown.More = inboxHref("vanaf", found.Next)
	}
	p.show(c, http.StatusOK, page.Inbox(p.frame(c, v, "Berichten"), shown))
	return nil
}

func messageRows(v *visit, items []upstream.InboxItem, name func(party string) string) []page.MessageRow {
	rows := make([]page.MessageRow, len(items))
	for i, item := range items {
		rows[i] = page.MessageRow{Item: item, Href: inboxPath + "/" + url.PathEscape(item.ID)}
		if len(v.person.Parties) > 1 {
			rows[i].For = name(item.Party)
		}
	}
	return rows
}

// inboxHref is the page of the inbox from a cursor on; empty when there is none.
func inboxHref(list, cursor string) string {
	if cursor == "" {
		return ""
	}
	return inboxPath + "?" + url.Values{list: {cursor}}.Encode()
}

// openMessage records that the person opened a message and leads to what it is about.
func (p *Portal) openMessage(c *gin.Context, v *visit) error {
	if prefetched(c.Request) {
		// A browser that fetches ahead has opened nothing.
		c.Status(http.StatusNoContent)
		return nil
	}
	item, err := p.notifications.OpenMessage(c.Request.Context(), v.token, c.Param("message"))
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, messageTarget(item))
	return nil
}

// openedCase records that the person has the page of a case, or a letter of it, before them, so that what they were told about it is no
// longer new. Nobody waits for that; the number in the header follows live.
func (p *Portal) openedCase(c *gin.Context, v *visit, caseID, letterID string) {
	if prefetched(c.Request) {
		return
	}
	ctx := context.WithoutCancel(c.Request.Context())
	p.afterwards.Go(func() {
		ctx, cancel := context.WithTimeout(ctx, openedTime)
		defer cancel()
		if err := p.notifications.OpenCase(ctx, v.token, caseID, letterID); err != nil {
			slog.WarnContext(ctx, "messages of a case not marked as opened", "error", err)
		}
	})
}

// prefetched says whether the browser asks for a page that nobody looks at yet.
func prefetched(request *http.Request) bool {
	return strings.Contains(request.Header.Get("Sec-Purpose"), "prefetch") || request.Header.Get("Purpose") == "prefetch"
}

// bell is the link to the inbox with the number of unread messages; the number is left out when it is not known.
func (p *Portal) bell(c *gin.Context, v *visit) *page.Bell {
	bell := &page.Bell{Current: c.Request.URL.Path == inboxPath}
	ctx, cancel := context.WithTimeout(c.Request.Context(), headerTime)
	defer cancel()
	unread, err := p.notifications.Unread(ctx, v.token)
	if err != nil {
		slog.WarnContext(ctx, "page without the number of unread messages", "error", err)
		return bell
	}
	bell.Unread = unread
	return bell
}

// messageTarget is what a message is about: the letter itself, the case, or a list for who has no page of the case.
func messageTarget(item *upstream.InboxItem) string {
	switch {
	case item.Page == "escalations":
		return toldPath
	case item.Page == "post":
		return postPath
	case item.CaseID == "":
		return inboxPath
	case item.PieceID != "":
		return page.CaseHref(item.CaseID) + "/documenten/" + url.PathEscape(item.PieceID)
	}
	return page.CaseHref(item.CaseID)
}
