package portal

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

const hooksPath = "/koppelingen"

// hookReaders see the systems to which messages go; hookKeepers look after them: a municipality after its own.
var (
	hookReaders = []party.Role{party.Office, party.Director, party.Municipality}
	hookKeepers = []party.Role{party.Office, party.Municipality}
)

// mountSubscriptions puts the pages of the webhooks on the router.
func (p *Portal) mountSubscriptions(router *gin.Engine) {
	router.GET(hooksPath, p.open(p.only(hookReaders, p.subscriptions)))
	router.GET(hooksPath+"/nieuw", p.open(p.only(hookKeepers, p.newSubscription)))
	router.POST(hooksPath+"/nieuw", p.form(p.only(hookKeepers, p.subscribe)))
	router.GET(hooksPath+"/:id", p.open(p.only(hookReaders, p.showSubscription)))
	router.GET(hooksPath+"/:id"+toEdit, p.open(p.only(hookKeepers, p.editSubscription)))
	router.POST(hooksPath+"/:id"+toEdit, p.form(p.only(hookKeepers, p.changeSubscription)))
	router.POST(hooksPath+"/:id/test", p.form(p.only(hookKeepers, p.pingSubscription)))
	router.POST(hooksPath+"/:id/geheim", p.form(p.only(hookKeepers, p.renewSecret)))
	router.POST(hooksPath+"/:id/pauze", p.form(p.only(hookKeepers, p.pauseSubscription)))
	router.POST(hooksPath+"/:id/weg", p.form(p.only(hookKeepers, p.endSubscription)))
	router.POST(hooksPath+"/:id/opnieuw", p.form(p.only(hookKeepers, p.resendWebhook)))
}

// keepsHooks says whether the person looks after subscriptions, and does not only read them.
func keepsHooks(v *visit) bool { return slices.ContainsFunc(hookKeepers, v.person.Has) }

// subscriptions is the list of the systems to which messages go.
func (p *Portal) subscriptions(c *gin.Context, v *visit) error {
	found, err := p.notifications.Subscriptions(c.Request.Context(), v.token)
	if err != nil {
		return err
	}
	var menu []page.Tab
	if slices.ContainsFunc(postReaders, v.person.Has) {
		menu = postTabs(hooksPath)
	}
	p.show(c, http.StatusOK, page.Subscriptions(p.frame(c, v, "Koppelingen"), menu, found, keepsHooks(v)))
	return nil
}

// newSubscription shows the empty form.
func (p *Portal) newSubscription(c *gin.Context, v *visit) error {
	form := page.Form{Key: newKey(), Values: url.Values{"vorm": {"cloudevents"}, "gemeente": {c.Query("gemeente")}}}
	return p.renderSubscribing(c, v, http.StatusOK, "", form, nil)
}

// renderSubscribing is the form of a new subscription, or of one that is there.
func (p *Portal) renderSubscribing(c *gin.Context, v *visit, status int, id string, form page.Form, chosen []string) error {
	types, err := p.notifications.EventTypes(c.Request.Context(), v.token)
	if err != nil {
		return err
	}
	form.CSRF = v.session.CSRF
	shown := page.SubscribePage{Form: form, Types: page.TypeOptions(types, chosen), New: id == ""}
	title := "Koppeling wijzigen"
	if shown.New {
		title, shown.Form.Action = "Nieuwe koppeling", hooksPath+"/nieuw"
		shown.Municipalities = municipalitiesOf(v)
	} else {
		shown.Form.Action, shown.Back = hookHref(id)+toEdit, hookHref(id)
	}
	shown.Title = title
	if len(form.Errors) > 0 {
		title = "Fout: " + title
	}
	p.show(c, status, page.Subscribe(p.frame(c, v, title), shown))
	return nil
}

// municipalitiesOf are those for which the person can make a subscription.
func municipalitiesOf(v *visit) []page.Option {
	if v.person.Has(party.Office) {
		return page.MunicipalityOptions()
	}
	var own []page.Option
	for _, mine := range v.person.Parties {
		if mine.Role() == party.Municipality {
			own = append(own, page.Option{Value: mine.ID(), Text: page.MunicipalityWord(mine.ID())})
		}
	}
	return own
}

// wantedFrom reads the form of a subscription.
func wantedFrom(given url.Values) upstream.WantedSubscription {
	wanted := upstream.WantedSubscription{
		URL: strings.TrimSpace(given.Get("adres")), Format: given.Get("vorm"), Types: slices.Clone(given["soort"]), Active: true,
	}
	if wanted.Types == nil {
		wanted.Types = []string{}
	}
	if words := strings.TrimSpace(given.Get("toegang")); words != "" || given.Get("toegang-weg") == "ja" {
		wanted.Authorization = &words
	}
	return wanted
}

// subscribe makes a subscription and shows its secret, this once.
func (p *Portal) subscribe(c *gin.Context, v *visit) error {
	given := c.Request.PostForm
	form := page.Form{Key: keyFrom(given.Get("sleutel")), Values: given}
	form.Errors = needed("gemeente", "Kies een gemeente.", "adres", "Vul het adres in waar de berichten heen gaan.", "vorm", "Kies een vorm.")(answers(given))
	if len(form.Errors) > 0 {
		return p.renderSubscribing(c, v, http.StatusBadRequest, "", form, given["soort"])
	}
	wanted := wantedFrom(given)
	wanted.Party = string(party.Of(party.Municipality, given.Get("gemeente")))
	made, err := p.notifications.Subscribe(c.Request.Context(), v.token, form.Key, wanted)
	if err != nil {
		return p.notSubscribed(c, v, "", form, err)
	}
	return p.renderSubscription(c, v, made.ID, page.SubscriptionPage{Secret: made.Secret, Made: true})
}

// notSubscribed shows the form again, with what the service said of each part.
func (p *Portal) notSubscribed(c *gin.Context, v *visit, id string, form page.Form, err error) error {
	wrong, status := wrongWith(err)
	if wrong == nil {
		return err
	}
	inputs := map[string]string{"party": "gemeente", "url": "adres", "format": "vorm", "authorization": "toegang"}
	for i := range wrong {
		field := wrong[i].Field
		if wrong[i].Field = inputs[field]; strings.HasPrefix(field, "types") {
			wrong[i].Field = "soort"
		}
	}
	form.Errors = wrong
	return p.renderSubscribing(c, v, status, id, form, form.Values["soort"])
}

// showSubscription is one subscription with the messages that it did not take.
func (p *Portal) showSubscription(c *gin.Context, v *visit) error {
	return p.renderSubscription(c, v, c.Param("id"), page.SubscriptionPage{})
}

func (p *Portal) renderSubscription(c *gin.Context, v *visit, id string, shown page.SubscriptionPage) error {
	ctx := c.Request.Context()
	found, err := p.notifications.Subscription(ctx, v.token, id)
	if err != nil {
		return err
	}
	if shown.Dead, err = p.notifications.WebhookDeliveries(ctx, v.token, id, "dead"); err != nil {
		return err
	}
	if shown.Recent, err = p.notifications.WebhookDeliveries(ctx, v.token, id, ""); err != nil {
		return err
	}
	types, err := p.notifications.EventTypes(ctx, v.token)
	if err != nil {
		return err
	}
	shown.Subscription, shown.TypeWord = *found, page.TypeWords(types)
	shown.May, shown.CSRF, shown.Href, shown.NewKey = keepsHooks(v), v.session.CSRF, hookHref(id), newKey
	p.show(c, http.StatusOK, page.Subscription(p.frame(c, v, "Koppeling"), shown))
	return nil
}

func hookHref(id string) string { return hooksPath + "/" + url.PathEscape(id) }

// editSubscription shows the form as it stands.
func (p *Portal) editSubscription(c *gin.Context, v *visit) error {
	found, err := p.notifications.Subscription(c.Request.Context(), v.token, c.Param("id"))
	if err != nil {
		return err
	}
	values := url.Values{"adres": {found.URL}, "vorm": {found.Format}, "soort": found.Types}
	if found.Authorized {
		values.Set("heeft-toegang", "ja")
	}
	return p.renderSubscribing(c, v, http.StatusOK, found.ID, page.Form{Key: newKey(), Values: values}, found.Types)
}

// changeSubscription gives a subscription other values; whether it is paused stays as it is.
func (p *Portal) changeSubscription(c *gin.Context, v *visit) error {
	given := c.Request.PostForm
	found, err := p.notifications.Subscription(c.Request.Context(), v.token, c.Param("id"))
	if err != nil {
		return err
	}
	form := page.Form{Key: keyFrom(given.Get("sleutel")), Values: given}
	form.Errors = needed("adres", "Vul het adres in waar de berichten heen gaan.", "vorm", "Kies een vorm.")(answers(given))
	if len(form.Errors) > 0 {
		return p.renderSubscribing(c, v, http.StatusBadRequest, found.ID, form, given["soort"])
	}
	wanted := wantedFrom(given)
	wanted.Active = found.Active
	if err := p.notifications.ChangeSubscription(c.Request.Context(), v.token, found.ID, wanted); err != nil {
		return p.notSubscribed(c, v, found.ID, form, err)
	}
	c.Redirect(http.StatusSeeOther, hookHref(found.ID)+"?gedaan=koppeling-bewaard")
	return nil
}

// pauseSubscription stops a subscription for a while, or lets it go on.
func (p *Portal) pauseSubscription(c *gin.Context, v *visit) error {
	found, err := p.notifications.Subscription(c.Request.Context(), v.token, c.Param("id"))
	if err != nil {
		return err
	}
	wanted := upstream.WantedSubscription{URL: found.URL, Format: found.Format, Types: found.Types, Active: c.PostForm("doe") == "hervatten"}
	if wanted.Types == nil {
		wanted.Types = []string{}
	}
	if err := p.notifications.ChangeSubscription(c.Request.Context(), v.token, found.ID, wanted); err != nil {
		return err
	}
	done := "koppeling-pauze"
	if wanted.Active {
		done = "koppeling-hervat"
	}
	c.Redirect(http.StatusSeeOther, hookHref(found.ID)+"?gedaan="+done)
	return nil
}

// pingSubscription sends a message that says nothing and shows how the receiver answered.
func (p *Portal) pingSubscription(c *gin.Context, v *visit) error {
	ping, err := p.notifications.PingSubscription(c.Request.Context(), v.token, c.Param("id"))
	if err != nil {
		return err
	}
	return p.renderSubscription(c, v, c.Param("id"), page.SubscriptionPage{Ping: ping})
}

// renewSecret makes another secret and shows it, this once.
func (p *Portal) renewSecret(c *gin.Context, v *visit) error {
	renewed, err := p.notifications.RenewSecret(c.Request.Context(), v.token, keyFrom(c.PostForm("sleutel")), c.Param("id"))
	if err != nil {
		return err
	}
	return p.renderSubscription(c, v, c.Param("id"), page.SubscriptionPage{Secret: renewed.Secret})
}

// endSubscription takes a subscription away, after asking once more.
func (p *Portal) endSubscription(c *gin.Context, v *visit) error {
	id := c.Param("id")
	if c.PostForm("zeker") != "ja" {
		found, err := p.notifications.Subscription(c.Request.Context(), v.token, id)
		if err != nil {
			return err
		}
		p.show(c, http.StatusOK, page.EndSubscription(p.frame(c, v, "Koppeling weghalen?"), *found, hookHref(id)))
		return nil
	}
	err := p.notifications.EndSubscription(c.Request.Context(), v.token, id)
	if err != nil && !upstream.IsNotFound(err) {
		return err
	}
	c.Redirect(http.StatusSeeOther, hooksPath+"?gedaan=koppeling-weg")
	return nil
}

// resendWebhook sends a message once more to a receiver that did not take it.
func (p *Portal) resendWebhook(c *gin.Context, v *visit) error {
	err := p.notifications.ResendWebhook(c.Request.Context(), v.token, keyFrom(c.PostForm("sleutel")), c.PostForm("bericht"))
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, hookHref(c.Param("id"))+"?gedaan=koppeling-opnieuw")
	return nil
}
