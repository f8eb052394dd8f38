package registry

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzNamesAndPostcodesHaveOneForm: bringing a value into its written form twice changes nothing, and an id holds nothing that needs escaping.
func FuzzNamesAndPostcodesHaveOneForm(f *testing.F) {
	for _, text := range []string{"Regenboog UH-Amerongen", "Michaëlschool", "3958xk", " 3958 XK", "3958\u00a0xk", "\xffé", "É́", "ÅÅ1", "İstanbul", "ß", "１２３４ab", "a\u0301", "日本", "12é45"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		id := slug(text)
		if slug(id) != id || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.Contains(id, "--") {
			t.Fatalf("%q has id %q, which has id %q", text, id, slug(id))
		}
		if tidy(tidy(text)) != tidy(text) || strings.Contains(tidy(text), "  ") {
			t.Fatalf("%q is tidied to %q", text, tidy(text))
		}
		if !utf8.ValidString(text) {
			return // refused before this: of a list as a whole, of a request with its JSON
		}
		if folded := fold(text); !utf8.ValidString(folded) || fold(folded) != folded {
			t.Fatalf("%q folds to %q, and that to %q", text, folded, fold(folded))
		}
		if code := normalPostcode(text); normalPostcode(code) != code || !utf8.ValidString(code) {
			t.Fatalf("%q is postcode %q, which is %q", text, code, normalPostcode(code))
		}
	})
}
