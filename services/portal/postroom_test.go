package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"traject.nl/services/portal/portaltest"
)

// postOf is a post room with one thing of each kind; the 48 hours of the undelivered one end at the given moment.
func postOf(due time.Time) string {
	return portaltest.Text(map[string]any{
		"undelivered": []any{map[string]any{"id": "u1", "noticeId": "n1", "caseId": "k1", "party": "school:regenboog-uh-amerongen", "kind": "letter", "reason": "bounced",
			"since": "2026-11-18T08:00:00Z", "dueAt": due, "level": "escalated"}},
		"print": []any{
			map[string]any{"id": "p1", "caseId": "k1", "dossierId": "k1", "party": "parent:abc", "kind": "letter", "pieceId": "b1", "reason": "no-consent", "since": "2026-11-18T08:00:00Z", "dueAt": due},
			map[string]any{"id": "p2", "caseId": "k2", "dossierId": "k2", "party": "parent:abc", "kind": "reminder", "reason": "no-address", "since": "2026-11-18T08:00:00Z", "dueAt": due},
		},
		"held":   []any{map[string]any{"id": "h1", "caseId": "k3", "party": "municipality:zeist", "kind": "escalation", "since": "2026-11-18T08:00:00Z", "holdId": "s1", "reason": "Proef"}},
		"dead":   []any{map[string]any{"id": "d1", "caseId": "k4", "party": "municipality:bunnik", "channel": "webhook", "reply": "500", "since": "2026-11-18T08:00:00Z"}},
		"counts": map[string]int{"undelivered": 1, "print": 2, "held": 1, "dead": 1},
	})
}

func TestOfficeSeesAmongItsTasksWhatDidNotArriveAndByWhenItMust(t *testing.T) {
	w := newWorld(t)
	w.now = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	w.services.Answer("GET /v1/post/summary", portaltest.Text(map[string]any{
		"dueAt": w.now.Add(5 * time.Hour), "stopped": true, "counts": map[string]int{"undelivered": 1, "print": 2, "held": 1, "dead": 1},
	}))
	start := w.signedIn("office:zout").Get("/")
	mustSay(t, start, "Post: 1 bericht niet bezorgd, uiterlijk 20 november 2026, 15:00 uur, 2 brieven te printen, 1 bericht tegengehouden en 1 bericht dat een koppeling niet aannam", "nog 5 uur",
		"De noodstop staat aan")
	mustHave(t, start, `id="taak-post" href="/post"`)
	w.services.Refuse("GET /v1/post/summary", http.StatusServiceUnavailable, `{"status":503}`)
	if away := w.signedIn("office:zout").Get("/"); away.Status != http.StatusOK || !strings.Contains(away.Text(), "De post is nu even niet te zien") {
		t.Errorf("without the post: %d %s", away.Status, away.Text())
	}
}

func TestPostRoomSaysWhyByWhenAndHowLate(t *testing.T) {
	w := newWorld(t)
	w.now = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	w.services.Answer("GET /v1/post", postOf(w.now.Add(-3*time.Hour)))
	mustSay(t, w.signedIn("office:zout").Get("/post"), "Brief, voor Regenboog UH", "De e-mail kwam terug.", "3 uur te laat", "Uiterlijk 20 november 2026, 07:00 uur", "Awb 2:10",
		"Melding over te laat werk, voor gemeente Zeist", "Reden: Proef", "Gemeente Bunnik", "Laatste antwoord: 500")
	director := w.signedIn("director:zout").Get("/post")
	mustSay(t, director, "Brief, voor Regenboog UH")
	if strings.Contains(director.HTML, "Afhandelen") || strings.Contains(director.HTML, "/post/stop") || strings.Contains(director.HTML, `type="checkbox"`) {
		t.Error("the director only reads, and is offered to act")
	}
	for _, who := range []string{"sot:zeist", "school:op-dreef-zeist", "municipality:zeist"} {
		for _, path := range []string{"/post", "/storingen"} {
			if page := newWorld(t).signedIn(who).Get(path); page.Status != http.StatusNotFound {
				t.Errorf("%s gets %d at %s", who, page.Status, path)
			}
		}
	}
}

func TestOfficeSaysWhatItDidByHand(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/post", postOf(w.now.Add(time.Hour)))
	w.services.AnswerWith("POST /v1/post/u1/settlements", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"u1"}`})
	browser := w.signedIn("office:zout")
	form := browser.Get("/post/u1")
	mustSay(t, form, "Afhandelen", "Verteld aan de telefoon")
	mustHave(t, form, `href="/zaken/k1/bewijs/opnieuw?bericht=n1"`)
	without := browser.Post("/post/u1", url.Values{"csrf": {form.CSRF()}, "op": {"2026-11-20"}})
	if without.Status != http.StatusBadRequest {
		t.Errorf("without an answer: %d", without.Status)
	}
	mustSay(t, without, "Kies wat er is gedaan.")
	if calls := w.services.Calls("POST /v1/post/"); len(calls) > 0 {
		t.Fatalf("settled %+v", calls)
	}
	done := browser.Post("/post/u1", url.Values{"csrf": {form.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "hoe": {"phoned"}, "op": {"2026-11-20"}})
	if done.Path != "/post?gedaan=post-vastgelegd" {
		t.Errorf("led to %s", done.Path)
	}
	if calls := w.services.Calls("POST /v1/post/u1/settlements"); len(calls) != 1 || calls[0].Body != `{"how":"phoned","on":"2026-11-20"}` || calls[0].Key == "" {
		t.Errorf("settled %+v", calls)
	}
	if gone := browser.Get("/post/u9"); gone.Path != "/post?gedaan=post-al-gedaan" {
		t.Errorf("what is gone leads to %s", gone.Path)
	}
	if paper := browser.Get("/post/p1"); strings.Contains(paper.HTML, `value="phoned"`) || !strings.Contains(paper.HTML, `value="posted"`) {
		t.Error("a letter to print is not told by phone")
	}
}

func TestLetterToPrintIsThePieceOrTheNoticeOnPaper(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/post", postOf(w.now))
	pdf := map[string]string{"Content-Type": "application/pdf"}
	w.services.AnswerWith("GET /v1/dossiers/k1/documents/b1/content", portaltest.Answer{Header: pdf, Body: "%PDF letter"})
	w.services.AnswerWith("POST /v1/dossiers/k2/paper-notices", portaltest.Answer{Header: pdf, Body: "%PDF notice"})
	browser := w.signedIn("office:zout")
	for path, body := range map[string]string{"/post/p1/brief": "%PDF letter", "/post/p2/brief": "%PDF notice"} {
		page := browser.Get(path)
		if page.HTML != body || page.Header.Get("Content-Type") != "application/pdf" || !strings.Contains(page.Header.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s: %q %v", path, page.HTML, page.Header)
		}
	}
	if made := w.services.Calls("POST /v1/dossiers/k2/paper-notices"); len(made) != 1 || made[0].Body != `{"caseId":"k2","kind":"reminder","party":"parent:abc"}` {
		t.Errorf("made %+v", made)
	}
	if page := browser.Get("/post/u1/brief"); page.Status != http.StatusNotFound {
		t.Errorf("what is no letter: %d", page.Status)
	}
}

func TestStopButtonNeedsAReasonAndStandsOnTop(t *testing.T) {
	w := newWorld(t)
	w.services.AnswerWith("POST /v1/holds", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"s1"}`})
	w.services.AnswerWith("DELETE /v1/holds/s1", portaltest.Answer{Status: http.StatusNoContent})
	browser := w.signedIn("office:zout")
	form := browser.Get("/post/stop")
	without := browser.Post("/post/stop", url.Values{"csrf": {form.CSRF()}, "soort": {"reminder"}})
	if without.Status != http.StatusBadRequest || len(w.services.Calls("POST /v1/holds")) > 0 {
		t.Errorf("without a reason: %d", without.Status)
	}
	mustHave(t, without, `href="#veld-reden"`)
	browser.Post("/post/stop", url.Values{"csrf": {form.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "soort": {"reminder"}, "reden": {"De teksten kloppen niet."}})
	if calls := w.services.Calls("POST /v1/holds"); len(calls) != 1 || calls[0].Body != `{"kind":"reminder","reason":"De teksten kloppen niet."}` {
		t.Errorf("stopped %+v", calls)
	}
	w.services.Answer("GET /v1/post/summary", `{"counts":{"undelivered":0,"print":0,"held":0,"dead":0},"stopped":true}`)
	w.services.Answer("GET /v1/holds", `{"items":[{"id":"s1","kind":"reminder","reason":"De teksten kloppen niet.","at":"2026-11-20T08:00:00Z"},
		{"id":"s0","reason":"Oud","at":"2026-11-01T08:00:00Z","endedAt":"2026-11-01T09:00:00Z"}]}`)
	page := browser.Get("/post")
	mustSay(t, page, "Er gaat nu niets uit van de soort ‘Herinnering’", "De teksten kloppen niet.", "Noodstop opheffen")
	if strings.Contains(page.Text(), "Oud") || !strings.Contains(page.HTML, `href="/post/stop"`) {
		t.Error("a stop that ended is shown, or the other kinds cannot be stopped any more")
	}
	mustSay(t, browser.Get("/"), "De noodstop staat aan")
	if ended := browser.Post("/post/stop/s1/opheffen", url.Values{"csrf": {page.CSRF()}}); !strings.HasPrefix(ended.Path, "/post?gedaan=noodstop-uit") {
		t.Errorf("led to %s", ended.Path)
	}
}

func TestHeldMessagesGoOrAreThrownAwayOnlyWhenAskedTwice(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/post", postOf(w.now))
	w.services.Answer("POST /v1/held/releases", `{"released":1}`)
	w.services.Answer("POST /v1/held/drops", `{"dropped":1}`)
	browser := w.signedIn("office:zout")
	form := url.Values{"csrf": {browser.Get("/post").CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "doe": {"versturen"}}
	if none := browser.Post("/post/tegengehouden", form); none.Status != http.StatusBadRequest {
		t.Errorf("nothing chosen: %d", none.Status)
	}
	form.Set("bericht", "h1")
	if page := browser.Post("/post/tegengehouden", form); !strings.HasPrefix(page.Path, "/post?gedaan=post-vrijgegeven") {
		t.Errorf("led to %s", page.Path)
	}
	form.Set("doe", "alles")
	browser.Post("/post/tegengehouden", form)
	released := w.services.Calls("POST /v1/held/releases")
	if len(released) != 2 || released[0].Body != `{"ids":["h1"]}` || released[1].Body != `{}` {
		t.Errorf("released %+v", released)
	}
	form.Set("doe", "weggooien")
	mustSay(t, browser.Post("/post/tegengehouden", form), "Berichten weggooien?", "Melding over te laat werk, voor gemeente Zeist, kenmerk k3")
	if dropped := w.services.Calls("POST /v1/held/drops"); len(dropped) > 0 {
		t.Fatalf("dropped before it was asked twice: %+v", dropped)
	}
	form.Set("zeker", "ja")
	browser.Post("/post/tegengehouden", form)
	if dropped := w.services.Calls("POST /v1/held/drops"); len(dropped) != 1 || dropped[0].Body != `{"ids":["h1"]}` {
		t.Errorf("dropped %+v", dropped)
	}
	w.services.Refuse("POST /v1/held/releases", http.StatusConflict, `{"status":409,"detail":"De noodstop staat nog aan."}`)
	form.Set("doe", "alles")
	mustSay(t, browser.Post("/post/tegengehouden", form), "De noodstop staat nog aan.")
}

func TestOutagesAreFoundByDayAndWhereLatenessIsJudged(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/outages", `{"items":[{"id":"o1","beganAt":"2026-11-18T08:00:00Z","endedAt":"2026-11-18T09:30:00Z","reason":"no-answer"},{"id":"o2","beganAt":"2026-11-19T08:00:00Z","reason":"http-502"}]}`)
	browser := w.signedIn("office:zout")
	mustSay(t, browser.Get("/storingen?van=2026-11-01&tot=2026-11-20"), "18 november 2026, 09:00 uur", "1 uur en 30 minuten", "Traject gaf geen antwoord", "duurt nog", "Traject gaf een fout (502)", "Awb 2:21")
	if calls := w.services.Calls("GET /v1/outages"); len(calls) != 1 || calls[0].Query != "from=2026-11-01&to=2026-11-20" {
		t.Errorf("asked %+v", calls)
	}
	mustSay(t, browser.Get("/storingen?van=gisteren"), "Vul een dag in")
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"procedure": "bezwaar", "as": []string{"office"}, "tlv": nil,
		"bezwaar": map[string]any{"objector": "parent", "receivedOn": "2026-11-20", "channel": "portal", "late": true}}))
	w.services.Answer("GET /v1/dossiers/k1", dossier)
	mustHave(t, browser.Get("/zaken/k1"), `href="/storingen?tot=2026-11-20&amp;van=2026-11-06"`)
}
