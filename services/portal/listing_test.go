package portal_test

import (
	"net/http"
	"testing"
)

func TestRegisterSaysWhatAnObjectionChanged(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/tlv-register", `{"tlvs":[
		{"tlvNumber":"PO2603-000003","caseId":"k1","decidedOn":"2027-03-01","replaces":"PO2603-000001"},
		{"tlvNumber":"PO2603-000002","caseId":"k2","decidedOn":"2026-11-20","endedOn":"2027-02-01"},
		{"tlvNumber":"PO2603-000001","caseId":"k1","decidedOn":"2026-11-20","replacedBy":"PO2603-000003","endedOn":"2027-03-01"}]}`)
	mustSay(t, w.signedIn("office:zout").Get("/register"), "Na bezwaar, in plaats van PO2603-000001", "Na bezwaar vervallen op 1 februari 2027", "Na bezwaar vervangen door PO2603-000003")
}

func TestCasesOfOneProcedureAreListedApart(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases", `{"cases":[{"id":"p1","dossierId":"k1","procedure":"buitenkans","receivedAt":"2026-10-01T10:00:00Z","outcome":"no-consent","closed":true}],"nextCursor":"c2"}`)
	browser := w.signedIn("office:zout")
	page := browser.Get("/zaken?toon=afgerond&procedure=buitenkans")
	mustSay(t, page, "Buitenkans met kenmerk p1", "Geen toestemming van de ouders")
	mustHave(t, page, `value="buitenkans" selected`, `name="toon" value="afgerond"`, `href="/zaken?procedure=buitenkans&amp;toon=alles"`,
		`href="/zaken?procedure=buitenkans&amp;toon=afgerond&amp;vanaf=c2"`)
	if odd := browser.Get("/zaken?procedure=nergens"); odd.Status != http.StatusOK {
		t.Errorf("an unknown procedure: %d", odd.Status)
	}
}
