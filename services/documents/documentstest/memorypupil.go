package documentstest

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"time"

	"traject.nl/proto/contract/party"
	"traject.nl/services/documents"
)

// Admit implements documents.Store.
func (m *Memory) Admit(_ context.Context, id, ifMatch string, a documents.Admission, parties []party.Party) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, err := m.dossier(id)
	if err != nil {
		return err
	}
	if d.State == documents.Draft {
		return documents.ErrOtherCase
	}
	if _, there := d.Admitted[a.CaseID]; there {
		return nil
	}
	if f, there := d.Further[a.CaseID]; there {
		if f.ETag != ifMatch {
			return documents.ErrChanged
		}
		f.Submitted = true
		d.Further = with(d.Further, a.CaseID, f)
	}
	d = known(d, a.Pupil)
	a.Pupil = ""
	d.Admitted = with(d.Admitted, a.CaseID, a)
	m.dossiers[id] = besides(d, documents.Sharing{CaseID: a.CaseID, Procedure: a.Procedure, Parties: parties, Since: a.At})
	return nil
}

// AddFurther implements documents.Store.
func (m *Memory) AddFurther(_ context.Context, dossierID string, f documents.Further) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, err := m.dossier(dossierID)
	if err != nil {
		return err
	}
	for id, other := range d.Further {
		if id == f.CaseID || !other.Submitted && other.School == f.School {
			return documents.ErrExists
		}
	}
	f.ETag = m.etag()
	d.Further = with(d.Further, f.CaseID, f)
	m.dossiers[dossierID] = d
	return nil
}

// further is the draft of an application in a dossier.
func (m *Memory) further(dossierID, caseID string) (documents.Dossier, documents.Further, error) {
	d, err := m.dossier(dossierID)
	f, there := d.Further[caseID]
	switch {
	case err != nil:
		return d, f, err
	case !there:
		return d, f, documents.ErrNotFound
	case f.Submitted:
		return d, f, documents.ErrNotDraft
	}
	return d, f, nil
}

// SaveFurther implements documents.Store.
func (m *Memory) SaveFurther(_ context.Context, dossierID, caseID string, form []byte, ifMatch string, by documents.Who, at time.Time) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, f, err := m.further(dossierID, caseID)
	if err != nil {
		return "", err
	}
	if f.ETag != ifMatch {
		return "", documents.ErrChanged
	}
	f.Form, f.ETag, f.UpdatedBy, f.UpdatedAt = bytes.Clone(form), m.etag(), by, at
	d.Further = with(d.Further, caseID, f)
	m.dossiers[dossierID] = d
	return f.ETag, nil
}

// DropFurther implements documents.Store.
func (m *Memory) DropFurther(_ context.Context, dossierID, caseID string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, _, err := m.further(dossierID, caseID)
	if err != nil {
		return err
	}
	d.Further = maps.Clone(d.Further)
	delete(d.Further, caseID)
	m.dossiers[dossierID] = d
	return nil
}

// Drafting implements documents.Store.
func (m *Memory) Drafting(_ context.Context, school party.Party) ([]documents.Dossier, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.where(func(d documents.Dossier) bool {
		for _, f := range d.Further {
			if !f.Submitted && f.School == school {
				return true
			}
		}
		return false
	}), nil
}

// where are the dossiers of which it is so, oldest first.
func (m *Memory) where(is func(documents.Dossier) bool) []documents.Dossier {
	var found []documents.Dossier
	for _, d := range m.dossiers {
		if is(d) {
			found = append(found, d)
		}
	}
	slices.SortFunc(found, func(a, b documents.Dossier) int { return a.CreatedAt.Compare(b.CreatedAt) })
	return found
}

// DossierOfCase implements documents.Store.
func (m *Memory) DossierOfCase(_ context.Context, caseID string) (documents.Dossier, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	found := m.where(func(d documents.Dossier) bool {
		_, admitted := d.Admitted[caseID]
		beside := slices.ContainsFunc(d.Beside, func(in documents.Sharing) bool { return in.CaseID == caseID })
		return admitted || beside || caseID != "" && d.CaseID == caseID
	})
	if len(found) == 0 {
		return documents.Dossier{}, documents.ErrNotFound
	}
	return found[0], nil
}

// KnowPupil implements documents.Store.
func (m *Memory) KnowPupil(_ context.Context, dossierID, pupil string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, err := m.dossier(dossierID)
	if err != nil {
		return err
	}
	m.dossiers[dossierID] = known(d, pupil)
	return nil
}

// known is the dossier with the hash of its pupil.
func known(d documents.Dossier, pupil string) documents.Dossier {
	if pupil != "" && !slices.Contains(d.Pupil, pupil) {
		d.Pupil = append(slices.Clone(d.Pupil), pupil)
	}
	return d
}

// Nameless implements documents.Store.
func (m *Memory) Nameless(context.Context) ([]documents.Dossier, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.where(func(d documents.Dossier) bool { return d.State != documents.Draft && len(d.Pupil) == 0 }), nil
}

// DossiersOf implements documents.Store.
func (m *Memory) DossiersOf(_ context.Context, pupils ...string) ([]documents.Dossier, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.where(func(d documents.Dossier) bool {
		return d.State != documents.Draft && slices.ContainsFunc(d.Pupil, func(known string) bool { return slices.Contains(pupils, known) })
	}), nil
}

// AddMerge implements documents.Store.
func (m *Memory) AddMerge(_ context.Context, made documents.Merge) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, err := m.dossier(made.Dossiers[0]); err != nil {
		return err
	}
	if !slices.ContainsFunc(m.merges, func(known documents.Merge) bool { return known.ID == made.ID }) {
		m.merges = append(m.merges, made)
	}
	return nil
}

// UndoMerge implements documents.Store.
func (m *Memory) UndoMerge(_ context.Context, id string, _ documents.Who, _ time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := len(m.merges)
	m.merges = slices.DeleteFunc(m.merges, func(known documents.Merge) bool { return known.ID == id })
	if len(m.merges) == before {
		return documents.ErrNotFound
	}
	return nil
}

// Merges implements documents.Store.
func (m *Memory) Merges(_ context.Context, dossierIDs ...string) ([]documents.Merge, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	found := []documents.Merge{}
	for _, known := range m.merges {
		if slices.Contains(dossierIDs, known.Dossiers[0]) || slices.Contains(dossierIDs, known.Dossiers[1]) {
			found = append(found, known)
		}
	}
	return found, nil
}

// Hold implements documents.Store.
func (m *Memory) Hold(_ context.Context, h documents.Holding) (documents.Holding, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if holder, taken := m.holdings[h.Place]; taken {
		return holder, nil
	}
	m.holdings[h.Place] = h
	return h, nil
}

// LetGo implements documents.Store.
func (m *Memory) LetGo(_ context.Context, place, caseID string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.holdings[place].CaseID == caseID {
		delete(m.holdings, place)
	}
	return nil
}
