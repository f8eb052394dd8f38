package documentstest

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	"traject.nl/services/documents"
)

// Memory is a store for tests that need no database. RunStoreSuite holds it to what every store must do.
type Memory struct {
	mu       sync.Mutex
	dossiers map[string]documents.Dossier
	pieces   map[string]documents.Piece
	contents map[string][]byte
	log      []documents.Access
	claims   map[string]documents.Claim
	merges   []documents.Merge
	holdings map[string]documents.Holding
	saves    int
	// FailRecord makes the access log fail, to show that nothing is read then.
	FailRecord error
}

// NewMemory makes an empty one.
func NewMemory() *Memory {
	return &Memory{
		dossiers: map[string]documents.Dossier{}, pieces: map[string]documents.Piece{},
		contents: map[string][]byte{}, claims: map[string]documents.Claim{}, holdings: map[string]documents.Holding{},
	}
}

// Leftovers counts files and contents that are in the store, to show that a refused upload leaves none.
func (m *Memory) Leftovers() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.pieces) + len(m.contents)
}

// Interrupt makes it as if a process was killed between adding the one piece and the other: what was added last is gone, and
// the first is not attached yet.
func (m *Memory) Interrupt(first, last string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.pieces, last)
	delete(m.contents, last)
	left := m.pieces[first]
	left.Attached = false
	m.pieces[first] = left
}

func (m *Memory) etag() string {
	m.saves++
	return fmt.Sprintf("etag%d", m.saves)
}

// CreateDossier implements documents.Store.
func (m *Memory) CreateDossier(_ context.Context, d documents.Dossier) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.dossiers[d.ID]; ok {
		return documents.ErrExists
	}
	d.State, d.Form, d.ETag, d.UpdatedAt, d.UpdatedBy = documents.Draft, []byte("{}"), m.etag(), d.CreatedAt, d.CreatedBy
	m.dossiers[d.ID] = d
	return nil
}

// Dossier implements documents.Store.
func (m *Memory) Dossier(_ context.Context, id string) (documents.Dossier, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.dossier(id)
}

func (m *Memory) dossier(id string) (documents.Dossier, error) {
	d, ok := m.dossiers[id]
	if !ok {
		return d, documents.ErrNotFound
	}
	return d, nil
}

// Drafts implements documents.Store.
func (m *Memory) Drafts(_ context.Context, school party.Party) ([]documents.Dossier, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var drafts []documents.Dossier
	for _, d := range m.dossiers {
		if d.School == school && d.State == documents.Draft {
			drafts = append(drafts, d)
		}
	}
	slices.SortFunc(drafts, func(a, b documents.Dossier) int { return b.UpdatedAt.Compare(a.UpdatedAt) })
	return drafts, nil
}

// SaveForm implements documents.Store.
func (m *Memory) SaveForm(_ context.Context, id string, form []byte, ifMatch string, by documents.Who, at time.Time) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, err := m.dossier(id)
	switch {
	case err != nil:
		return "", err
	case d.State != documents.Draft:
		return "", documents.ErrNotDraft
	case d.ETag != ifMatch:
		return "", documents.ErrChanged
	}
	d.Form, d.ETag, d.UpdatedBy, d.UpdatedAt = bytes.Clone(form), m.etag(), by, at
	m.dossiers[id] = d
	return d.ETag, nil
}

// Submit implements documents.Store.
func (m *Memory) Submit(_ context.Context, id, ifMatch string, a documents.Admission, parties []party.Party) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, err := m.dossier(id)
	switch {
	case err != nil:
		return err
	case d.State != documents.Draft && d.CaseID == a.CaseID:
		return nil
	case d.State != documents.Draft:
		return documents.ErrOtherCase
	case d.ETag != ifMatch:
		return documents.ErrChanged
	}
	d.State, d.CaseID, d.Procedure, d.Parties, d.SubmittedAt = documents.Submitted, a.CaseID, cmp.Or(a.Procedure, tlv.Workflow), parties, a.At
	m.dossiers[id] = known(d, a.Pupil)
	return nil
}

// Share implements documents.Store.
func (m *Memory) Share(_ context.Context, id string, sharing documents.Sharing) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, err := m.dossier(id)
	_, admitted := d.Admitted[sharing.CaseID]
	switch {
	case err != nil:
		return err
	case d.State == documents.Draft, d.CaseID != sharing.CaseID && !admitted && !sharing.ComesByItself():
		return documents.ErrOtherCase
	case d.CaseID != sharing.CaseID:
		m.dossiers[id] = besides(d, sharing)
		return nil
	case d.Version > sharing.Version:
		return nil
	}
	d.Parties, d.Version, d.AdvicesFinal, d.Announced = sharing.Parties, sharing.Version, sharing.AdvicesFinal, sharing.Announced
	d.Origin, d.Host, d.Target, d.Consented = sharing.Origin, sharing.Host, sharing.Target, sharing.Consented
	d.State = documents.Submitted
	if sharing.Closed {
		d.State = documents.Closed
	}
	m.dossiers[id] = d
	return nil
}

// besides is the dossier with this sharing of another case, unless it knows a later one.
func besides(d documents.Dossier, sharing documents.Sharing) documents.Dossier {
	if known, ok := d.Case(sharing.CaseID); ok {
		if known.Version > sharing.Version {
			return d
		}
		sharing.Since = known.Since
	}
	all := slices.DeleteFunc(slices.Clone(d.Beside), func(s documents.Sharing) bool { return s.CaseID == sharing.CaseID })
	d.Beside = append(all, sharing)
	documents.InOrder(d.Beside)
	return d
}

// RecordDecision implements documents.Store.
func (m *Memory) RecordDecision(_ context.Context, id, caseID string, grantedTo party.Party) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, err := m.dossier(id)
	if err != nil {
		return err
	}
	if d.CaseID == caseID {
		d.GrantedTo = grantedTo
	} else {
		d.Granted = with(d.Granted, caseID, grantedTo)
	}
	m.dossiers[id] = d
	return nil
}

// with is a copy of the map with this value.
func with[V any](all map[string]V, key string, value V) map[string]V {
	changed := maps.Clone(all)
	if changed == nil {
		changed = map[string]V{}
	}
	changed[key] = value
	return changed
}

// DestroyDraft implements documents.Store.
func (m *Memory) DestroyDraft(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, err := m.dossier(id)
	switch {
	case err != nil:
		return err
	case d.State != documents.Draft:
		return documents.ErrNotDraft
	}
	delete(m.dossiers, id)
	for pieceID, p := range m.pieces {
		if p.DossierID == id {
			delete(m.pieces, pieceID)
			delete(m.contents, pieceID)
		}
	}
	return nil
}

// AddText implements documents.Store.
func (m *Memory) AddText(_ context.Context, p documents.Piece) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, err := m.dossier(p.DossierID); err != nil {
		return err
	}
	if _, ok := m.pieces[p.ID]; !ok {
		p.Shape, p.Size = documents.Text, int64(len(p.Text))
		m.pieces[p.ID] = p
	}
	return nil
}

// AddFile implements documents.Store.
func (m *Memory) AddFile(_ context.Context, p documents.Piece, content io.Reader) (documents.Piece, error) {
	all, err := io.ReadAll(content)
	if err != nil {
		return documents.Piece{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, err := m.dossier(p.DossierID); err != nil {
		return documents.Piece{}, err
	}
	if there, ok := m.pieces[p.ID]; ok {
		return there, nil
	}
	p.Size = int64(len(all))
	m.pieces[p.ID], m.contents[p.ID] = p, all
	return p, nil
}

// Pieces implements documents.Store.
func (m *Memory) Pieces(_ context.Context, dossierID string) ([]documents.Piece, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, err := m.dossier(dossierID); err != nil {
		return nil, err
	}
	var pieces []documents.Piece
	for _, p := range m.pieces {
		if p.DossierID == dossierID {
			p.Text = ""
			pieces = append(pieces, p)
		}
	}
	slices.SortFunc(pieces, func(a, b documents.Piece) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	return pieces, nil
}

// Piece implements documents.Store.
func (m *Memory) Piece(_ context.Context, dossierID, id string) (documents.Piece, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	p, ok := m.pieces[id]
	if !ok || p.DossierID != dossierID {
		return documents.Piece{}, documents.ErrNotFound
	}
	return p, nil
}

// Content implements documents.Store.
func (m *Memory) Content(_ context.Context, p documents.Piece) (io.ReadCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return io.NopCloser(bytes.NewReader(m.contents[p.ID])), nil
}

// Attach implements documents.Store.
func (m *Memory) Attach(_ context.Context, dossierID, id, caseID string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	p, ok := m.pieces[id]
	if !ok || p.DossierID != dossierID {
		return documents.ErrNotFound
	}
	p.Attached, p.CaseID = true, caseID
	m.pieces[id] = p
	return nil
}

// DeletePiece implements documents.Store.
func (m *Memory) DeletePiece(_ context.Context, dossierID, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	p, ok := m.pieces[id]
	switch {
	case !ok || p.DossierID != dossierID:
		return documents.ErrNotFound
	case p.Attached:
		return documents.ErrAttached
	}
	delete(m.pieces, id)
	delete(m.contents, id)
	return nil
}

// Supersede implements documents.Store.
func (m *Memory) Supersede(_ context.Context, dossierID, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if p, ok := m.pieces[id]; !ok || p.DossierID != dossierID {
		return documents.ErrNotFound
	}
	delete(m.pieces, id)
	delete(m.contents, id)
	return nil
}

// Sweep implements documents.Store; nothing is ever half done here.
func (m *Memory) Sweep(context.Context, time.Time) error { return nil }

// Record implements documents.Store.
func (m *Memory) Record(_ context.Context, lines ...documents.Access) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.FailRecord != nil {
		return m.FailRecord
	}
	m.log = append(m.log, lines...)
	return nil
}

// AccessLog implements documents.Store.
func (m *Memory) AccessLog(_ context.Context, dossierID string) ([]documents.Access, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var lines []documents.Access
	for _, line := range m.log {
		if line.DossierID == dossierID {
			lines = append(lines, line)
		}
	}
	return lines, nil
}

// Claim implements documents.Store.
func (m *Memory) Claim(_ context.Context, c documents.Claim) (documents.Claim, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if first, ok := m.claims[c.Key]; ok {
		return first, nil
	}
	m.claims[c.Key] = c
	return c, nil
}

// Fulfil implements documents.Store.
func (m *Memory) Fulfil(_ context.Context, key string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := m.claims[key]
	c.Done = true
	m.claims[key] = c
	return nil
}
