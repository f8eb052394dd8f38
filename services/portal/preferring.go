package portal

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// preferences shows how the person wants to be told.
func (p *Portal) preferences(c *gin.Context, v *visit) error {
	found, err := p.notifications.Preferences(c.Request.Context(), v.token)
	if err != nil {
		return err
	}
	return p.showPreferences(c, v, http.StatusOK, found, page.Form{Values: valuesOf(found)})
}

func (p *Portal) showPreferences(c *gin.Context, v *visit, status int, found *upstream.Preferences, form page.Form) error {
	name, err := p.partyNames(c.Request.Context(), v)
	if err != nil {
		return err
	}
	form.Action, form.CSRF = preferencesPath, v.session.CSRF
	shown := page.PreferencesPage{Form: form, Version: found.Version}
	for i, mine := range found.Parties {
		shown.Parties = append(shown.Parties, page.PartyChoice{Index: i, Preferences: mine, Name: name(mine.Party), Parent: isParent(mine.Party)})
	}
	title := "Instellingen voor berichten"
	if len(form.Errors) > 0 {
		title = "Fout: " + title
	}
	p.show(c, status, page.PreferencesOf(p.frame(c, v, title), shown))
	return nil
}

// savePreferences keeps what the person chose, unless somebody of the party chose something else in the meantime.
func (p *Portal) savePreferences(c *gin.Context, v *visit) error {
	found, err := p.notifications.Preferences(c.Request.Context(), v.token)
	if err != nil {
		return err
	}
	given := c.Request.PostForm
	var changes []upstream.PartyChange
	for i, mine := range found.Parties {
		if given.Get("partij-"+strconv.Itoa(i)) == mine.Party {
			changes = append(changes, changeOf(i, mine, given))
		}
	}
	return p.changePreferences(c, v, changes, "voorkeuren", page.Form{Values: given})
}

// saveConsent records whether a parent wants digital post (Awb 2:8).
func (p *Portal) saveConsent(c *gin.Context, v *visit) error {
	found, err := p.notifications.Preferences(c.Request.Context(), v.token)
	if err != nil {
		return err
	}
	given := c.Request.PostForm
	place := slices.IndexFunc(found.Parties, func(mine upstream.PartyPreferences) bool {
		return mine.Party == given.Get("partij") && isParent(mine.Party)
	})
	if place < 0 {
		p.notFound(c)
		return nil
	}
	mine, chosen := found.Parties[place], given.Get("elektronisch")
	if chosen != "ja" && chosen != "nee" {
		form := page.Form{Values: valuesOf(found), Errors: []page.FieldError{{
			Field: page.ConsentField(place), Message: "Kies of u uw post digitaal wilt krijgen.",
		}}}
		return p.showPreferences(c, v, http.StatusBadRequest, found, form)
	}
	change := upstream.PartyChange{Party: mine.Party, Electronic: &upstream.ConsentChange{Given: chosen == "ja"}}
	return p.changePreferences(c, v, []upstream.PartyChange{change}, "digitaal-"+chosen, page.Form{Values: valuesOf(found)})
}

// changePreferences saves, and shows the page as it is now when somebody else saved first.
func (p *Portal) changePreferences(c *gin.Context, v *visit, changes []upstream.PartyChange, done string, form page.Form) error {
	ctx := c.Request.Context()
	err := p.notifications.ChangePreferences(ctx, v.token, c.PostForm("versie"), changes)
	if err == nil {
		c.Redirect(http.StatusSeeOther, preferencesPath+"?gedaan="+done)
		return nil
	}
	status := upstream.Status(err)
	var wrong []page.FieldError
	switch status {
	case http.StatusPreconditionFailed, http.StatusPreconditionRequired:
		status = http.StatusConflict
		wrong = []page.FieldError{{Message: "Iemand anders heeft deze instellingen intussen veranderd. Hieronder staat hoe ze nu zijn. Kies opnieuw en bewaar."}}
	default:
		if wrong, status = wrongWith(err); wrong == nil {
			return err
		}
	}
	found, again := p.notifications.Preferences(ctx, v.token)
	if again != nil {
		return again
	}
	if status == http.StatusConflict {
		form.Values = valuesOf(found)
	}
	form.Errors = wrong
	return p.showPreferences(c, v, status, found, form)
}

// valuesOf are the preferences as the form has them.
func valuesOf(found *upstream.Preferences) url.Values {
	values := url.Values{}
	for i, mine := range found.Parties {
		for kind, way := range mine.Mailbox.Kinds {
			values.Set(page.MailboxField(i, kind), way)
		}
		for kind, way := range mine.Own.Kinds {
			values.Set(page.OwnField(i, kind), way)
		}
		if mine.Own.Address {
			values.Set(page.OwnAddressField(i), "ja")
		}
		if mine.Mailbox.OptedOutAt != nil {
			values.Set(page.OptOutField(i), "ja")
		}
		if mine.Electronic != nil {
			values.Set(page.ConsentField(i), map[bool]string{true: "ja", false: "nee"}[mine.Electronic.Given])
		}
	}
	return values
}

// changeOf are the preferences of a party as the form has them; what was not on it stays as it is.
func changeOf(i int, mine upstream.PartyPreferences, given url.Values) upstream.PartyChange {
	ways := func(now map[string]string, field func(int, string) string, optOut bool) map[string]string {
		kinds := map[string]string{}
		for kind, way := range now {
			if chosen := given.Get(field(i, kind)); goodWay(chosen) {
				way = chosen
			}
			if slices.Contains(mine.Mandatory, kind) {
				way = mandatoryWay(optOut)
			}
			kinds[kind] = way
		}
		return kinds
	}
	optOut := given.Get(page.OptOutField(i)) == "ja"
	change := upstream.PartyChange{
		Party: mine.Party, Mailbox: &upstream.MailboxChange{Kinds: ways(mine.Mailbox.Kinds, page.MailboxField, optOut), OptOut: optOut},
	}
	if !isParent(mine.Party) {
		change.Own = &upstream.OwnChange{
			Address: mine.Own.Possible && given.Get(page.OwnAddressField(i)) == "ja", Kinds: ways(mine.Own.Kinds, page.OwnField, false),
		}
	}
	return change
}

func goodWay(way string) bool {
	return way == upstream.MailDirect || way == upstream.MailWeekly || way == upstream.MailNone
}

// mandatoryWay is how someone hears of a letter: at once, because a mail must follow within 48 hours (Awb 2:10), or expressly not at all.
func mandatoryWay(optOut bool) string {
	if optOut {
		return upstream.MailNone
	}
	return upstream.MailDirect
}

func isParent(who string) bool { return party.Party(who).Role() == party.Parent }

// askConsent says whether a parent has still to choose how post comes; not on the page on which that is done.
func (p *Portal) askConsent(c *gin.Context, v *visit) bool {
	if !v.person.Has(party.Parent) || c.Request.URL.Path == preferencesPath {
		return false
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), headerTime)
	defer cancel()
	found, err := p.notifications.Preferences(ctx, v.token)
	if err != nil {
		slog.WarnContext(ctx, "page without the question for digital post", "error", err)
		return false
	}
	return slices.ContainsFunc(found.Parties, func(mine upstream.PartyPreferences) bool {
		return isParent(mine.Party) && mine.Electronic == nil
	})
}
