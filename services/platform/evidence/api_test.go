package evidence_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
)

func ask(t *testing.T, log evidence.Log, query string, who party.Party) *httptest.ResponseRecorder {
	t.Helper()
	engine := edge.New("t", "1.0.0")
	api := edge.API(engine, "t", "1.0.0", "d")
	engine.Use(func(c *gin.Context) {
		c.Request = c.Request.WithContext(identity.With(c.Request.Context(), identity.Person{Subject: "s", Parties: []party.Party{who}}))
	})
	evidence.Register(api, log)
	got := httptest.NewRecorder()
	engine.ServeHTTP(got, httptest.NewRequest(http.MethodGet, "/v1/evidence"+query, nil))
	return got
}

func TestOnlyTheOfficeAndTheDirectorReadTheEvidence(t *testing.T) {
	for _, role := range party.Roles {
		want := http.StatusForbidden
		if role == party.Office || role == party.Director {
			want = http.StatusOK
		}
		if got := ask(t, evidence.Memory("cases"), "?caseId=c1", party.Of(role, "x")); got.Code != want {
			t.Errorf("%s: %d", role, got.Code)
		}
	}
}

func TestTheEvidenceOfACaseIsAnExportThatVerifies(t *testing.T) {
	log := evidence.Memory("notifications")
	for _, key := range []string{"a", "b"} {
		e := entry("c1", key)
		e.Facts[evidence.FactReply] = "250 <x> & é"
		if _, err := log.Append(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	var export evidence.Export
	if err := json.Unmarshal(ask(t, log, "?caseId=c1", party.TheOffice).Body.Bytes(), &export); err != nil {
		t.Fatal(err)
	}
	if err := export.Verify(); err != nil || len(export.Entries) != 2 || export.Head == "" || export.Log != "notifications" {
		t.Fatalf("%v: %+v", err, export)
	}
}

func TestWhoAsksNamesACase(t *testing.T) {
	for _, query := range []string{"", "?caseId=", "?caseId=a/1", "?caseId=%24ne"} {
		if got := ask(t, evidence.Memory("cases"), query, party.TheOffice); got.Code != http.StatusBadRequest {
			t.Errorf("%q: %d", query, got.Code)
		}
	}
}
