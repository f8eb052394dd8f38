// Package figures makes tables of what was measured, and keeps them in the documentation.
package figures

import (
	"fmt"
	"os"
	"strings"
	"unicode/utf8"
)

// Table is a table of what was measured. The first column is text, the others are figures.
type Table struct {
	Head []string
	Rows [][]string
}

// String is the table in Markdown, spaced so that it can be read as it stands. A row that is too short is filled up.
func (t Table) String() string {
	widths := make([]int, len(t.Head))
	for _, row := range append([][]string{t.Head}, t.Rows...) {
		for i := range widths {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell(row, i)), 3)
		}
	}
	var text strings.Builder
	t.line(&text, t.Head, widths)
	for i, width := range widths {
		if i == 0 {
			text.WriteString("|" + strings.Repeat("-", width+2))
		} else {
			text.WriteString("|" + strings.Repeat("-", width+1) + ":")
		}
	}
	text.WriteString("|\n")
	for _, row := range t.Rows {
		t.line(&text, row, widths)
	}
	return text.String()
}

func (t Table) line(text *strings.Builder, row []string, widths []int) {
	for i, width := range widths {
		words := cell(row, i)
		space := strings.Repeat(" ", width-utf8.RuneCountInString(words))
		if i == 0 {
			text.WriteString("| " + words + space + " ")
		} else {
			text.WriteString("| " + space + words + " ")
		}
	}
	text.WriteString("|\n")
}

// cell keeps a bar or a new line from ending it.
func cell(row []string, i int) string {
	if i >= len(row) {
		return ""
	}
	return strings.NewReplacer("|", `\|`, "\n", " ").Replace(row[i])
}

// Write puts the body between the marks `<!-- figures:NAME -->` and `<!-- /figures:NAME -->` of the file, in place of what was there.
// It changes nothing when the marks are not there exactly once, in that order.
func Write(file, name, body string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("figures %s: %w", name, err)
	}
	from, until := "<!-- figures:"+name+" -->\n", "<!-- /figures:"+name+" -->"
	if strings.Count(string(text), from) != 1 || strings.Count(string(text), until) != 1 {
		return fmt.Errorf("figures %s: %s must have the lines %q and %q, each once", name, file, strings.TrimSpace(from), until)
	}
	before, rest, _ := strings.Cut(string(text), from)
	_, after, found := strings.Cut(rest, until)
	if !found {
		return fmt.Errorf("figures %s: in %s %q comes before %q", name, file, until, strings.TrimSpace(from))
	}
	return replace(file, before+from+"\n"+strings.TrimSpace(body)+"\n\n"+until+after)
}

// replace writes the file as a whole: who is interrupted loses no documentation.
func replace(file, text string) error {
	fresh := file + ".new"
	if err := os.WriteFile(fresh, []byte(text), 0o644); err != nil {
		return err
	}
	return os.Rename(fresh, file)
}
