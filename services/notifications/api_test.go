package notifications_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

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

func TestOnlyTheOfficeAndTheDirectorSeeTheEvidence(t *testing.T) {
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

func TestTheEvidenceOfACaseIsShown(t *testing.T) {
	store := &notificationstest.Memory{}
	for key, at := range map[string]time.Time{"a": monday, "b": monday.Add(time.Hour)} {
		if _, err := store.Claim(t.Context(), notifications.Record{Key: key, CaseID: caseID, Party: "sot:zeist", Kind: "task", ComposedAt: at}); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Settle(t.Context(), "a", notifications.Accepted, monday.Add(time.Minute), "250 Ok"); err != nil {
		t.Fatal(err)
	}
	got := askAs(t, store, "/v1/notices?caseId="+caseID, party.TheOffice)
	var body struct{ Items []notifications.Notice }
	if err := json.Unmarshal(got.Body.Bytes(), &body); err != nil || len(body.Items) != 2 {
		t.Fatalf("%v: %s", err, got.Body)
	}
	first, second := body.Items[0], body.Items[1]
	if first.Outcome != "accepted" || first.SettledAt == nil || !first.SettledAt.Equal(monday.Add(time.Minute)) || first.ServerReply != "250 Ok" {
		t.Errorf("accepted: %+v", first)
	}
	if second.Outcome != "pending" || second.SettledAt != nil || second.Party != "sot:zeist" || second.Attempts != 1 {
		t.Errorf("pending: %+v", second)
	}
}

func TestACaseMustBeNamed(t *testing.T) {
	if got := askAs(t, &notificationstest.Memory{}, "/v1/notices", party.TheOffice); got.Code != http.StatusBadRequest {
		t.Errorf("%d %s", got.Code, got.Body)
	}
}
