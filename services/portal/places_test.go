package portal_test

import (
	"net/http"
	"testing"

	"traject.nl/services/portal/portaltest"
)

func TestPlacesSayWhoIsThereWhoLeavesAndWhoComesNextAndWhy(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/places", book)
	w.services.Answer("GET /v1/cases", `{"cases":[{"id":"p1","dossierId":"k1","procedure":"buitenkans","receivedAt":"2026-10-01T10:00:00Z"}]}`)
	w.services.Answer("POST /v1/dossiers/_labels", `{"labels":[{"id":"k1","label":"Noor Vries"}]}`)
	page := w.signedIn(theBuitenkans).Get("/buitenkans")
	mustSay(t, page, "1 leerling is er nu", "(1 gepland)", "2 plekken vrij in de week van 23 november 2026", "1 leerling wacht", "Noor Vries", "Leerling uit groep 6",
		"Groep Middenbouw is vol tot en met 29 januari 2027.", "Gaat voor: de situatie is dringend", "Waarschijnlijk een plek op 1 februari 2027",
		"1 van 1 bezet, 0 vrij", "geen plekken", "Laatste dag 4 december 2026", "nog 11 dagen", "komt nog")
	mustHave(t, page, `href="/zaken/p1"`)
	mustNotSay(t, page, "Aantal plekken wijzigen")
}

func TestOnlyWhoWorksWithThePlacesSeesThem(t *testing.T) {
	for who, status := range map[string]int{
		"sot:zeist": http.StatusOK, "director:zout": http.StatusOK, "office:zout": http.StatusOK,
		origin: http.StatusNotFound, "parent:abc": http.StatusNotFound, "municipality:zeist": http.StatusNotFound,
	} {
		w := newWorld(t)
		w.services.Answer("GET /v1/places", book)
		if page := w.signedIn(who).Get("/buitenkans"); page.Status != status {
			t.Errorf("%s: status %d, want %d", who, page.Status, status)
		}
	}
}

func TestEmptyBookSaysSo(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/places", `{"version":0,"today":"2026-11-23","groups":[],"waiting":[],"leaving":[]}`)
	mustSay(t, w.signedIn("office:zout").Get("/buitenkans"), "Er zijn nog geen groepen met plekken.", "Er staat niemand op de wachtlijst.")
}

func TestBuitenkansStartsWithItsTasksAndItsPupils(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/tasks", portaltest.Text(map[string]any{"today": "2026-11-18", "tasks": []any{map[string]any{
		"id": "intake", "caseId": "p1", "kind": "intake", "party": theBuitenkans, "mine": true, "title": "Beslis over de toelating", "reason": "De ouders gaven toestemming.",
		"basis": "ZOUT-instelling", "dueOn": "2026-11-27", "daysLeft": 9, "dossierId": "k1", "applicantSchoolId": "op-dreef-zeist", "procedure": "buitenkans",
	}}}))
	w.services.Answer("GET /v1/cases", `{"cases":[{"id":"p1","dossierId":"k1","procedure":"buitenkans","status":"De intake loopt.","receivedAt":"2026-10-01T10:00:00Z","applicantSchoolId":"op-dreef-zeist"}]}`)
	w.services.Answer("POST /v1/dossiers/_labels", `{"labels":[{"id":"k1","label":"Noor Vries"}]}`)
	page := w.signedIn(theBuitenkans).Get("/")
	mustSay(t, page, "Noor Vries: beslis over de toelating", "Buitenkans · Op Dreef, Zeist", "Ik pak dit op", "Buitenkans: Noor Vries", "Alle plekken en de wachtlijst")
	mustHave(t, page, `href="/buitenkans"`)
}

func TestOfficeKeepsTheGroupsAndPlacesOfTheBuitenkans(t *testing.T) {
	w := newDirectoryWorld(t)
	browser := w.signedIn(office)
	mustSay(t, browser.Get("/buitenkans-groepen"), "Middenbouw", "Groep 5 tot en met 6")
	shown := browser.Get("/buitenkans-plekken")
	mustSay(t, shown, "Middenbouw", "1 augustus 2026 tot en met 31 juli 2027", "12 plekken")
	entry := browser.Get("/buitenkans-plekken/middenbouw-2026-08-01")
	mustHave(t, entry, `type="date"`, `type="number"`, `value="12"`)
	saved := browser.Post("/buitenkans-plekken/middenbouw-2026-08-01", changed(t, entry, "places", "10"))
	mustSay(t, saved, "De wijziging is bewaard.")
	mustSay(t, browser.Get("/buitenkans-plekken"), "10 plekken")
	overlap := browser.Post("/buitenkans-plekken/nieuw", changed(t, browser.Get("/buitenkans-plekken/nieuw"), "group", "middenbouw", "fromOn", "2027-01-01", "untilOn", "2027-02-01", "places", "4"))
	mustSay(t, overlap, "valt samen met een ander tijdvak")
	mustHave(t, overlap, `value="2027-01-01"`)
	added := browser.Post("/buitenkans-groepen/nieuw", changed(t, browser.Get("/buitenkans-groepen/nieuw"), "provision", "buitenkans", "name", "Rustgroep", "fromGroep", "3", "toGroep", "8"))
	mustSay(t, added, "Rustgroep", "Het staat nu in de lijst.")
}
