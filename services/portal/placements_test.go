package portal_test

import (
	"net/http"
	"strings"
	"testing"
)

// whoIsWhere is the overview of placements as the cases service gives it.
const whoIsWhere = `{"today":"2026-11-23","placements":[
	{"caseId":"f1","dossierId":"k1","procedure":"plaatsing","phase":"geplaatst","originSchoolId":"regenboog-uh-amerongen","hostSchoolId":"stuifheugel-zeist","municipalityId":"utrechtse-heuvelrug",
	 "fromOn":"2026-08-17","untilOn":"2027-07-31","lastYear":true,"agreements":true,"nextEvaluationOn":"2026-11-01","evaluationOverdue":true,"going":"attention"},
	{"caseId":"p2","dossierId":"k2","procedure":"buitenkans","phase":"observatie","originSchoolId":"regenboog-uh-amerongen","groupName":"Middenbouw","municipalityId":"utrechtse-heuvelrug","untilOn":"2027-01-29"},
	{"caseId":"f3","dossierId":"k3","procedure":"plaatsing","phase":"terugkeer","originSchoolId":"op-dreef-zeist","institution":"ggz","municipalityId":"zeist","returnOn":"2027-02-01","targetSchoolId":"regenboog-uh-amerongen"}],
	"totals":[{"id":"regenboog-uh-amerongen","placed":2,"lastYear":1,"evaluationsOverdue":1},{"id":"utrechtse-heuvelrug","placed":2,"lastYear":1,"evaluationsOverdue":1},{"id":"zeist","returning":1}]}`

// overlooking is a world in which pupils are placed.
func overlooking(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.services.Answer("GET /v1/placements", whoIsWhere)
	w.services.Answer("GET /v1/municipalities", `{"items":[{"id":"zeist","name":"Zeist"},{"id":"utrechtse-heuvelrug","name":"Utrechtse Heuvelrug"}],"total":2}`)
	w.services.Answer("POST /v1/dossiers/_labels", `{"labels":[{"id":"k1","label":"Noor Vries"}]}`)
	return w
}

func TestDirectorSeesWhoIsPlacedWhereUntilWhenAndWhatIsDue(t *testing.T) {
	page := overlooking(t).signedIn("director:zout").Get("/plaatsingen")
	mustSay(t, page, "3 leerlingen", "1 met een evaluatie die te laat is", "Noor Vries van Regenboog UH, Amerongen Stuifheugel, Zeist geplaatst vanaf 17 augustus 2026 31 juli 2027 laatste schooljaar ja 1 november 2026 te laat het heeft aandacht nodig",
		"Kenmerk p2", "Buitenkans, middenbouw", "Een instelling voor geestelijke gezondheidszorg (ggz)", "1 op weg terug of terug", "Helemaal terug op 1 februari 2027 naar Regenboog UH, Amerongen")
	mustHave(t, page, `href="/zaken/f1"`, `href="/plaatsingen" aria-current="page"`, `tabel--kaarten`, `data-kop="Evaluatie"`)
}

func TestPlacementsStandUnderTheirMunicipalityWithItsNumbers(t *testing.T) {
	w := overlooking(t)
	page := w.signedIn("sot:zeist").Get("/plaatsingen?per=gemeente&school=op-dreef-zeist&gemeente=zeist")
	mustSay(t, page, "Utrechtse Heuvelrug 2 leerlingen 2 geplaatst, 1 in het laatste schooljaar, 1 evaluatie te laat", "Zeist 1 leerling 1 op weg terug of terug")
	asked := w.services.Calls("GET /v1/placements")
	if len(asked) != 1 || asked[0].Query != "by=municipality&municipality=zeist&school=op-dreef-zeist" {
		t.Errorf("asked %+v", asked)
	}
}

func TestPlacementsOfASchoolCanBeNarrowedToWhatIsLate(t *testing.T) {
	page := overlooking(t).signedIn("office:zout").Get("/plaatsingen?per=school&toon=evaluatie-te-laat")
	mustSay(t, page, "Regenboog UH, Amerongen 1 leerling", "Noor Vries")
	mustNotSay(t, page, "Kenmerk p2", "Kenmerk f3", "2 geplaatst")
}

func TestSchoolSeesItsOwnPlacementsWithoutTheFiltersOfTheRegion(t *testing.T) {
	page := overlooking(t).signedIn(goesTo).Get("/plaatsingen")
	mustSay(t, page, "leerlingen die bij u geplaatst zijn", "Noor Vries")
	if strings.Contains(page.HTML, `name="gemeente"`) {
		t.Error("a school chooses a municipality")
	}
}

func TestOverviewOfPlacementsIsNotForOthers(t *testing.T) {
	for _, who := range []string{"parent:abc", "expert:gz-1", "municipality:zeist", "provision:buitenkans", "engineer:x"} {
		w := overlooking(t)
		if page := w.signedIn(who).Get("/plaatsingen"); page.Status != http.StatusNotFound || len(w.services.Calls("GET /v1/placements")) > 0 {
			t.Errorf("%s gets %d", who, page.Status)
		}
	}
}
