package portal

import (
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
)

// directoryReaders may look up schools.
var directoryReaders = []party.Role{party.Office, party.Director, party.SOT, party.Expert, party.School}

func (p *Portal) mountDirectory(router *gin.Engine) {
	router.GET(schoolsPath, p.open(p.readers(p.searchDirectory)))
	router.GET(schoolsPath+"/:id", p.open(p.readers(p.showSchool)))
	router.GET(schoolsPath+"/:id"+toEdit, p.open(p.officers(p.editSchool)))
	router.POST(schoolsPath+"/:id"+toEdit, p.form(p.officers(p.saveEntry(schoolsOfRegistry))))
	for _, list := range officeLists {
		router.GET(list.path, p.open(p.officers(p.showList(list))))
		router.GET(list.path+"/:id", p.open(p.officers(p.showEntry(list))))
		router.POST(list.path+"/:id", p.form(p.officers(p.saveEntry(list))))
		if list.adding != "" {
			router.GET(list.path+toAdd, p.open(p.officers(p.newEntry(list))))
			router.POST(list.path+toAdd, p.form(p.officers(p.addEntry(list))))
		}
		if list.member != "" {
			router.POST(list.path+"/:id"+toMembers, p.form(p.officers(p.changeMember(list))))
		}
	}
}

// readers keeps out who has no need of the registry: to them it does not exist.
func (p *Portal) readers(handle pageFunc) pageFunc { return p.only(directoryReaders, handle) }

// officers lets only the office in.
func (p *Portal) officers(handle pageFunc) pageFunc {
	return p.only([]party.Role{party.Office}, handle)
}

func (p *Portal) only(roles []party.Role, handle pageFunc) pageFunc {
	return func(c *gin.Context, v *visit) error {
		if !slices.ContainsFunc(roles, v.person.Has) {
			p.notFound(c)
			return nil
		}
		return handle(c, v)
	}
}

// directoryMenu leads to the registry; it is current on all its pages.
func directoryMenu(c *gin.Context, v *visit) []page.MenuItem {
	if !slices.ContainsFunc(directoryReaders, v.person.Has) {
		return nil
	}
	item := page.MenuItem{Href: schoolsPath, Text: "Scholen"}
	if v.person.Has(party.Office) {
		item.Text = "Scholen en contacten"
	}
	for _, path := range directoryPaths() {
		item.Current = item.Current || c.Request.URL.Path == path || strings.HasPrefix(c.Request.URL.Path, path+"/")
	}
	return []page.MenuItem{item}
}

func directoryPaths() []string {
	paths := []string{schoolsPath}
	for _, list := range officeLists {
		paths = append(paths, list.path)
	}
	return paths
}

// directoryTabs are the lists of the office; others have only the schools.
func directoryTabs(v *visit, current string) []page.Tab {
	if !v.person.Has(party.Office) {
		return nil
	}
	tabs := []page.Tab{{Href: schoolsPath, Text: schoolsOfRegistry.title, Current: current == schoolsPath}}
	for _, list := range officeLists {
		tabs = append(tabs, page.Tab{Href: list.path, Text: list.title, Current: current == list.path})
	}
	return tabs
}

// directoryOf reads the lists that are needed to name things.
func (p *Portal) directoryOf(c *gin.Context, v *visit, lists ...string) (directory, error) {
	known := directory{}
	for _, list := range lists {
		query := url.Values{}
		if list == schoolList {
			query.Set("limit", allSchools)
		}
		entries, _, err := p.registry.Entries(c.Request.Context(), v.token, list, query)
		if err != nil {
			return nil, err
		}
		known[list] = entries
	}
	return known, nil
}
