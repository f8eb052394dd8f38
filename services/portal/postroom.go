package portal

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

const (
	postPath    = "/post"
	outagesPath = "/storingen"
)

// postReaders see what of the post needs somebody; only the office does something about it.
var postReaders = []party.Role{party.Office, party.Director}

// mountPost puts the pages of the post room on the router.
func (p *Portal) mountPost(router *gin.Engine) {
	router.GET(postPath, p.open(p.only(postReaders, p.showPost)))
	router.GET(postPath+"/stop", p.open(p.officers(p.showStop)))
	router.POST(postPath+"/stop", p.form(p.officers(p.stopPost)))
	router.POST(postPath+"/stop/:hold/opheffen", p.form(p.officers(p.endStop)))
	router.POST(postPath+"/tegengehouden", p.form(p.officers(p.settleHeld)))
	router.GET(postPath+"/:id", p.open(p.officers(p.showSettling)))
	router.POST(postPath+"/:id", p.form(p.officers(p.settle)))
	router.GET(postPath+"/:id/brief", p.open(p.only(postReaders, p.letterToPrint)))
	router.GET(outagesPath, p.open(p.only(postReaders, p.outages)))
}

// showPost is what of the post needs somebody.
func (p *Portal) showPost(c *gin.Context, v *visit) error {
	return p.renderPost(c, v, http.StatusOK, "")
}

func (p *Portal) renderPost(c *gin.Context, v *visit, status int, wrong string) error {
	ctx := c.Request.Context()
	post, err := p.notifications.Post(ctx, v.token)
	if err != nil {
		return err
	}
	stops, err := p.notifications.Holds(ctx, v.token)
	if err != nil {
		return err
	}
	name, err := p.partyNames(ctx, v)
	if err != nil {
		return err
	}
	title := "Post"
	if wrong != "" {
		title = "Fout: " + title
	}
	p.show(c, status, page.Post(p.frame(c, v, title), page.PostRoom{
		Tabs: postTabs(postPath), Post: post, Stops: stops, May: v.person.Has(party.Office), Now: p.config.Clock(),
		PartyName: name, CSRF: v.session.CSRF, Key: newKey(), Wrong: wrong,
	}))
	return nil
}

// postTabs are the pages that belong to the post.
func postTabs(current string) []page.Tab {
	return []page.Tab{
		{Href: postPath, Text: "Post", Current: current == postPath},
		{Href: hooksPath, Text: "Koppelingen", Current: current == hooksPath},
		{Href: outagesPath, Text: "Storingen", Current: current == outagesPath},
	}
}

// postNote is the post in one line. That the post cannot be read now is said, and keeps nobody from the other tasks.
func (p *Portal) postNote(ctx context.Context, v *visit) *page.PostNote {
	note := &page.PostNote{Now: p.config.Clock()}
	post, err := p.notifications.PostSummary(ctx, v.token)
	if err != nil {
		note.Away = true
		return note
	}
	note.Counts, note.First, note.Stopped = post.Counts, post.DueAt, post.Stopped
	return note
}

// settling is the form about one thing of the post; nil when it is not there any more.
func (p *Portal) settling(c *gin.Context, v *visit) (*page.SettlePage, error) {
	post, err := p.notifications.Post(c.Request.Context(), v.token)
	if err != nil {
		return nil, err
	}
	name, err := p.partyNames(c.Request.Context(), v)
	if err != nil {
		return nil, err
	}
	id := c.Param("id")
	form := page.Form{
		Action: postPath + "/" + id, CSRF: v.session.CSRF, Key: newKey(), Values: map[string][]string{"op": {p.config.Clock.Today()}},
	}
	shown := &page.SettlePage{Form: form, Now: p.config.Clock()}
	for _, item := range post.Print {
		if item.ID == id {
			shown.CaseID, shown.Title, shown.Options = item.CaseID, page.PostTitle(item.Kind, name(item.Party)), page.SettleOptions(true)
			shown.Paper, shown.Reason, shown.DueAt = postPath+"/"+id+"/brief", page.UndeliveredWord(item.Reason), item.DueAt
			return shown, nil
		}
	}
	for _, item := range post.Undelivered {
		if item.ID == id {
			shown.CaseID, shown.Title, shown.Options = item.CaseID, page.PostTitle(item.Kind, name(item.Party)), page.SettleOptions(false)
			shown.Reason, shown.DueAt = page.UndeliveredWord(item.Reason), item.DueAt
			shown.Again = page.CaseHref(item.CaseID) + "/bewijs/opnieuw?" + url.Values{"bericht": {item.NoticeID}}.Encode()
			return shown, nil
		}
	}
	return nil, nil
}

// showSettling asks what was done; what is gone from the list was settled in the meantime.
func (p *Portal) showSettling(c *gin.Context, v *visit) error {
	shown, err := p.settling(c, v)
	if err != nil {
		return err
	}
	if shown == nil {
		c.Redirect(http.StatusSeeOther, postPath+"?gedaan=post-al-gedaan")
		return nil
	}
	p.show(c, http.StatusOK, page.SettlePost(p.frame(c, v, "Afhandelen"), *shown))
	return nil
}

// settle writes down what was done by hand.
func (p *Portal) settle(c *gin.Context, v *visit) error {
	given := c.Request.PostForm
	key := keyFrom(given.Get("sleutel"))
	wrong := needed("hoe", "Kies wat er is gedaan.", "op", "Vul in op welke dag.")(answers(given))
	status := http.StatusBadRequest
	if len(wrong) == 0 {
		err := p.notifications.SettlePost(c.Request.Context(), v.token, key, c.Param("id"), given.Get("hoe"), given.Get("op"))
		if err == nil {
			c.Redirect(http.StatusSeeOther, postPath+"?gedaan=post-vastgelegd")
			return nil
		}
		if wrong, status = wrongWith(err); wrong == nil {
			return err
		}
		for i := range wrong {
			wrong[i].Field = map[string]string{"how": "hoe", "on": "op"}[wrong[i].Field]
		}
	}
	shown, err := p.settling(c, v)
	if err != nil {
		return err
	}
	if shown == nil {
		return p.renderPost(c, v, status, wrong[0].Message)
	}
	shown.Form.Key, shown.Form.Values, shown.Form.Errors = key, given, wrong
	p.show(c, status, page.SettlePost(p.frame(c, v, "Fout: Afhandelen"), *shown))
	return nil
}

// letterToPrint is the letter itself, or the notice on paper that something waits in the portal.
func (p *Portal) letterToPrint(c *gin.Context, v *visit) error {
	post, err := p.notifications.Post(c.Request.Context(), v.token)
	if err != nil {
		return err
	}
	place := slices.IndexFunc(post.Print, func(item upstream.ToPrint) bool { return item.ID == c.Param("id") })
	if place < 0 {
		p.notFound(c)
		return nil
	}
	item := post.Print[place]
	var response *http.Response
	if item.PieceID != "" {
		response, err = p.documents.Content(c.Request.Context(), v.token, item.DossierID, item.PieceID, true)
	} else {
		// The same paper may be opened again: it is the same notice.
		response, err = p.documents.PaperNotice(c.Request.Context(), v.token, "papier-"+fingerprint(item.ID), item.DossierID, item.CaseID, item.Party, item.Kind)
	}
	if err != nil {
		return err
	}
	defer response.Body.Close()
	return passOn(c, response)
}

// outages are the times in which the portal could not be reached: what came late because of them is not held against anybody.
func (p *Portal) outages(c *gin.Context, v *visit) error {
	filter := page.Form{Values: c.Request.URL.Query()}
	from, to := filter.Value("van"), filter.Value("tot")
	for _, field := range []string{"van", "tot"} {
		if _, err := time.Parse(time.DateOnly, filter.Value(field)); filter.Value(field) != "" && err != nil {
			filter.Errors = append(filter.Errors, page.FieldError{Field: field, Message: "Vul een dag in, zoals 22-11-2026."})
			from, to = "", ""
		}
	}
	found, err := p.notifications.Outages(c.Request.Context(), v.token, from, to)
	var problem *upstream.Problem
	if errors.As(err, &problem) && (problem.Status == http.StatusBadRequest || problem.Status == http.StatusUnprocessableEntity) {
		filter.Errors = append(filter.Errors, page.FieldError{Field: "van", Message: saidOf(problem)})
		found, err = p.notifications.Outages(c.Request.Context(), v.token, "", "")
	}
	if err != nil {
		return err
	}
	p.show(c, http.StatusOK, page.Outages(p.frame(c, v, "Storingen"), postTabs(outagesPath), filter, found))
	return nil
}
