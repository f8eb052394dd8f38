package evidence

import "fmt"

// Broken is a chain that is not what it must be.
type Broken struct {
	Log, CaseID string
	// Seq is the first place that is wrong, from 1.
	Seq int64
	Why string
}

// Error implements error.
func (b *Broken) Error() string {
	return fmt.Sprintf("chain %s of case %s is broken at entry %d: %s", b.Log, b.CaseID, b.Seq, b.Why)
}

// Verify says whether the entries are one whole chain, from its first entry on. What is wrong is a *Broken. That the end of a chain was
// cut off cannot be seen from the chain alone: see Continues.
func Verify(entries []Entry) error {
	var last Entry
	for i, entry := range entries {
		if i == 0 {
			last = Entry{Log: entry.Log, CaseID: entry.CaseID}
		}
		why, err := fault(last, entry)
		if err != nil {
			return err
		}
		if why != "" {
			return &Broken{Log: last.Log, CaseID: last.CaseID, Seq: last.Seq + 1, Why: why}
		}
		last = entry
	}
	return nil
}

// fault says what is wrong with an entry that stands after the last one; empty when nothing is.
func fault(last, entry Entry) (string, error) {
	switch {
	case entry.Log != last.Log || entry.CaseID != last.CaseID:
		return fmt.Sprintf("here stands an entry of chain %s of case %s", entry.Log, entry.CaseID), nil
	case entry.Seq != last.Seq+1:
		return fmt.Sprintf("here stands the entry that says it is number %d: one was removed, put in between or moved", entry.Seq), nil
	case entry.Prev != last.Hash:
		return "it does not follow on the entry before it: that one, or this one, was changed", nil
	}
	sum, err := entry.sum()
	if err != nil {
		return "", err
	}
	if sum != entry.Hash {
		return "its content was changed: the hash does not fit", nil
	}
	return "", nil
}

// Export is a chain as it is handed over. With a head and no entries it is a note of how far the chain had come.
type Export struct {
	Log     string  `json:"log"`
	CaseID  string  `json:"caseId"`
	Entries []Entry `json:"entries" nullable:"false" doc:"In the order of the chain."`
	Head    string  `json:"head" doc:"Hash of the last entry; empty of an empty chain."`
}

// Exported is the export of a chain.
func Exported(log, caseID string, entries []Entry) Export {
	if entries == nil {
		entries = []Entry{}
	}
	return Export{Log: log, CaseID: caseID, Entries: entries, Head: head(entries)}
}

func head(entries []Entry) string {
	if len(entries) == 0 {
		return ""
	}
	return entries[len(entries)-1].Hash
}

// Verify says whether the export is one whole chain with this head.
func (e Export) Verify() error {
	if err := Verify(e.Entries); err != nil {
		return err
	}
	broken := &Broken{Log: e.Log, CaseID: e.CaseID, Seq: int64(len(e.Entries)), Why: "the head is not the hash of the last entry: the end was cut off"}
	switch {
	case len(e.Entries) == 0:
		return nil
	case e.Entries[0].Log != e.Log || e.Entries[0].CaseID != e.CaseID:
		broken.Seq, broken.Why = 1, "the entries are not of the chain that the export names"
		return broken
	case head(e.Entries) != e.Head:
		return broken
	}
	return nil
}

// Continues says whether a chain as it is now goes on from an earlier export of it: nothing of then was changed or removed. Only a chain
// that passes Verify has something to say here.
func Continues(now []Entry, earlier Export) error {
	broken := &Broken{Log: earlier.Log, CaseID: earlier.CaseID}
	for i, before := range earlier.Entries {
		switch {
		case i >= len(now):
			broken.Seq, broken.Why = int64(i)+1, "the end was cut off: an earlier export has this entry"
			return broken
		case now[i].Hash != before.Hash:
			broken.Seq, broken.Why = int64(i)+1, "an earlier export has another entry here"
			return broken
		}
	}
	if len(earlier.Entries) > 0 || earlier.Head == "" {
		return nil
	}
	for _, entry := range now {
		if entry.Hash == earlier.Head {
			return nil
		}
	}
	broken.Seq, broken.Why = int64(len(now))+1, "the end was cut off, or written again: an earlier note has another head"
	return broken
}
