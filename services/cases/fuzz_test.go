package cases

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

// FuzzACursorOfAListIsReadAsItWasMade: or refused.
func FuzzACursorOfAListIsReadAsItWasMade(f *testing.F) {
	f.Add(Position{NextOn: "2026-11-26", CaseID: "k3v9x2m4q8pd"}.cursor(), "2026-11-26", "k3v9x2m4q8pd")
	for _, raw := range []string{"", " ", "a", "2026-11-26", "2026-11-26 ", " k3v9x2m4q8pd", "\xff \xfe", "$gt a", "2026-02-30 a", "9999-99-99 k3v9x2m4q8pd"} {
		f.Add(base64.RawURLEncoding.EncodeToString([]byte(raw)), "", "a b")
	}
	f.Fuzz(func(t *testing.T, text, on, id string) {
		if read, err := parseCursor(text); err == nil && read != nil {
			if again, err := parseCursor(read.cursor()); err != nil || *again != *read {
				t.Fatalf("%q is read as %+v, and that as %+v, %v", text, read, again, err)
			}
		}
		if strings.Contains(on, " ") {
			return // a date has none
		}
		made := Position{NextOn: on, CaseID: id}
		if read, err := parseCursor(made.cursor()); err == nil && *read != made {
			t.Fatalf("%+v came back as %+v", made, read)
		}
	})
}

// FuzzAPatternMakesAnotherNumberOfEachCount: the pattern of a TLV number is a setting; with one that is taken no two TLVs have one number.
func FuzzAPatternMakesAnotherNumberOfEachCount(f *testing.F) {
	for _, pattern := range []string{DefaultPattern, "%06d", "PO-%d", "%%06d%06d", "PO%01d0", "PO%09d-X", "po%06d", "%06d\n", "%0d", "%06x", "PO 2603-%06d", "%06d%"} {
		f.Add(pattern, uint32(1), uint32(10))
	}
	f.Fuzz(func(t *testing.T, pattern string, one, other uint32) {
		if CheckPattern(pattern) != nil {
			return
		}
		first, second := fmt.Sprintf(pattern, one), fmt.Sprintf(pattern, other)
		if (first == second) != (one == other) || strings.Contains(first, "%!") || strings.Trim(first, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
			t.Fatalf("pattern %q makes %q of %d and %q of %d", pattern, first, one, second, other)
		}
	})
}
