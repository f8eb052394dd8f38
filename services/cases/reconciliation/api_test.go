package reconciliation_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"traject.nl/proto/contract/party"
	"traject.nl/services/cases/reconciliation"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// kept is a store with what a test put in it, the newest first.
type kept []reconciliation.Run

func (k kept) Keep(context.Context, reconciliation.Run) error { return nil }

func (k kept) Latest(_ context.Context, limit int) ([]reconciliation.Run, error) {
	return k[:min(limit, len(k))], nil
}

var lastNight = reconciliation.Run{
	ID: "r2", StartedAt: time.Date(2026, 11, 23, 2, 30, 0, 0, time.UTC), EndedAt: time.Date(2026, 11, 23, 2, 34, 0, 0, time.UTC), Records: 3, Processes: 2,
	Differences: []reconciliation.Difference{{CaseID: "0123456789ab", Procedure: "tlv", Kind: reconciliation.NoProcess}},
	Count:       map[reconciliation.Kind]int{reconciliation.NoProcess: 1},
}

// ask calls the API as one party; started says how often a reconciliation was asked for.
func ask(t *testing.T, method string, as party.Party, fail error) (answer *httptest.ResponseRecorder, started int) {
	t.Helper()
	router := edge.New("cases", "1.0.0")
	router.Use(func(c *gin.Context) {
		c.Request = c.Request.WithContext(identity.With(c.Request.Context(), identity.Person{Subject: "s", Parties: []party.Party{as}}))
	})
	reconciliation.Register(edge.API(router, "Traject cases", "1.0.0", "Test."), reconciliation.Desk{
		Store: kept{lastNight}, Start: func(context.Context) error { started++; return fail },
	})
	answer = httptest.NewRecorder()
	router.ServeHTTP(answer, httptest.NewRequest(method, "/v1/reconciliations", http.NoBody))
	return answer, started
}

func TestTheOfficeAndTheEngineerReadWhatCameOfTheNight(t *testing.T) {
	for who, status := range map[party.Party]int{
		"office:zout": http.StatusOK, "engineer:beheer": http.StatusOK,
		"director:zout": http.StatusForbidden, "sot:zeist": http.StatusForbidden, "school:op-dreef-zeist": http.StatusForbidden,
	} {
		answer, _ := ask(t, http.MethodGet, who, nil)
		if answer.Code != status {
			t.Errorf("%s: got %d: %s", who, answer.Code, answer.Body)
		}
		if says := strings.Contains(answer.Body.String(), `{"caseId":"0123456789ab","procedure":"tlv","kind":"no_process"}`); says != (status == http.StatusOK) {
			t.Errorf("%s: got %s", who, answer.Body)
		}
	}
}

func TestOnlyTheEngineerStartsAReconciliation(t *testing.T) {
	for who, status := range map[party.Party]int{"engineer:beheer": http.StatusAccepted, "office:zout": http.StatusForbidden} {
		if answer, started := ask(t, http.MethodPost, who, nil); answer.Code != status || (started == 1) != (status == http.StatusAccepted) {
			t.Errorf("%s: got %d, started %d: %s", who, answer.Code, started, answer.Body)
		}
	}
	if answer, _ := ask(t, http.MethodPost, "engineer:beheer", errors.New("temporal is away")); answer.Code < http.StatusInternalServerError {
		t.Errorf("got %d although nothing started", answer.Code)
	}
}

func TestTheFiguresAreThoseOfTheLastReconciliationAndNoneBeforeTheFirst(t *testing.T) {
	figures := func(store kept) map[string]int64 {
		reader := metric.NewManualReader()
		stop, err := reconciliation.Tell(metric.NewMeterProvider(metric.WithReader(reader)).Meter("test"), store, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		defer stop()
		var all metricdata.ResourceMetrics
		if err := reader.Collect(t.Context(), &all); err != nil {
			t.Fatal(err)
		}
		told := map[string]int64{}
		for _, scope := range all.ScopeMetrics {
			for _, one := range scope.Metrics {
				for _, point := range one.Data.(metricdata.Gauge[int64]).DataPoints {
					told[one.Name+" "+point.Attributes.Encoded(attribute.DefaultEncoder())] = point.Value
				}
			}
		}
		return told
	}
	if before := figures(nil); len(before) > 0 {
		t.Errorf("before the first: %v", before)
	}
	told := figures(kept{lastNight})
	if told["traject.reconciliation.differences kind=no_process"] != 1 || told["traject.reconciliation.finished "] != lastNight.EndedAt.Unix() {
		t.Errorf("got %v", told)
	}
	if value, is := told["traject.reconciliation.differences kind=no_answer"]; !is || value != 0 {
		t.Errorf("a kind of which there is none must be told as 0: %v", told)
	}
}
