package page

import (
	"fmt"
	"strconv"
	"strings"

	"traject.nl/services/portal/upstream"
)

const (
	kilobyte = 1 << 10
	megabyte = 1 << 20
)

// Size says a number of bytes for people.
func Size(bytes int64) string {
	if bytes < megabyte {
		return strconv.FormatInt(max(1, bytes/kilobyte), 10) + " kB"
	}
	return strings.Replace(fmt.Sprintf("%.1f MB", float64(bytes)/megabyte), ".", ",", 1)
}

func fullName(pupil upstream.Pupil) string {
	return strings.TrimSpace(pupil.FirstName + " " + pupil.LastName)
}

func joined(parts ...string) string {
	var filled []string
	for _, part := range parts {
		if part != "" {
			filled = append(filled, part)
		}
	}
	return strings.Join(filled, ", ")
}

func parentField(number int, name string) string { return "parent" + strconv.Itoa(number) + name }

func whatOrNothing(d *upstream.ApplicationForm) string {
	if d.Destination == "" {
		return ""
	}
	return What(d.Destination, d.Category, d.Extent)
}

// nameOf is the name of a file by its id.
func nameOf(pieces []upstream.Piece, id string) string {
	for _, piece := range pieces {
		if piece.ID == id && piece.Name != "" {
			return piece.Name
		}
	}
	return "uw bestand"
}
