package report

import (
	"cmp"
	"slices"

	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/paper"
)

// message with all that happened to it, in the order of time.
type message struct {
	kind, party, piece string
	entries            []evidence.Entry
}

// sorted are the entries of all chains by what they are about.
type sorted struct {
	messages []*message
	received []evidence.Entry
	other    []evidence.Entry
}

// sort puts the entries of a message together: by its id, and what the documents service says of a letter by that letter and its addressee.
func sort(all []evidence.Export) sorted {
	var found sorted
	byID := map[string]*message{}
	for _, entry := range inTime(all) {
		id := entry.Facts[evidence.FactMessage]
		if entry.Kind == evidence.Received {
			found.received = append(found.received, entry)
			continue
		}
		if id == "" {
			continue
		}
		if byID[id] == nil {
			byID[id] = &message{}
			found.messages = append(found.messages, byID[id])
		}
		byID[id].add(entry)
	}
	for _, entry := range inTime(all) {
		if entry.Kind != evidence.Received && entry.Facts[evidence.FactMessage] == "" {
			found.place(entry)
		}
	}
	for _, one := range found.messages {
		slices.SortStableFunc(one.entries, earlier)
	}
	slices.SortStableFunc(found.messages, func(a, b *message) int { return earlier(a.entries[0], b.entries[0]) })
	return found
}

// place puts an entry without a message with the messages about its piece; a piece that no message is about is one by itself.
func (s *sorted) place(entry evidence.Entry) {
	piece, placed := entry.Facts[evidence.FactPiece], false
	if piece == "" {
		s.other = append(s.other, entry)
		return
	}
	for _, one := range s.messages {
		if one.piece == piece && one.party == entry.Party {
			one.add(entry)
			placed = true
		}
	}
	if !placed {
		one := &message{}
		one.add(entry)
		s.messages = append(s.messages, one)
	}
}

func (m *message) add(entry evidence.Entry) {
	m.kind = cmp.Or(m.kind, entry.Facts[evidence.FactKind])
	m.party = cmp.Or(m.party, entry.Party)
	m.piece = cmp.Or(m.piece, entry.Facts[evidence.FactPiece])
	m.entries = append(m.entries, entry)
}

func (m *message) section() paper.Section {
	section := paper.Section{Heading: kindWords(m.kind), Facts: rows(m.entries)}
	if m.party != "" {
		section.Heading += " voor " + partyWords(m.party)
	}
	if m.piece != "" {
		section.Small = []string{"Stuk in het dossier: " + m.piece}
	}
	return section
}

func inTime(all []evidence.Export) []evidence.Entry {
	var entries []evidence.Entry
	for _, chain := range all {
		entries = append(entries, chain.Entries...)
	}
	slices.SortStableFunc(entries, earlier)
	return entries
}

func earlier(a, b evidence.Entry) int { return a.At.Compare(b.At) }
