package portal

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// membersOf are the schools of a board or network, and those that can be added to it.
func membersOf(list directoryList, known directory, id string) *page.Members {
	members := &page.Members{Action: entryHref(list, id) + toMembers, Key: newKey(), Title: "Scholen van dit bestuur"}
	if list.name == networkList {
		members.Title = "Scholen in dit netwerk"
	}
	for _, school := range known[schoolList] {
		if school[list.member] == id {
			members.Rows = append(members.Rows, page.EntryRow{
				ID: school.ID(), Href: entryHref(schoolsOfRegistry, school.ID()), Title: school["name"], Text: addressOf(school),
			})
			continue
		}
		option := page.Option{Value: school.ID(), Text: nameOf(school)}
		if school[list.member] != "" {
			option.Text += " (nu bij een ander)"
		}
		members.Others = append(members.Others, option)
	}
	return members
}

// changeMember puts a school with a board or network, or takes it away from it.
func (p *Portal) changeMember(list directoryList) pageFunc {
	return func(c *gin.Context, v *visit) error {
		ctx, id, schoolID := c.Request.Context(), c.Param("id"), c.PostForm("school")
		back, done := entryHref(list, id), "?gedaan=register-bewaard#scholen"
		if schoolID == "" {
			c.Redirect(http.StatusSeeOther, back)
			return nil
		}
		if _, _, err := p.registry.Entry(ctx, v.token, list.name, id); err != nil {
			return err
		}
		school, etag, err := p.registry.Entry(ctx, v.token, schoolList, schoolID)
		if err != nil {
			return err
		}
		value := id
		if c.PostForm("doe") == "weg" {
			value = ""
		}
		if school[list.member] != value && (value != "" || school[list.member] == id) {
			err = p.registry.ChangeEntry(ctx, v.token, keyFrom(c.PostForm("sleutel")), etag, schoolList, schoolID, map[string]string{list.member: value})
		}
		if upstream.Status(err) == http.StatusPreconditionFailed {
			p.show(c, http.StatusConflict, page.RefusedWithWayBack(p.frame(c, v, "Probeer het opnieuw"), "Probeer het opnieuw",
				"Een collega wijzigde deze school op hetzelfde moment. Er is niets bewaard.", back))
			return nil
		}
		if err != nil {
			return err
		}
		p.forgetSchools()
		c.Redirect(http.StatusSeeOther, back+done)
		return nil
	}
}
