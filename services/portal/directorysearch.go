package portal

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
)

const (
	// schoolsOnPage is how many schools show before somebody asks for all.
	schoolsOnPage = "25"
	// allSchools is the most that the registry gives at once.
	allSchools = "500"
	// longestSearch is the most that the registry searches for, in characters.
	longestSearch = 200
)

// searchDirectory finds schools by what people know of them.
func (p *Portal) searchDirectory(c *gin.Context, v *visit) error {
	ctx := c.Request.Context()
	known, err := p.directoryOf(c, v, placeList, boardList)
	if err != nil {
		return err
	}
	query := searchOf(c)
	found, total, err := p.registry.Entries(ctx, v.token, schoolList, query)
	if err != nil {
		return err
	}
	counts, err := p.registry.Counts(ctx, v.token)
	if err != nil {
		return err
	}
	shown := page.SchoolSearch{
		Tabs: directoryTabs(v, schoolsPath), Filter: page.Form{Values: c.Request.URL.Query()}, Counts: counts, Total: total,
		Types: none("Alle soorten", schoolTypes), Municipalities: none("Alle gemeenten", known.byName(placeList)),
		Filtered: len(query) > 1,
	}
	if total > len(found) {
		all := c.Request.URL.Query()
		all.Set("toon", "alles")
		shown.All = schoolsPath + "?" + all.Encode()
	}
	for _, school := range found {
		shown.Rows = append(shown.Rows, page.EntryRow{
			Href: schoolsPath + "/" + url.PathEscape(school.ID()), Title: school["name"], Text: addressOf(school),
			Meta: textOf(known.byName(boardList), school["board"]), Flag: textOf(schoolTypes, school["type"]), Place: school["municipalityName"],
		})
	}
	p.show(c, http.StatusOK, page.Schools(p.frame(c, v, "Scholen"), shown))
	return nil
}

// searchOf is what the registry is asked. What it would refuse is left out: a longer text can match nothing more.
func searchOf(c *gin.Context) url.Values {
	query := url.Values{"limit": {schoolsOnPage}}
	if c.Query("toon") == "alles" {
		query.Set("limit", allSchools)
	}
	for input, name := range map[string]string{"zoek": "q", "postcode": "postcode", "gemeente": "municipality"} {
		if value := shortened(c.Query(input), input); value != "" {
			query.Set(name, value)
		}
	}
	kind := c.Query("soort")
	if slices.ContainsFunc(schoolTypes, func(option page.Option) bool { return option.Value == kind }) {
		query.Set("type", kind)
	}
	return query
}

// longestPostcode is the longest part of a postcode that the registry searches for, in characters.
const longestPostcode = 20

func shortened(value, input string) string {
	limit := longestSearch
	if input == "postcode" {
		limit = longestPostcode
	}
	value = strings.TrimSpace(value)
	if utf8.RuneCountInString(value) > limit {
		return string([]rune(value)[:limit])
	}
	return value
}
