package portal

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

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
	rows := make([]page.EscalationRow, len(found))
	for i, escalation := range found {
		rows[i] = page.EscalationRow{Told: escalation, MayOpen: inside}
	}
	return rows, nil
}

// escalations is the page of what is late, for who is told.
func (p *Portal) escalations(c *gin.Context, v *visit) error {
	rows, err := p.told(c, v)
	if err != nil {
		return err
	}
	intro := "Hier staat wat te laat is en waarover u bericht kreeg. Wat het langst te laat is, staat bovenaan."
	for _, role := range outsiders {
		if roleOf(c, v) == role {
			intro = "Als werk van het samenwerkingsverband te laat is, krijgt u daarvan bericht. U ziet wat te laat is en wie u kunt vragen. Om welk kind of welke school het gaat, staat hier niet."
		}
	}
	p.show(c, http.StatusOK, page.Escalations(p.frame(c, v, "Meldingen"), intro, rows))
	return nil
}
