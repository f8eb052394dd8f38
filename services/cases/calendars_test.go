package cases_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ical "github.com/arran4/golang-ical"
	"go.opentelemetry.io/otel"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
	"traject.nl/services/platform/live"
)

func (h *harness) link(who, key string) cases.NewCalendarLink {
	h.Helper()
	return read[cases.NewCalendarLink](h.post(who, "/v1/calendar-links", key, `{}`).want(http.StatusCreated))
}

func (h *harness) links(who string) []cases.CalendarLinkView {
	h.Helper()
	return read[struct{ Links []cases.CalendarLinkView }](h.get(who, "/v1/calendar-links").want(http.StatusOK)).Links
}

// feed asks for a calendar as a calendar program does: without any sign-in.
func (h *harness) feed(path string) answer {
	recorder := httptest.NewRecorder()
	h.router.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, path, nil))
	return answer{recorder, h.T}
}

func (h *harness) events(path string) map[string]*ical.VEvent {
	h.Helper()
	calendar, err := ical.ParseCalendar(strings.NewReader(h.feed(path).want(http.StatusOK).Body.String()))
	if err != nil {
		h.Fatal(err)
	}
	events := map[string]*ical.VEvent{}
	for _, event := range calendar.Events() {
		events[event.GetProperty(ical.ComponentPropertySummary).Value] = event
	}
	return events
}

func TestACalendarHasAnAllDayEventForEveryOpenTaskAndRunningTerm(t *testing.T) {
	h := newHarness(t)
	h.put(withExperts())
	link := h.link("office", "key-00001")
	events := h.events(link.Path)
	if len(events) != 2 || events["Taak volledigheid"] == nil || events["Beslissen op de aanvraag"] == nil {
		t.Fatalf("events are %v", events)
	}
	term := events["Beslissen op de aanvraag"]
	for property, want := range map[ical.ComponentProperty]string{
		ical.ComponentPropertyDtStart: "20270118", ical.ComponentPropertyDtEnd: "20270119", ical.ComponentPropertyDtstamp: "20261124T090000Z",
		ical.ComponentPropertyUrl:         "https://traject.example/zaken/" + caseID,
		ical.ComponentPropertyDescription: "Kenmerk: " + caseID + "\nGrond: Awb 4:13\nBekijk de zaak: https://traject.example/zaken/" + caseID,
	} {
		if got := term.GetProperty(property); got == nil || got.Value != want {
			t.Errorf("%s is %v, want %q", property, got, want)
		}
	}
	if kind := term.GetProperty(ical.ComponentPropertyDtStart).ICalParameters["VALUE"]; !slices.Equal(kind, []string{"DATE"}) {
		t.Errorf("the event is at a time of day: %v", kind)
	}
	// The date moves, the event stays the same one.
	moved := withExperts()
	moved.Version, moved.Terms[0].PlannedOn = 4, "2027-02-01"
	h.put(moved)
	after := h.events(link.Path)["Beslissen op de aanvraag"]
	if after.Id() != term.Id() || after.GetProperty(ical.ComponentPropertyDtStart).Value != "20270201" {
		t.Errorf("after it moved: %s on %v, before %s", after.Id(), after.GetProperty(ical.ComponentPropertyDtStart), term.Id())
	}
}

func TestTheCalendarIsOneThatProgramsUnderstand(t *testing.T) {
	h := newHarness(t)
	view := withExperts()
	view.Terms[0].Title = "Beslissen; op tijd, \\ niet later dan de dag die hier staat, want dan is het te laat vóór één ideeënrijke ëëëëëëëëëëëëëëëëëëëëëëëëëëëëëë"
	view.Terms[0].Basis = "Awb 4:13\r\nBEGIN:VEVENT"
	h.put(view)
	got := h.feed(h.link("office", "key-00001").Path).want(http.StatusOK)
	if kind := got.Header().Get("Content-Type"); kind != "text/calendar; charset=utf-8" {
		t.Errorf("content type is %q", kind)
	}
	body := got.Body.String()
	for _, line := range []string{
		"BEGIN:VCALENDAR\r\n", "VERSION:2.0\r\n", "PRODID:-//Traject//Taken en termijnen//NL\r\n", "METHOD:PUBLISH\r\n",
		"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n", "X-WR-TIMEZONE:Europe/Amsterdam\r\n", "END:VCALENDAR\r\n",
	} {
		if !strings.Contains(body, line) {
			t.Errorf("calendar lacks %q: %s", line, body)
		}
	}
	for _, line := range strings.Split(body, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line of %d bytes: %q", len(line), line)
		}
	}
	unfolded := strings.ReplaceAll(body, "\r\n ", "")
	if !strings.Contains(unfolded, `SUMMARY:Beslissen\; op tijd\, \\ niet later`) || strings.Count(body, "BEGIN:VEVENT\r\n") != 2 {
		t.Errorf("text is not escaped: %s", unfolded)
	}
}

func TestACalendarNamesNoSchoolAndNoPerson(t *testing.T) {
	h := objected(t)
	for _, who := range []string{"office", "applicant", "parent", "sot"} {
		body := strings.ReplaceAll(h.feed(h.link(who, "key-00001").Path).want(http.StatusOK).Body.String(), "\r\n ", "")
		for _, secret := range []string{"regenboog", "meerklank", "parent:", "school:", "s-" + who} {
			if strings.Contains(strings.ToLower(body), secret) {
				t.Errorf("the calendar of %s has %q: %s", who, secret, body)
			}
		}
	}
}

func TestACalendarShowsOnlyWhatItsPartiesMaySee(t *testing.T) {
	h := objected(t)
	foreign := casestest.View("c3v9x2m4q8pd", 1)
	foreign.Parties = []string{"school:elsewhere", casestest.Office}
	h.put(foreign)
	for who, want := range map[string]int{
		"parent":    2, // the term to object and the term to decide on the objection
		"receiving": 1, // it has no part in the bezwaar
		"office":    6, // two tasks and a term of the objection, a term of the decided case, and a task and a term of another
		"sot":       2,
		"expert":    0,
	} {
		if got := h.events(h.link(who, "key-00001").Path); len(got) > want || want > 0 && len(got) == 0 {
			t.Errorf("the calendar of %s has %v, want %d", who, got, want)
		}
		if got := strings.Count(h.feed(h.link(who, "key-00001").Path).Body.String(), "BEGIN:VEVENT"); got != want {
			t.Errorf("the calendar of %s has %d events, want %d", who, got, want)
		}
	}
}

func TestWhatStandsStillOrIsDoneIsInNoCalendar(t *testing.T) {
	h := newHarness(t)
	still := withExperts()
	still.Terms[0].PlannedOn = ""
	still.Terms[0].Suspensions = []*caseworkv1.Suspension{{InvitedOn: "2026-11-24"}}
	still.Tasks = []*caseworkv1.Task{casestest.Task("competentie", casestest.Office, "2026-11-26", "bevoegd")}
	h.put(still)
	if got := h.events(h.link("office", "key-00001").Path); len(got) != 0 {
		t.Errorf("calendar has %v", got)
	}
}

func TestALinkWorksUntilItsOwnerRevokesItOrAYearHasPassed(t *testing.T) {
	h := newHarness(t)
	link := h.link("office", "key-00001")
	if len(link.Token) != 43 || link.Path != "/v1/calendars/"+link.Token+".ics" || link.ExpiresOn != "2027-11-24" ||
		!slices.Equal(link.Parties, []string{casestest.Office}) {
		t.Errorf("link is %+v", link)
	}
	h.feed(link.Path).want(http.StatusOK)
	for _, path := range []string{
		"/v1/calendars/" + link.Token, "/v1/calendars/.ics", "/v1/calendars/" + link.ID + ".ics", "/v1/calendars/" + strings.Repeat("A", 43) + ".ics",
	} {
		h.feed(path).want(http.StatusNotFound, "nieuwe link")
	}
	h.send(httptest.NewRequest(http.MethodDelete, "/v1/calendar-links/"+link.ID, nil), "director", "").want(http.StatusNotFound)
	h.feed(link.Path).want(http.StatusOK)
	h.send(httptest.NewRequest(http.MethodDelete, "/v1/calendar-links/"+link.ID, nil), "office", "").want(http.StatusNoContent)
	h.send(httptest.NewRequest(http.MethodDelete, "/v1/calendar-links/"+link.ID, nil), "office", "").want(http.StatusNotFound)
	h.feed(link.Path).want(http.StatusNotFound)

	second := h.link("office", "key-00002")
	later := newHarnessOn(t, h.store, h.store, h.process, func() time.Time { return today().AddDate(1, 0, 0) }, live.SystemTicker)
	later.feed(second.Path).want(http.StatusNotFound, "nieuwe link")
}

func TestOnlyAHashOfTheSecretIsKept(t *testing.T) {
	h := newHarness(t)
	link := h.link("office", "key-00001")
	kept, err := h.store.LinksOf(t.Context(), "s-office")
	if err != nil || len(kept) != 1 {
		t.Fatalf("%+v, %v", kept, err)
	}
	if all := fmt.Sprintf("%+v", kept); strings.Contains(all, link.Token) {
		t.Errorf("the store has the secret: %s", all)
	}
	if list := h.get("office", "/v1/calendar-links").Body.String(); strings.Contains(list, link.Token) || strings.Contains(list, "hash") {
		t.Errorf("the list tells the secret: %s", list)
	}
}

func TestTheSameKeyMakesOneLinkOfWhichTheLastAnswerWorks(t *testing.T) {
	h := newHarness(t)
	first, again := h.link("office", "key-00001"), h.link("office", "key-00001")
	if first.ID != again.ID || first.Token == again.Token || len(h.links("office")) != 1 {
		t.Errorf("links are %+v, %+v", first, again)
	}
	h.feed(first.Path).want(http.StatusNotFound)
	h.feed(again.Path).want(http.StatusOK)
	if other := h.link("director", "key-00001"); other.ID == again.ID || len(h.links("office")) != 1 {
		t.Errorf("two people share link %+v", other)
	}
}

func TestNobodyHasMoreThanTenLinks(t *testing.T) {
	h := newHarness(t)
	for i := range 10 {
		h.link("office", fmt.Sprintf("key-%05d", i))
	}
	h.post("office", "/v1/calendar-links", "key-00010", `{}`).want(http.StatusConflict, "tien")
	h.link("office", "key-00003")
	for _, who := range []string{"municipality", "engineer", "nobody"} {
		h.post(who, "/v1/calendar-links", "key-00001", `{}`).want(http.StatusForbidden, "geen taken of termijnen")
	}
}

// The address of a calendar is its secret. This test holds the tracer and the log of the process.
func TestTheSecretIsInNoLogAndNoTrace(t *testing.T) {
	spans, before := tracetest.NewSpanRecorder(), otel.GetTracerProvider()
	otel.SetTracerProvider(sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans)))
	t.Cleanup(func() { otel.SetTracerProvider(before) })
	logs, logger := &bytes.Buffer{}, slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(logs, nil)))
	t.Cleanup(func() { slog.SetDefault(logger) })

	h := newHarness(t)
	h.put(withExperts())
	link := h.link("office", "key-00001")
	h.feed(link.Path).want(http.StatusOK)
	h.feed(link.Path + "x").want(http.StatusNotFound)
	h.feed(link.Path + "/x").want(http.StatusUnauthorized)
	if !strings.Contains(logs.String(), "/v1/calendars/:file") || len(spans.Ended()) == 0 {
		t.Fatalf("nothing is observed: %d spans, log %s", len(spans.Ended()), logs)
	}
	if strings.Contains(logs.String(), link.Token) {
		t.Errorf("the log has the secret: %s", logs)
	}
	for _, span := range spans.Ended() {
		if told := fmt.Sprint(span.Name(), span.Attributes(), span.Events()); strings.Contains(told, link.Token) {
			t.Errorf("a trace has the secret: %s", told)
		}
	}
}
