package registry

import (
	"slices"
	"strings"

	"traject.nl/proto/contract/party"
)

// School as the registry shows it.
type School struct {
	ID       string `json:"id" example:"regenboog-uh-amerongen" doc:"Stable; does not change when the name does."`
	Name     string `json:"name" example:"Regenboog UH"`
	Type     string `json:"type" enum:"bao,sbo,so" doc:"bao: basisonderwijs; sbo: speciaal basisonderwijs; so: speciaal onderwijs."`
	Street   string `json:"street" example:"Prinses Beatrixlaan 34"`
	Postcode string `json:"postcode" example:"3958 XK"`
	Place    string `json:"place" example:"Amerongen"`
	// Municipality is an id, and so are Subregion, Board and Network.
	Municipality     string `json:"municipality" example:"utrechtse-heuvelrug" doc:"Id of the municipality."`
	MunicipalityName string `json:"municipalityName" example:"Utrechtse Heuvelrug"`
	Subregion        string `json:"subregion" example:"utrechtse-heuvelrug" doc:"Id of the subregion, which follows from the municipality."`
	SOTParty         string `json:"sotParty" example:"sot:utrechtse-heuvelrug" doc:"The SOT that is the school's fixed contact."`
	Board            string `json:"board" doc:"Id of the board; empty while the office has not filled it in, because bijlage I and II do not say it."`
	Network          string `json:"network" doc:"Id of the local network; empty while the office has not filled it in."`
	Closed           string `json:"closed" doc:"The last day on which the school existed (ISO 8601); empty for a school of today. Cases of before still name it."`
	Version          int64  `json:"version" doc:"Goes up with every change; the entity tag of the school is this number in quotes."`
}

func sotParty(subregion string) string { return string(party.Of(party.SOT, subregion)) }

// schoolOf makes a school of its record; its subregion is that of its municipality.
func schoolOf(r Record, municipalities map[string]Record) School {
	municipality := municipalities[r.Fields["municipality"]]
	subregion := municipality.Fields["subregion"]
	return School{
		ID: r.ID, Name: r.Fields["name"], Type: r.Fields["type"], Street: r.Fields["street"], Postcode: r.Fields["postcode"],
		Place: r.Fields["place"], Municipality: municipality.ID, MunicipalityName: municipality.Fields["name"],
		Subregion: subregion, SOTParty: sotParty(subregion), Board: r.Fields["board"], Network: r.Fields["network"],
		Closed: r.Fields["closed"], Version: r.Version,
	}
}

func (s School) existsOn(day string) bool { return existsOn(s.Closed, day) }

// existsOn says whether a school with this last day, empty for none, exists on a day (ISO 8601).
func existsOn(closed, day string) bool { return closed == "" || day <= closed }

// Search is what a school must answer to; what is empty does not matter.
type Search struct {
	// Name and Place: every word occurs in it, whatever its case and accents.
	Name, Place string
	// Words: every word occurs in the name or the place.
	Words string
	// Postcode is a whole one or its first part.
	Postcode string
	// Type and Municipality are exact; the municipality may be an id or a name.
	Type, Municipality string
	// Closed: also schools that exist no more. Nobody can choose one, so a search leaves them out.
	Closed bool
}

func (s Search) matches(school School) bool {
	return hasWords(school.Name, s.Name) &&
		hasWords(school.Place, s.Place) &&
		hasWords(school.Name+" "+school.Place, s.Words) &&
		strings.HasPrefix(postcodeKey(school.Postcode), postcodeKey(s.Postcode)) &&
		(s.Type == "" || s.Type == school.Type) &&
		(s.Municipality == "" || slug(s.Municipality) == school.Municipality)
}

func hasWords(text, words string) bool {
	text = fold(text)
	for word := range strings.FieldsSeq(fold(words)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// inOrder sorts schools as people look for them: by name, then place.
func inOrder(schools []School) {
	slices.SortFunc(schools, func(a, b School) int {
		return strings.Compare(fold(a.Name)+"\x00"+fold(a.Place)+a.ID, fold(b.Name)+"\x00"+fold(b.Place)+b.ID)
	})
}
