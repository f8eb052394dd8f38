package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"time"
)

// maker makes values that a schema takes, from what the pool knows when it can: only what exists leads anywhere.
type maker struct {
	*rand.Rand
	pool  *pool
	today time.Time
}

// chance is true so many times in a hundred.
func (m *maker) chance(percent int) bool { return m.IntN(100) < percent }

// one of the values; the list must not be empty.
func one[T any](m *maker, values []T) T { return values[m.IntN(len(values))] }

// value that the schema takes, for a property of this name.
func (m *maker) value(d *Document, s *Schema, name string, depth int) any {
	s = d.resolve(s)
	if len(s.Enum) > 0 {
		return one(m, s.Enum)
	}
	if len(s.Examples) > 0 && m.chance(30) {
		return one(m, s.Examples)
	}
	switch s.is() {
	case "boolean":
		return m.chance(50)
	case "integer":
		return m.integer(s)
	case "number":
		return float64(m.integer(s)) + 0.5
	case "array":
		return m.list(d, s, name, depth)
	case "object":
		return m.object(d, s, depth)
	case "string":
		return m.words(s, name)
	default:
		return nil
	}
}

func (m *maker) object(d *Document, s *Schema, depth int) map[string]any {
	made := map[string]any{}
	needed := map[string]bool{}
	for _, name := range s.Required {
		needed[name] = true
	}
	for _, name := range s.names() {
		if needed[name] || (depth < 6 && m.chance(60)) {
			made[name] = m.value(d, s.Properties[name], name, depth+1)
		}
	}
	return made
}

func (m *maker) list(d *Document, s *Schema, name string, depth int) []any {
	least, most := 0, 3
	if s.MinItems != nil {
		least = *s.MinItems
	}
	if s.MaxItems != nil {
		most = *s.MaxItems
	}
	made := []any{}
	seen := map[string]bool{}
	for range least + m.IntN(max(1, min(most, least+3)-least+1)) {
		next := m.value(d, s.Items, strings.TrimSuffix(name, "s"), depth+1)
		if mark := fmt.Sprint(next); !s.Unique || !seen[mark] {
			seen[mark] = true
			made = append(made, next)
		}
	}
	return made
}

func (m *maker) integer(s *Schema) int {
	least, most := 0, 60
	if s.Minimum != nil {
		least = int(*s.Minimum)
		most = least + 60
	}
	if s.Maximum != nil {
		most = int(min(*s.Maximum, 1<<30))
	}
	return least + m.IntN(max(1, most-least+1))
}

// sentences that people write; each is long enough to be recognised when an answer repeats it.
var sentences = []string{
	"Zwaluwstaart onder de dakgoot", "Bolderwagen vol appeltaarten", "Kikkerdril in de sloot achter school", "Éénentwintig ijsbergen à la carte",
}

func (m *maker) words(s *Schema, name string) string {
	switch s.Format {
	case "date":
		return m.day().Format(time.DateOnly)
	case "date-time":
		return m.day().Format(time.RFC3339)
	case "email":
		return "zwaluwstaart@example.test"
	case "uri", "url":
		return "https://zwaluwstaart.example.test/haak"
	}
	if known := m.pool.known(name); len(known) > 0 && m.chance(80) {
		return one(m, known)
	}
	if strings.HasSuffix(name, "On") && m.chance(90) {
		return m.day().Format(time.DateOnly)
	}
	made := one(m, sentences)
	if strings.HasSuffix(name, "Id") || strings.HasSuffix(name, "Ids") {
		made = one(m, forms) // an id may be repeated; what people write may not
	}
	if s.Pattern != "" {
		made = m.matching(s.Pattern)
	}
	if s.MinLength != nil && len(made) < *s.MinLength {
		made += strings.Repeat("a", *s.MinLength-len(made))
	}
	if runes := []rune(made); s.MaxLength != nil && len(runes) > *s.MaxLength {
		made = string(runes[:*s.MaxLength])
	}
	return made
}

// day is a date that matters: near today, or at the end of a term or a year.
func (m *maker) day() time.Time {
	return m.today.AddDate(0, 0, one(m, []int{-400, -57, -8, -1, 0, 0, 0, 1, 7, 14, 42, 56, 90, 200, 365, 3650}))
}

// forms are values of the forms that the services ask for.
var forms = []string{
	"0123456789", "2026", "26", "TLV-2026-001", "2026-05-15", "2026-05-15T09:30:00Z", "3958 AA", "3958AA", "03AB00", "12345678",
	"zeist", "utrechtse-heuvelrug", "sleutel_0001", "school:regenboog-uh-amerongen", "office:zout", "a", "A", "k3v9x2m4q8pd", "abcdefgh", "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
}

// matching is a value of the form, when there is one at hand.
func (m *maker) matching(form string) string {
	pattern, err := regexp.Compile(form)
	if err != nil {
		return one(m, forms)
	}
	first := m.IntN(len(forms))
	for i := range forms {
		if made := forms[(first+i)%len(forms)]; pattern.MatchString(made) {
			return made
		}
	}
	return one(m, forms)
}
