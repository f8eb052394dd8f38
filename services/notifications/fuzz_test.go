package notifications

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"
)

// FuzzACursorOfTheInboxIsReadAsItWasMade: or refused.
func FuzzACursorOfTheInboxIsReadAsItWasMade(f *testing.F) {
	f.Add(cursor(Notice{Key: "k3v9x2m7q4ht/taak-1/parent:0123", AccessibleAt: time.UnixMilli(1763888400000)}), "sleutel", int64(1))
	for _, raw := range []string{"", " ", "1", "1 ", " a", "x a", "-1 a", "9223372036854775807 a", "99999999999999999999 a", "1 \xff"} {
		f.Add(base64.RawURLEncoding.EncodeToString([]byte(raw)), "", int64(0))
	}
	f.Fuzz(func(t *testing.T, text, key string, at int64) {
		if before, found, err := readCursor(text); err == nil {
			if found == "" || before.Year() < 1 || before.Year() > 9999 {
				t.Fatalf("%q is read as %s, %q", text, before, found)
			}
		}
		moment := time.UnixMilli(at % (200 * 365 * 24 * 3600 * 1000)).UTC()
		before, found, err := readCursor(cursor(Notice{Key: key, AccessibleAt: moment}))
		if key != "" && (err != nil || found != key || !before.Equal(moment)) {
			t.Fatalf("%q at %s came back as %q at %s, %v", key, moment, found, before, err)
		}
	})
}

// FuzzWithTextsThatAreTakenEveryMailCanBeWritten: with its link and nothing that was to be filled in; HTML of a text stays text.
func FuzzWithTextsThatAreTakenEveryMailCanBeWritten(f *testing.F) {
	f.Add(ourTexts)
	for _, raw := range []string{"", "#", "mail: {}", "mail: &a {kinds: *a}\nkinds: []", "? {}\n: b", "mail:\n  greeting: |\n    a\n    b\n", "- a"} {
		f.Add([]byte(raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		texts, err := readTexts("eigen.yaml", raw)
		if err != nil {
			if !strings.Contains(err.Error(), "eigen.yaml") {
				t.Fatalf("told without its file: %v", err)
			}
			return
		}
		var all []mailItem
		for _, kind := range Kinds {
			one := mailItem{kind, "/zaken/k3v9x2m4q8pd"}
			all = append(all, one)
			checkMail(t, texts.compose("https://traject.example", []mailItem{one}))
		}
		checkMail(t, texts.compose("https://traject.example", all))
		checkMail(t, texts.digest("https://traject.example", all))
	})
}

func checkMail(t *testing.T, what composed) {
	t.Helper()
	if what.subject == "" || strings.ContainsAny(what.subject, "\r\n") || !strings.Contains(what.text, "https://traject.example/") || !strings.Contains(what.html, `<a href="https://traject.example/`) {
		t.Fatalf("subject %q, text %q", what.subject, what.text)
	}
	for _, place := range []string{countPlaceholder, linkPlaceholder} {
		if strings.Contains(what.subject+what.text+what.html, place) {
			t.Fatalf("%s was not filled in: %q %q", place, what.subject, what.text)
		}
	}
	if strings.Contains(what.html, "<script") {
		t.Fatalf("a text became HTML: %s", what.html)
	}
}
