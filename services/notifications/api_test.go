package notifications_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/notifications"
	"traject.nl/services/notifications/notificationstest"
	"traject.nl/services/platform/identity"
)

func askAs(t *testing.T, store notifications.Store, path string, parties ...party.Party) *httptest.ResponseRecorder {
	t.Helper()
	engine := notifications.API(store, func(c *gin.Context) {
		c.Request = c.Request.WithContext(identity.With(c.Request.Context(), identity.Person{Subject: "s", Parties: parties}))
	})
	got := httptest.NewRecorder()
	engine.ServeHTTP(got, httptest.NewRequest(http.MethodGet, path, nil))
	return got
}

func TestOnlyTheOfficeAndTheDirectorSeeWhatWasSent(t *testing.T) {
	for _, role := range party.Roles {
		want := http.StatusForbidden
		if role == party.Office || role == party.Director {
			want = http.StatusOK
		}
		if got := askAs(t, &notificationstest.Memory{}, "/v1/notices?caseId=a", party.Of(role, "x")); got.Code != want {
			t.Errorf("%s: %d", role, got.Code)
		}
	}
}

func TestTheNoticesOfACaseAreShownWithHowEachLeft(t *testing.T) {
	h := newHouse(t)
	h.notify(h.task("taak-1"))
	h.round()
	h.pass(60e9)
	h.server.answers("451 4.7.1 later", "")
	h.notify(h.task("taak-2"))
	h.round()
	got := askAs(t, h.store, "/v1/notices?caseId="+caseID, party.TheOffice)
	var body struct{ Items []notifications.NoticeBody }
	if err := json.Unmarshal(got.Body.Bytes(), &body); err != nil || len(body.Items) != 2 || len(body.Items[0].Deliveries) != 1 {
		t.Fatalf("%v: %s", err, got.Body)
	}
	first, second := body.Items[0], body.Items[1]
	if way := first.Deliveries[0]; way.State != "accepted" || way.SettledAt == nil || !way.SettledAt.Equal(monday) || first.NoticedAt == nil || way.To != "mailbox" {
		t.Errorf("accepted: %+v", first)
	}
	if way := second.Deliveries[0]; way.State != "waiting" || way.SettledAt != nil || way.Attempts != 1 || second.NoticedAt != nil || second.OpenedAt != nil {
		t.Errorf("waiting: %+v", second)
	}
}

func TestACaseMustBeNamed(t *testing.T) {
	if got := askAs(t, &notificationstest.Memory{}, "/v1/notices", party.TheOffice); got.Code != http.StatusBadRequest {
		t.Errorf("%d %s", got.Code, got.Body)
	}
}
