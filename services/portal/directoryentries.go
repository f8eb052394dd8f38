package portal

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// showList shows a list of the registry, or what of it holds the words that are searched for.
func (p *Portal) showList(list directoryList) pageFunc {
	return func(c *gin.Context, v *visit) error {
		known, err := p.directoryOf(c, v, append(slices.Clone(list.reads), list.name)...)
		if err != nil {
			return err
		}
		shown := page.EntryList{
			Title: list.title, Intro: list.intro, Path: list.path, Adding: list.adding, Tabs: directoryTabs(v, list.path),
			Filter: page.Form{Values: c.Request.URL.Query()}, Total: len(known[list.name]),
			Groups: rowsOf(list, known, c.Query("zoek")),
		}
		p.show(c, http.StatusOK, page.Entries(p.frame(c, v, list.title), shown))
		return nil
	}
}

// rowsOf are the rows in which every word occurs, under their headings and in order of what they are called.
func rowsOf(list directoryList, known directory, words string) []page.EntryGroup {
	byHeading, headings := map[string][]page.EntryRow{}, []string{}
	for _, entry := range known[list.name] {
		row := list.row(known, entry)
		row.Href = entryHref(list, entry.ID())
		if !holds(row, words) {
			continue
		}
		heading := ""
		if list.group != nil {
			heading = list.group(entry)
		}
		if _, seen := byHeading[heading]; !seen {
			headings = append(headings, heading)
		}
		byHeading[heading] = append(byHeading[heading], row)
	}
	slices.SortFunc(headings, func(a, b string) int { return slices.Index(groupOrder, a) - slices.Index(groupOrder, b) })
	groups := make([]page.EntryGroup, len(headings))
	for i, heading := range headings {
		rows := byHeading[heading]
		slices.SortFunc(rows, func(a, b page.EntryRow) int {
			return strings.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title))
		})
		groups[i] = page.EntryGroup{Title: heading, Rows: rows}
	}
	return groups
}

func holds(row page.EntryRow, words string) bool {
	text := strings.ToLower(row.Title + " " + row.Text + " " + row.Meta)
	for word := range strings.FieldsSeq(strings.ToLower(words)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

func entryHref(list directoryList, id string) string { return list.path + "/" + url.PathEscape(id) }

// showEntry shows an entry with the form to change it.
func (p *Portal) showEntry(list directoryList) pageFunc {
	return func(c *gin.Context, v *visit) error {
		entry, etag, err := p.registry.Entry(c.Request.Context(), v.token, list.name, c.Param("id"))
		if err != nil {
			return err
		}
		return p.renderEntry(c, v, http.StatusOK, list, entry, list.filledIn(entry, etag, ""), nil)
	}
}

// editSchool shows the form to change a school.
func (p *Portal) editSchool(c *gin.Context, v *visit) error {
	return p.showEntry(schoolsOfRegistry)(c, v)
}

// renderEntry shows the form of an entry as it was filled in, with what is wrong and what a colleague changed meanwhile.
func (p *Portal) renderEntry(
	c *gin.Context, v *visit, status int, list directoryList, entry upstream.Entry, form page.Form, meanwhile []string,
) error {
	known, err := p.directoryOf(c, v, list.reads...)
	if err != nil {
		return err
	}
	form.CSRF = v.session.CSRF
	shown := page.EntryPage{
		Title: list.heading(known, entry), Back: list.path, BackText: list.title, Form: form, Fields: list.inputs(known, false), Meanwhile: meanwhile,
	}
	if list.name == schoolList {
		shown.Form.Action = entryHref(list, entry.ID()) + toEdit
		shown.Back, shown.BackText = entryHref(list, entry.ID()), entry["name"]
	} else {
		shown.Form.Action = entryHref(list, entry.ID())
		if shown.History, err = p.historyOf(c, v, list, known); err != nil {
			return err
		}
		shown.ShowHistory = true
	}
	if list.member != "" {
		shown.Members = membersOf(list, known, entry.ID())
	}
	title := shown.Title
	if len(form.Errors) > 0 || len(meanwhile) > 0 {
		title = "Fout: " + title
	}
	p.show(c, status, page.ShowEntry(p.frame(c, v, title), shown))
	return nil
}

// heading is what an entry is called at the top of its page.
func (l directoryList) heading(known directory, entry upstream.Entry) string {
	if l.row == nil {
		return entry["name"] + " wijzigen"
	}
	return l.row(known, entry).Title
}

// historyOf is what changed in the entry of this page, the latest first.
func (p *Portal) historyOf(c *gin.Context, v *visit, list directoryList, known directory) ([]page.HistoryLine, error) {
	changes, err := p.registry.History(c.Request.Context(), v.token, list.name, c.Param("id"))
	if err != nil {
		return nil, err
	}
	lines := make([]page.HistoryLine, len(changes))
	for i, change := range changes {
		line := page.HistoryLine{At: change.At, Who: "Bij het inlezen van de lijst", Field: change.Field, Old: change.Old, New: change.New}
		if change.Party != "" {
			line.Who = page.RoleOf(change.Party)
		}
		if field, ok := list.field(change.Field); ok {
			line.Field, line.Old, line.New = field.label, field.inWords(known, change.Old), field.inWords(known, change.New)
		}
		lines[len(changes)-1-i] = line
	}
	return lines, nil
}

// newEntry shows the empty form of a list.
func (p *Portal) newEntry(list directoryList) pageFunc {
	return func(c *gin.Context, v *visit) error {
		values := url.Values{}
		if list.name == contactList {
			values.Set(partyField, c.Query("voor"))
		}
		if list.name == expertList {
			values.Set("active", upstream.Yes)
		}
		return p.renderNew(c, v, http.StatusOK, list, page.Form{Key: newKey(), Values: values})
	}
}

func (p *Portal) renderNew(c *gin.Context, v *visit, status int, list directoryList, form page.Form) error {
	reads := list.reads
	if list.name == contactList {
		reads = append(slices.Clone(reads), contactList)
	}
	known, err := p.directoryOf(c, v, reads...)
	if err != nil {
		return err
	}
	form.Action, form.CSRF = list.path+toAdd, v.session.CSRF
	title := list.adding
	if len(form.Errors) > 0 {
		title = "Fout: " + title
	}
	p.show(c, status, page.ShowEntry(p.frame(c, v, title), page.EntryPage{
		Title: list.adding, Back: list.path, BackText: list.title, Form: form, Fields: list.inputs(known, true), New: true,
	}))
	return nil
}

// addEntry puts something new in a list.
func (p *Portal) addEntry(list directoryList) pageFunc {
	return func(c *gin.Context, v *visit) error {
		given, fields := c.Request.PostForm, map[string]string{}
		for _, field := range list.fields {
			fields[field.name] = given.Get(field.name)
		}
		key := keyFrom(given.Get("sleutel"))
		id, err := p.registry.AddEntry(c.Request.Context(), v.token, key, list.name, fields)
		if err == nil {
			c.Redirect(http.StatusSeeOther, entryHref(list, id)+"?gedaan=register-nieuw")
			return nil
		}
		wrong, status := wrongWith(err)
		if wrong == nil {
			return err
		}
		return p.renderNew(c, v, status, list, page.Form{Key: key, Values: given, Errors: wrong})
	}
}
