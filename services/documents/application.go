package documents

import (
	"encoding/json"
	"fmt"
	"net/mail"
	"strings"
	"time"

	"traject.nl/proto/contract/failure"
)

// Application is the form that a school fills in. While it is a draft nothing is required.
type Application struct {
	Pupil              Pupil       `json:"pupil,omitzero"`
	Parents            []Parent    `json:"parents,omitempty" maxItems:"6"`
	Intake             string      `json:"intake,omitempty" enum:",referral,direct"`
	ReceivingSchoolID  string      `json:"receivingSchoolId,omitempty" maxLength:"100"`
	Destination        string      `json:"destination,omitempty" enum:",sbo,so"`
	Category           string      `json:"category,omitempty" enum:",laag,midden,hoog"`
	Extent             string      `json:"extent,omitempty" enum:",full,part-time,temporary"`
	GatesMet           []string    `json:"gatesMet,omitempty" enum:"groeidocument,sot-involved,own-network-explored,basisondersteuning-shown" maxItems:"4"`
	Explanation        Explanation `json:"explanation,omitzero"`
	AgreementsProposal string      `json:"agreementsProposal,omitempty" maxLength:"20000"`
	Contact            Contact     `json:"contact,omitzero"`
}

// Pupil whom the application is for.
type Pupil struct {
	FirstName string `json:"firstName,omitempty" maxLength:"100"`
	LastName  string `json:"lastName,omitempty" maxLength:"100"`
	// BirthDate in ISO 8601.
	BirthDate string `json:"birthDate,omitempty" maxLength:"10"`
	// Group is the school year the pupil is in, such as "5".
	Group string `json:"group,omitempty" maxLength:"20"`
}

// Parent or guardian of the pupil.
type Parent struct {
	Name     string `json:"name,omitempty" maxLength:"200"`
	Email    string `json:"email,omitempty" maxLength:"254"`
	Phone    string `json:"phone,omitempty" maxLength:"30"`
	Street   string `json:"street,omitempty" maxLength:"200"`
	Postcode string `json:"postcode,omitempty" maxLength:"10"`
	Place    string `json:"place,omitempty" maxLength:"100"`
}

// Explanation is what the school says about the gates, in its own words.
type Explanation struct {
	Process string `json:"process,omitempty" maxLength:"20000"`
	Views   string `json:"views,omitempty" maxLength:"20000"`
	Network string `json:"network,omitempty" maxLength:"20000"`
	Basis   string `json:"basis,omitempty" maxLength:"20000"`
}

// Contact at the school.
type Contact struct {
	Name  string `json:"name,omitempty" maxLength:"200"`
	Email string `json:"email,omitempty" maxLength:"254"`
}

// Application reads the form.
func (d Dossier) Application() (Application, error) {
	var form Application
	if err := json.Unmarshal(d.Form, &form); err != nil {
		return form, fmt.Errorf("the form of dossier %s is not readable: %w", d.ID, err)
	}
	return form, nil
}

// Label is how the pupil is called in lists; empty when the form has no name yet.
func (a Application) Label() string {
	return strings.TrimSpace(strings.TrimSpace(a.Pupil.FirstName) + " " + strings.TrimSpace(a.Pupil.LastName))
}

// MinAge and MaxAge of a pupil in years, wide enough for every child in primary education and before it.
const (
	MinAge = 3
	MaxAge = 14
)

// Problems are all reasons why the form cannot be submitted on this day (ISO 8601); none means that it can. No value of the form is repeated.
func (a Application) Problems(today string) []failure.Problem {
	var problems []failure.Problem
	refuse := func(field, detail string) { problems = append(problems, failure.Problem{Field: field, Detail: detail}) }
	if blank(a.Pupil.FirstName) {
		refuse("pupil.firstName", "Vul de voornaam van de leerling in.")
	}
	if blank(a.Pupil.LastName) {
		refuse("pupil.lastName", "Vul de achternaam van de leerling in.")
	}
	if detail := birthDateProblem(a.Pupil.BirthDate, today); detail != "" {
		refuse("pupil.birthDate", detail)
	}
	if len(a.Parents) == 0 {
		refuse("parents", "Vul ten minste één ouder of verzorger in.")
	}
	for i, parent := range a.Parents {
		for _, problem := range parent.problems() {
			refuse(fmt.Sprintf("parents[%d].%s", i, problem.Field), problem.Detail)
		}
	}
	return problems
}

func birthDateProblem(birthDate, today string) string {
	if blank(birthDate) {
		return "Vul de geboortedatum van de leerling in."
	}
	born, err := time.Parse(time.DateOnly, birthDate)
	if err != nil {
		return "De geboortedatum is geen geldige datum. Schrijf jjjj-mm-dd, bijvoorbeeld 2018-03-03."
	}
	now, err := time.Parse(time.DateOnly, today)
	if err != nil || born.After(now) {
		return "De geboortedatum ligt in de toekomst. Kijk of het jaar klopt."
	}
	if age := ageOn(born, now); age < MinAge || age > MaxAge {
		return fmt.Sprintf("Volgens de geboortedatum is de leerling %d jaar. Een aanvraag kan voor kinderen van %d tot en met %d jaar. Kijk of het jaar klopt.", age, MinAge, MaxAge)
	}
	return ""
}

// ageOn in whole years.
func ageOn(born, day time.Time) int {
	age := day.Year() - born.Year()
	if day.Month() < born.Month() || day.Month() == born.Month() && day.Day() < born.Day() {
		age--
	}
	return age
}

// problems of a parent: a name, and a way to reach them.
func (p Parent) problems() []failure.Problem {
	var problems []failure.Problem
	if blank(p.Name) {
		problems = append(problems, failure.Problem{Field: "name", Detail: "Vul de naam van deze ouder of verzorger in."})
	}
	if !blank(p.Email) {
		// With a name before it, it would be mailed and yet be of nobody who signs in: the party of a parent follows from the address as it stands.
		if read, err := mail.ParseAddress(strings.TrimSpace(p.Email)); err != nil || read.Address != strings.TrimSpace(p.Email) {
			problems = append(problems, failure.Problem{Field: "email", Detail: "Dit is geen geldig e-mailadres. Een goed adres is bijvoorbeeld naam@voorbeeld.nl."})
		}
		return problems
	}
	if blank(p.Street) || blank(p.Postcode) || blank(p.Place) {
		problems = append(problems, failure.Problem{Field: "email", Detail: "Vul een e-mailadres in, of straat, postcode en plaats. Anders kunnen wij deze ouder niet bereiken."})
	}
	return problems
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
