package cases

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"google.golang.org/protobuf/proto"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
)

// overview is every case as lists show it, in memory, in the order of lists: by next date and then by id. It holds what it is given; who asks it
// sees to it that it is up to date. A row is never changed, only replaced, and the views it gives are shared: nobody may change them.
type overview struct {
	mu      sync.RWMutex
	byID    map[string]*row
	ordered []*row
}

// row is one case. Of an open case the view is kept as it is, because lists show many of them; of a closed one in its encoded form, which is
// several times smaller, because lists show few.
type row struct {
	selectors
	id      string
	version int64
	open    *casesv1.View
	closed  []byte
}

func newOverview() *overview { return &overview{byID: map[string]*row{}} }

// newRow of a view, of which the encoded form is given.
func newRow(view *casesv1.View, encoded []byte) *row {
	made := &row{selectors: selectorsOf(view), id: view.GetCaseId(), version: view.GetVersion()}
	if view.GetClosed() {
		made.closed = bytes.Clone(encoded) // it may be a part of a large answer of the store
	} else {
		made.open = view
	}
	return made
}

func (r *row) view() (*casesv1.View, error) {
	if r.open != nil {
		return r.open, nil
	}
	view := &casesv1.View{}
	if err := proto.Unmarshal(r.closed, view); err != nil {
		return nil, fmt.Errorf("decode case %s: %w", r.id, err)
	}
	return view, nil
}

func (r *row) position() Position { return Position{NextOn: r.NextOn, CaseID: r.id} }

// compare places in the list.
func (p Position) compare(other Position) int {
	return cmp.Or(strings.Compare(p.NextOn, other.NextOn), strings.Compare(p.CaseID, other.CaseID))
}

func byPosition(r *row, p Position) int { return r.position().compare(p) }

// put a case in its place, unless the row that is there is as new.
func (o *overview) put(fresh *row) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if kept := o.byID[fresh.id]; kept != nil {
		if kept.version >= fresh.version {
			return
		}
		at, _ := slices.BinarySearchFunc(o.ordered, kept.position(), byPosition)
		o.ordered = slices.Delete(o.ordered, at, at+1)
	}
	at, _ := slices.BinarySearchFunc(o.ordered, fresh.position(), byPosition)
	o.ordered = slices.Insert(o.ordered, at, fresh)
	o.byID[fresh.id] = fresh
}

// begin with these rows, in any order.
func (o *overview) begin(rows []*row) {
	slices.SortFunc(rows, func(a, b *row) int { return a.position().compare(b.position()) })
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ordered, o.byID = rows, make(map[string]*row, len(rows))
	for _, one := range rows {
		o.byID[one.id] = one
	}
}

// version of a case that is here; 0 for one that is not.
func (o *overview) version(id string) int64 {
	o.mu.RLock()
	defer o.mu.RUnlock()
	if kept := o.byID[id]; kept != nil {
		return kept.version
	}
	return 0
}

// cases that a query selects, in order.
func (o *overview) cases(q CaseQuery) ([]*casesv1.View, error) {
	selected := o.selected(q)
	views := make([]*casesv1.View, len(selected))
	for i, one := range selected {
		var err error
		if views[i], err = one.view(); err != nil {
			return nil, err
		}
	}
	return views, nil
}

func (o *overview) selected(q CaseQuery) []*row {
	o.mu.RLock()
	defer o.mu.RUnlock()
	rows := o.ordered
	if q.After != nil {
		at, found := slices.BinarySearchFunc(rows, *q.After, byPosition)
		if found {
			at++
		}
		rows = rows[at:]
	}
	var selected []*row
	for _, one := range rows {
		if !q.selects(one) {
			continue
		}
		selected = append(selected, one)
		if len(selected) == q.Limit {
			break
		}
	}
	return selected
}

// newestPolicy is that of the case of a procedure that was received last, of those that have one.
func (o *overview) newestPolicy(procedure string) string {
	o.mu.RLock()
	defer o.mu.RUnlock()
	var newest *row
	for _, one := range o.ordered {
		if one.Procedure == procedure && one.Policy != "" && (newest == nil || one.ReceivedAt.After(newest.ReceivedAt)) {
			newest = one
		}
	}
	if newest == nil {
		return ""
	}
	return newest.Policy
}
