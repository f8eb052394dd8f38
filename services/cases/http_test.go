package cases_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/proto/keyring"
	"traject.nl/proto/payload"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/live"
)

// caseID of the case that most tests are about; a dossier's id.
const caseID = "k3v9x2m4q8pd"

// people by the name that a test signs in with; the subject is "s-" and that name.
var people = map[string][]party.Party{
	"applicant":    {casestest.Applicant},
	"receiving":    {casestest.Receiving},
	"sot":          {casestest.SOT},
	"other sot":    {"sot:zeist"},
	"office":       {casestest.Office},
	"director":     {casestest.Director},
	"parent":       {casestest.Parent},
	"other parent": {"parent:ffffffffffffffffffff"},
	"expert":       {casestest.Expert1},
	"other expert": {"expert:gz-9"},
	"stranger":     {"school:elsewhere"},
	"two schools":  {"school:elsewhere", casestest.Applicant},
	"board":        {"board:stichting"},
	"provision":    {party.TheBuitenkans},
	"target":       {casestest.Target},
	"awaited":      {"school:van-leersumschool-zeist"},
	"municipality": {"municipality:utrechtse-heuvelrug"},
	"zeist":        {"municipality:zeist"},
	"engineer":     {"engineer:e1"},
	"nobody":       {},
}

// harness is the API with a store in memory, a process that does what the test says, and a clock that the test holds.
type harness struct {
	*testing.T
	router  *gin.Engine
	store   *casestest.Memory
	process *fakeProcess
	keys    *keyring.Ring
	live    *live.Hub
	proof   evidence.Log
}

func newHarness(t *testing.T) *harness {
	t.Helper()
	store := casestest.NewMemory()
	return newHarnessOn(t, store, store, &fakeProcess{}, today, live.SystemTicker)
}

// today stands still a day after the cases of tests began: 24 November 2026.
var today clock.Clock = func() time.Time { return casestest.Start.Add(24 * time.Hour) }

func newHarnessOn(t *testing.T, memory *casestest.Memory, store cases.Store, process *fakeProcess, now clock.Clock, ticker live.Ticker) *harness {
	t.Helper()
	h := &harness{T: t, store: memory, process: process, keys: keyring.Generate("test"), proof: evidence.Memory("cases")}
	h.live = live.NewHub(store, now, ticker)
	h.router = edge.New("cases", cases.Version)
	h.mount(store, now)
	return h
}

// mount puts the API on the router.
func (h *harness) mount(store cases.Store, now clock.Clock) {
	cases.Mount(h.router, signIn, cases.Dependencies{
		Store: store, Process: h.process, Clock: now, Codec: payload.Codec(h.keys),
		Evidence: h.proof, Live: h.live, PortalURL: "https://traject.example",
	})
}

// signIn takes the token for the name of one of the people.
func signIn(c *gin.Context) {
	name := strings.TrimPrefix(c.GetHeader("Authorization"), "Bearer ")
	parties, known := people[name]
	if !known {
		edge.Abort(c, edge.Unauthorized("U bent niet ingelogd."))
		return
	}
	person := identity.Person{Subject: "s-" + name, Parties: parties}
	c.Request = c.Request.WithContext(identity.With(c.Request.Context(), person))
	c.Next()
}

// put writes a case at the version of its view.
func (h *harness) put(view *casesv1.View) {
	h.Helper()
	if err := h.store.Project(h.Context(), view, casestest.Lines(1, view.GetVersion()), casestest.Start); err != nil {
		h.Fatal(err)
	}
}

// answer of the API.
type answer struct {
	*httptest.ResponseRecorder
	t *testing.T
}

// get asks as a person.
func (h *harness) get(who, path string) answer {
	return h.send(httptest.NewRequest(http.MethodGet, path, nil), who, "")
}

// post does an act as a person, with an idempotency key.
func (h *harness) post(who, path, key, body string) answer {
	request := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	return h.send(request, who, key)
}

func (h *harness) send(request *http.Request, who, key string) answer {
	h.Helper()
	request.Header.Set("Authorization", "Bearer "+who)
	if key != "" {
		request.Header.Set("Idempotency-Key", key)
	}
	recorder := httptest.NewRecorder()
	h.router.ServeHTTP(recorder, request)
	return answer{recorder, h.T}
}

// want checks the status; a refusal must be a problem with a Dutch detail that holds the words.
func (a answer) want(status int, words ...string) answer {
	a.t.Helper()
	if a.Code != status {
		a.t.Fatalf("status is %d, want %d: %s", a.Code, status, a.Body)
	}
	if status >= http.StatusBadRequest {
		if kind := a.Header().Get("Content-Type"); kind != "application/problem+json" {
			a.t.Errorf("content type of a refusal is %q", kind)
		}
	}
	for _, word := range words {
		if !strings.Contains(a.Body.String(), word) {
			a.t.Errorf("answer lacks %q: %s", word, a.Body)
		}
	}
	return a
}

// read decodes the body.
func read[T any](a answer) T {
	a.t.Helper()
	var value T
	if err := json.Unmarshal(a.Body.Bytes(), &value); err != nil {
		a.t.Fatalf("%v in %s", err, a.Body)
	}
	return value
}

// fakeProcess takes acts as the process does: an update id that it knows gets the answer it had.
type fakeProcess struct {
	mu      sync.Mutex
	refusal error // given instead of an answer, until it is taken away
	// refuseCase is the same for one case.
	refuseCase map[string]error
	calls      []call
	accepted   map[string]*caseworkv1.Accepted
	done       int // acts that were really carried out
}

type call struct {
	procedure, caseID, updateID string
	act                         act.Act
	message                     proto.Message
}

func (p *fakeProcess) Submit(ctx context.Context, caseID, key string, message *tlvv1.Submit) (*caseworkv1.Accepted, error) {
	return p.Do(ctx, tlv.Workflow, caseID, key, tlv.Submit, message)
}

func (p *fakeProcess) Lodge(ctx context.Context, caseID, key string, message *bezwaarv1.Lodge) (*caseworkv1.Accepted, error) {
	return p.Do(ctx, bezwaar.Workflow, caseID, key, bezwaar.Lodge, message)
}

func (p *fakeProcess) Request(ctx context.Context, caseID, key string, message *buitenkansv1.RequestPlacement) (*caseworkv1.Accepted, error) {
	return p.Do(ctx, buitenkans.Workflow, caseID, key, buitenkans.RequestPlacement, message)
}

func (p *fakeProcess) Follow(ctx context.Context, caseID, key string, message *plaatsingv1.FollowInstitution) (*caseworkv1.Accepted, error) {
	return p.Do(ctx, plaatsing.Workflow, caseID, key, plaatsing.FollowInstitution, message)
}

func (p *fakeProcess) Do(
	_ context.Context, procedure, caseID, key string, what act.Act, message proto.Message,
) (*caseworkv1.Accepted, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if name := string(message.ProtoReflect().Descriptor().Name()); name != string(what) {
		return nil, fmt.Errorf("act %s got a message %s", what, name)
	}
	p.calls = append(p.calls, call{procedure, caseID, key, what, message})
	if p.refusal != nil {
		return nil, p.refusal
	}
	if err := p.refuseCase[caseID]; err != nil {
		return nil, err
	}
	if before := p.accepted[key]; before != nil {
		return before, nil
	}
	if p.accepted == nil {
		p.accepted = map[string]*caseworkv1.Accepted{}
	}
	p.done++
	p.accepted[key] = &caseworkv1.Accepted{CaseId: caseID, Version: int64(p.done), At: timestamppb.New(casestest.Start.Add(123456789))}
	return p.accepted[key], nil
}

// last is the last act that arrived.
func (p *fakeProcess) last() (call, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.calls) == 0 {
		return call{}, errors.New("no act arrived")
	}
	return p.calls[len(p.calls)-1], nil
}
