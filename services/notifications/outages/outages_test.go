package outages_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"go.mongodb.org/mongo-driver/v2/bson"

	"traject.nl/proto/contract/party"
	"traject.nl/services/notifications/outages"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/mongo"
)

var monday = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

// portal answers as a test wants.
type portal struct {
	*httptest.Server
	mu     sync.Mutex
	status int
}

func startPortal(t *testing.T) *portal {
	t.Helper()
	p := &portal{status: http.StatusOK}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		p.mu.Lock()
		defer p.mu.Unlock()
		w.WriteHeader(p.status)
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *portal) answers(status int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.status = status
}

// watch is a probe that looks when a test says so: each look is half a minute after the last.
type watch struct {
	*testing.T
	probe *outages.Probe
	now   time.Time
	store outages.Store
	log   evidence.Log
}

func startWatch(t *testing.T, url string, store outages.Store, log evidence.Log) *watch {
	t.Helper()
	w := &watch{T: t, now: monday.Add(-30 * time.Second), store: store, log: log}
	probe, err := outages.NewProbe(url, store, log, func() time.Time { return w.now })
	if err != nil {
		t.Fatal(err)
	}
	w.probe = probe
	return w
}

func (w *watch) looks(times int) {
	w.Helper()
	for range times {
		w.now = w.now.Add(30 * time.Second)
		if err := w.probe.Look(w.Context()); err != nil {
			w.Fatal(err)
		}
	}
}

func (w *watch) kept() []outages.Outage {
	w.Helper()
	found, err := w.store.Between(w.Context(), monday.Add(-time.Hour), monday.Add(24*time.Hour))
	if err != nil {
		w.Fatal(err)
	}
	return found
}

func TestAnOutageBeginsAtTheFirstOfTwoMissesAndEndsAtTheFirstAnswer(t *testing.T) {
	p := startPortal(t)
	w := startWatch(t, p.URL, outages.Memory(), evidence.Memory("notifications"))
	w.looks(1)
	p.answers(http.StatusServiceUnavailable)
	w.looks(1)
	if got := w.kept(); len(got) != 0 {
		t.Fatalf("one miss is an outage: %+v", got)
	}
	w.looks(3)
	began := monday.Add(30 * time.Second)
	if got := w.kept(); len(got) != 1 || !got[0].BeganAt.Equal(began) || !got[0].EndedAt.IsZero() || got[0].Reason != "http-503" {
		t.Fatalf("going on: %+v", got)
	}
	p.answers(http.StatusFound)
	w.looks(2)
	ended := monday.Add(5 * 30 * time.Second)
	if got := w.kept(); len(got) != 1 || !got[0].EndedAt.Equal(ended) {
		t.Fatalf("over: %+v", got)
	}
	chain, err := w.log.OfCase(t.Context(), outages.Chain)
	if err != nil {
		t.Fatal(err)
	}
	if len(chain) != 2 || chain[0].Kind != evidence.OutageBegan || !chain[0].At.Equal(began) || chain[1].Kind != evidence.OutageEnded || !chain[1].At.Equal(ended) {
		t.Errorf("evidence: %+v", chain)
	}
}

func TestOneMissBetweenAnswersIsNoOutage(t *testing.T) {
	p := startPortal(t)
	w := startWatch(t, p.URL, outages.Memory(), evidence.Memory("notifications"))
	for range 3 {
		p.answers(http.StatusInternalServerError)
		w.looks(1)
		p.answers(http.StatusOK)
		w.looks(1)
	}
	if got := w.kept(); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestAnotherProcessEndsTheOutageOfOneThatStopped(t *testing.T) {
	p, store, log := startPortal(t), outages.Memory(), evidence.Memory("notifications")
	p.Close()
	startWatch(t, p.URL, store, log).looks(2)
	next := startPortal(t)
	w := startWatch(t, next.URL, store, log)
	w.now = monday.Add(time.Hour)
	w.looks(1)
	if got := w.kept(); len(got) != 1 || got[0].Reason != "no-answer" || !got[0].EndedAt.Equal(w.now) {
		t.Errorf("%+v", got)
	}
}

func TestAReplicaThatFailsAMomentLongerRecordsNoSecondOutage(t *testing.T) {
	p, store, log := startPortal(t), outages.Memory(), evidence.Memory("notifications")
	here, there := startWatch(t, p.URL, store, log), startWatch(t, p.URL, store, log)
	there.now = there.now.Add(time.Second)
	p.answers(http.StatusServiceUnavailable)
	here.looks(3)
	there.looks(2)
	p.answers(http.StatusOK)
	here.looks(1)
	p.answers(http.StatusServiceUnavailable)
	there.looks(2) // the first of these began before the portal answered, and failed after
	p.answers(http.StatusOK)
	there.looks(1)
	if got := here.kept(); len(got) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestAnAddressThatCannotBeProbedIsRefused(t *testing.T) {
	for _, address := range []string{"", "traject", "ftp://traject.example", "http://"} {
		if _, err := outages.NewProbe(address, nil, nil, nil); err == nil {
			t.Errorf("%q was taken", address)
		}
	}
}

func TestEveryStoreKeepsOneOutageAtATime(t *testing.T) {
	stores := map[string]func(*testing.T) outages.Store{"memory": func(*testing.T) outages.Store { return outages.Memory() }}
	if uri := os.Getenv("TRAJECT_TEST_MONGODB_URI"); uri != "" {
		stores["mongo"] = func(t *testing.T) outages.Store { return openMongo(t, uri) }
	}
	for name, open := range stores {
		t.Run(name, func(t *testing.T) { keepsOneAtATime(t, open(t)) })
	}
}

func keepsOneAtATime(t *testing.T, store outages.Store) {
	first := outages.Outage{ID: "a", BeganAt: monday, Reason: "no-answer"}
	second := outages.Outage{ID: "b", BeganAt: monday.Add(time.Hour), Reason: "http-503"}
	begin := func(outage outages.Outage, want string) {
		t.Helper()
		if got, err := store.Begin(t.Context(), outage); err != nil || got.ID != want {
			t.Fatalf("begin %s: %+v, %v", outage.ID, got, err)
		}
	}
	end := func(id string, at time.Time) {
		t.Helper()
		if err := store.End(t.Context(), id, at); err != nil {
			t.Fatal(err)
		}
	}
	begin(first, "a")
	begin(second, "a")
	end("b", monday.Add(time.Minute)) // not the one that goes on
	if got, going, err := store.Ongoing(t.Context()); err != nil || !going || got.ID != "a" {
		t.Fatalf("%+v, %v, %v", got, going, err)
	}
	end("a", monday.Add(10*time.Minute))
	end("a", monday.Add(20*time.Minute))
	begin(second, "b")
	for from, want := range map[time.Duration]string{-time.Hour: "ba", 10 * time.Minute: "ba", 11 * time.Minute: "b", 48 * time.Hour: "b"} {
		found, err := store.Between(t.Context(), monday.Add(from), monday.Add(72*time.Hour))
		got := ""
		for _, one := range found {
			got += one.ID
		}
		if err != nil || got != want {
			t.Errorf("from %v: %q, %v", from, got, err)
		}
	}
	if found, err := store.Between(t.Context(), monday.Add(-time.Hour), monday); err != nil || len(found) != 0 {
		t.Errorf("before it began: %+v, %v", found, err)
	}
}

func openMongo(t *testing.T, uri string) outages.Store {
	t.Helper()
	db, err := mongo.Connect(t.Context(), uri, "outages-test-"+strings.ToLower(bson.NewObjectID().Hex()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx := context.WithoutCancel(t.Context()) // the context of a test ends before its clean-up
		if err := db.Drop(ctx); err != nil {
			t.Error(err)
		}
		if err := db.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	store, err := outages.NewMongoStore(t.Context(), db.Database)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func ask(t *testing.T, store outages.Store, path string, as party.Party) *httptest.ResponseRecorder {
	t.Helper()
	engine := edge.New("notifications", "1.0.0")
	api := edge.API(engine, "t", "1.0.0", "d")
	engine.Use(func(c *gin.Context) {
		c.Request = c.Request.WithContext(identity.With(c.Request.Context(), identity.Person{Subject: "s", Parties: []party.Party{as}}))
	})
	outages.Register(api, store, func() time.Time { return monday })
	got := httptest.NewRecorder()
	engine.ServeHTTP(got, httptest.NewRequest(http.MethodGet, path, nil))
	return got
}

func TestTheOfficeAndTheDirectorSeeTheOutagesOfAPeriod(t *testing.T) {
	store := outages.Memory()
	if _, err := store.Begin(t.Context(), outages.Outage{ID: "a", BeganAt: monday, Reason: "no-answer"}); err != nil {
		t.Fatal(err)
	}
	for _, role := range party.Roles {
		want := http.StatusForbidden
		if role == party.Office || role == party.Director {
			want = http.StatusOK
		}
		if got := ask(t, store, "/v1/outages", party.Of(role, "x")); got.Code != want {
			t.Errorf("%s: %d", role, got.Code)
		}
	}
	for query, want := range map[string]int{"": 1, "?from=2026-11-23&to=2026-11-23": 1, "?to=2026-11-22": 0} {
		var body struct{ Items []outages.Item }
		got := ask(t, store, "/v1/outages"+query, party.TheOffice)
		if err := json.Unmarshal(got.Body.Bytes(), &body); err != nil || len(body.Items) != want {
			t.Errorf("%q: %v %s", query, err, got.Body)
		}
	}
}

func TestAPeriodThatCannotBeIsRefusedWithAllThatIsWrong(t *testing.T) {
	for query, wrong := range map[string]int{"?from=gisteren&to=2026-02-30": 2, "?from=2026-11-24&to=2026-11-23": 1} {
		got := ask(t, outages.Memory(), "/v1/outages"+query, party.TheOffice)
		var problem edge.ProblemDetails
		if err := json.Unmarshal(got.Body.Bytes(), &problem); err != nil || got.Code != http.StatusBadRequest || len(problem.Errors) != wrong {
			t.Errorf("%s: %d %s", query, got.Code, got.Body)
		}
	}
}
