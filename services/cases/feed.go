package cases

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	ical "github.com/arran4/golang-ical"
	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/contract/party"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
)

const (
	feedSuffix = ".ics"
	feedType   = "text/calendar; charset=utf-8"
	// refreshEvery is how often a calendar should look again (RFC 7986).
	refreshEvery = "PT1H"
)

// registerFeed must come before the sign-in: a calendar program has no account, only the secret in the address.
func (s *service) registerFeed(api huma.API, limited func(huma.Context, func(huma.Context))) {
	huma.Register(api, huma.Operation{
		OperationID: "readCalendar", Method: http.MethodGet, Path: "/v1/calendars/{file}", Tags: []string{"calendars"},
		Summary:     "The deadlines behind a secret link, as iCalendar (RFC 5545)",
		Description: "One all-day event for each open task and running term. No name, no school. The address is the secret: it is in no log and no trace.",
		Security:    []map[string][]string{},
		Middlewares: huma.Middlewares{limited},
		Errors:      []int{http.StatusNotFound, http.StatusTooManyRequests, http.StatusServiceUnavailable},
		Responses: map[string]*huma.Response{"200": {
			Description: "The calendar.", Content: map[string]*huma.MediaType{"text/calendar": {Schema: &huma.Schema{Type: huma.TypeString}}},
		}},
	}, s.feed)
}

type feedInput struct {
	File string `path:"file" doc:"The secret, followed by .ics."`
}

type feedOutput struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

func (s *service) feed(ctx context.Context, in *feedInput) (*feedOutput, error) {
	token, isFeed := strings.CutSuffix(in.File, feedSuffix)
	link, err := s.store.LinkByToken(ctx, tokenHash(token))
	if errors.Is(err, ErrNoLink) || err == nil && (!isFeed || !s.clock.Now().Before(link.ExpiresAt)) {
		return nil, edge.NotFound("Deze agenda is er niet meer. Maak in Traject een nieuwe link.")
	}
	if err != nil {
		return nil, edge.Problem(err)
	}
	views, err := s.store.Cases(ctx, CaseQuery{Parties: link.Parties, Due: true})
	if err != nil {
		return nil, edge.Problem(err)
	}
	calendar := newCalendar()
	for _, view := range views {
		s.addEvents(calendar, link, view)
	}
	return &feedOutput{ContentType: feedType, Body: []byte(calendar.Serialize(ical.WithNewLine("\r\n")))}, nil
}

func newCalendar() *ical.Calendar {
	calendar := ical.NewCalendarFor("Traject")
	calendar.SetProductId("-//Traject//Taken en termijnen//NL")
	calendar.SetMethod(ical.MethodPublish)
	calendar.SetName("Traject: taken en termijnen")
	calendar.SetXWRTimezone("Europe/Amsterdam")
	calendar.SetRefreshInterval(refreshEvery)
	calendar.SetXPublishedTTL(refreshEvery)
	return calendar
}

// addEvents adds the open tasks of the link's parties in a case, and the running terms that they may see.
func (s *service) addEvents(calendar *ical.Calendar, link CalendarLink, view *casesv1.View) {
	parties := make([]party.Party, len(link.Parties))
	for i, who := range link.Parties {
		parties[i] = party.Party(who)
	}
	reader := reader{Viewer: accessCase(view).For(parties...), view: view, today: s.clock.Today()}
	for _, task := range view.GetTasks() {
		if isOpen(task) && reader.isMine(task) {
			s.addEvent(calendar, view, "task/"+task.GetId(), task.GetDueOn(), task.GetTitle(), task.GetBasis())
		}
	}
	if !reader.May(access.Terms) {
		return
	}
	for _, term := range view.GetTerms() {
		if isRunning(term) {
			s.addEvent(calendar, view, "term/"+term.GetId(), term.GetPlannedOn(), term.GetTitle(), term.GetBasis())
		}
	}
}

// addEvent adds one day; nothing when there is no date, because the term stands still.
func (s *service) addEvent(calendar *ical.Calendar, view *casesv1.View, what, on, title, basis string) {
	day, err := time.Parse(time.DateOnly, on)
	if err != nil {
		return
	}
	// The same task or term is the same event for ever, also when its date moves.
	event := calendar.AddEvent(digest(view.GetCaseId(), what)[:32] + "@traject.nl")
	event.SetDtStampTime(s.clock.Now())
	event.SetAllDayStartAt(day)
	event.SetAllDayEndAt(day.AddDate(0, 0, 1))
	event.SetSummary(oneLine(title))
	lines := []string{"Kenmerk: " + view.GetCaseId(), "Grond: " + oneLine(basis)}
	if s.portal != "" {
		address := s.portal + "/zaken/" + view.GetCaseId()
		lines = append(lines, "Bekijk de zaak: "+address)
		event.SetURL(address)
	}
	event.SetDescription(strings.Join(lines, "\n"))
	event.SetClass(ical.ClassificationPrivate)
	event.SetTimeTransparency(ical.TransparencyTransparent)
}

// oneLine takes out what would begin a new line: a calendar is read line by line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
