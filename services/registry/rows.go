package registry

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"
)

// BadRow is one place in a list that cannot be loaded, and why; in Dutch, because the office makes the lists.
type BadRow struct {
	File string
	// Line counts from 1, the heading included; 0 concerns the whole file.
	Line int
	// Column is empty when the whole line is wrong.
	Column string
	Reason string
}

// String is the one line a person reads.
func (b BadRow) String() string {
	where := b.File
	if b.Line > 0 {
		where += fmt.Sprintf(", regel %d", b.Line)
	}
	if b.Column != "" {
		where += ", kolom " + b.Column
	}
	return where + ": " + b.Reason
}

// BadRows are all bad rows of all lists; nothing of any list was loaded.
type BadRows []BadRow

// Error lists every bad row on a line of its own.
func (b BadRows) Error() string {
	lines := make([]string, len(b))
	for i, row := range b {
		lines[i] = "- " + row.String()
	}
	return fmt.Sprintf("er is niets geladen, want %d gegevens in de lijsten kloppen niet:\n%s", len(b), strings.Join(lines, "\n"))
}

// row is one line of a list, with the place it came from.
type row struct {
	file   string
	line   int
	id     string
	fields map[string]string
	// derived: made from a row of another list, which is where it is checked.
	derived bool
}

// idColumn may be in every list: a row then keeps its id when its name is corrected.
const idColumn = "id"

// readList reads one list from every folder that has it. What cannot be read is told in bad; the rows are not checked yet.
func readList(folders []Folder, l layout) (rows []row, bad BadRows, err error) {
	found := false
	for _, folder := range folders {
		content, err := fs.ReadFile(folder.Files, l.file())
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, nil, fmt.Errorf("read list %s: %w", folder.name(l), err)
		}
		found = true
		read, wrong := readFile(folder.name(l), content, l)
		rows, bad = append(rows, read...), append(bad, wrong...)
	}
	if !found && l.needed {
		bad = append(bad, BadRow{File: l.file(), Reason: "het bestand ontbreekt; zonder deze lijst kan het register niet werken"})
	}
	return rows, bad, nil
}

func readFile(file string, content []byte, l layout) (rows []row, bad BadRows) {
	if !utf8.Valid(content) {
		return nil, BadRows{{File: file, Reason: "is geen UTF-8; bewaar het bestand als CSV (UTF-8)"}}
	}
	byteOrderMark := []byte("\xef\xbb\xbf") // spreadsheets write one
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, byteOrderMark)))
	reader.FieldsPerRecord = -1 // told per line instead, with all other bad rows
	heading, err := reader.Read()
	if err != nil {
		return nil, BadRows{{File: file, Line: 1, Reason: "er is geen regel met de namen van de kolommen"}}
	}
	if bad = checkHeading(file, heading, l); len(bad) > 0 {
		return nil, bad
	}
	for {
		values, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, bad
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			return rows, append(bad, BadRow{File: file, Line: broken.StartLine,
				Reason: "een aanhalingsteken staat verkeerd; wat hierna komt is niet te lezen"})
		}
		line, _ := reader.FieldPos(0)
		if len(values) != len(heading) {
			bad = append(bad, BadRow{File: file, Line: line,
				Reason: fmt.Sprintf("de regel heeft %d velden en de kop %d; kijk naar de komma's", len(values), len(heading))})
			continue
		}
		rows = append(rows, makeRow(file, line, heading, values, l))
	}
}

func checkHeading(file string, heading []string, l layout) (bad BadRows) {
	for i, name := range heading {
		if _, ok := l.column(name); !ok && name != idColumn {
			bad = append(bad, BadRow{File: file, Line: 1, Column: name, Reason: "deze kolom kennen wij niet"})
		}
		if slices.Contains(heading[:i], name) {
			bad = append(bad, BadRow{File: file, Line: 1, Column: name, Reason: "deze kolom staat er twee keer"})
		}
	}
	for _, c := range l.columns {
		if c.required && !slices.Contains(heading, c.name) {
			bad = append(bad, BadRow{File: file, Line: 1, Column: c.name, Reason: "deze kolom ontbreekt"})
		}
	}
	return bad
}

func makeRow(file string, line int, heading, values []string, l layout) row {
	made := row{file: file, line: line, fields: map[string]string{}}
	for i, name := range heading {
		if c, ok := l.column(name); ok {
			made.fields[name] = c.clean(values[i])
		} else {
			made.id = slug(values[i])
		}
	}
	return made
}

// identify gives each row its id. Rows that would share one, such as two schools of one name in one place, all get their
// type behind it, so that the order of the list makes no difference; what still shares is bad.
func identify(rows []row, l layout) (bad BadRows) {
	sharing := map[string]int{}
	for i := range rows {
		if rows[i].id == "" {
			rows[i].id = l.identify(rows[i].fields)
		}
		sharing[rows[i].id]++
	}
	firsts := map[string]row{}
	for i := range rows {
		r := &rows[i]
		if kind := r.fields["type"]; sharing[r.id] > 1 && kind != "" {
			r.id += "-" + kind
		}
		if r.id == "" {
			continue // the columns that make the id are empty, and are told as such
		}
		if earlier, twice := firsts[r.id]; twice {
			bad = append(bad, BadRow{File: r.file, Line: r.line,
				Reason: fmt.Sprintf("%q staat ook op regel %d van %s; haal een van de twee weg", r.id, earlier.line, earlier.file)})
			continue
		}
		firsts[r.id] = *r
	}
	return bad
}
