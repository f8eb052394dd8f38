package portal

import (
	"errors"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// showStop asks what to keep back, and why.
func (p *Portal) showStop(c *gin.Context, v *visit) error {
	return p.renderStop(c, v, http.StatusOK, page.Form{Key: newKey()})
}

func (p *Portal) renderStop(c *gin.Context, v *visit, status int, form page.Form) error {
	form.Action, form.CSRF = postPath+"/stop", v.session.CSRF
	title := "Berichten tegenhouden"
	if len(form.Errors) > 0 {
		title = "Fout: " + title
	}
	p.show(c, status, page.StopPost(p.frame(c, v, title), form))
	return nil
}

// stopPost keeps everything back, or one kind.
func (p *Portal) stopPost(c *gin.Context, v *visit) error {
	form := page.Form{Key: keyFrom(c.PostForm("sleutel")), Values: c.Request.PostForm}
	form.Errors = needed("reden", "Schrijf op waarom u de berichten tegenhoudt.")(answers(form.Values))
	if len(form.Errors) > 0 {
		return p.renderStop(c, v, http.StatusBadRequest, form)
	}
	err := p.notifications.Stop(c.Request.Context(), v.token, form.Key, form.Value("soort"), form.Value("reden"))
	if err == nil {
		c.Redirect(http.StatusSeeOther, postPath+"?gedaan=noodstop-aan")
		return nil
	}
	wrong, status := wrongWith(err)
	if wrong == nil {
		return err
	}
	for i := range wrong {
		wrong[i].Field = map[string]string{"kind": "soort", "reason": "reden"}[wrong[i].Field]
	}
	form.Errors = wrong
	return p.renderStop(c, v, status, form)
}

// endStop lets messages go again; one that ended already is as good.
func (p *Portal) endStop(c *gin.Context, v *visit) error {
	err := p.notifications.EndStop(c.Request.Context(), v.token, c.Param("hold"))
	if err != nil && !upstream.IsNotFound(err) {
		return err
	}
	c.Redirect(http.StatusSeeOther, postPath+"?gedaan=noodstop-uit#tegengehouden")
	return nil
}

// settleHeld sends what was kept back, or throws it away after asking once more.
func (p *Portal) settleHeld(c *gin.Context, v *visit) error {
	given, ids := c.Request.PostForm, c.Request.PostForm["bericht"]
	do := given.Get("doe")
	if do != "alles" && len(ids) == 0 {
		return p.renderPost(c, v, http.StatusBadRequest, "Vink eerst aan welke berichten u bedoelt.")
	}
	key := keyFrom(given.Get("sleutel"))
	if do == "weggooien" && given.Get("zeker") != "ja" {
		return p.confirmDrop(c, v, key, ids)
	}
	done, n, err := p.releaseOrDrop(c, v, do, key, ids)
	var problem *upstream.Problem
	switch {
	case errors.As(err, &problem) && (problem.Status == http.StatusConflict || problem.Status == http.StatusBadRequest):
		return p.renderPost(c, v, problem.Status, saidOf(problem))
	case err != nil:
		return err
	case n == 0:
		return p.renderPost(c, v, http.StatusConflict, heldNoMore)
	}
	c.Redirect(http.StatusSeeOther, postPath+"?gedaan="+done+"#tegengehouden")
	return nil
}

// heldNoMore says that somebody was earlier.
const heldNoMore = "Deze berichten zijn intussen verstuurd of weggegooid."

// releaseOrDrop does what was asked with what was kept back, and says what was done and to how many.
func (p *Portal) releaseOrDrop(c *gin.Context, v *visit, do, key string, ids []string) (done string, n int, err error) {
	ctx := c.Request.Context()
	switch do {
	case "weggooien":
		n, err = p.notifications.Drop(ctx, v.token, partKey(key, "weg"), ids)
		return "post-weggegooid", n, err
	case "alles":
		n, err = p.notifications.Release(ctx, v.token, partKey(key, "alles"), nil)
	default:
		n, err = p.notifications.Release(ctx, v.token, partKey(key, "deel"), ids)
	}
	return "post-vrijgegeven", n, err
}

// confirmDrop names what is about to be thrown away.
func (p *Portal) confirmDrop(c *gin.Context, v *visit, key string, ids []string) error {
	post, err := p.notifications.Post(c.Request.Context(), v.token)
	if err != nil {
		return err
	}
	name, err := p.partyNames(c.Request.Context(), v)
	if err != nil {
		return err
	}
	var still, titles []string
	for _, item := range post.Held {
		if slices.Contains(ids, item.ID) {
			still = append(still, item.ID)
			titles = append(titles, page.PostTitle(item.Kind, name(item.Party))+", kenmerk "+item.CaseID)
		}
	}
	if len(still) == 0 {
		return p.renderPost(c, v, http.StatusConflict, heldNoMore)
	}
	p.show(c, http.StatusOK, page.DropPost(p.frame(c, v, "Berichten weggooien?"), key, still, titles))
	return nil
}
