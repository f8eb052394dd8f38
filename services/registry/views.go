package registry

import "context"

// Board of schools (bijlage II).
type Board struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Street   string `json:"street"`
	Postcode string `json:"postcode"`
	Place    string `json:"place"`
	Version  int64  `json:"version"`
}

func boardsOf(_ context.Context, records []Record) ([]Board, error) {
	return each(records, func(r Record) Board {
		return Board{ID: r.ID, Name: r.Fields["name"], Street: r.Fields["street"], Postcode: r.Fields["postcode"],
			Place: r.Fields["place"], Version: r.Version}
	}), nil
}

// BoardChange is what the office changes in a board.
type BoardChange struct {
	Name     *string `json:"name,omitempty" maxLength:"200"`
	Street   *string `json:"street,omitempty" maxLength:"200"`
	Postcode *string `json:"postcode,omitempty" maxLength:"20"`
	Place    *string `json:"place,omitempty" maxLength:"200"`
}

func (c BoardChange) fields() map[string]string {
	return given(map[string]*string{"name": c.Name, "street": c.Street, "postcode": c.Postcode, "place": c.Place})
}

// Municipality of the region.
type Municipality struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Subregion string `json:"subregion" doc:"Id of the subregion."`
}

func municipalitiesOf(_ context.Context, records []Record) ([]Municipality, error) {
	return each(records, func(r Record) Municipality {
		return Municipality{ID: r.ID, Name: r.Fields["name"], Subregion: r.Fields["subregion"]}
	}), nil
}

// Subregion with its fixed SOT contact (ondersteuningsplan 2.1.1).
type Subregion struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	SOTParty string  `json:"sotParty" example:"sot:zeist"`
	Contact  Contact `json:"contact" doc:"The fixed SOT contact; change it among the contacts."`
}

func (d Directory) subregionsOf(ctx context.Context, records []Record) ([]Subregion, error) {
	contacts, err := d.byID(ctx, Contacts)
	if err != nil {
		return nil, err
	}
	return each(records, func(r Record) Subregion {
		sot := sotParty(r.ID)
		return Subregion{ID: r.ID, Name: r.Fields["name"], SOTParty: sot, Contact: contactOf(contacts[sot])}
	}), nil
}

// Network of schools that help each other (ondersteuningsplan 2.1.2).
type Network struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	Municipality string `json:"municipality" doc:"Id of the municipality whose boards formed it; may be empty."`
	Version      int64  `json:"version"`
}

func networksOf(_ context.Context, records []Record) ([]Network, error) {
	return each(records, func(r Record) Network {
		return Network{ID: r.ID, Name: r.Fields["name"], Municipality: r.Fields["municipality"], Version: r.Version}
	}), nil
}

// NetworkChange is what the office fills in of a network.
type NetworkChange struct {
	Name         *string `json:"name,omitempty" maxLength:"200"`
	Municipality *string `json:"municipality,omitempty" maxLength:"200"`
}

func (c NetworkChange) fields() map[string]string {
	return given(map[string]*string{"name": c.Name, "municipality": c.Municipality})
}

// Expert who may be asked for an advice (bijlage IV 3).
type Expert struct {
	ID         string `json:"id" example:"gz-1"`
	Title      string `json:"title" example:"GZ-psycholoog 1" doc:"What the expert is called in lists; a function, not a person's name."`
	Profession string `json:"profession" example:"gz-psycholoog"`
	Active     bool   `json:"active" doc:"Only an active expert can be given a case."`
	Version    int64  `json:"version"`
}

func expertsOf(_ context.Context, records []Record) ([]Expert, error) {
	return each(records, func(r Record) Expert {
		return Expert{ID: r.ID, Title: r.Fields["title"], Profession: r.Fields["profession"], Active: r.Fields["active"] == yes,
			Version: r.Version}
	}), nil
}

// ExpertChange is what the office fills in of an expert.
type ExpertChange struct {
	Title      *string `json:"title,omitempty" maxLength:"200" doc:"A function, not a person's name."`
	Profession *string `json:"profession,omitempty" maxLength:"200" example:"orthopedagoog"`
	Active     *bool   `json:"active,omitempty"`
}

func (c ExpertChange) fields() map[string]string {
	fields := given(map[string]*string{"title": c.Title, "profession": c.Profession})
	if c.Active != nil {
		fields["active"] = yesOrNo(*c.Active)
	}
	return fields
}

// Colleague is somebody of a party, by function: to whom a task can be given.
type Colleague struct {
	ID      string `json:"id" example:"9f2c6b1e" doc:"The identity provider's opaque subject."`
	Title   string `json:"title" example:"Managementondersteuner 1" doc:"A function, not a person's name."`
	Party   string `json:"party" example:"sot:zeist"`
	Fixed   bool   `json:"fixed" doc:"The fixed contact of the party, who gets its tasks unless somebody else takes them up."`
	Version int64  `json:"version"`
}

func colleaguesOf(_ context.Context, records []Record) ([]Colleague, error) {
	return each(records, func(r Record) Colleague {
		return Colleague{ID: r.ID, Title: r.Fields["title"], Party: r.Fields["party"], Fixed: r.Fields["fixed"] == yes, Version: r.Version}
	}), nil
}

// NewColleague is what the office fills in to add a colleague.
type NewColleague struct {
	ID    string `json:"id" maxLength:"200" doc:"The identity provider's opaque subject."`
	Title string `json:"title" maxLength:"200" doc:"A function, not a person's name."`
	Party string `json:"party" maxLength:"200" example:"sot:zeist"`
	Fixed bool   `json:"fixed,omitempty"`
}

func (c NewColleague) fields() map[string]string {
	return map[string]string{"id": c.ID, "title": c.Title, "party": c.Party, "fixed": yesOrNo(c.Fixed)}
}

// ColleagueChange is what the office changes in a colleague.
type ColleagueChange struct {
	Title *string `json:"title,omitempty" maxLength:"200" doc:"A function, not a person's name."`
	Party *string `json:"party,omitempty" maxLength:"200"`
	Fixed *bool   `json:"fixed,omitempty"`
}

func (c ColleagueChange) fields() map[string]string {
	fields := given(map[string]*string{"title": c.Title, "party": c.Party})
	if c.Fixed != nil {
		fields["fixed"] = yesOrNo(*c.Fixed)
	}
	return fields
}

func yesOrNo(is bool) string {
	if is {
		return yes
	}
	return no
}

func (d Directory) schoolsOf(ctx context.Context, records []Record) ([]School, error) {
	municipalities, err := d.byID(ctx, Municipalities)
	if err != nil {
		return nil, err
	}
	return each(records, func(r Record) School { return schoolOf(r, municipalities) }), nil
}

func each[T any](records []Record, show func(Record) T) []T {
	shown := make([]T, len(records))
	for i, r := range records {
		shown[i] = show(r)
	}
	return shown
}
