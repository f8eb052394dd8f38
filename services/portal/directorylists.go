package portal

import (
	"cmp"
	"slices"
	"strings"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/registry"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// directoryList is one list of the registry as the office sees it.
type directoryList struct {
	// name in the registry, such as "boards".
	name string
	// path of its pages, such as "/besturen".
	path  string
	title string
	// adding is the heading of the page to add to it; empty when nothing can be added.
	adding string
	intro  string
	fields []directoryField
	// reads are the other lists that its fields and rows name things of.
	reads []string
	// member is the field of a school by which it belongs to an entry of this list; empty when schools do not.
	member string
	// row says how an entry is shown in the list.
	row func(known directory, entry upstream.Entry) page.EntryRow
	// group is the heading under which a row stands; nil when the list has no groups.
	group func(entry upstream.Entry) string
}

// directoryField is one thing that the office can fill in.
type directoryField struct {
	name, label, help string
	optional          bool
	// fixed once the entry is there.
	fixed bool
	short bool
	// options are the values to choose from; nil for free text.
	options func(known directory) []page.Option
	// kind of the input: "date" or "number"; empty for text.
	kind string
}

// directory is what was read of other lists, by their name.
type directory map[string][]upstream.Entry

const (
	schoolList   = "schools"
	placeList    = "municipalities"
	regionList   = "subregions"
	boardList    = "boards"
	networkList  = "networks"
	expertList   = "experts"
	contactList  = "contacts"
	groupList    = "groups"
	capacityList = "capacities"
	schoolsPath  = "/scholen"
	contactsPath = "/contacten"
	notFilledIn  = "nog niet ingevuld"
	partyField   = "party"
	toAdd        = "/nieuw"
	toEdit       = "/wijzigen"
	toMembers    = "/scholen"
)

// schoolTypes are the kinds of school of bijlage I.
var schoolTypes = []page.Option{
	{Value: "bao", Text: "Basisonderwijs (bao)"}, {Value: "sbo", Text: page.Word("sbo")}, {Value: "so", Text: page.Word("so")},
}

var (
	streetField   = directoryField{name: "street", label: "Straat en huisnummer"}
	postcodeField = directoryField{name: "postcode", label: "Postcode", help: "Vier cijfers en twee letters, zoals 3958 XK.", short: true}
	placeField    = directoryField{name: "place", label: "Plaats"}
)

// schoolsOfRegistry are found by searching, and are not added: a new school comes with the list of the samenwerkingsverband.
var schoolsOfRegistry = directoryList{
	name: schoolList, path: schoolsPath, title: "Scholen", reads: []string{placeList, boardList, networkList},
	fields: []directoryField{
		{name: "name", label: "Naam"},
		{name: "type", label: "Soort school", options: func(directory) []page.Option { return schoolTypes }},
		streetField, postcodeField, placeField,
		{name: "municipality", label: "Gemeente", help: "De gemeente bepaalt de deelregio en dus het vaste SOT-contact.",
			options: func(known directory) []page.Option { return known.byName(placeList) }},
		{name: "board", label: "Bestuur", optional: true,
			options: func(known directory) []page.Option { return none(notFilledIn, known.byName(boardList)) }},
		{name: "network", label: "Netwerk", optional: true,
			options: func(known directory) []page.Option { return none("geen netwerk", known.byName(networkList)) }},
		{name: "closed", label: "Laatste dag van de school", optional: true, kind: "date", help: "Alleen als de school sluit. Daarna kan niemand de school meer kiezen."},
	},
}

// officeLists are the lists that the office looks after besides the schools.
var officeLists = []directoryList{
	{
		name: boardList, path: "/besturen", title: "Besturen", adding: "Bestuur toevoegen", reads: []string{schoolList}, member: "board",
		intro:  "De schoolbesturen die bij het samenwerkingsverband horen.",
		fields: []directoryField{{name: "name", label: "Naam"}, streetField, postcodeField, placeField},
		row: func(known directory, entry upstream.Entry) page.EntryRow {
			return page.EntryRow{Title: entry["name"], Text: addressOf(entry), Flag: known.membersInWords("board", entry.ID())}
		},
	},
	{
		name: networkList, path: "/netwerken", title: "Netwerken", adding: "Netwerk toevoegen", reads: []string{placeList, schoolList}, member: "network",
		intro: "Scholen die samen naar een passende plek zoeken voordat er een aanvraag komt.",
		fields: []directoryField{{name: "name", label: "Naam"}, {name: "municipality", label: "Gemeente", optional: true,
			options: func(known directory) []page.Option { return none("geen gemeente", known.byName(placeList)) }}},
		row: func(known directory, entry upstream.Entry) page.EntryRow {
			return page.EntryRow{
				Title: entry["name"], Text: textOf(known.byName(placeList), entry["municipality"]), Flag: known.membersInWords("network", entry.ID()),
			}
		},
	},
	{
		name: expertList, path: "/deskundigen", title: "Deskundigen", adding: "Deskundige toevoegen",
		intro: "Wie om advies gevraagd kan worden. Schrijf een functie op, nooit de naam van een persoon.",
		fields: []directoryField{
			{name: "title", label: "Titel", help: "Een functie. Zo staat de deskundige in lijsten, bijvoorbeeld: GZ-psycholoog 1."},
			{name: "profession", label: "Beroep", options: professions},
			{name: "active", label: "Kan zaken krijgen", options: func(directory) []page.Option {
				return []page.Option{{Value: upstream.Yes, Text: "Ja"}, {Value: upstream.No, Text: "Nee"}}
			}},
		},
		row: func(_ directory, entry upstream.Entry) page.EntryRow {
			row := page.EntryRow{Title: entry["title"], Text: page.Word(entry["profession"])}
			if entry["active"] == upstream.No {
				row.Flag = "Krijgt geen zaken"
			}
			return row
		},
	},
	{
		name: contactList, path: contactsPath, title: "Contacten", adding: "Contact toevoegen",
		reads: []string{schoolList, boardList, placeList, regionList, expertList},
		intro: "De postbussen waar Traject een bericht naartoe stuurt. In dat bericht staat alleen een link, nooit iets over een leerling.",
		fields: []directoryField{
			{name: partyField, label: "Voor wie", fixed: true, options: directory.parties},
			{name: deskField, label: "Onderwerp", optional: true, fixed: true, help: "Alleen voor een gemeente.", options: desksToChoose},
			{name: "function", label: "Functie", help: "Een functie, nooit de naam van een persoon. Bijvoorbeeld: intern begeleider."},
			{name: "mail", label: "E-mailadres", optional: true, help: "Het adres van een postbus. Is het leeg, dan gaat er geen bericht uit."},
		},
		row: func(known directory, entry upstream.Entry) page.EntryRow {
			row := page.EntryRow{Title: mailboxOf(known, entry), Text: entry["function"], Meta: entry["mail"]}
			if row.Meta == "" {
				row.Flag = "Geen adres"
			}
			return row
		},
		group: func(entry upstream.Entry) string { return groupOfRole[party.Party(entry[partyField]).Role()] },
	},
	groupsOfBuitenkans, placesOfBuitenkans,
}

// groupsOfBuitenkans and placesOfBuitenkans say who can be there, and how many.
var groupsOfBuitenkans = directoryList{
	name: groupList, path: "/buitenkans-groepen", title: "Groepen Buitenkans", adding: "Groep toevoegen",
	intro: "De groepen van de Buitenkans. Een leerling komt in een groep waar zijn leerjaar bij hoort.",
	fields: []directoryField{
		{name: "provision", label: "Voorziening", fixed: true, options: func(directory) []page.Option {
			return []page.Option{{Value: buitenkans.Provision, Text: "Buitenkans"}}
		}},
		{name: "name", label: "Naam", help: "Bijvoorbeeld: Onderbouw."},
		{name: "fromGroep", label: "Laagste groep", options: years}, {name: "toGroep", label: "Hoogste groep", options: years},
	},
	row: func(_ directory, entry upstream.Entry) page.EntryRow {
		return page.EntryRow{Title: entry["name"], Text: "Groep " + entry["fromGroep"] + " tot en met " + entry["toGroep"]}
	},
}

var placesOfBuitenkans = directoryList{
	name: capacityList, path: "/buitenkans-plekken", title: "Plekken Buitenkans", adding: "Tijdvak toevoegen", reads: []string{groupList},
	intro: "Hoeveel plekken een groep heeft, per tijdvak. Tijdvakken van een groep volgen elkaar op. Minder plekken haalt niemand weg die er al is.",
	fields: []directoryField{
		{name: "group", label: "Groep", fixed: true, options: func(known directory) []page.Option { return known.byName(groupList) }},
		{name: "fromOn", label: "Eerste dag", kind: "date"}, {name: "untilOn", label: "Laatste dag", kind: "date"},
		{name: "places", label: "Aantal plekken", kind: "number", short: true, help: "Geen plekken? Vul 0 in."},
	},
	row: func(known directory, entry upstream.Entry) page.EntryRow {
		return page.EntryRow{
			Title: textOf(known.byName(groupList), entry["group"]), Text: page.ShortDay(entry["fromOn"]) + " tot en met " + page.ShortDay(entry["untilOn"]),
			Flag: entry["places"] + " plekken",
		}
	},
}

// years of primary school that the Buitenkans is for.
func years(directory) []page.Option {
	var options []page.Option
	for groep := '3'; groep <= '8'; groep++ {
		options = append(options, page.Option{Value: string(groep), Text: "Groep " + string(groep)})
	}
	return options
}

// groupOrder is the order in which the headings stand.
var groupOrder = []string{"Kantoor en directeur", "SOT", "Deskundigen", "Buitenkans", "Scholen", "Besturen", "Gemeenten", "Beheer"}

// groupOfRole are the headings above contacts.
var groupOfRole = map[party.Role]string{
	party.Office: "Kantoor en directeur", party.Director: "Kantoor en directeur", party.SOT: "SOT", party.Expert: "Deskundigen",
	party.School: "Scholen", party.Board: "Besturen", party.Municipality: "Gemeenten", party.Provision: "Buitenkans", party.Engineer: "Beheer",
}

func professions(directory) []page.Option {
	options := make([]page.Option, len(registry.SecondProfessions))
	for i, profession := range registry.SecondProfessions {
		options[i] = page.Option{Value: profession, Text: page.Word(profession)}
	}
	return options
}

// byName are the entries of a list to choose from, in order of name.
func (d directory) byName(list string) []page.Option {
	options := make([]page.Option, len(d[list]))
	for i, entry := range d[list] {
		options[i] = page.Option{Value: entry.ID(), Text: nameOf(entry)}
	}
	slices.SortFunc(options, func(a, b page.Option) int { return cmp.Compare(strings.ToLower(a.Text), strings.ToLower(b.Text)) })
	return options
}

// parties are all who can have a mailbox in the registry; parents never do.
func (d directory) parties() []page.Option {
	options := []page.Option{
		{Value: string(party.TheOffice), Text: page.Word(string(party.Office))},
		{Value: string(party.TheDirector), Text: page.Word(string(party.Director))},
		{Value: string(party.TheBuitenkans), Text: page.Word(string(party.Provision))},
	}
	for _, kind := range []struct {
		role party.Role
		list string
	}{{party.SOT, regionList}, {party.Expert, expertList}, {party.School, schoolList}, {party.Board, boardList}, {party.Municipality, placeList}} {
		for _, option := range d.byName(kind.list) {
			options = append(options, page.Option{
				Value: string(party.Of(kind.role, option.Value)), Text: page.Word(string(kind.role)) + ": " + option.Text,
			})
		}
	}
	return options
}

// members are the schools that belong to an entry, in order of name.
func (d directory) members(field, id string) []upstream.Entry {
	var found []upstream.Entry
	for _, school := range d[schoolList] {
		if school[field] == id {
			found = append(found, school)
		}
	}
	return found
}

func (d directory) membersInWords(field, id string) string {
	return page.Count(len(d.members(field, id)), "school", "scholen")
}

func nameOf(entry upstream.Entry) string {
	switch {
	case entry["title"] != "":
		return entry["title"]
	case entry["type"] != "":
		return entry["name"] + ", " + entry["place"]
	}
	return entry["name"]
}

func addressOf(entry upstream.Entry) string {
	return entry["street"] + ", " + entry["postcode"] + " " + entry["place"]
}

func none(text string, options []page.Option) []page.Option {
	return append([]page.Option{{Text: text}}, options...)
}

// textOf says a value in words; a value that cannot be chosen any more is shown as it is.
func textOf(options []page.Option, value string) string {
	for _, option := range options {
		if option.Value == value {
			return option.Text
		}
	}
	return value
}
