// Package papertest reads what stands in a document that was set plainly.
package papertest

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
)

// shown matches the operands of the PDF operators that show text.
var shown = regexp.MustCompile(`(?s)\(((?:\\.|[^\\()])*)\) ?Tj|\[((?:\\.|[^\]])*)\] ?TJ`)
var strung = regexp.MustCompile(`(?s)\(((?:\\.|[^\\()])*)\)`)

// Text of a PDF without compression, lines joined by spaces.
func Text(t *testing.T, pdf []byte) string {
	t.Helper()
	var lines []string
	for _, match := range shown.FindAllSubmatch(pdf, -1) {
		line := string(decode(match[1]))
		for _, part := range strung.FindAllSubmatch(match[2], -1) {
			line += string(decode(part[1]))
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		t.Fatal("no text in the PDF")
	}
	return strings.Join(strings.Fields(strings.Join(lines, " ")), " ")
}

// decode a string of UTF-16 with PDF's escapes.
func decode(escaped []byte) []rune {
	var raw []byte
	for i := 0; i < len(escaped); i++ {
		if escaped[i] == '\\' && i+1 < len(escaped) {
			i++
			raw = append(raw, map[byte]byte{'r': '\r', 'n': '\n'}[escaped[i]])
			if raw[len(raw)-1] == 0 {
				raw[len(raw)-1] = escaped[i]
			}
			continue
		}
		raw = append(raw, escaped[i])
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
	}
	return utf16.Decode(units)
}
