// Package letter writes the letters of a decision: what they say (decision.go, remedies.go), in plain Dutch, and how they
// look (paper.go). It knows no store and no case: it gets facts and gives a PDF.
package letter

import (
	"fmt"
	"time"
)

// Letterhead is of the samenwerkingsverband that decides. It is configuration: another samenwerkingsverband writes in its own name.
type Letterhead struct {
	// Name in full, such as "Samenwerkingsverband Zuidoost Utrecht".
	Name string `json:"name"`
	// ShortName such as "ZOUT".
	ShortName string `json:"shortName"`
	// Number such as "PO2603".
	Number string `json:"number"`
	// Address is where mail goes, one line each. Without it the letter points at the website.
	Address []string `json:"address,omitempty"`
	Website string   `json:"website,omitempty"`
	Phone   string   `json:"phone,omitempty"`
	Email   string   `json:"email,omitempty"`
}

// Reader is for whom a letter is worded.
type Reader int

// The readers of a decision.
const (
	// ApplicantSchool asked for the TLV.
	ApplicantSchool Reader = iota
	// Parents of the child.
	Parents
	// ReceivingSchool learns what was granted, and nothing about why.
	ReceivingSchool
)

// Addressee of a letter.
type Addressee struct {
	Reader Reader
	Name   string
	// Street and house number; empty with Postcode and Place when the address is not known.
	Street   string
	Postcode string
	Place    string
}

// Pupil whom the decision is about.
type Pupil struct {
	FirstName string
	LastName  string
	BornOn    time.Time
}

func (p Pupil) name() string { return p.FirstName + " " + p.LastName }

// Zienswijze is how the parents stood towards the application.
type Zienswijze int

// How parents can answer.
const (
	NoAnswer Zienswijze = iota
	Agreed
	// Given: they gave their view, which the experts must weigh.
	Given
)

// Decision is everything a letter can tell of it. Dates are calendar dates.
type Decision struct {
	CaseID     string
	DatedOn    time.Time
	ReceivedOn time.Time
	DecidedOn  time.Time
	Pupil      Pupil
	Granted    bool

	// The following only when granted.
	TLVNumber string
	// SO is special education; otherwise special primary education (SBO).
	SO bool
	// Category "laag", "midden" or "hoog", only with SO.
	Category string
	// Extent of the placement in words.
	Extent           string
	ValidFrom        time.Time
	ValidUntil       time.Time
	ReceivingSchool  string
	ReturnAgreements string

	Applicant string
	// Reasons as the director wrote them; required when refused.
	Reasons string
	// Professions of the experts who advised.
	Professions []string
	// Differed: the last advices were not the same.
	Differed   bool
	Zienswijze Zienswijze

	// ObjectionUntil is the last day for bezwaar, and ObjectionSteps how it was counted, one step a line.
	ObjectionUntil time.Time
	ObjectionSteps []string
}

// Words of a letter, before they are put on paper.
type Words struct {
	Subject    string
	Salutation string
	Sections   []Section
}

// Section under a heading: paragraphs, then facts in two columns, then points, then small print.
type Section struct {
	Heading string
	Text    []string
	Facts   [][2]string
	Points  []string
	// After follows the points.
	After []string
	Small []string
}

var months = [...]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"}
var weekdays = [...]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}

// date as Dutch readers write it: "3 maart 2027".
func date(day time.Time) string {
	return fmt.Sprintf("%d %s %d", day.Day(), months[day.Month()-1], day.Year())
}

// weekdate with the day of the week: "woensdag 3 maart 2027".
func weekdate(day time.Time) string { return weekdays[day.Weekday()] + " " + date(day) }
