package upstream

import "time"

// DossierHead is a dossier in a list.
type DossierHead struct {
	ID          string    `json:"id"`
	State       string    `json:"state"`
	SchoolID    string    `json:"schoolId"`
	Label       string    `json:"label"`
	UpdatedAt   time.Time `json:"updatedAt"`
	UpdatedByMe bool      `json:"updatedByMe"`
}

// Dossier is what a person may see of a dossier.
type Dossier struct {
	ID                 string   `json:"id"`
	CaseID             string   `json:"caseId"`
	State              string   `json:"state"`
	SchoolID           string   `json:"schoolId"`
	Person             *Pupil   `json:"person"`
	MayReadApplication bool     `json:"mayReadApplication"`
	Pieces             []Piece  `json:"pieces"`
	MayAdd             []string `json:"mayAdd"`
	// Cases with papers here in which the person has a part.
	Cases []CaseHere `json:"cases"`
}

// CaseHere is a case that has papers in a dossier; MayReadApplication says that the form it began with can be read.
type CaseHere struct {
	CaseID             string `json:"caseId"`
	Procedure          string `json:"procedure"`
	Closed             bool   `json:"closed"`
	MayReadApplication bool   `json:"mayReadApplication"`
}

// Piece returns the piece with this id; nil when the person may not see it.
func (d *Dossier) Piece(id string) *Piece {
	for i := range d.Pieces {
		if d.Pieces[i].ID == id {
			return &d.Pieces[i]
		}
	}
	return nil
}

// Pupil is the child and the parents.
type Pupil struct {
	FirstName string   `json:"firstName"`
	LastName  string   `json:"lastName"`
	BirthDate string   `json:"birthDate"`
	Group     string   `json:"group"`
	Parents   []Parent `json:"parents,omitempty"`
}

// Parent of the child.
type Parent struct {
	Name     string `json:"name"`
	Email    string `json:"email"`
	Phone    string `json:"phone"`
	Street   string `json:"street"`
	Postcode string `json:"postcode"`
	Place    string `json:"place"`
}

// Piece is a file, text or letter in a dossier.
type Piece struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Shape     string `json:"shape"`
	Name      string `json:"name"`
	MediaType string `json:"mediaType"`
	Size      int64  `json:"size"`
	Author    string `json:"author"`
	Mine      bool   `json:"mine"`
	Addressee string `json:"addressee"`
	Attached  bool   `json:"attached"`
	// CaseID is the case that it belongs to; empty for a draft that belongs to none yet.
	CaseID    string    `json:"caseId"`
	CreatedAt time.Time `json:"createdAt"`
	// Text is there only when the piece was read as a text.
	Text string `json:"text"`
}

// ApplicationForm is the application as the school fills it in.
type ApplicationForm struct {
	Pupil              Pupil       `json:"pupil"`
	Parents            []Parent    `json:"parents"`
	Intake             string      `json:"intake"`
	ReceivingSchoolID  string      `json:"receivingSchoolId"`
	Destination        string      `json:"destination"`
	Category           string      `json:"category"`
	Extent             string      `json:"extent"`
	GatesMet           []string    `json:"gatesMet"`
	Explanation        Explanation `json:"explanation"`
	AgreementsProposal string      `json:"agreementsProposal"`
	Contact            Contact     `json:"contact"`
}

// Explanation is why the school applies, in its own words.
type Explanation struct {
	Process string `json:"process"`
	Views   string `json:"views"`
	Network string `json:"network"`
	Basis   string `json:"basis"`
}

// Contact is who at the school can be asked.
type Contact struct {
	Name  string `json:"name"`
	Email string `json:"email"`
}

// AccessLine is one time that something in a dossier was read.
type AccessLine struct {
	At      time.Time `json:"at"`
	Subject string    `json:"subject"`
	Party   string    `json:"party"`
	What    string    `json:"what"`
	Action  string    `json:"action"`
}
