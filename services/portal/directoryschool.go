package portal

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// showSchool shows all that the registry knows of a school.
func (p *Portal) showSchool(c *gin.Context, v *visit) error {
	ctx := c.Request.Context()
	school, _, err := p.registry.Entry(ctx, v.token, schoolList, c.Param("id"))
	if err != nil {
		return err
	}
	known, err := p.directoryOf(c, v, schoolsOfRegistry.reads...)
	if err != nil {
		return err
	}
	region, err := p.registry.Subregion(ctx, v.token, school["subregion"])
	if err != nil {
		return err
	}
	owner := party.Of(party.School, school.ID())
	contact, _, err := p.registry.Entry(ctx, v.token, contactList, string(owner))
	if err != nil && !upstream.IsNotFound(err) {
		return err
	}
	history, err := p.historyOf(c, v, schoolsOfRegistry, known)
	if err != nil {
		return err
	}
	p.show(c, http.StatusOK, page.School(p.frame(c, v, school["name"]), page.SchoolPage{
		School: school, Type: textOf(schoolTypes, school["type"]), Region: region, Contact: contact, History: history,
		Board:   nameIn(known, boardList, school["board"]),
		Network: nameIn(known, networkList, school["network"]),
		Office:  v.person.Has(party.Office), ContactHref: contactHref(owner, contact != nil),
	}))
	return nil
}

// nameIn is the name of an entry of a list; empty for no entry.
func nameIn(known directory, list, id string) string {
	if id == "" {
		return ""
	}
	return textOf(known.byName(list), id)
}

// contactHref is the page of the mailbox of a party, or the one to add it.
func contactHref(who party.Party, there bool) string {
	if there {
		return contactsPath + "/" + url.PathEscape(string(who))
	}
	return contactsPath + toAdd + "?" + url.Values{"voor": {string(who)}}.Encode()
}
