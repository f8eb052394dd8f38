package portal

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

const toldPath = "/meldingen"

// toldRoles are whom a ladder can tell that something is late.
var toldRoles = []party.Role{party.Municipality, party.Board, party.SOT, party.Director, party.Office, party.School, party.Provision}

// outsiders are told that something is late without being party to the case.
var outsiders = []party.Role{party.Municipality, party.Board}

// told reads what ladders told the person.
func (p *Portal) told(c *gin.Context, v *visit) ([]page.EscalationRow, error) {
	found, err := p.cases.Escalations(c.Request.Context(), v.token)
	if upstream.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	inside := false
	for _, mine := range v.person.Parties {
		inside = inside || (mine.Role() != party.Municipality && mine.Role() != party.Board)
	}
	contacts := p.contactsOf(c, v, found)
	rows := make([]page.EscalationRow, len(found))
	for i, escalation := range found {
		rows[i] = page.EscalationRow{
			Told: escalation, MayOpen: inside, MayAnswer: escalation.MayAnswer, Ask: contacts[escalation.Contact],
			Form: page.Form{Action: toldPath + "/" + escalation.ID + toAnswer, CSRF: v.session.CSRF, Key: newKey()},
		}
	}
	return rows, nil
}

// contactsOf are those of ZOUT whom an outsider can ask, by party. What the registry does not tell is left out: the page still says
// which SOT it is.
func (p *Portal) contactsOf(c *gin.Context, v *visit, found []upstream.Escalation) map[string]page.Contact {
	known := map[string]page.Contact{}
	if !outsider(v) {
		return known
	}
	for _, escalation := range found {
		who := party.Party(escalation.Contact)
		if _, asked := known[escalation.Contact]; asked || who.Role() != party.SOT {
			continue
		}
		known[escalation.Contact] = page.Contact{}
		if subregion, err := p.registry.Subregion(c.Request.Context(), v.token, who.ID()); err == nil {
			known[escalation.Contact] = page.Contact{Function: subregion.Contact["function"], Mail: subregion.Contact["mail"], Phone: subregion.Contact["phone"]}
		}
	}
	return known
}

// outsider says whether the person looks on from outside the cases.
func outsider(v *visit) bool {
	return v.person.Has(party.Municipality) || v.person.Has(party.Board)
}

// escalations is the page of what is late, for who is told.
func (p *Portal) escalations(c *gin.Context, v *visit) error {
	if c.GetHeader("HX-Request") != "" && c.Query("typt") != "" {
		// Somebody is writing an answer on the page: that must not go.
		c.Status(http.StatusNoContent)
		return nil
	}
	rows, err := p.told(c, v)
	if err != nil {
		return err
	}
	return p.showEscalations(c, v, http.StatusOK, rows)
}

func (p *Portal) showEscalations(c *gin.Context, v *visit, status int, rows []page.EscalationRow) error {
	intro := "Hier staat wat te laat is en waarover u bericht kreeg. Wat het langst te laat is, staat bovenaan."
	for _, role := range outsiders {
		if roleOf(c, v) == role {
			intro = "Als werk van het samenwerkingsverband te laat is, krijgt u daarvan bericht. U ziet wat te laat is, wat wij u vragen en bij wie u terechtkunt. Om welk kind of welke school het gaat, staat hier niet."
		}
	}
	title := "Meldingen"
	if status != http.StatusOK {
		title = "Fout: " + title
	}
	p.show(c, status, page.Escalations(p.frame(c, v, title), intro, rows))
	return nil
}
