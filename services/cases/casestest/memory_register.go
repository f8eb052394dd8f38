package casestest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"traject.nl/services/cases"
)

// Assign implements cases.TLVRegister.
func (m *Memory) Assign(_ context.Context, line cases.Registration, pattern string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	numbered := func(number string) bool {
		return slices.ContainsFunc(m.register, func(kept cases.Registration) bool { return kept.Number == number })
	}
	if line.Replaces != "" && !numbered(line.Replaces) {
		return "", cases.ErrNoNumber
	}
	for _, kept := range m.register {
		if kept.CaseID == line.CaseID && kept.Replaces == line.Replaces {
			return kept.Number, nil
		}
	}
	m.count++
	line.Number = fmt.Sprintf(pattern, m.count)
	m.register = append(m.register, line)
	if line.Replaces != "" {
		m.end(line.Replaces, line.Number, line.DecidedOn)
	}
	return line.Number, nil
}

// End implements cases.TLVRegister.
func (m *Memory) End(_ context.Context, number, replacedBy, on string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.end(number, replacedBy, on)
	return nil
}

// end marks a line that stands. The caller holds the lock.
func (m *Memory) end(number, replacedBy, on string) {
	for i, line := range m.register {
		if line.Number == number && line.EndedOn == "" {
			m.register[i].EndedOn, m.register[i].ReplacedBy = on, replacedBy
		}
	}
}

// Registrations implements cases.TLVRegister.
func (m *Memory) Registrations(_ context.Context, q cases.RegisterQuery) ([]cases.Registration, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	lines := []cases.Registration{}
	for _, line := range slices.Backward(m.register) {
		if strings.HasPrefix(line.DecidedOn, q.Year) && (q.School == "" || q.School == line.ApplicantSchoolID || q.School == line.ReceivingSchoolID) {
			lines = append(lines, line)
		}
	}
	return lines, nil
}

// PutLink implements cases.CalendarLinks.
func (m *Memory) PutLink(_ context.Context, link cases.CalendarLink) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.links = slices.DeleteFunc(m.links, func(kept cases.CalendarLink) bool { return kept.ID == link.ID })
	m.links = append(m.links, link)
	return nil
}

// LinksOf implements cases.CalendarLinks.
func (m *Memory) LinksOf(_ context.Context, subject string) ([]cases.CalendarLink, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	links := []cases.CalendarLink{}
	for _, link := range m.links {
		if link.Subject == subject {
			links = append(links, link)
		}
	}
	slices.SortFunc(links, func(a, b cases.CalendarLink) int { return a.CreatedAt.Compare(b.CreatedAt) })
	return links, nil
}

// LinkByToken implements cases.CalendarLinks.
func (m *Memory) LinkByToken(_ context.Context, tokenHash string) (cases.CalendarLink, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, link := range m.links {
		if link.TokenHash == tokenHash {
			return link, nil
		}
	}
	return cases.CalendarLink{}, cases.ErrNoLink
}

// RemoveLink implements cases.CalendarLinks.
func (m *Memory) RemoveLink(_ context.Context, subject, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := len(m.links)
	m.links = slices.DeleteFunc(m.links, func(link cases.CalendarLink) bool { return link.Subject == subject && link.ID == id })
	if len(m.links) == before {
		return cases.ErrNoLink
	}
	return nil
}
