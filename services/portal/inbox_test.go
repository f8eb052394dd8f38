package portal_test

import (
	"net/http"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

const (
	unreadLetter = `{"id":"nieuw","caseId":"k1","kind":"letter","title":"Er is een brief voor u","text":"","party":"school:op-dreef-zeist","at":"2026-11-20T09:00:00Z","page":"letter","pieceId":"p9","dueOn":"2026-12-01"}`
	openedTask   = `{"id":"gelezen","caseId":"k1","kind":"received","title":"De aanvraag is ontvangen","text":"Kijk in Traject waar hij staat.","party":"school:op-dreef-zeist","at":"2026-11-21T09:00:00Z","page":"case","openedAt":"2026-11-21T10:00:00Z"}`
)

// withInbox has one message that was opened and, longer ago, one that was not; of both there are more.
func (w *world) withInbox() {
	w.services.Answer("GET /v1/inbox", `{"unread":1,"next":"c/2","items":[`+openedTask+`,`+unreadLetter+`]}`)
	for _, query := range []string{"limit=30&unread=true", "before=c%2F3&limit=30&unread=true"} {
		w.services.Answer("GET /v1/inbox?"+query, `{"unread":1,"next":"c/2","items":[`+unreadLetter+`]}`)
	}
}

func TestInboxShowsFirstWhatWasNotOpened(t *testing.T) {
	w := newWorld(t)
	w.withInbox()
	browser := w.signedIn("school:op-dreef-zeist")
	page := browser.Get("/berichten")
	mustSay(t, page, "U hebt 1 bericht nog niet geopend.", "Er is een brief voor u", "Brief of besluit", "Gaat over 1 december 2026", "Geopend op 21 november 2026",
		"Oudere berichten", "Meer berichten die u nog niet opende")
	mustHave(t, page, `id="bericht-nieuw" href="/berichten/nieuw"`, `href="/berichten?vanaf=c%2F2"`, `href="/berichten?nieuw=c%2F2"`, `data-stroom="/berichten/gebeurtenissen"`)
	if text := page.Text(); strings.Index(text, "Er is een brief voor u") > strings.Index(text, "De aanvraag is ontvangen") {
		t.Error("what was opened stands above what was not")
	}
	if count := strings.Count(page.HTML, `id="bericht-`); count != 2 {
		t.Errorf("%d messages are shown", count)
	}
}

func TestOlderMessagesAndOlderUnreadOnesFollowOnTheirOwnPages(t *testing.T) {
	w := newWorld(t)
	w.withInbox()
	browser := w.signedIn("school:op-dreef-zeist")
	older := browser.Get("/berichten?vanaf=c%2F1")
	mustSay(t, older, "De aanvraag is ontvangen", "Terug naar de nieuwste")
	if strings.Contains(older.Text(), "Nog niet geopend") {
		t.Error("what was not opened stands on two pages")
	}
	if calls := w.services.Calls("GET /v1/inbox"); !hasQuery(calls, "before=c%2F1") || hasQuery(calls, "unread") {
		t.Errorf("asked %v", calls)
	}
	unread := browser.Get("/berichten?nieuw=c%2F3")
	mustSay(t, unread, "Nog niet geopend", "Terug naar de nieuwste")
	if strings.Contains(unread.Text(), "Oudere berichten") {
		t.Error("two lists go on from one cursor")
	}
}

func hasQuery(calls []portaltest.Call, part string) bool {
	for _, call := range calls {
		if strings.Contains(call.Query, part) {
			return true
		}
	}
	return false
}

func TestOpenedMessageLeadsToWhatItIsAbout(t *testing.T) {
	for _, leads := range []struct{ who, item, to string }{
		{"office:zout", `{"id":"m1","caseId":"k1","kind":"task","party":"office:zout","page":"case"}`, "/zaken/k1"},
		{"office:zout", `{"id":"m1","caseId":"k1","kind":"reminder","party":"office:zout","page":"post"}`, "/post"},
		{"parent:abc", `{"id":"m1","caseId":"k1","kind":"letter","party":"parent:abc","page":"letter","pieceId":"p9"}`, "/zaken/k1/documenten/p9"},
		{"municipality:zeist", `{"id":"m1","caseId":"k1","kind":"escalation","party":"municipality:zeist","page":"escalations"}`, "/meldingen"},
		{"board:x", `{"id":"m1","caseId":"b1","kind":"objection","party":"board:x","page":"case"}`, "/zaken/b1"},
	} {
		t.Run(leads.who+leads.to, func(t *testing.T) {
			w := newWorld(t)
			w.services.Answer("POST /v1/inbox/m1/openings", leads.item)
			browser := w.signedIn(leads.who)
			browser.HTTP.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
			page := browser.Get("/berichten/m1")
			if to := page.Header.Get("Location"); page.Status != http.StatusSeeOther || to != leads.to {
				t.Errorf("%d to %q, want %q", page.Status, to, leads.to)
			}
			if calls := w.services.Calls("POST /v1/inbox/m1/openings"); len(calls) != 1 {
				t.Errorf("opened %d times", len(calls))
			}
		})
	}
}

func TestFetchingAheadOpensNothing(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(nil))
	browser := w.signedIn("office:zout")
	for _, path := range []string{"/berichten/m1", "/zaken/k1"} {
		request, err := http.NewRequest(http.MethodGet, w.url+path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Sec-Purpose", "prefetch")
		browser.Do(request)
	}
	if calls := w.services.Calls("POST /v1/inbox"); len(calls) != 0 {
		t.Errorf("a prefetch was taken for a person: %v", calls)
	}
}

func TestMessageOfAnotherIsNotFound(t *testing.T) {
	w := newWorld(t)
	w.services.Refuse("POST /v1/inbox/van-een-ander/openings", http.StatusNotFound, `{"status":404}`)
	if page := w.signedIn("office:zout").Get("/berichten/van-een-ander"); page.Status != http.StatusNotFound {
		t.Errorf("status %d", page.Status)
	}
}

func TestCasePageOpensItsMessages(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(nil))
	w.signedIn("office:zout").Get("/zaken/k1")
	w.afterwards()
	calls := w.services.Calls("POST /v1/inbox/openings")
	if len(calls) != 1 || calls[0].Body != `{"caseId":"k1"}` {
		t.Errorf("opened: %v", calls)
	}
}

func TestLetterThatSomebodyReadsIsOpenedByName(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(nil))
	w.services.Answer("GET /v1/dossiers/k1/documents/p9/content", "%PDF-")
	browser := w.signedIn("parent:abc")
	browser.Get("/zaken/k1/documenten/p9")
	browser.Get("/zaken/k1/documenten/van-een-ander")
	w.afterwards()
	calls := w.services.Calls("POST /v1/inbox/openings")
	if len(calls) != 1 || calls[0].Body != `{"caseId":"k1","pieceId":"p9"}` {
		t.Errorf("opened: %v", calls)
	}
}

func TestEveryPageCountsTheUnreadMessages(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/inbox/unread", `{"unread":3}`)
	browser := w.signedIn("office:zout")
	for _, path := range []string{"/", "/zaken", "/berichten", "/nergens"} {
		page := browser.Get(path)
		mustSay(t, page, "Berichten (3) ongelezen")
		mustHave(t, page, `id="bel"`, `data-aantal="3"`)
	}
	if page := portaltest.NewBrowser(t, w.url).Get("/"); strings.Contains(page.HTML, `id="bel"`) {
		t.Error("somebody who is not signed in has an inbox")
	}
}

func TestPageDoesNotNeedTheInbox(t *testing.T) {
	w := newWorld(t)
	w.services.Refuse("GET /v1/inbox/unread", http.StatusServiceUnavailable, `{"status":503}`)
	w.services.Refuse("POST /v1/inbox/openings", http.StatusServiceUnavailable, `{"status":503}`)
	w.services.Answer("GET /v1/cases/k1", caseWith(nil))
	page := w.signedIn("office:zout").Get("/zaken/k1")
	if page.Status != http.StatusOK {
		t.Fatalf("status %d", page.Status)
	}
	mustHave(t, page, `href="/berichten"`)
	if strings.Contains(page.Text(), "Berichten (") {
		t.Error("a number is shown that nobody knows")
	}
}
