package registry

import (
	"maps"
	"slices"
	"time"
)

// Record is one row of a list as it stands, with how it came to be so. It is stored as one document, so that an edit and its
// history are one write.
type Record struct {
	ID string `bson:"_id"`
	// Version counts the writes, from 1; it is the entity tag of the record.
	Version int64             `bson:"version"`
	Fields  map[string]string `bson:"fields"`
	// Edited are the fields that the office wrote; a load leaves them alone. Sorted.
	Edited []string `bson:"edited"`
	// History is in order of time, and is not read along when a whole list is.
	History []Change `bson:"history"`
}

// Change is one field that got another value.
type Change struct {
	// At is in UTC, to the millisecond.
	At time.Time `bson:"at"`
	// Party and Subject tell who did it; both are empty when a list was loaded.
	Party   string `bson:"party"`
	Subject string `bson:"subject"`
	// Key is the Idempotency-Key of the command; empty when a list was loaded.
	Key   string `bson:"key"`
	Field string `bson:"field"`
	Old   string `bson:"old"`
	New   string `bson:"new"`
}

// signature is who makes a change, when, and by which command.
type signature struct {
	at                  time.Time
	party, subject, key string
}

// changed returns the record with the given fields and one history line for each that differs; the version goes up once.
// Without a difference the record comes back as it is.
func (r Record) changed(fields map[string]string, by signature) Record {
	next := r
	next.Fields, next.History = maps.Clone(r.Fields), slices.Clone(r.History)
	if next.Fields == nil {
		next.Fields = map[string]string{}
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if old := r.Fields[name]; old != fields[name] {
			next.Fields[name] = fields[name]
			next.History = append(next.History, Change{
				At: by.at.UTC().Truncate(time.Millisecond), Party: by.party, Subject: by.subject, Key: by.key,
				Field: name, Old: old, New: fields[name],
			})
		}
	}
	if len(next.History) == len(r.History) {
		return r
	}
	next.Version++
	return next
}

// edited is a change by the office: from now on these fields are the office's.
func (r Record) edited(fields map[string]string, by signature) Record {
	next := r.changed(fields, by)
	if next.Version == r.Version {
		return r
	}
	next.Edited = slices.Clone(r.Edited)
	for _, change := range next.History[len(r.History):] {
		next.Edited = append(next.Edited, change.Field)
	}
	slices.Sort(next.Edited)
	next.Edited = slices.Compact(next.Edited)
	return next
}

// reloaded takes over what a list says, except where the office wrote.
func (r Record) reloaded(fields map[string]string, at time.Time) Record {
	listed := maps.Clone(fields)
	for _, name := range r.Edited {
		delete(listed, name)
	}
	return r.changed(listed, signature{at: at})
}

// first is the record of a row that was just read; the list is its source, so it has no history yet.
func first(id string, fields map[string]string) Record {
	return Record{ID: id, Version: 1, Fields: maps.Clone(fields), Edited: []string{}, History: []Change{}}
}

// doneBy says whether this person's command with this key was already carried out on the record.
func (r Record) doneBy(subject, key string) bool {
	return slices.ContainsFunc(r.History, func(c Change) bool { return c.Key == key && c.Subject == subject })
}
