package portal_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/evidence/checker"
	"traject.nl/services/portal/portaltest"
)

// chain is what a service keeps of case k1, with an entry of each of these kinds.
func chain(t *testing.T, name string, kinds ...evidence.Kind) evidence.Export {
	t.Helper()
	log := evidence.Memory(name)
	for i, kind := range kinds {
		if _, err := log.Append(t.Context(), evidence.Entry{
			CaseID: "k1", Key: string(kind), At: time.Date(2026, 11, 20, 9+i, 0, 0, 0, time.UTC), Kind: kind, Party: "school:op-dreef-zeist",
			Facts: map[string]string{evidence.FactReply: "250 2.0.0 OK", evidence.FactKind: "letter"},
		}); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := log.OfCase(t.Context(), "k1")
	if err != nil {
		t.Fatal(err)
	}
	return evidence.Exported(name, "k1", entries)
}

// proven is a world with evidence in three services, each at its own address, of which one can be changed.
func proven(t *testing.T, change func(notifications *evidence.Export)) (w *world, browser *portaltest.Browser) {
	t.Helper()
	w = newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(nil))
	w.services.Answer("GET /v1/notices", `{"items":[{"id":"n1","caseId":"k1","party":"school:op-dreef-zeist","kind":"letter","at":"2026-11-20T09:00:00Z",
		"openedAt":"2026-11-20T12:00:00Z","missed":true,"deliveries":[{"id":"d1","channel":"mail","to":"mailbox","state":"accepted","reply":"250 OK","settledAt":"2026-11-20T09:16:00Z"}]},
		{"id":"n2","caseId":"k1","party":"parent:abc","kind":"received","at":"2026-11-20T09:00:00Z","deliveries":[]}]}`)
	notifications := chain(t, "notifications", evidence.Composed, evidence.Accessible, evidence.Accepted)
	if change != nil {
		change(&notifications)
	}
	w.services.Answer("GET /v1/evidence", portaltest.Text(notifications))
	return w, w.signedIn("office:zout")
}

func TestEvidencePageSaysWhatWasSentToWhomAndWhetherItWasOpened(t *testing.T) {
	_, browser := proven(t, nil)
	page := browser.Get("/zaken/k1/bewijs")
	if page.Status != http.StatusOK {
		t.Fatalf("status %d: %s", page.Status, page.Text())
	}
	mustSay(t, page, "Het bewijs is heel", "Klopt: 3 regels op rij.", "Brief of besluit, aan Op Dreef", "E-mail: aangenomen op 20 november 2026, 10:16 uur (250 OK)",
		"Geopend 20 november 2026, 13:00 uur", "Niet binnen 48 uur bericht gegeven", "Aanvraag ontvangen, aan de ouders", "Nog niet geopend", "Er ging geen e-mail uit.",
		"E-mail aangenomen door de mailserver", "antwoord: 250 2.0.0 OK")
	text := page.Text()
	if strings.Index(text, "Bericht opgesteld") > strings.Index(text, "Klaargezet in Traject") {
		t.Error("the evidence is not in the order of time")
	}
}

func TestEvidencePageSaysWhereAChainIsBroken(t *testing.T) {
	_, browser := proven(t, func(chain *evidence.Export) { chain.Entries[1].Party = "parent:iemand-anders" })
	page := browser.Get("/zaken/k1/bewijs")
	mustSay(t, page, "Let op: het bewijs is niet heel", "Klopt niet: bij regel 2 is iets veranderd of weggehaald.")
	if strings.Contains(page.Text(), "Het bewijs is heel") {
		t.Error("a broken chain is said to be whole")
	}
}

func TestEvidenceIsHandedOverAsPDFAndAsJSONThatVerifies(t *testing.T) {
	_, browser := proven(t, nil)
	printed := browser.Get("/zaken/k1/bewijs.pdf")
	if printed.Status != http.StatusOK || !bytes.HasPrefix([]byte(printed.HTML), []byte("%PDF-")) || printed.Header.Get("Content-Type") != "application/pdf" {
		t.Errorf("%d %q", printed.Status, printed.Header.Get("Content-Type"))
	}
	exported := browser.Get("/zaken/k1/bewijs.json")
	var chains []evidence.Export
	if err := json.Unmarshal([]byte(exported.HTML), &chains); err != nil {
		t.Fatal(err)
	}
	if len(chains) != 3 {
		t.Fatalf("%d chains", len(chains))
	}
	for _, chain := range chains {
		if err := chain.Verify(); err != nil || len(chain.Entries) != 3 {
			t.Errorf("%s: %d entries, %v", chain.Log, len(chain.Entries), err)
		}
	}
	file, said := filepath.Join(t.TempDir(), "bewijs.json"), &bytes.Buffer{}
	if err := os.WriteFile(file, []byte(exported.HTML), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := checker.Run(t.Context(), []string{"verify", file}, nil, said); err != nil {
		t.Errorf("traject evidence verify: %v\n%s", err, said)
	}
	if name := exported.Header.Get("Content-Disposition"); name != `attachment; filename="bewijs-k1.json"` {
		t.Errorf("named %s", name)
	}
}

func TestProofWithAPartMissingIsNone(t *testing.T) {
	w, browser := proven(t, nil)
	w.services.Refuse("GET /v1/evidence", http.StatusServiceUnavailable, `{"status":503}`)
	for _, path := range []string{"/zaken/k1/bewijs", "/zaken/k1/bewijs.pdf", "/zaken/k1/bewijs.json"} {
		if page := browser.Get(path); page.Status != http.StatusServiceUnavailable {
			t.Errorf("%s: %d", path, page.Status)
		}
	}
}

func TestOnlyOfficeAndDirectorSeeTheEvidence(t *testing.T) {
	w, _ := proven(t, nil)
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"as": []string{"applicant"}}))
	for _, who := range []string{"school:op-dreef-zeist", "sot:zeist", "parent:abc", "municipality:zeist", "expert:gz-1"} {
		browser := w.signedIn(who)
		for _, path := range []string{"/zaken/k1/bewijs", "/zaken/k1/bewijs.pdf", "/zaken/k1/bewijs.json", "/zaken/k1/bewijs/opnieuw?bericht=n1"} {
			if page := browser.Get(path); page.Status != http.StatusNotFound {
				t.Errorf("%s at %s: %d", who, path, page.Status)
			}
		}
		if page := browser.Get("/zaken/k1"); strings.Contains(page.HTML, "/bewijs") {
			t.Errorf("%s is led to the evidence", who)
		}
	}
	director := w.signedIn("director:zout")
	page := director.Get("/zaken/k1/bewijs")
	mustHave(t, page, "Bewijs van berichten")
	if resend := director.Get("/zaken/k1/bewijs/opnieuw?bericht=n1"); resend.Status != http.StatusNotFound || strings.Contains(page.HTML, "Opnieuw versturen") {
		t.Error("the director is led to do the post")
	}
}

func TestMessageGoesOnceMoreOnlyAfterAConfirmation(t *testing.T) {
	w, browser := proven(t, nil)
	w.services.AnswerWith("POST /v1/notices/n1/resends", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"n1","state":"waiting"}`})
	mustHave(t, browser.Get("/zaken/k1/bewijs"), `href="/zaken/k1/bewijs/opnieuw?bericht=n1"`)
	page := browser.Get("/zaken/k1/bewijs/opnieuw?bericht=n1")
	mustSay(t, page, "Bericht opnieuw versturen?", "Het eerste bewijs blijft staan.", "Op Dreef")
	if calls := w.services.Calls("POST /v1/notices"); len(calls) != 0 {
		t.Fatalf("looking sent it: %v", calls)
	}
	form := url.Values{"csrf": {page.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "bericht": {"n1"}}
	done := browser.Post("/zaken/k1/bewijs/opnieuw", form)
	if done.Path != "/zaken/k1/bewijs?gedaan=opnieuw-verstuurd" {
		t.Errorf("led to %s", done.Path)
	}
	form.Set("adres", "nieuw@school.test")
	browser.Post("/zaken/k1/bewijs/opnieuw", form)
	calls := w.services.Calls("POST /v1/notices/n1/resends")
	if len(calls) != 2 || calls[0].Body != `{}` || calls[1].Body != `{"address":"nieuw@school.test"}` || calls[0].Key != "abcdefghijklmnopqrstuvwxyz" {
		t.Errorf("sent %v", calls)
	}
}

func TestAddressThatIsNoneIsSaidAtItsField(t *testing.T) {
	w, browser := proven(t, nil)
	w.services.Refuse("POST /v1/notices/n1/resends", http.StatusBadRequest, `{"status":400,"errors":[{"location":"body.address","message":"Dit is geen e-mailadres."}]}`)
	form := url.Values{"csrf": {browser.Get("/").CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "bericht": {"n1"}, "adres": {"geen adres"}}
	page := browser.Post("/zaken/k1/bewijs/opnieuw", form)
	if page.Status != http.StatusBadRequest {
		t.Errorf("status %d", page.Status)
	}
	mustHave(t, page, `href="#veld-adres"`, `value="geen adres"`, `value="abcdefghijklmnopqrstuvwxyz"`)
	mustSay(t, page, "Dit is geen e-mailadres.")
	if unknown := browser.Get("/zaken/k1/bewijs/opnieuw?bericht=van-elders"); unknown.Status != http.StatusNotFound {
		t.Errorf("an unknown message: %d", unknown.Status)
	}
}
