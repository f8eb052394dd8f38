package portal

import (
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
)

// rolesInOrder decides which start page someone with several roles sees first.
var rolesInOrder = []party.Role{
	party.Office, party.Director, party.SOT, party.Expert, party.Provision, party.School, party.Parent, party.Municipality, party.Board, party.Engineer,
}

// roleOf is the role in which someone looks: the one asked for, if it is theirs, or the first.
func roleOf(c *gin.Context, v *visit) party.Role {
	if asked := party.Role(c.Query("rol")); asked != "" && v.person.Has(asked) {
		return asked
	}
	for _, role := range rolesInOrder {
		if v.person.Has(role) {
			return role
		}
	}
	return ""
}

// frame is what stands around a page; v is nil when nobody is signed in.
func (p *Portal) frame(c *gin.Context, v *visit, title string) page.Frame {
	frame := page.Frame{Title: title, Organisation: p.config.Organisation, Asset: p.assets.URL}
	if v == nil {
		return frame
	}
	frame.CSRF = v.session.CSRF
	frame.Person = &page.Person{Name: v.person.Name, Role: p.roleInWords(c, v)}
	frame.Menu = menu(c, v)
	frame.Done, frame.DoneHref = page.DoneWord(c.Query("gedaan")), copyHref(c)
	frame.Bell = p.bell(c, v)
	frame.AskConsent = p.askConsent(c, v)
	return frame
}

func (p *Portal) roleInWords(c *gin.Context, v *visit) string {
	role := roleOf(c, v)
	who, _ := v.person.As(role)
	if role == party.School {
		if schools, err := p.schoolNames(c.Request.Context(), v); err == nil && schools[who.ID()].Name != "" {
			if strings.Contains(v.person.Name, schools[who.ID()].Name) {
				return ""
			}
			return schools[who.ID()].Name
		}
	}
	word := page.RoleOf(string(who))
	if strings.EqualFold(word, v.person.Name) {
		return ""
	}
	return word
}

// caseReaders have more cases than fit on their start page.
var caseReaders = []party.Role{party.Office, party.Director, party.SOT, party.Expert, party.Provision, party.School, party.Board}

// inMenuTold are those for whom what is late elsewhere is worth a page in the menu.
var inMenuTold = []party.Role{party.Municipality, party.Board, party.SOT, party.Director}

func menu(c *gin.Context, v *visit) []page.MenuItem {
	var items []page.MenuItem
	add := func(href, text string) {
		items = append(items, page.MenuItem{Href: href, Text: text, Current: c.Request.URL.Path == href})
	}
	add("/", page.StartWord(string(roleOf(c, v))))
	mine := func(roles []party.Role) bool { return slices.ContainsFunc(roles, v.person.Has) }
	if mine(caseReaders) {
		add("/zaken", "Alle zaken")
	}
	if mine(placeReaders) {
		add(placesPath, "Buitenkans")
	}
	if mine(placementReaders) {
		add(placementsPath, "Plaatsingen")
	}
	if mine(guards) {
		add(termsPath, "Termijnen")
	}
	if mine(inMenuTold) {
		add("/meldingen", "Meldingen")
	}
	if mine(payers) {
		add("/register", "TLV-register")
	}
	items = append(items, partnerMenu(c, v)...)
	items = append(items, directoryMenu(c, v)...)
	if mine(reconcilers) {
		add(reconciliationPath, "Afstemming")
	}
	if mine(subscribers) {
		add(calendarsPath, "Agenda")
	}
	return append(items, otherRoles(c, v)...)
}

// otherRoles are the start pages of someone who has more than one role.
func otherRoles(c *gin.Context, v *visit) []page.MenuItem {
	var items []page.MenuItem
	for _, role := range rolesInOrder {
		if v.person.Has(role) && role != roleOf(c, v) {
			items = append(items, page.MenuItem{Href: "/?rol=" + string(role), Text: "Als " + strings.ToLower(page.Word(string(role)))})
		}
	}
	return items
}
