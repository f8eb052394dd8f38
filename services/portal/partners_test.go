package portal_test

import (
	"net/http"
	"strings"
	"testing"
)

const sheetOfZeist = `{"municipalityId":"zeist","today":"2026-11-18","schoolYear":{"from":"2026-08-01","until":"2027-07-31","name":"2026-2027"},
	"groups":[{"id":"tlv","total":{"count":19,"hidden":false},"rows":[{"id":"intake","count":12,"hidden":false},{"id":"parents","count":null,"hidden":true}]},
		{"id":"missed","total":{"count":7,"hidden":false},"rows":[]},{"id":"at-home","total":{"count":null,"hidden":true},"rows":[{"id":"at-home","count":null,"hidden":true}]}]}`

func TestSheetHidesSmallNumbers(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/oogo/zeist", sheetOfZeist)
	page := w.signedIn("municipality:zeist").Get("/oogo")
	if page.Path != "/oogo/zeist" {
		t.Errorf("a municipality is led to %s", page.Path)
	}
	mustSay(t, page, "Gemeente Zeist", "Stand op 18 november 2026", "Schooljaar 2026-2027", "Binnen, wordt bekeken 12", "Bij de ouders niet getoond", "Samen 19",
		"Gemiste wettelijke termijnen Dit schooljaar, ook als het daarna is gedaan. 7", "Thuiszitters", "Zit thuis niet getoond", "Samen niet getoond")
	mustHave(t, page, "data-afdrukken")
}

func TestThoseWhoWorkWithMunicipalitiesFindTheirDesks(t *testing.T) {
	w := newWorld(t)
	for _, id := range []string{"zeist", "utrechtse-heuvelrug", "de-bilt", "wijk-bij-duurstede", "bunnik"} {
		w.services.Answer("GET /v1/municipalities/"+id+"/contacts", `{"items":[{"id":"municipality:`+id+`","party":"municipality:`+id+`","desk":"","function":"Postbus onderwijs","mail":"onderwijs@`+id+`.test"},
			{"id":"municipality:`+id+`:leerplicht","party":"municipality:`+id+`","desk":"leerplicht","function":"Leerplichtambtenaar","mail":"leerplicht@`+id+`.test"}],"total":2}`)
	}
	for _, who := range []string{"sot:zeist", "office:zout", "director:zout"} {
		page := w.signedIn(who).Get("/oogo")
		mustSay(t, page, "Bunnik", "De Bilt", "Algemeen Postbus onderwijs", "Leerplicht Leerplichtambtenaar")
		mustHave(t, page, `href="mailto:leerplicht@de-bilt.test"`, `href="/oogo/wijk-bij-duurstede"`)
	}
	for _, who := range []string{"school:op-dreef-zeist", "parent:abc", "board:x", "expert:gz-1"} {
		if page := newWorld(t).signedIn(who).Get("/oogo"); page.Status != http.StatusNotFound {
			t.Errorf("%s gets %d", who, page.Status)
		}
	}
}

func TestMenuLeadsToThePagesOfPostAndPartners(t *testing.T) {
	for who, paths := range map[string][]string{
		"office:zout": {"/post", "/oogo"}, "director:zout": {"/post", "/oogo"}, "sot:zeist": {"/oogo"}, "municipality:zeist": {"/koppelingen", "/oogo"},
	} {
		page := newWorld(t).signedIn(who).Get("/")
		for _, path := range paths {
			mustHave(t, page, `href="`+path+`"`)
		}
	}
	if page := newWorld(t).signedIn("parent:abc").Get("/"); strings.Contains(page.HTML, `href="/oogo"`) || strings.Contains(page.HTML, `href="/post"`) {
		t.Error("a parent is led to the post room or the municipalities")
	}
}
