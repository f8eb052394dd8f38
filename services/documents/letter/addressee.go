package letter

import "strings"

// Reader is for whom a letter is worded.
type Reader int

// The readers of a letter.
const (
	// ApplicantSchool asked for the TLV.
	ApplicantSchool Reader = iota
	// Parents of the child.
	Parents
	// ReceivingSchool learns what was granted, and nothing about why.
	ReceivingSchool
	// Board of a school.
	Board
	// Someone is anybody else: another interested party, a gemachtigde.
	Someone
)

// Part that a reader has in a bezwaar.
type Part int

// The parts.
const (
	// Involved: somebody else objects.
	Involved Part = iota
	// Objecting: the reader objects.
	Objecting
	// Representing: the reader is the gemachtigde of who objects (Awb 6:17).
	Representing
)

// Addressee of a letter.
type Addressee struct {
	Reader Reader
	Name   string
	// Street and house number; empty with Postcode and Place when the address is not known.
	Street   string
	Postcode string
	Place    string
	// Lines are name and address as somebody wrote them down; instead of the four above.
	Lines []string
	Part  Part
}

// lines of the address on the envelope.
func (a Addressee) lines() []string {
	if len(a.Lines) > 0 {
		return a.Lines
	}
	lines := []string{a.Name}
	if a.isSchool() {
		lines = append(lines, "t.a.v. de directeur en de intern begeleider")
	}
	if a.Street != "" {
		lines = append(lines, a.Street)
	}
	if place := strings.TrimSpace(a.Postcode + "  " + a.Place); place != "" {
		lines = append(lines, place)
	}
	return lines
}

func (a Addressee) isSchool() bool { return a.Reader == ApplicantSchool || a.Reader == ReceivingSchool }

func salutation(to Addressee) string {
	switch to.Reader {
	case Parents:
		return "Beste " + to.Name + ","
	case Board:
		return "Beste leden van het bestuur,"
	case Someone:
		return "Geachte heer of mevrouw,"
	default:
		return "Beste directeur en intern begeleider,"
	}
}
