// Package letter writes the letters: that of a decision (decision.go, remedies.go), and those about an objection, a term or a
// dwangsom (each in its own file). They are in plain Dutch, with the article on which they rest and, where one is due, the way
// to object. How they look is in paper.go. It knows no store and no case: it gets facts and gives a PDF.
package letter

import (
	"time"

	"traject.nl/services/platform/paper"
)

// Letterhead is of the samenwerkingsverband that decides. It is configuration: another samenwerkingsverband writes in its own name.
type Letterhead struct {
	// Name in full, such as "Samenwerkingsverband Zuidoost Utrecht".
	Name string `json:"name"`
	// ShortName such as "ZOUT".
	ShortName string `json:"shortName"`
	// FormalName is the name of the rechtspersoon; empty when it is Name.
	FormalName string `json:"formalName,omitempty"`
	// Number such as "PO2603".
	Number string `json:"number"`
	// Address is where mail goes, one line each. Without it the letter points at the website.
	Address []string `json:"address,omitempty"`
	Website string   `json:"website,omitempty"`
	Phone   string   `json:"phone,omitempty"`
	Email   string   `json:"email,omitempty"`
	// Court is where its decisions on a bezwaar can be appealed: name and address, one line each.
	Court []string `json:"court,omitempty"`
}

// Formal is the name of the rechtspersoon.
func (h Letterhead) Formal() string {
	if h.FormalName != "" {
		return h.FormalName
	}
	return h.Name
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

// Section of a letter.
type Section = paper.Section

// The words of a person as paragraphs, and dates as Dutch readers write them.
var (
	paragraphs = paper.Paragraphs
	date       = paper.Date
	weekdate   = paper.Weekdate
)
