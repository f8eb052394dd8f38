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
	var err error
	done := "post-vrijgegeven"
	switch do {
	case "weggooien":
		done = "post-weggegooid"
		_, err = p.notifications.Drop(c.Request.Context(), v.token, partKey(key, "weg"), ids)
	case "alles":
		_, err = p.notifications.Release(c.Request.Context(), v.token, partKey(key, "alles"), nil)
	default:
		_, err = p.notifications.Release(c.Request.Context(), v.token, partKey(key, "deel"), ids)
	}
	var problem *upstream.Problem
	if errors.As(err, &problem) && (problem.Status == http.StatusConflict || problem.Status == http.StatusBadRequest) {
		return p.renderPost(c, v, problem.Status, saidOf(problem))
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, postPath+"?gedaan="+done+"#tegengehouden")
	return nil
}

// confirmDrop names what is about to be thrown away.
func (p *Portal) confirmDrop(c *gin.Context, v *visit, key string, ids []string) error {
	post, err := p.notifications.Post(c.Request.Context(), v.token)
	if err != nil {
		return err
	}
	schools, err := p.schoolNames(c.Request.Context(), v)
	if err != nil {
		return err
	}
	name := namesOf(schools)
	var still, titles []string
	for _, item := range post.Held {
		if slices.Contains(ids, item.ID) {
			still = append(still, item.ID)
			titles = append(titles, page.PostTitle(item.Kind, name(item.Party))+", kenmerk "+item.CaseID)
		}
	}
	if len(still) == 0 {
		return p.renderPost(c, v, http.StatusConflict, "Deze berichten zijn intussen verstuurd of weggegooid.")
	}
	p.show(c, http.StatusOK, page.DropPost(p.frame(c, v, "Berichten weggooien?"), key, still, titles))
	return nil
}
