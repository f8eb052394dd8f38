package portal_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"traject.nl/services/platform/clock"
	"traject.nl/services/portal/portaltest"
)

const regionTerms = `{"today":"2026-11-18","terms":[
	{"caseId":"k1","procedure":"tlv","termId":"beslistermijn","title":"Beslissen op de aanvraag","kind":"statutory","basis":"Awb 4:13 lid 2","owner":"office","plannedOn":"2026-11-10","lastOn":"2026-11-10","daysLeft":-8,"missedOn":"2026-11-11","risk":"missed","subregionId":"zeist"},
	{"caseId":"b1","procedure":"bezwaar","termId":"lbt-verzoek","title":"Het dossier naar de LBT","kind":"service-norm","basis":"LBT-reglement art. 2.2","owner":"office","plannedOn":"2026-11-20","lastOn":"2026-11-20","daysLeft":2,"risk":"this-week","subregionId":"de-bilt"},
	{"caseId":"k2","procedure":"tlv","termId":"beslistermijn","title":"Beslissen op de aanvraag","kind":"statutory","basis":"Awb 4:13 lid 2","owner":"office","suspended":true,"risk":"suspended","subregionId":"zeist","beyondHorizon":true}]}`

func TestDirectorSeesAllTermsOfTheRegionByRisk(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/terms", regionTerms)
	w.services.Answer("GET /v1/cases", `{"cases":[{"id":"k1","dossierId":"k1","procedure":"tlv"}]}`)
	w.services.Answer("POST /v1/dossiers/_labels", `{"labels":[{"id":"k1","label":"Noor Vries"}]}`)
	page := w.signedIn("director:zout").Get("/termijnen")
	last := -1
	for _, part := range []string{
		"Niet alle vrije dagen zijn bekend", "Te laat 1 termijn", "Noor Vries: beslissen op de aanvraag", "8 dagen te laat", "wet Awb 4:13 lid 2",
		"Deze week 1 termijn", "Kenmerk b1: het dossier naar de LBT", "kenmerk b1 · De Bilt", "reglement LBT-reglement art. 2.2", "Staat stil 1 termijn",
	} {
		at := strings.Index(page.Text(), part)
		if at <= last {
			t.Fatalf("%q is not in its place in %s", part, page.Text())
		}
		last = at
	}
	mustHave(t, page, `href="/zaken/k1#termijn-beslistermijn"`)
}

func TestDwangsomIsCountedUntilTheChosenDay(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/penalties", `{"asOf":"2026-11-18","until":"2026-12-24","eurosNow":69,"eurosUntil":1442,"items":[
		{"caseId":"k1","procedure":"tlv","noticeId":"ingebrekestelling/1","receivedOn":"2026-11-01","judgement":"valid","firstDay":"2026-11-16","lastDay":"2026-12-27","daysNow":3,"eurosNow":69,"daysUntil":39,"eurosUntil":1442}]}`)
	browser := w.signedIn("director:zout")
	mustSay(t, browser.Get("/termijnen?tot=2026-12-24"), "€ 69 tot en met vandaag", "€ 1.442 tot en met 24 december 2026, als er niets gebeurt", "3 dagen")
	request, err := http.NewRequest(http.MethodGet, w.url+"/termijnen/dwangsom?tot=2026-12-24", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("HX-Request", "true")
	part := browser.Do(request)
	mustSay(t, part, "€ 1.442")
	if strings.Contains(part.HTML, "<html") {
		t.Error("the answer is a whole page")
	}
	if without := browser.Get("/termijnen/dwangsom?tot=2026-12-24"); without.Path != "/termijnen?tot=2026-12-24" {
		t.Errorf("without a script it leads to %s", without.Path)
	}
}

func TestOverviewIsNotForThoseWhoGuardNothing(t *testing.T) {
	for _, who := range []string{"school:regenboog-uh-amerongen", "parent:abc", "expert:gz-1", "municipality:zeist"} {
		if page := newWorld(t).signedIn(who).Get("/termijnen"); page.Status != http.StatusNotFound {
			t.Errorf("%s gets %d", who, page.Status)
		}
	}
	w := newWorld(t)
	sot := w.signedIn("sot:zeist")
	if page := sot.Get("/termijnen"); page.Status != http.StatusOK || strings.Contains(page.Text(), "Dwangsom") {
		t.Errorf("an SOT gets %d: %s", page.Status, page.Text())
	}
	if page := sot.Get("/termijnen/dwangsom"); page.Status != http.StatusNotFound || len(w.services.Calls("GET /v1/penalties")) > 0 {
		t.Errorf("an SOT asks for the dwangsom: %d", page.Status)
	}
}

const heard = `{"today":"2026-11-18","escalations":[{"caseId":"k1","procedure":"tlv","about":"advies/expert:gz-1","title":"Advies geven","dueOn":"2026-11-01",
	"daysLate":17,"at":"2026-11-15T08:00:00Z","late":true,"over":false,"contact":"sot:zeist"}]}`

func TestMunicipalityHearsWhatIsLateAndWhomToAskAndNothingElse(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/escalations", heard)
	browser := w.signedIn("municipality:zeist")
	for _, path := range []string{"/", "/meldingen"} {
		page := browser.Get(path)
		mustSay(t, page, "Advies geven", "kenmerk k1", "17 dagen te laat", "Neem contact op met SOT Zeist", "later dan bedoeld")
		if strings.Contains(page.HTML, "/zaken/k1") {
			t.Errorf("%s leads to a case that is not theirs", path)
		}
	}
}

func TestSOTAndDirectorSeeOnTheirStartPageWhatTheyWereTold(t *testing.T) {
	for _, who := range []string{"sot:zeist", "director:zout"} {
		w := newWorld(t)
		w.services.Answer("GET /v1/escalations", heard)
		page := w.signedIn(who).Get("/")
		mustSay(t, page, "Meldingen over te laat werk", "Advies geven")
		mustHave(t, page, `href="/zaken/k1"`)
	}
}

func TestCalendarAddressIsShownOnceAndCanBeStopped(t *testing.T) {
	w := newWorld(t)
	w.services.AnswerWith("POST /v1/calendar-links", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"c1","createdAt":"2026-11-18T10:00:00Z","token":"geheim123","path":"/v1/calendars/geheim123.ics"}`})
	w.services.Answer("GET /v1/calendar-links", `{"links":[{"id":"c1","createdAt":"2026-11-18T10:00:00Z","expiresOn":"2027-11-18"}]}`)
	w.services.AnswerWith("DELETE /v1/calendar-links/c1", portaltest.Answer{Status: http.StatusNoContent})
	browser := w.signedIn("expert:gz-1")
	first := browser.Get("/agenda")
	mustSay(t, first, "Namen van kinderen staan er niet in", "Werkt tot en met 18 november 2027")
	made := browser.Post("/agenda", url.Values{"csrf": {first.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}})
	mustHave(t, made, `value="`+w.url+`/agenda/geheim123.ics"`)
	mustSay(t, made, "Kopieer dit adres nu")
	if again := browser.Get("/agenda"); strings.Contains(again.HTML, "geheim123") {
		t.Error("the address is shown twice")
	}
	if stopped := browser.Post("/agenda/c1/intrekken", url.Values{"csrf": {first.CSRF()}}); stopped.Path != "/agenda?gedaan=agenda-gestopt" {
		t.Errorf("led to %s", stopped.Path)
	}
}

func TestCalendarIsReadByItsAddressAloneWhichNoLogEverHas(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(before)
	w := newWorld(t)
	w.services.AnswerWith("GET /v1/calendars/geheim123.ics", portaltest.Answer{Header: map[string]string{"Content-Type": "text/calendar; charset=utf-8"}, Body: "BEGIN:VCALENDAR"})
	w.services.Refuse("GET /v1/calendars/stuk456.ics", http.StatusServiceUnavailable, `{"status":503}`)
	nobody := portaltest.NewBrowser(t, w.url)
	feed := nobody.Get("/agenda/geheim123.ics")
	if feed.Status != http.StatusOK || feed.HTML != "BEGIN:VCALENDAR" || feed.Header.Get("Content-Type") != "text/calendar; charset=utf-8" {
		t.Errorf("%d %q %q", feed.Status, feed.HTML, feed.Header.Get("Content-Type"))
	}
	if calls := w.services.Calls("GET /v1/calendars/"); len(calls) != 1 || calls[0].Token != "" {
		t.Errorf("asked as %+v", calls)
	}
	if gone := nobody.Get("/agenda/onbekend789.ics"); gone.Status != http.StatusNotFound {
		t.Errorf("an unknown address: %d", gone.Status)
	}
	if away := nobody.Get("/agenda/stuk456.ics"); away.Status != http.StatusServiceUnavailable {
		t.Errorf("an unreachable service: %d", away.Status)
	}
	for _, secret := range []string{"geheim123", "stuk456", "onbekend789"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log has %s: %s", secret, log.String())
		}
	}
	if !strings.Contains(log.String(), "/agenda/geheim.ics") {
		t.Error("the log does not tell that a calendar was read")
	}
}

func TestEachRoleFindsItsPagesInTheMenu(t *testing.T) {
	for who, pages := range map[string][]string{
		"office:zout": {"/zaken", "/termijnen", "/register", "/agenda"}, "director:zout": {"/termijnen", "/meldingen", "/register"}, "sot:zeist": {"/termijnen", "/meldingen"},
		"municipality:zeist": {"/meldingen", "/agenda"}, "board:x": {"/zaken", "/meldingen"}, "parent:abc": {"/agenda"}, "expert:gz-1": {"/agenda"},
	} {
		browser := newWorld(t).signedIn(who)
		start := browser.Get("/")
		for _, path := range pages {
			mustHave(t, start, `href="`+path+`"`)
			if page := browser.Get(path); page.Status != http.StatusOK {
				t.Errorf("%s at %s: %d", who, path, page.Status)
			}
		}
	}
}

func TestTheDirectorSeesHowManyCasesAreOpenAndLateHoweverManyThereAre(t *testing.T) {
	w := newWorld(t)
	today := w.now.In(clock.Amsterdam())
	by := func(days int) string { return today.AddDate(0, 0, days).Format(time.DateOnly) }
	w.services.Answer("GET /v1/cases?closed=false&limit=1", `{"cases":[{"id":"k9","dossierId":"k9","procedure":"tlv"}],"total":2345,"nextCursor":"x"}`)
	w.services.Answer("GET /v1/cases?closed=false&decideBy="+by(-1)+"&limit=1", `{"cases":[],"total":12}`)
	w.services.Answer("GET /v1/cases?closed=false&decideBy="+by(21)+"&limit=200", portaltest.Text(map[string]any{
		"total": 300, "nextCursor": "y", "cases": []any{
			map[string]any{"id": "k2", "dossierId": "k2", "procedure": "tlv", "decisionTerm": map[string]any{"plannedOn": by(20), "daysLeft": 20}},
			map[string]any{"id": "k1", "dossierId": "k1", "procedure": "tlv", "decisionTerm": map[string]any{"plannedOn": by(3), "daysLeft": 3}},
			map[string]any{"id": "k9", "dossierId": "k9", "procedure": "tlv"},
		},
	}))
	page := w.signedIn("director:zout").Get("/")
	mustSay(t, page, "2345 lopende zaken", "12 over de wettelijke datum", "Er zijn er meer dan hier passen.")
	first, second := strings.Index(page.HTML, `id="dreigt-k1"`), strings.Index(page.HTML, `id="dreigt-k2"`)
	if first < 0 || second < first || strings.Contains(page.HTML, `id="dreigt-k9"`) {
		t.Errorf("what is due first stands at %d, then at %d, in %s", first, second, page.HTML)
	}
}
