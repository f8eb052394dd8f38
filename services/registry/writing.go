package registry

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// tidy makes every run of white space, the non-breaking kind too, one space and trims the ends. It mends nothing else.
func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }

// fold makes text comparable: lower case, without diacritics ("Michaël" is found by "michael").
func fold(s string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil {
		plain = s
	}
	return strings.ToLower(plain)
}

var notInSlug = regexp.MustCompile(`[^a-z0-9]+`)

// slug makes an id of a name: "Regenboog UH-Amerongen" becomes "regenboog-uh-amerongen". A slug stays what it is.
func slug(s string) string { return strings.Trim(notInSlug.ReplaceAllString(fold(s), "-"), "-") }

// postcodeKey is a postcode, or the first part of one, as it is compared: "3958xk" and "3958 XK" are the same.
func postcodeKey(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), "")) }

// normalPostcode writes a whole postcode as the post does ("3958 XK"); anything else is left for the check to refuse.
func normalPostcode(s string) string {
	key := postcodeKey(s)
	if len(key) != 6 || strings.ContainsFunc(key, func(r rune) bool { return r > unicode.MaxASCII }) {
		return tidy(s)
	}
	return key[:4] + " " + key[4:]
}
