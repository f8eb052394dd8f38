package figures

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestATableReadsAsItStandsAndKeepsItsColumns(t *testing.T) {
	t.Parallel()
	table := Table{Head: []string{"what", "µs"}, Rows: [][]string{{"a|b", "1.5"}, {"longer", "12.25"}, {"short"}}}
	want := strings.Join([]string{
		"| what   |    µs |",
		"|--------|------:|",
		`| a\|b   |   1.5 |`,
		"| longer | 12.25 |",
		"| short  |       |",
		"",
	}, "\n")
	if got := table.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func page(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.md")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestFiguresTakeThePlaceOfThoseThatWereThere(t *testing.T) {
	t.Parallel()
	file := page(t, "before\n<!-- figures:one -->\nold\n<!-- /figures:one -->\nbetween\n<!-- figures:two -->\n<!-- /figures:two -->\nafter\n")
	for range 2 {
		if err := Write(file, "one", "fresh\n"); err != nil {
			t.Fatal(err)
		}
	}
	want := "before\n<!-- figures:one -->\n\nfresh\n\n<!-- /figures:one -->\nbetween\n<!-- figures:two -->\n<!-- /figures:two -->\nafter\n"
	if got := read(t, file); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestFiguresWithoutAPlaceAreRefusedAndNothingIsChanged(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"no marks":      "text\n",
		"only one mark": "<!-- figures:one -->\ntext\n",
		"twice":         strings.Repeat("<!-- figures:one -->\n<!-- /figures:one -->\n", 2),
		"wrong order":   "<!-- /figures:one -->\n<!-- figures:one -->\n",
	} {
		file := page(t, text)
		if err := Write(file, "one", "fresh"); err == nil || !strings.Contains(err.Error(), "figures:one") {
			t.Errorf("%s: got %v", name, err)
		}
		if got := read(t, file); got != text {
			t.Errorf("%s: changed into %q", name, got)
		}
	}
}

func TestMedianAndQuartilesLieBetweenWhatWasMeasured(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		sample            Sample
		low, median, high float64
	}{
		{Sample{7}, 7, 7, 7},
		{Sample{4, 1}, 1.75, 2.5, 3.25},
		{Sample{5, 1, 4, 2, 3}, 2, 3, 4},
	} {
		low, high := one.sample.Quartiles()
		if low != one.low || one.sample.Median() != one.median || high != one.high {
			t.Errorf("%v: got %v, %v, %v", one.sample, low, one.sample.Median(), high)
		}
	}
	if !math.IsNaN(Sample(nil).Median()) || !math.IsNaN(Sample(nil).Percentile(99)) {
		t.Error("of nothing there is no middle")
	}
}

func TestAPercentileIsTheLeastThatSoManyDoNotExceed(t *testing.T) {
	t.Parallel()
	sample := make(Sample, 200)
	for i := range sample {
		sample[len(sample)-1-i] = float64(i + 1)
	}
	for of, want := range map[float64]float64{0: 1, 50: 100, 99: 198, 99.5: 199, 100: 200} {
		if got := sample.Percentile(of); got != want {
			t.Errorf("percentile %v is %v, want %v", of, got, want)
		}
	}
	if got := (Sample{3}).Percentile(99); got != 3 {
		t.Errorf("of one it is %v", got)
	}
}

func TestTheLineOfTheMachineSaysWhatWasMeasuredOn(t *testing.T) {
	t.Parallel()
	line := Machine()
	for _, word := range []string{" cores, ", "go1.", "; load ", " UTC"} {
		if !strings.Contains(line, word) {
			t.Errorf("%q is missing in %q", word, line)
		}
	}
	if strings.Contains(line, "\n") || strings.Contains(line, "unknown") {
		t.Errorf("got %q", line)
	}
}
