package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const differing = `{"reconciliations":[
	{"id":"r2","startedAt":"2026-11-18T02:30:00Z","endedAt":"2026-11-18T02:34:00Z","records":412,"processes":412,"total":2,"differences":[
		{"caseId":"0123456789ab","procedure":"tlv","kind":"no_process"},{"caseId":"zzzzzzzzzzzz","procedure":"bezwaar","kind":"no_record"}]},
	{"id":"r1","startedAt":"2026-11-17T02:30:00Z","endedAt":"2026-11-17T02:33:00Z","records":1,"processes":1,"total":0,"differences":[]}]}`

func TestTheOfficeSeesWhichCasesDoNotAgree(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/reconciliations", differing)
	shown := w.signedIn("office:zout").Get("/afstemming")
	mustSay(t, shown, "18 november 2026, 03:34 uur", "412 open zaken vergeleken, 2 verschillen", "Termijnen en herinneringen gaan niet door",
		"maar niemand kan hem zien", "Geef dit door aan de beheerder", "1 open zaak, geen verschil")
	mustHave(t, shown, `href="/zaken/0123456789ab"`)
	mustNotSay(t, shown, "Nu vergelijken")
	if strings.Contains(shown.HTML, "/zaken/zzzzzzzzzzzz") {
		t.Error("a case that is not in the record has a link")
	}
}

func TestTheEngineerComparesNowAndSeesNoCase(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/reconciliations", differing)
	w.services.Answer("POST /v1/reconciliations", ``)
	browser := w.signedIn("engineer:beheer")
	shown := browser.Get("/afstemming")
	mustSay(t, shown, "Nu vergelijken")
	if strings.Contains(shown.HTML, "/zaken/") {
		t.Error("the engineer is led to a case")
	}
	if begun := browser.Post("/afstemming", url.Values{"csrf": {shown.CSRF()}}); begun.Path != "/afstemming?gedaan=afstemming-begonnen" {
		t.Errorf("arrived at %s", begun.Path)
	}
	if calls := w.services.Calls("POST /v1/reconciliations"); len(calls) != 1 {
		t.Errorf("asked %d times", len(calls))
	}
}

func TestNobodyElseSeesTheReconciliation(t *testing.T) {
	w := newWorld(t)
	for _, who := range []string{"school:regenboog-uh-amerongen", "director:zout", "sot:zeist"} {
		if shown := w.signedIn(who).Get("/afstemming"); shown.Status != http.StatusForbidden && shown.Status != http.StatusNotFound {
			t.Errorf("%s got %d", who, shown.Status)
		}
	}
}
