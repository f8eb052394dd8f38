package portal_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
	"traject.nl/services/portal"
	"traject.nl/services/portal/portaltest"
	"traject.nl/services/registry"
	"traject.nl/services/registry/registrytest"
)

const (
	office        = "office:zout"
	zonheuvel     = "/scholen/zonheuvel-driebergen"
	editZonheuvel = zonheuvel + "/wijzigen"
	sticht        = "/besturen/het-sticht-zeist"
)

// newDirectoryWorld is a portal before the real registry, with the lists of development.
func newDirectoryWorld(t *testing.T) *world {
	t.Helper()
	return newWorld(t, func(config *portal.Config) { config.RegistryURL = startRegistry(t, config.Identity) })
}

func startRegistry(t *testing.T, signIn identity.Config) string {
	t.Helper()
	return startRegistryWith(t, signIn, registry.Config{DevData: true})
}

// startRegistryWithoutDesks has the lists of practice, in which no municipality has a mailbox yet.
func startRegistryWithoutDesks(t *testing.T, signIn identity.Config) string {
	t.Helper()
	return startRegistryWith(t, signIn, registry.Config{})
}

func startRegistryWith(t *testing.T, signIn identity.Config, lists registry.Config) string {
	t.Helper()
	source, err := registry.SourceOf(lists)
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	store := registrytest.NewMemory()
	if _, err := registry.Load(t.Context(), store, source, day); err != nil {
		t.Fatal(err)
	}
	verifier, err := identity.NewVerifier(t.Context(), signIn)
	if err != nil {
		t.Fatal(err)
	}
	router := edge.New("registry-test", registry.Version)
	registry.Mount(router, registry.Directory{Store: store, Clock: clock.Clock(func() time.Time { return day })}, identity.Middleware(verifier))
	server := httptest.NewServer(router)
	t.Cleanup(server.Close)
	return server.URL
}

var shownInput = regexp.MustCompile(`<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"`)

var (
	shownSelect = regexp.MustCompile(`(?s)<select[^>]* name="([^"]+)".*?</select>`)
	chosen      = regexp.MustCompile(`<option value="([^"]*)" selected`)
)

// filledIn are the answers of the form on the page, as a browser would send them.
func filledIn(t *testing.T, shown portaltest.Page) url.Values {
	t.Helper()
	_, main, found := strings.Cut(shown.HTML, "<main")
	if !found {
		t.Fatalf("no page: %s", shown.HTML)
	}
	_, form, found := strings.Cut(main, "<form")
	if !found {
		t.Fatalf("no form on %s: %s", shown.Path, shown.Text())
	}
	form, _, _ = strings.Cut(form, "</form>")
	values := url.Values{}
	for _, input := range shownInput.FindAllStringSubmatch(form, -1) {
		values.Set(input[1], html.UnescapeString(input[2]))
	}
	for _, choice := range shownSelect.FindAllStringSubmatch(form, -1) {
		values.Set(choice[1], "")
		if value := chosen.FindStringSubmatch(choice[0]); value != nil {
			values.Set(choice[1], html.UnescapeString(value[1]))
		}
	}
	return values
}

// changed is the form of a page with other answers, given as name and value.
func changed(t *testing.T, shown portaltest.Page, answers ...string) url.Values {
	t.Helper()
	form := filledIn(t, shown)
	for i := 0; i < len(answers); i += 2 {
		form.Set(answers[i], answers[i+1])
	}
	return form
}

func mustNotSay(t *testing.T, shown portaltest.Page, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(shown.Text(), text) {
			t.Errorf("page %s says %q: %s", shown.Path, text, shown.Text())
		}
	}
}

func TestSchoolsAreFoundByNamePlacePostcodeTypeAndMunicipality(t *testing.T) {
	browser := newDirectoryWorld(t).signedIn(office)
	for query, want := range map[string][2]string{
		"zoek=regenboog+amerongen":         {"Regenboog UH", "1 school gevonden"},
		"zoek=cothen":                      {"Toermalijn", "2 scholen gevonden"},
		"postcode=3958":                    {"Wilhelmina", "2 scholen gevonden"},
		"soort=sbo":                        {"Stuifheugel", "3 scholen gevonden"},
		"gemeente=bunnik&zoek=de+vonk":     {"De Vonk", "1 school gevonden"},
		"soort=so&gemeente=zeist":          {"Meerklank", "3 scholen gevonden"},
		"zoek=zweinstein":                  {"Wij vonden geen school.", "Geen school gevonden"},
		"soort=vmbo":                       {"Al Amana", "Alle scholen"},
		"zoek=" + strings.Repeat("x", 300): {"Wij vonden geen school.", "Geen school gevonden"},
	} {
		shown := browser.Get("/scholen?" + query)
		if shown.Status != http.StatusOK {
			t.Errorf("%s answered %d", query, shown.Status)
		}
		mustSay(t, shown, want[0], want[1])
	}
}

func TestTheCountOfSchoolsHasADayAndSaysWhereThePlanDiffers(t *testing.T) {
	browser := newDirectoryWorld(t).signedIn("director:zout")
	mustSay(t, browser.Get("/scholen"), "80 scholen op 22 november 2026: 73 bao, 3 sbo, 4 so.",
		"bijlage VI, 1.1 noemt 78 scholen; het register telt er 80 op 22 november 2026.", "In het register staan 29 besturen.")
}

func TestALongListShowsItsBeginAndOnRequestAll(t *testing.T) {
	browser := newDirectoryWorld(t).signedIn("sot:zeist")
	first := browser.Get("/scholen")
	mustSay(t, first, "U ziet de eerste 25.", "Toon alle 80 scholen")
	mustNotSay(t, first, "Zonheuvel")
	mustSay(t, browser.Get("/scholen?toon=alles"), "Zonheuvel")
}

func TestASchoolIsShownWithItsSubregionItsFixedSOTContactAndItsMailbox(t *testing.T) {
	browser := newDirectoryWorld(t).signedIn("sot:utrechtse-heuvelrug")
	shown := browser.Get("/scholen/regenboog-uh-amerongen")
	mustSay(t, shown, "Basisonderwijs (bao) in Amerongen", "Prinses Beatrixlaan 34 3958 XK Amerongen", "Gemeente Utrechtse Heuvelrug",
		"Deelregio Utrechtse Heuvelrug", "SOT-medewerker Utrechtse Heuvelrug sot-utrechtse-heuvelrug@zout.example.test",
		"Bestuur nog niet ingevuld", "Intern begeleider Regenboog UH", "Er is nog niets gewijzigd.")
	mustNotSay(t, shown, "Gegevens wijzigen", "Contact wijzigen")
}

func TestOnlyTheOfficeReachesWhatItLooksAfter(t *testing.T) {
	w := newDirectoryWorld(t)
	pages := []string{editZonheuvel, "/besturen", sticht, "/netwerken", "/deskundigen", "/deskundigen/nieuw", "/contacten", "/contacten/sot:zeist"}
	for _, who := range []string{"school:zonheuvel-driebergen", "sot:zeist", "director:zout", "expert:gz-1", "parent:00ff", "municipality:zeist"} {
		browser := w.signedIn(who)
		for _, path := range pages {
			if shown := browser.Get(path); shown.Status != http.StatusNotFound {
				t.Errorf("%s reads %s: %d", who, path, shown.Status)
			}
		}
		sent := browser.Post(editZonheuvel, url.Values{"csrf": {browser.Get("/").CSRF()}, "name": {"Berg"}})
		if sent.Status != http.StatusNotFound {
			t.Errorf("%s edits a school: %d", who, sent.Status)
		}
	}
	for _, who := range []string{"parent:00ff", "municipality:zeist"} {
		browser := w.signedIn(who)
		mustNotSay(t, browser.Get("/"), "Scholen en contacten", "Scholen")
		if shown := browser.Get("/scholen"); shown.Status != http.StatusNotFound {
			t.Errorf("%s searches schools: %d", who, shown.Status)
		}
	}
	for _, path := range pages {
		if shown := w.signedIn(office).Get(path); shown.Status != http.StatusOK {
			t.Errorf("the office reads %s: %d", path, shown.Status)
		}
	}
}

func TestAnEditOfASchoolShowsInItsHistory(t *testing.T) {
	browser := newDirectoryWorld(t).signedIn(office)
	saved := browser.Post(editZonheuvel, changed(t, browser.Get(editZonheuvel), "board", "het-sticht-zeist", "postcode", "3971cw"))
	if saved.Path != zonheuvel+"?gedaan=register-bewaard" {
		t.Fatalf("saving led to %s: %s", saved.Path, saved.Text())
	}
	mustSay(t, saved, "De wijziging is bewaard.", "3971 CW", "Bestuur Het Sticht", "Postcode Van 3971 CV naar 3971 CW",
		"Bestuur Van leeg naar Het Sticht", "22 november 2026, 13:00 uur Kantoor")
	same := browser.Post(editZonheuvel, filledIn(t, browser.Get(editZonheuvel)))
	mustSay(t, same, "U hebt niets gewijzigd.")
}

func TestAColleagueWhoSavedFirstIsNotOverwrittenAndNothingTypedIsLost(t *testing.T) {
	browser := newDirectoryWorld(t).signedIn(office)
	mine := changed(t, browser.Get(editZonheuvel), "name", "Zonheuvel Noord", "street", "Laan 1")
	browser.Post(editZonheuvel, changed(t, browser.Get(editZonheuvel), "name", "Zonheuvel Zuid", "place", "Doorn"))

	refused := browser.Post(editZonheuvel, mine)
	if refused.Status != http.StatusConflict {
		t.Fatalf("status %d, want 409: %s", refused.Status, refused.Text())
	}
	mustSay(t, refused, "Een collega heeft dit intussen gewijzigd", "Naam is nu: Zonheuvel Zuid. U vulde in: Zonheuvel Noord.", "Plaats is nu: Doorn.")
	kept := filledIn(t, refused)
	for name, want := range map[string]string{"name": "Zonheuvel Noord", "street": "Laan 1", "place": "Doorn"} {
		if kept.Get(name) != want {
			t.Errorf("%s is %q after the refusal, want %q", name, kept.Get(name), want)
		}
	}
	mustSay(t, browser.Get(zonheuvel), "Zonheuvel Zuid")

	saved := browser.Post(editZonheuvel, kept)
	mustSay(t, saved, "De wijziging is bewaard.", "Zonheuvel Noord", "Laan 1", "Doorn", "Naam Van Zonheuvel Zuid naar Zonheuvel Noord")
}

func TestWhatIsWrongStandsAtItsField(t *testing.T) {
	browser := newDirectoryWorld(t).signedIn(office)
	refused := browser.Post(editZonheuvel, changed(t, browser.Get(editZonheuvel), "name", " ", "postcode", "397"))
	if refused.Status != http.StatusBadRequest {
		t.Fatalf("status %d, want 400: %s", refused.Status, refused.Text())
	}
	mustHave(t, refused, `href="#veld-name"`, `id="fout-name"`, `href="#veld-postcode"`, `aria-describedby="hulp-postcode fout-postcode"`, `value="397"`)
	mustSay(t, refused, "Het veld naam is leeg; vul het in.", "Het veld postcode &#34;397&#34; is geen postcode")
}

func TestAnExpertIsAddedAndTakenOutOfUse(t *testing.T) {
	browser := newDirectoryWorld(t).signedIn(office)
	form := changed(t, browser.Get("/deskundigen/nieuw"), "title", "Arts 1", "profession", "arts")
	for range 2 {
		// The same form twice adds once.
		if added := browser.Post("/deskundigen/nieuw", form); added.Path != "/deskundigen/arts-1?gedaan=register-nieuw" {
			t.Fatalf("adding led to %s with %d: %s", added.Path, added.Status, added.Text())
		}
	}
	again := browser.Post("/deskundigen/nieuw", changed(t, browser.Get("/deskundigen/nieuw"), "title", "Arts 1", "profession", "arts"))
	mustSay(t, again, "Dit staat al in het register.")
	mustHave(t, again, `value="Arts 1"`)

	stopped := browser.Post("/deskundigen/arts-1", changed(t, browser.Get("/deskundigen/arts-1"), "active", "nee"))
	mustSay(t, stopped, "De wijziging is bewaard.", "Kan zaken krijgen Van Ja naar Nee")
	mustSay(t, browser.Get("/deskundigen"), "Arts 1 Arts Krijgt geen zaken")
}

func TestTheAddressOfAPartyIsChangedWithHistory(t *testing.T) {
	browser := newDirectoryWorld(t).signedIn(office)
	const contact = "/contacten/sot:zeist"
	refused := browser.Post(contact, changed(t, browser.Get(contact), "mail", "sot zeist"))
	mustSay(t, refused, "Het veld e-mailadres is geen e-mailadres; schrijf het zoals kantoor@voorbeeld.nl.")
	saved := browser.Post(contact, changed(t, browser.Get(contact), "mail", "sot@voorbeeld.test"))
	mustSay(t, saved, "E-mailadres Van sot-zeist@zout.example.test naar sot@voorbeeld.test")
	mustSay(t, browser.Get("/contacten?zoek=sot+zeist"), "SOT: Zeist", "sot@voorbeeld.test", "Gevonden: 1 van")
}

func TestOnlyAPartyWithoutAMailboxCanBeGivenOne(t *testing.T) {
	browser := newDirectoryWorld(t).signedIn(office)
	browser.Post("/besturen/nieuw", changed(t, browser.Get("/besturen/nieuw"), "name", "Stichting Nieuw", "street", "Slotlaan 1", "postcode", "3701 GA", "place", "Zeist"))
	form := browser.Get("/contacten/nieuw?voor=board:stichting-nieuw-zeist")
	mustHave(t, form, `<option value="board:stichting-nieuw-zeist" selected>Schoolbestuur: Stichting Nieuw</option>`)
	if strings.Contains(form.HTML, `<option value="sot:zeist"`) || strings.Contains(form.HTML, `<option value="parent:`) {
		t.Error("the form offers a party that has a mailbox, or a parent")
	}
	added := browser.Post("/contacten/nieuw", changed(t, form, "function", "Bestuursbureau", "mail", "bestuur@voorbeeld.test"))
	mustSay(t, added, "Het staat nu in de lijst.", "Schoolbestuur: Stichting Nieuw")
}

func TestANetworkIsMadeNamedAndGivenItsSchools(t *testing.T) {
	browser := newDirectoryWorld(t).signedIn(office)
	added := browser.Post("/netwerken/nieuw", changed(t, browser.Get("/netwerken/nieuw"), "name", "Driebergen", "municipality", "utrechtse-heuvelrug"))
	mustSay(t, added, "Het staat nu in de lijst.", "Er zijn nog geen scholen ingevuld.")
	const network = "/netwerken/driebergen"
	mustSay(t, browser.Post(network, changed(t, browser.Get(network), "name", "Netwerk Driebergen")), "Naam Van Driebergen naar Netwerk Driebergen")

	form := url.Values{"csrf": {added.CSRF()}, "school": {"zonheuvel-driebergen"}}
	mustSay(t, browser.Post(network+"/scholen", form), "De wijziging is bewaard.", "Zonheuvel", "Weghalen")
	mustSay(t, browser.Get(zonheuvel), "Netwerk Netwerk Driebergen", "Netwerk Van leeg naar Netwerk Driebergen")
	mustSay(t, browser.Get("/netwerken"), "Netwerk Driebergen Utrechtse Heuvelrug 1 school")
	form.Set("doe", "weg")
	mustSay(t, browser.Post(network+"/scholen", form), "Er zijn nog geen scholen ingevuld.")
}

func TestABoardIsCorrectedAndLeavesASchoolOfAnotherBoardAlone(t *testing.T) {
	browser := newDirectoryWorld(t).signedIn(office)
	mustSay(t, browser.Post(sticht, changed(t, browser.Get(sticht), "street", "Laan 2")), "Straat en huisnummer Van Laan van Vollenhove 3045 naar Laan 2")
	form := url.Values{"csrf": {browser.Get(sticht).CSRF()}, "school": {"zonheuvel-driebergen"}}
	browser.Post("/besturen/stichting-de-oorsprong-doorn/scholen", form)
	form.Set("doe", "weg")
	browser.Post(sticht+"/scholen", form)
	if nowhere := browser.Post("/besturen/nergens/scholen", form); nowhere.Status != http.StatusNotFound {
		t.Errorf("a board that is not there answers %d, want 404", nowhere.Status)
	}
	mustSay(t, browser.Get(zonheuvel), "Bestuur Van leeg naar")
	mustNotSay(t, browser.Get(zonheuvel), "Bestuur nog niet ingevuld")
}

func TestAMunicipalityHasAMailboxForEachDesk(t *testing.T) {
	browser := newDirectoryWorld(t).signedIn(office)
	mustSay(t, browser.Get("/contacten?zoek=gemeente+zeist"), "Gevonden: 5 van", "Gemeente: Zeist, Leerplicht", "Gemeente: Zeist, Leerlingenvervoer")
	const desk = "/contacten/municipality:zeist:leerplicht"
	shown := browser.Get(desk)
	mustSay(t, shown, "Gemeente: Zeist, Leerplicht")
	mustHave(t, shown, `value="Leerplicht gemeente Zeist"`)
	refused := browser.Post(desk, changed(t, shown, "mail", "leerplicht@zeist"))
	mustSay(t, refused, "Het veld e-mailadres is geen e-mailadres; schrijf het zoals kantoor@voorbeeld.nl.")
	saved := browser.Post(desk, changed(t, browser.Get(desk), "mail", "leerplicht@voorbeeld.test"))
	mustSay(t, saved, "E-mailadres Van leerplicht.zeist@gemeenten.example.test naar leerplicht@voorbeeld.test")

	form := browser.Get("/contacten/nieuw")
	mustHave(t, form, `<option value="leerplicht">Leerplicht</option>`)
	wrong := browser.Post("/contacten/nieuw", changed(t, form, "party", "expert:gz-1", "desk", "leerplicht", "function", "X", "mail", "x@voorbeeld.test"))
	mustSay(t, wrong, "Het veld onderwerp kan alleen bij een gemeente; laat het leeg.")
}

func TestADeskThatHasNoMailboxYetIsGivenOne(t *testing.T) {
	w := newWorld(t, func(config *portal.Config) { config.RegistryURL = startRegistryWithoutDesks(t, config.Identity) })
	browser := w.signedIn(office)
	form := browser.Get("/contacten/nieuw?voor=municipality:zeist")
	mustHave(t, form, `<option value="municipality:zeist" selected>Gemeente: Zeist</option>`)
	added := browser.Post("/contacten/nieuw", changed(t, form, "desk", "beleid", "function", "Beleid", "mail", "beleid@voorbeeld.test"))
	mustSay(t, added, "Het staat nu in de lijst.", "Gemeente: Zeist, Onderwijsbeleid")
	mustHave(t, browser.Get("/contacten/nieuw?voor=municipality:zeist"), `<option value="municipality:zeist" selected>Gemeente: Zeist</option>`)
}
