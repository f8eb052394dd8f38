package registry

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"
)

//go:embed data
var embedded embed.FS

// Folder holds lists as CSV files.
type Folder struct {
	// Name stands before the file in a bad row; empty for the main folder.
	Name  string
	Files fs.FS
}

func (f Folder) name(l layout) string { return path.Join(f.Name, l.file()) }

// Source is where lists are read from.
type Source struct {
	Folders []Folder
	// MailDomain completes addresses that are written without one ("kantoor"); without it those addresses stay empty.
	MailDomain string
}

// devMailDomain is nobody's (RFC 2606).
const devMailDomain = "zout.example.test"

// SourceOf is the lists that a configuration asks for: those of ZOUT that are built in, or another folder in their place; and
// in development also its folder dev, with experts and mailboxes of nobody.
func SourceOf(config Config) (Source, error) {
	lists, err := fs.Sub(embedded, "data")
	if err != nil {
		return Source{}, fmt.Errorf("open the built-in lists: %w", err)
	}
	if config.DataDir != "" {
		lists = os.DirFS(config.DataDir)
	}
	source := Source{Folders: []Folder{{Files: lists}}, MailDomain: config.MailDomain}
	if config.DevData {
		dev, err := fs.Sub(lists, "dev")
		if err != nil {
			return Source{}, fmt.Errorf("open the lists for development: %w", err)
		}
		source.Folders = append(source.Folders, Folder{Name: "dev", Files: dev})
		source.MailDomain = cmp.Or(config.MailDomain, devMailDomain)
	}
	return source, nil
}

// Loaded counts what a load did, in records.
type Loaded struct{ Added, Changed, Same int }

// Load puts the lists into the store, all or nothing: when anything is bad the error is BadRows with everything that is, and
// nothing was written. A record that is not in the lists any more stays, because cases point at it. A load that is broken off
// halfway is completed by the next one.
func Load(ctx context.Context, store Store, source Source, at time.Time) (Loaded, error) {
	lists, err := read(ctx, store, source)
	if err != nil {
		return Loaded{}, err
	}
	var done Loaded
	for _, l := range layouts {
		for _, r := range lists[l.list] {
			if err := done.put(ctx, store, l.list, r, at); err != nil {
				return done, fmt.Errorf("load %s %q: %w", l.list, r.id, err)
			}
		}
	}
	return done, nil
}

// read gives the rows of every list, checked, or all that is wrong with them.
func read(ctx context.Context, store Store, source Source) (map[List][]row, error) {
	ids, err := knownIDs(ctx, store)
	if err != nil {
		return nil, err
	}
	lists, bad := map[List][]row{}, BadRows(nil)
	for _, l := range layouts {
		rows, wrong, err := readList(source.Folders, l)
		if err != nil {
			return nil, err
		}
		if l.list == Contacts {
			rows = append(contactsOf(lists[Subregions]), rows...)
		}
		completeAddresses(rows, source.MailDomain)
		bad = append(append(bad, wrong...), identify(rows, l)...)
		for _, r := range rows {
			ids[l.list][r.id] = true
		}
		lists[l.list] = rows
	}
	bad = append(bad, flawsOf(lists, ids)...)
	if len(bad) > 0 {
		slices.SortStableFunc(bad, func(a, b BadRow) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
		return nil, bad
	}
	for _, r := range lists[Subregions] {
		delete(r.fields, "contact")
		delete(r.fields, "mail")
	}
	return lists, nil
}

func flawsOf(lists map[List][]row, ids known) (bad BadRows) {
	for _, l := range layouts {
		for _, r := range lists[l.list] {
			if r.derived {
				continue // told where it was written
			}
			for _, f := range l.flaws(r.fields, ids, besides(r, lists[l.list])) {
				bad = append(bad, BadRow{File: r.file, Line: r.line, Column: f.column, Reason: f.reason})
			}
			if r.id == "" {
				bad = append(bad, BadRow{File: r.file, Line: r.line, Column: idColumn, Reason: "er is geen id, en ook geen naam om er een van te maken"})
			}
		}
	}
	return bad
}

// besides are the fields of the other rows of a list.
func besides(of row, rows []row) []map[string]string {
	var others []map[string]string
	for _, other := range rows {
		if other.file != of.file || other.line != of.line {
			others = append(others, other.fields)
		}
	}
	return others
}

// contactsOf makes of each subregion's fixed contact the contact of its SOT, where it is found and edited like any other.
func contactsOf(subregions []row) []row {
	contacts := make([]row, len(subregions))
	for i, r := range subregions {
		sot := sotParty(r.id)
		contacts[i] = row{file: r.file, line: r.line, id: sot, derived: true,
			fields: map[string]string{"party": sot, "function": r.fields["contact"], "mail": r.fields["mail"]}}
	}
	return contacts
}

func completeAddresses(rows []row, domain string) {
	for _, r := range rows {
		switch mail := r.fields["mail"]; {
		case mail == "" || strings.Contains(mail, "@"):
		case domain == "":
			r.fields["mail"] = ""
		default:
			r.fields["mail"] = mail + "@" + domain
		}
	}
}

// knownIDs are the ids that the store has, of every list.
func knownIDs(ctx context.Context, store Store) (known, error) {
	ids := known{}
	for _, l := range layouts {
		records, err := store.All(ctx, l.list)
		if err != nil {
			return nil, err
		}
		ids[l.list] = make(map[string]bool, len(records))
		for _, r := range records {
			ids[l.list][r.ID] = true
		}
	}
	return ids, nil
}

// put adds the row, or brings its record up to date. It starts again when somebody else was first, which can be another
// replica that loads the same lists.
func (d *Loaded) put(ctx context.Context, store Store, list List, r row, at time.Time) error {
	for {
		found, err := store.Find(ctx, list, r.id)
		if errors.Is(err, ErrAbsent) {
			err = store.Add(ctx, list, first(r.id, r.fields))
			if errors.Is(err, ErrExists) {
				continue
			}
			if err == nil {
				d.Added++
			}
			return err
		}
		if err != nil {
			return err
		}
		next := found.reloaded(r.fields, at)
		if next.Version == found.Version {
			d.Same++
			return nil
		}
		err = store.Replace(ctx, list, next)
		if errors.Is(err, ErrStale) {
			continue
		}
		if err == nil {
			d.Changed++
		}
		return err
	}
}
