package casestest

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"google.golang.org/protobuf/proto"

	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/cases"
	"traject.nl/services/platform/live"
	"traject.nl/services/platform/live/livetest"
)

// Memory is a cases.Store for tests of what is built on it. It passes the same suite as the real one.
type Memory struct {
	*livetest.Memory
	mu       sync.Mutex
	records  map[string]cases.Record
	register []cases.Registration
	count    int64
	answers  map[string]claim
	receipts []cases.Receipt
	links    []cases.CalendarLink
	books    map[string]*buitenkansv1.Places
}

type claim struct {
	hash   string
	party  string
	answer *cases.Answer
}

// NewMemory makes an empty store.
func NewMemory() *Memory {
	return &Memory{Memory: livetest.NewMemory(), records: map[string]cases.Record{}, answers: map[string]claim{},
		books: map[string]*buitenkansv1.Places{}}
}

// Project implements cases.Records.
func (m *Memory) Project(ctx context.Context, view *casesv1.View, entries []*caseworkv1.TimelineEntry, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	var before *cases.Record
	if kept, ok := m.records[view.GetCaseId()]; ok {
		before = &kept
	}
	merged, ok, err := cases.Merge(before, proto.CloneOf(view), entries)
	if err != nil {
		return err
	}
	if !ok {
		return nil
	}
	m.records[view.GetCaseId()] = merged
	return m.Announce(ctx, live.Change{
		ID: view.GetCaseId(), Version: view.GetVersion(), Phase: view.GetPhase(), Parties: view.GetParties(), At: at,
	})
}

// Case implements cases.Records.
func (m *Memory) Case(_ context.Context, id string) (cases.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	record, ok := m.records[id]
	if !ok {
		return cases.Record{}, cases.ErrNoCase
	}
	return record, nil
}

// Cases implements cases.Records.
func (m *Memory) Cases(_ context.Context, q cases.CaseQuery) ([]*casesv1.View, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var views []*casesv1.View
	for _, record := range m.records {
		if selects(q, record.View) {
			views = append(views, record.View)
		}
	}
	slices.SortFunc(views, func(a, b *casesv1.View) int {
		return cmp.Or(strings.Compare(cases.NextOn(a), cases.NextOn(b)), strings.Compare(a.GetCaseId(), b.GetCaseId()))
	})
	if q.Limit > 0 && len(views) > q.Limit {
		views = views[:q.Limit]
	}
	return views, nil
}

// Count implements cases.Records.
func (m *Memory) Count(ctx context.Context, q cases.CaseQuery) (int, error) {
	q.After, q.Limit = nil, 0
	views, err := m.Cases(ctx, q)
	return len(views), err
}

func selects(q cases.CaseQuery, v *casesv1.View) bool {
	open := cases.OpenFor(v)
	behind := func(p cases.Position) bool {
		return cmp.Or(strings.Compare(cases.NextOn(v), p.NextOn), strings.Compare(v.GetCaseId(), p.CaseID)) > 0
	}
	return (share(q.Parties, v.GetParties()) || q.Parties == nil && (q.Told != nil || q.Everyone)) &&
		(q.Told == nil || share(q.Told, cases.Told(v))) &&
		(q.Escalation == "" || slices.Contains(cases.Escalations(v), q.Escalation)) &&
		isNamed(q, v) &&
		(q.Procedure == "" || q.Procedure == v.GetProcedure()) &&
		(!q.Due || cases.NextOn(v) < "9999-12-31") &&
		(!q.Running || cases.HasRunningTerm(v)) &&
		(!q.Defaulted || cases.HasPenalty(v)) &&
		(q.OpenFor == nil || share(q.OpenFor, open)) &&
		(!q.AnyOpen || len(open) > 0) &&
		(q.Phase == "" || q.Phase == v.GetPhase()) &&
		(q.Closed == nil || *q.Closed == v.GetClosed()) &&
		(q.School == "" || slices.Contains(cases.SchoolsOf(v), q.School)) &&
		(q.Municipality == "" || q.Municipality == v.GetMunicipalityId()) &&
		(q.Applicant == nil || slices.Contains(q.Applicant, v.GetApplicantSchoolId())) &&
		(q.Receiver == nil || slices.Contains(q.Receiver, v.GetReceivingSchoolId())) &&
		(q.After == nil || behind(*q.After))
}

// isNamed says whether the query names the case, what it is about, or its dossier.
func isNamed(q cases.CaseQuery, v *casesv1.View) bool {
	named := []bool{
		q.IDs == nil || slices.Contains(q.IDs, v.GetCaseId()),
		q.About == nil || share(q.About, v.GetAboutCaseIds()),
		q.Dossiers == nil || slices.Contains(q.Dossiers, v.GetDossierId()),
	}
	if q.Either {
		return q.IDs != nil && named[0] || q.About != nil && named[1] || q.Dossiers != nil && named[2]
	}
	return !slices.Contains(named, false)
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// NewestPolicy implements cases.Records.
func (m *Memory) NewestPolicy(_ context.Context, procedure string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var newest *casesv1.View
	for _, record := range m.records {
		view := record.View
		if view.GetProcedure() == procedure && view.GetPolicyVersion() != "" &&
			(newest == nil || newest.GetReceivedAt().AsTime().Before(view.GetReceivedAt().AsTime())) {
			newest = view
		}
	}
	return newest.GetPolicyVersion(), nil
}

// Beside implements cases.Records.
func (m *Memory) Beside(ctx context.Context, q cases.CaseQuery, procedure string) (cases.Beside, error) {
	views, err := m.Cases(ctx, q)
	if err != nil {
		return cases.Beside{}, err
	}
	newest, err := m.NewestPolicy(ctx, procedure)
	return cases.Beside{Cases: views, NewestPolicy: newest}, err
}

// Begin implements cases.Answers.
func (m *Memory) Begin(_ context.Context, id, hash, party string, _ time.Time) (*cases.Answer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before, ok := m.answers[id]
	if !ok {
		m.answers[id] = claim{hash: hash, party: party}
		return nil, nil
	}
	if before.hash != hash {
		return nil, cases.ErrOtherRequest
	}
	return before.answer, nil
}

// Finish implements cases.Answers.
func (m *Memory) Finish(_ context.Context, id, hash string, answer cases.Answer) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	answer.At = answer.At.Truncate(time.Millisecond) // as MongoDB does
	if before := m.answers[id]; before.hash == hash {
		before.answer = &answer
		m.answers[id] = before
	}
	return nil
}

// Claimed implements cases.Answers.
func (m *Memory) Claimed(_ context.Context, id, hash string) (cases.Claim, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := m.answers[id]
	if before.hash != hash {
		return cases.Claim{}, nil
	}
	return cases.Claim{Answer: before.answer, Party: before.party}, nil
}

// Release implements cases.Answers.
func (m *Memory) Release(_ context.Context, id, hash string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if before := m.answers[id]; before.hash == hash && before.answer == nil {
		delete(m.answers, id)
	}
	return nil
}

// PutPlaces implements cases.PlaceBooks.
func (m *Memory) PutPlaces(_ context.Context, places *buitenkansv1.Places) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.books[places.GetProvisionId()].GetVersion() < places.GetVersion() {
		m.books[places.GetProvisionId()] = proto.CloneOf(places)
	}
	return nil
}

// Places implements cases.PlaceBooks.
func (m *Memory) Places(_ context.Context, provisionID string) (*buitenkansv1.Places, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if book, kept := m.books[provisionID]; kept {
		return proto.CloneOf(book), nil
	}
	return &buitenkansv1.Places{ProvisionId: provisionID}, nil
}
