package portal

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/errgroup"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
)

const oogoPath = "/oogo"

// sheetReaders meet in the OOGO, the talks of ZOUT with the municipalities; contactReaders look up whom to reach there.
var (
	sheetReaders   = []party.Role{party.Office, party.Director, party.SOT, party.Municipality}
	contactReaders = []party.Role{party.Office, party.Director, party.SOT}
)

// mountPartners puts the pages about and for the municipalities on the router.
func (p *Portal) mountPartners(router *gin.Engine) {
	p.mountSubscriptions(router)
	router.GET(oogoPath, p.open(p.only(sheetReaders, p.municipalities)))
	router.GET(oogoPath+"/:gemeente", p.open(p.only(sheetReaders, p.sheet)))
}

// partnerMenu leads to the post room and to what the partners share with ZOUT.
func partnerMenu(c *gin.Context, v *visit) []page.MenuItem {
	var items []page.MenuItem
	add := func(text string, paths ...string) {
		current := slices.ContainsFunc(paths, func(path string) bool {
			return c.Request.URL.Path == path || strings.HasPrefix(c.Request.URL.Path, path+"/")
		})
		items = append(items, page.MenuItem{Href: paths[0], Text: text, Current: current})
	}
	switch {
	case slices.ContainsFunc(postReaders, v.person.Has):
		add("Post", postPath, hooksPath, outagesPath)
	case v.person.Has(party.Municipality):
		add("Koppelingen", hooksPath)
	}
	if slices.ContainsFunc(contactReaders, v.person.Has) {
		add("Gemeenten", oogoPath)
	} else if v.person.Has(party.Municipality) {
		add("Cijfers", oogoPath)
	}
	return items
}

// municipalities are those whose numbers the person may see, with whom to reach there.
func (p *Portal) municipalities(c *gin.Context, v *visit) error {
	mayReach, options := slices.ContainsFunc(contactReaders, v.person.Has), sheetsOf(v)
	if len(options) == 1 {
		c.Redirect(http.StatusSeeOther, oogoPath+"/"+options[0].Value)
		return nil
	}
	rows := make([]page.MunicipalityRow, len(options))
	group, ctx := errgroup.WithContext(c.Request.Context())
	for i, option := range options {
		rows[i] = page.MunicipalityRow{ID: option.Value, Name: option.Text}
		if !mayReach {
			continue
		}
		group.Go(func() (err error) {
			rows[i].Contacts, err = p.registry.MunicipalityContacts(ctx, v.token, option.Value)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	p.show(c, http.StatusOK, page.Municipalities(p.frame(c, v, "Gemeenten"), rows, mayReach))
	return nil
}

// sheetsOf are the municipalities whose numbers the person may see.
func sheetsOf(v *visit) []page.Option {
	if slices.ContainsFunc(contactReaders, v.person.Has) {
		return page.MunicipalityOptions()
	}
	return municipalitiesOf(v)
}

// sheet is how the cases of one municipality go, for the talks with it.
func (p *Portal) sheet(c *gin.Context, v *visit) error {
	found, err := p.cases.Sheet(c.Request.Context(), v.token, c.Param("gemeente"))
	if err != nil {
		return err
	}
	title := "Cijfers voor het OOGO: " + page.MunicipalityWord(c.Param("gemeente"))
	p.show(c, http.StatusOK, page.OOGO(p.frame(c, v, title), c.Param("gemeente"), *found, len(sheetsOf(v)) > 1))
	return nil
}
