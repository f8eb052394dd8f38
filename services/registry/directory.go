package registry

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"traject.nl/proto/contract/failure"
	"traject.nl/services/platform/clock"
)

// Directory answers what is asked of the registry and carries out what the office changes.
type Directory struct {
	Store Store
	Clock clock.Clock
}

// Command is one change by one person. The same key by the same person twice is carried out once.
type Command struct {
	// Fields that get a value, by column; the others stay as they are.
	Fields map[string]string
	// Party and Subject are who does it.
	Party, Subject string
	Key            string
}

// Edit changes a record of which the office has seen the given version. A value that cannot be accepted is refused with all
// that is wrong (failure.BadInput); otherwise the error is ErrAbsent or ErrStale.
func (d Directory) Edit(ctx context.Context, list List, id string, version int64, command Command) (Record, error) {
	found, err := d.Store.Find(ctx, list, id)
	if err != nil {
		return Record{}, err
	}
	if found.doneBy(command.Subject, command.Key) {
		return found, nil
	}
	if found.Version != version {
		return Record{}, ErrStale
	}
	fields, err := d.accept(ctx, list, found, command.Fields)
	if err != nil {
		return Record{}, err
	}
	next := found.edited(fields, d.sign(command))
	if next.Version == found.Version {
		return found, nil
	}
	return next, d.Store.Replace(ctx, list, next)
}

// Add makes a record that is in no list. Its id follows from its fields; ErrExists when that is taken.
func (d Directory) Add(ctx context.Context, list List, command Command) (Record, error) {
	fields, err := d.accept(ctx, list, Record{}, command.Fields)
	if err != nil {
		return Record{}, err
	}
	made := Record{ID: layoutOf(list).identify(fields)}.edited(fields, d.sign(command))
	if made.ID == "" {
		return Record{}, failure.Refuse(failure.BadInput, failure.Problem{
			Detail: "In de naam staat geen letter of cijfer; vul een naam in waarvan wij een kenmerk kunnen maken."})
	}
	err = d.Store.Add(ctx, list, made)
	if !errors.Is(err, ErrExists) {
		return made, err
	}
	found, err := d.Store.Find(ctx, list, made.ID)
	if err != nil {
		return Record{}, err
	}
	if !found.doneBy(command.Subject, command.Key) {
		return Record{}, ErrExists
	}
	return found, nil
}

// accept brings the new values into their written form and checks them as part of the whole record, beside the others of its list.
func (d Directory) accept(ctx context.Context, list List, current Record, values map[string]string) (map[string]string, error) {
	l, accepted, whole := layoutOf(list), map[string]string{}, maps.Clone(current.Fields)
	if whole == nil {
		whole = map[string]string{}
	}
	for name, value := range values {
		c, ok := l.column(name)
		if !ok {
			return nil, fmt.Errorf("edit %s: there is no column %q", list, name)
		}
		accepted[name] = c.clean(value)
	}
	maps.Copy(whole, accepted)
	ids, err := knownIDs(ctx, d.Store)
	if err != nil {
		return nil, err
	}
	others, err := d.others(ctx, l, current.ID)
	if err != nil {
		return nil, err
	}
	var problems []failure.Problem
	for _, f := range l.flaws(whole, ids, others) {
		problems = append(problems, failure.Problem{Field: "body." + f.column, Detail: "Het veld " + wordOf(f.column) + " " + f.reason + "."})
	}
	if len(problems) > 0 {
		return nil, failure.Refuse(failure.BadInput, problems...)
	}
	return accepted, nil
}

// others are the fields of the other records of a list, for a list in which they matter.
func (d Directory) others(ctx context.Context, l layout, id string) ([]map[string]string, error) {
	if l.fits == nil {
		return nil, nil
	}
	records, err := d.Store.All(ctx, l.list)
	if err != nil {
		return nil, err
	}
	var others []map[string]string
	for _, r := range records {
		if r.ID != id {
			others = append(others, r.Fields)
		}
	}
	return others, nil
}

func (d Directory) sign(c Command) signature {
	return signature{at: d.Clock.Now(), party: c.Party, subject: c.Subject, key: c.Key}
}

// Schools that answer to the search, in order of name: at most limit of them, and how many there are in all.
func (d Directory) Schools(ctx context.Context, search Search, limit int) (found []School, total int, err error) {
	records, err := d.Store.All(ctx, Schools)
	if err != nil {
		return nil, 0, err
	}
	municipalities, err := d.byID(ctx, Municipalities)
	if err != nil {
		return nil, 0, err
	}
	found = []School{}
	for _, r := range records {
		school := schoolOf(r, municipalities)
		if (search.Closed || school.existsOn(d.Clock.Today())) && search.matches(school) {
			found = append(found, school)
		}
	}
	inOrder(found)
	return slices.Clip(found[:min(limit, len(found))]), len(found), nil
}

// School with the given id, or ErrAbsent.
func (d Directory) School(ctx context.Context, id string) (School, error) {
	r, err := d.Store.Find(ctx, Schools, id)
	if err != nil {
		return School{}, err
	}
	return d.describe(ctx, r)
}

func (d Directory) describe(ctx context.Context, r Record) (School, error) {
	municipalities, err := d.byID(ctx, Municipalities)
	if err != nil {
		return School{}, err
	}
	return schoolOf(r, municipalities), nil
}

func (d Directory) byID(ctx context.Context, list List) (map[string]Record, error) {
	records, err := d.Store.All(ctx, list)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]Record, len(records))
	for _, r := range records {
		byID[r.ID] = r
	}
	return byID, nil
}

// fixedContacts are the subjects of the fixed contacts, by party: of two the one with the first id.
func (d Directory) fixedContacts(ctx context.Context) (map[string]string, error) {
	colleagues, err := d.Store.All(ctx, Colleagues)
	if err != nil {
		return nil, err
	}
	fixed := map[string]string{}
	for _, r := range colleagues {
		who := r.Fields["party"]
		if r.Fields["fixed"] == yes && (fixed[who] == "" || r.ID < fixed[who]) {
			fixed[who] = r.ID
		}
	}
	return fixed, nil
}
