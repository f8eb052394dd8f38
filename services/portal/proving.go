package portal

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/errgroup"

	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/evidence"
	proof "traject.nl/services/platform/evidence/report"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

var (
	// provers may see what was sent about a case, and prove it; resenders do the post.
	provers   = []party.Role{party.Office, party.Director}
	resenders = []party.Role{party.Office}
)

func (p *Portal) mountEvidence(router *gin.Engine) {
	router.GET("/zaken/:id/bewijs", p.open(p.only(provers, p.showEvidence)))
	router.GET("/zaken/:id/bewijs.pdf", p.open(p.only(provers, p.printEvidence)))
	router.GET("/zaken/:id/bewijs.json", p.open(p.only(provers, p.exportEvidence)))
	router.GET("/zaken/:id/bewijs/opnieuw", p.open(p.only(resenders, p.confirmResend)))
	router.POST("/zaken/:id/bewijs/opnieuw", p.form(p.only(resenders, p.resend)))
}

// chainsOf reads the evidence of a case in all three services. A chain that cannot be read ends it: a proof with a part missing is none.
func (p *Portal) chainsOf(ctx context.Context, v *visit, caseID string) ([]evidence.Export, error) {
	chains := make([]evidence.Export, 3)
	group, within := errgroup.WithContext(ctx)
	for i, read := range []func(context.Context, string, string) (*evidence.Export, error){p.cases.Evidence, p.documents.Evidence, p.notifications.Evidence} {
		group.Go(func() error {
			chain, err := read(within, v.token, caseID)
			if err == nil {
				chains[i] = *chain
			}
			return err
		})
	}
	return chains, group.Wait()
}

// showEvidence shows what was sent about a case, to whom, whether it was opened, and all evidence of it.
func (p *Portal) showEvidence(c *gin.Context, v *visit) error {
	ctx := c.Request.Context()
	found, err := p.cases.Get(ctx, v.token, c.Param("id"))
	if err != nil {
		return err
	}
	chains, err := p.chainsOf(ctx, v, found.ID)
	if err != nil {
		return err
	}
	notices, err := p.notifications.Notices(ctx, v.token, found.ID)
	if err != nil {
		return err
	}
	name, err := p.partyNames(ctx, v)
	if err != nil {
		return err
	}
	shown := page.EvidencePage{CaseID: found.ID, Notices: notices, PartyName: name, MayResend: v.person.Has(party.Office)}
	for _, chain := range chains {
		shown.Chains = append(shown.Chains, page.Chain{Log: chain.Log, Entries: len(chain.Entries), Head: chain.Head, Broken: chain.Verify()})
		shown.Entries = append(shown.Entries, chain.Entries...)
	}
	slices.SortStableFunc(shown.Entries, func(a, b evidence.Entry) int { return a.At.Compare(b.At) })
	p.show(c, http.StatusOK, page.Evidence(p.frame(c, v, "Bewijs van berichten"), shown))
	return nil
}

// partyNames says within a sentence who a party is.
func (p *Portal) partyNames(ctx context.Context, v *visit) (func(string) string, error) {
	schools, err := p.schoolNames(ctx, v)
	if err != nil {
		return nil, err
	}
	return func(who string) string {
		return page.Within(who, func(id string) string { return schoolName(schools, id) })
	}, nil
}

// printEvidence gives the same as a PDF to hand over.
func (p *Portal) printEvidence(c *gin.Context, v *visit) error {
	chains, err := p.provable(c, v)
	if err != nil {
		return err
	}
	made, err := proof.PDF(proof.Report{CaseID: c.Param("id"), Chains: chains, At: p.config.Clock(), Author: p.config.Organisation})
	if err != nil {
		return err
	}
	p.handOver(c, "application/pdf", "pdf", made)
	return nil
}

// exportEvidence gives the chains themselves, for who wants to check them without Traject.
func (p *Portal) exportEvidence(c *gin.Context, v *visit) error {
	chains, err := p.provable(c, v)
	if err != nil {
		return err
	}
	encoded, err := json.MarshalIndent(chains, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the evidence of a case: %w", err)
	}
	p.handOver(c, "application/json", "json", encoded)
	return nil
}

// provable reads the chains of a case that the person may read.
func (p *Portal) provable(c *gin.Context, v *visit) ([]evidence.Export, error) {
	ctx := c.Request.Context()
	found, err := p.cases.Get(ctx, v.token, c.Param("id"))
	if err != nil {
		return nil, err
	}
	return p.chainsOf(ctx, v, found.ID)
}

func (p *Portal) handOver(c *gin.Context, kind, extension string, content []byte) {
	c.Header("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "bewijs-"+c.Param("id")+"."+extension))
	c.Data(http.StatusOK, kind, content)
}

// confirmResend asks whether a message must really go once more.
func (p *Portal) confirmResend(c *gin.Context, v *visit) error {
	return p.showResend(c, v, http.StatusOK, c.Query("bericht"), page.Form{Key: newKey()})
}

func (p *Portal) showResend(c *gin.Context, v *visit, status int, id string, form page.Form) error {
	ctx := c.Request.Context()
	notices, err := p.notifications.Notices(ctx, v.token, c.Param("id"))
	if err != nil {
		return err
	}
	place := slices.IndexFunc(notices, func(notice upstream.SentNotice) bool { return notice.ID == id })
	if place < 0 {
		p.notFound(c)
		return nil
	}
	name, err := p.partyNames(ctx, v)
	if err != nil {
		return err
	}
	form.CSRF, form.Action = v.session.CSRF, page.CaseHref(c.Param("id"))+"/bewijs/opnieuw"
	title := "Bericht opnieuw versturen"
	if len(form.Errors) > 0 {
		title = "Fout: " + title
	}
	p.show(c, status, page.ConfirmResend(p.frame(c, v, title), page.ResendPage{
		Form: form, CaseID: c.Param("id"), Notice: notices[place], For: name(notices[place].Party),
	}))
	return nil
}

// resend sends a message once more; the first proof stays.
func (p *Portal) resend(c *gin.Context, v *visit) error {
	key := keyFrom(c.PostForm("sleutel"))
	err := p.notifications.Resend(c.Request.Context(), v.token, key, c.PostForm("bericht"), c.PostForm("adres"))
	if err == nil {
		c.Redirect(http.StatusSeeOther, page.CaseHref(c.Param("id"))+"/bewijs?gedaan=opnieuw-verstuurd")
		return nil
	}
	wrong, status := wrongWith(err)
	if wrong == nil {
		return err
	}
	for i := range wrong {
		wrong[i].Field = map[string]string{"address": "adres"}[wrong[i].Field]
	}
	return p.showResend(c, v, cmp.Or(status, http.StatusBadRequest), c.PostForm("bericht"), page.Form{
		Key: key, Values: c.Request.PostForm, Errors: wrong,
	})
}
