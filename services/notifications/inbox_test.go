package notifications_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"traject.nl/proto/contract/party"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications"
	"traject.nl/services/platform/evidence"
)

type inboxBody struct {
	Unread int
	Items  []notifications.InboxItem
	Next   string
}

func TestAPersonSeesWhatItsOwnPartiesAreTold(t *testing.T) {
	c := openCounter(t)
	c.letter()
	c.task("taak-1")
	for _, test := range []struct {
		who  party.Party
		want string
	}{
		{parent, "Er staat een brief voor u klaar"},
		{"school:regenboog", "Er staat een taak voor u klaar"},
		{"school:regenboog-2", ""},
		{"parent:9999", ""},
		{party.TheOffice, ""},
	} {
		c.as("somebody", test.who)
		got := get[inboxBody](c, "/v1/inbox")
		titles := ""
		for _, item := range got.Items {
			titles += item.Title
		}
		if titles != test.want || got.Unread != len(got.Items) {
			t.Errorf("%s: %d unread, %q", test.who, got.Unread, titles)
		}
	}
	c.as("somebody", "school:regenboog", parent)
	if got := get[inboxBody](c, "/v1/inbox"); len(got.Items) != 2 {
		t.Errorf("%+v", got)
	}
}

func TestWhatIsOfAnotherCannotBeReadOrOpened(t *testing.T) {
	c := openCounter(t)
	id := notifications.PathID(c.letter())
	for _, who := range []party.Party{"parent:9999", party.TheOffice, party.TheDirector, zeist, "engineer:x"} {
		c.as("other", who)
		c.refused(http.StatusNotFound, 0, http.MethodGet, "/v1/inbox/"+id, "")
		c.refused(http.StatusNotFound, 0, http.MethodPost, "/v1/inbox/"+id+"/openings", "")
		do[struct{}](c, http.StatusOK, http.MethodPost, "/v1/inbox/openings", `{"caseId":"`+caseID+`","pieceId":"piece-1"}`)
	}
	c.as(asParent, parent)
	for _, unknown := range []string{"x", "%20", notifications.PathID("nothing")} {
		c.refused(http.StatusNotFound, 0, http.MethodGet, "/v1/inbox/"+unknown, "")
	}
	if got := get[inboxBody](c, "/v1/inbox"); got.Unread != 1 {
		t.Errorf("another opened it: %+v", got)
	}
}

func TestOpeningCountsForThePersonAndIsProvenOnce(t *testing.T) {
	c := openCounter(t)
	id := notifications.PathID(c.letter())
	c.as(asParent, parent)
	first := do[notifications.InboxItem](c, http.StatusOK, http.MethodPost, "/v1/inbox/"+id+"/openings", "")
	c.hours(1)
	again := do[notifications.InboxItem](c, http.StatusOK, http.MethodPost, "/v1/inbox/"+id+"/openings", "")
	if first.OpenedAt == nil || !first.OpenedAt.Equal(monday) || !again.OpenedAt.Equal(monday) {
		t.Errorf("first %v, again %v", first.OpenedAt, again.OpenedAt)
	}
	if got := get[notifications.UnreadEvent](c, "/v1/inbox/unread"); got.Unread != 0 {
		t.Errorf("%+v", got)
	}
	c.as("parent-2", parent)
	if got := get[notifications.UnreadEvent](c, "/v1/inbox/unread"); got.Unread != 1 {
		t.Errorf("one opened it for the other: %+v", got)
	}
	opened := c.proven(evidence.Opened)
	if len(opened) != 1 || !opened[0].At.Equal(monday) || opened[0].Party != string(parent) || opened[0].Facts[evidence.FactPiece] != "piece-1" {
		t.Errorf("%+v", opened)
	}
}

func TestLookingAtACaseOpensItsNoticesButNoLetterThatWasNotShown(t *testing.T) {
	c := openCounter(t)
	c.letter()
	c.give(notificationsv1.NoticeKind_NOTICE_KIND_RECEIVED, "ontvangen", parent)
	c.give(notificationsv1.NoticeKind_NOTICE_KIND_RECEIVED, "ontvangen", parent, func(r *notificationsv1.NotifyRequest) { r.Key, r.CaseId = "other", otherCase })
	c.as(asParent, parent)
	type answer struct{ Opened, Unread int }
	for _, test := range []struct {
		body string
		want answer
	}{
		{`{"caseId":"` + caseID + `","pieceId":"another"}`, answer{0, 3}},
		{`{"caseId":"` + caseID + `"}`, answer{1, 2}},
		{`{"caseId":"` + caseID + `"}`, answer{0, 2}},
		{`{"caseId":"` + caseID + `","pieceId":"piece-1"}`, answer{1, 1}},
	} {
		if got := do[answer](c, http.StatusOK, http.MethodPost, "/v1/inbox/openings", test.body); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.body, got, test.want)
		}
	}
	c.refused(http.StatusBadRequest, 1, http.MethodPost, "/v1/inbox/openings", `{}`)
}

func TestTheInboxGoesBackPageByPage(t *testing.T) {
	c := openCounter(t)
	for _, about := range []string{"a", "b", "c", "d", "e"} {
		c.task(about)
		c.pass(time.Minute)
	}
	c.as("school-1", "school:regenboog")
	var seen []string
	path := "/v1/inbox?limit=2"
	for pages := 0; path != "" && pages < 5; pages++ {
		got := get[inboxBody](c, path)
		if got.Unread != 5 {
			t.Errorf("unread %d", got.Unread)
		}
		for _, item := range got.Items {
			key, err := notifications.KeyOf(item.ID)
			if err != nil {
				t.Fatal(err)
			}
			seen = append(seen, strings.Split(key, "/")[1])
		}
		if path = ""; got.Next != "" {
			path = "/v1/inbox?limit=2&before=" + got.Next
		}
	}
	expect(t, "order", seen, []string{"e", "d", "c", "b", "a"})
}

func TestWhatIsNotOpenedCanBeAskedByItself(t *testing.T) {
	c := openCounter(t)
	c.task("a")
	id := notifications.PathID(c.task("b"))
	c.as("school-1", "school:regenboog")
	do[struct{}](c, http.StatusOK, http.MethodPost, "/v1/inbox/"+id+"/openings", "")
	if got := get[inboxBody](c, "/v1/inbox?unread=true"); len(got.Items) != 1 || got.Items[0].OpenedAt != nil || got.Unread != 1 {
		t.Errorf("%+v", got)
	}
	if got := get[inboxBody](c, "/v1/inbox?unread=false"); len(got.Items) != 2 {
		t.Errorf("%+v", got)
	}
}

func TestAPageThatCannotBeIsRefused(t *testing.T) {
	c := openCounter(t)
	for _, query := range []string{"limit=0", "limit=101", "limit=x", "unread=ja", "before=%21", "before=YWJj"} {
		c.refused(http.StatusBadRequest, 1, http.MethodGet, "/v1/inbox?"+query, "")
	}
}

func TestAMunicipalityReadsOnlyWhatPassesTheWall(t *testing.T) {
	c := openCounter(t)
	c.give(notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION, "beslistermijn/7", zeist, func(r *notificationsv1.NotifyRequest) {
		r.Matter = &notificationsv1.Matter{
			Kind: notificationsv1.MatterKind_MATTER_KIND_TERM, Rule: "beslistermijn", DueOn: "2026-11-16", Days: 7, AnswerOn: "2026-11-30",
		}
		r.PieceId, r.DossierId, r.Contact = "sanne", "dossier-sanne", "sot:zeist"
	})
	c.as("leerplicht-1", zeist)
	got := get[inboxBody](c, "/v1/inbox")
	if len(got.Items) != 1 {
		t.Fatalf("%+v", got)
	}
	item := got.Items[0]
	if item.Title != "De beslistermijn is voorbij in een aanvraag voor een toelaatbaarheidsverklaring" || item.Page != "escalations" ||
		!strings.Contains(item.Text, "7 dagen te laat") {
		t.Errorf("%+v", item)
	}
	if item.PieceID != "" || item.DossierID != "" || item.DueOn != "" {
		t.Errorf("more passed the wall than may: %+v", item)
	}
}

func TestEveryKindHasItsWordsInTheInbox(t *testing.T) {
	c := openCounter(t)
	for number := range notificationsv1.NoticeKind_name {
		if kind := notificationsv1.NoticeKind(number); kind != notificationsv1.NoticeKind_NOTICE_KIND_UNSPECIFIED {
			c.give(kind, kind.String(), parent)
		}
	}
	c.as(asParent, parent)
	got := get[inboxBody](c, "/v1/inbox")
	if len(got.Items) != len(notifications.Kinds) {
		t.Errorf("%d items", len(got.Items))
	}
	for _, item := range got.Items {
		if item.Title == "" || item.Text == "" || item.Page == "" {
			t.Errorf("%+v", item)
		}
	}
}

func TestTheUnreadCountIsLive(t *testing.T) {
	c := openCounter(t)
	next := c.unread()
	expect(t, "at once", next(), `{"unread":0}`)
	id := notifications.PathID(c.letter())
	c.beat.Polled(t)
	expect(t, "told", next(), `{"unread":1}`)
	c.pass(time.Second)
	do[struct{}](c, http.StatusOK, http.MethodPost, "/v1/inbox/"+id+"/openings", "")
	c.beat.Polled(t)
	expect(t, "opened", next(), `{"unread":0}`)
}

// A busy morning ends no stream: whoever waits to connect again sees nothing of a case either, as both are one stream of the page.
func TestTheUnreadCountStaysLiveWhenMuchComesAtOnce(t *testing.T) {
	c := openCounter(t)
	next := c.unread()
	expect(t, "at once", next(), `{"unread":0}`)
	const many = 100
	for number := range many {
		c.give(notificationsv1.NoticeKind_NOTICE_KIND_LETTER, fmt.Sprint(number), parent)
	}
	c.beat.Polled(t)
	expect(t, "told", next(), fmt.Sprintf(`{"unread":%d}`, many))
	c.give(notificationsv1.NoticeKind_NOTICE_KIND_LETTER, "one more", parent)
	c.beat.Polled(t)
	expect(t, "told again", next(), fmt.Sprintf(`{"unread":%d}`, many+1))
}

// unread opens the stream of the parent, and gives what it tells, one event a time.
func (c *counter) unread() func() string {
	c.Helper()
	c.as(asParent, parent)
	server := httptest.NewServer(c.desk.Engine)
	c.Cleanup(server.Close)
	ctx, stop := context.WithCancel(c.Context())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/v1/inbox/events", nil)
	if err != nil {
		c.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() { stop(); response.Body.Close() })
	events := bufio.NewScanner(response.Body)
	return func() string {
		c.Helper()
		for events.Scan() {
			if data, ok := strings.CutPrefix(events.Text(), "data: "); ok {
				return data
			}
		}
		c.Fatal("the stream ended")
		return ""
	}
}
