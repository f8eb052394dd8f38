package page

import (
	"strconv"
	"strings"
)

// Somebody who objects without an account; the value of the choice for it.
const otherObjector = "ander"

func (o Objecting) button() string {
	if o.Office {
		return "Bezwaar vastleggen"
	}
	return "Bezwaar indienen"
}

func (o Objecting) groundsLabel() string {
	if o.Office {
		return "De tekst van het bezwaar"
	}
	return "Waarom bent u het niet eens met het besluit?"
}

func (o Objecting) proFormaText() string {
	if o.Office {
		return "Er staan nog geen redenen in"
	}
	return "Ik geef mijn redenen later"
}

// otherOptions are other decisions that the objection can be about.
func (o Objecting) otherOptions() []Option {
	options := make([]Option, len(o.Others))
	for i, row := range o.Others {
		options[i] = Option{Value: row.Case.ID, Text: row.title() + ", kenmerk " + row.Case.ID, Help: row.Case.Status}
	}
	return options
}

// objectorOptions are who can object, as far as they have an account; then anybody else.
func (v *CaseView) objectorOptions() []Option {
	options := []Option{{Text: "Kies wie bezwaar maakt"}}
	parents := 0
	for _, party := range v.Case.Parties {
		switch role, id, _ := strings.Cut(party, ":"); role {
		case "parent":
			parents++
			options = append(options, Option{Value: party, Text: v.parentName(parents)})
		case "school":
			if id == v.Case.ApplicantSchoolID {
				options = append(options, Option{Value: party, Text: "De school: " + v.SchoolName(id)})
			}
		}
	}
	for _, board := range v.Boards {
		options = append(options, Option{Value: "board:" + board.Value, Text: "Het schoolbestuur: " + board.Text})
	}
	return append(options, Option{Value: otherObjector, Text: "Iemand anders, zonder account"})
}

// parentName tells parents apart by number: which name belongs to which account is not known here.
func (v *CaseView) parentName(number int) string {
	parents := 0
	for _, party := range v.Case.Parties {
		if strings.HasPrefix(party, "parent:") {
			parents++
		}
	}
	if parents == 1 {
		return "De ouders"
	}
	return "Ouder " + strconv.Itoa(number)
}
