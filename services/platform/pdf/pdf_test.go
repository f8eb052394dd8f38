package pdf

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"traject.nl/services/platform/paper"
)

func made(t *testing.T, pages int) []byte {
	t.Helper()
	d := paper.New(paper.Properties{Title: "t", On: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), Footer: "voet"})
	for i := range pages {
		if i > 0 {
			d.AddPage()
		}
		d.Section(paper.Section{Heading: "Kop", Text: []string{"Een alinea met ééń en zo."}})
	}
	out, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func lockedWith(t *testing.T, user, owner string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(made(t, 3)), &out, model.NewAESConfiguration(user, owner, 256)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestADocumentIsOpenedOrRefusedWithTheReason(t *testing.T) {
	whole := made(t, 3)
	tests := map[string]struct {
		content []byte
		want    error
	}{
		"whole":                       {whole, nil},
		"locked against reading":      {lockedWith(t, "geheim", "eigenaar"), ErrLocked},
		"locked against changes only": {lockedWith(t, "", "eigenaar"), nil},
		"half":                        {whole[:len(whole)/2], ErrDamaged},
		"a beginning and nothing":     {[]byte("%PDF-1.7\nx"), ErrDamaged},
		"something else":              {[]byte("geen pdf"), ErrDamaged},
		"nothing":                     {nil, ErrDamaged},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			opened, pages, err := Open(test.content)
			if !errors.Is(err, test.want) {
				t.Fatalf("got %v, want %v", err, test.want)
			}
			if test.want == nil && (pages != 3 || bytes.Contains(opened, []byte("/Encrypt"))) {
				t.Errorf("%d pages", pages)
			}
		})
	}
}

func TestADocumentWithBytesChangedNeverBreaksMore(t *testing.T) {
	whole := made(t, 2)
	random := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		content := slices.Clone(whole)
		for range 1 + random.IntN(40) {
			content[random.IntN(len(content))] = byte(random.IntN(256))
		}
		if opened, pages, err := Open(content); err == nil {
			merged, err := Merge(whole, opened)
			if err == nil {
				_, err = Stamp(merged, map[int]string{1: "x", 3: "y"})
			}
			if err != nil {
				t.Errorf("what was opened, with %d pages, cannot be put together: %v", pages, err)
			}
		} else if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrLocked) {
			t.Errorf("an error of another kind: %v", err)
		}
	}
}

func TestMergedStampedAndOutlinedEveryPageIsThere(t *testing.T) {
	merged, err := Merge(made(t, 2), made(t, 3))
	if err != nil {
		t.Fatal(err)
	}
	stamped, err := Stamp(merged, map[int]string{1: "Stuk 1", 5: "Stuk 2"})
	if err != nil {
		t.Fatal(err)
	}
	outlined, err := Outline(stamped, []Mark{{"1. Besluit", 1}, {"2. Verweer: één", 3}})
	if err != nil {
		t.Fatal(err)
	}
	if _, pages, err := Open(outlined); err != nil || pages != 5 {
		t.Errorf("%d pages, %v", pages, err)
	}
	marks, err := api.Bookmarks(bytes.NewReader(outlined), settings())
	if err != nil || len(marks) != 2 || marks[1].Title != "2. Verweer: één" || marks[1].PageFrom != 3 {
		t.Errorf("outline: %+v, %v", marks, err)
	}
}
