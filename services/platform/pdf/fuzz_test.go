package pdf

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"traject.nl/services/platform/paper"
)

// FuzzAnyDocumentIsOpenedOrRefused: what is opened has pages and goes together with others; anything else is locked or damaged, and is known
// to be within a time in which a person still waits.
func FuzzAnyDocumentIsOpenedOrRefused(f *testing.F) {
	d := paper.New(paper.Properties{Title: "t", On: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), Footer: "voet"})
	d.Section(paper.Section{Heading: "Kop", Text: []string{"Een alinea."}})
	whole, err := d.Bytes()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte("%PDF-1.7\nx"))
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"))
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 64<<10 {
			return
		}
		began := time.Now()
		opened, pages, err := Open(content)
		if took := time.Since(began); took > patience {
			t.Fatalf("%d bytes took %s", len(content), took)
		}
		if err != nil {
			if !errors.Is(err, ErrLocked) && !errors.Is(err, ErrDamaged) {
				t.Fatalf("refused without saying why: %v", err)
			}
			return
		}
		if pages < 1 || !bytes.HasPrefix(opened, []byte("%PDF")) {
			t.Fatalf("opened as %d pages, beginning with %.8q", pages, opened)
		}
		if _, err := Merge(opened, opened); err != nil {
			t.Fatalf("opened, and cannot be put together: %v", err)
		}
	})
}

// patience is far more than any small document needs, on a machine that is busy too.
const patience = 30 * time.Second
