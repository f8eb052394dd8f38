package portal

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/portal/page"
)

// reconciliationPath is the page that says whether the record and the processes agree; reconcilers may see it, and the engineer may
// ask to compare them now.
const reconciliationPath = "/afstemming"

var (
	reconcilers     = []party.Role{party.Office, party.Engineer}
	whoMayReconcile = []party.Role{party.Engineer}
)

func (p *Portal) mountReconciliation(router *gin.Engine) {
	router.GET(reconciliationPath, p.open(p.only(reconcilers, p.reconciliations)))
	router.POST(reconciliationPath, p.form(p.only(whoMayReconcile, p.reconcile)))
}

// reconciliations shows what came of the last nights.
func (p *Portal) reconciliations(c *gin.Context, v *visit) error {
	found, err := p.cases.Reconciliations(c.Request.Context(), v.token)
	if err != nil {
		return err
	}
	p.show(c, http.StatusOK, page.Reconciliations(p.frame(c, v, "Afstemming"), page.ReconciliationPage{
		Runs: found, MayStart: v.person.Has(party.Engineer), SeesCases: v.person.Has(party.Office),
	}))
	return nil
}

func (p *Portal) reconcile(c *gin.Context, v *visit) error {
	if err := p.cases.Reconcile(c.Request.Context(), v.token); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, reconciliationPath+"?gedaan=afstemming-begonnen")
	return nil
}
