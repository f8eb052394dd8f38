package registry

import (
	"cmp"
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"traject.nl/proto/contract/party"
	contract "traject.nl/proto/contract/registry"
)

// List names one of the lists that the registry keeps.
type List string

// The lists, in the order in which they are read: a list refers only to others by id.
const (
	Subregions     List = "subregions"
	Municipalities List = "municipalities"
	Boards         List = "boards"
	Networks       List = "networks"
	Schools        List = "schools"
	Experts        List = "experts"
	Contacts       List = "contacts"
	// Colleagues are the people of a party by their function, so that a task can be given to one of them.
	Colleagues List = "colleagues"
	// Groups are those of a provision where pupils stay for a while (ondersteuningsplan 2.2), and Capacities how many places a
	// group has in a stretch of time.
	Groups     List = "groups"
	Capacities List = "capacities"
	// Claims are numbers that a document states, kept beside what the registry counts.
	Claims List = "claims"
)

// The kinds of school of bijlage I.
const (
	typeBao = "bao"
	typeSbo = "sbo"
	typeSo  = "so"
)

// The two values of a yes-or-no column.
const (
	yes = "ja"
	no  = "nee"
)

// known holds the ids of every list, to check what refers to them.
type known map[List]map[string]bool

// column is one field of a list: in the file and in the API by the same name.
type column struct {
	name     string
	required bool
	// clean brings a value into its one written form; it never changes what is meant.
	clean func(string) string
	// check answers why a value that is not empty cannot be accepted, in Dutch, or "".
	check func(value string, ids known) string
}

// layout is what a list looks like and how its rows are named.
type layout struct {
	list    List
	columns []column
	// needed: an installation cannot do without this file.
	needed bool
	// identify makes the id of a row that does not bring its own.
	identify func(fields map[string]string) string
	// fits finds what columns cannot say by themselves: whether they fit each other, and the other rows of the list. May be nil.
	fits func(fields map[string]string, others []map[string]string) []flaw
}

func (l layout) file() string { return fileOf(l.list) }

func fileOf(list List) string { return string(list) + ".csv" }

func (l layout) column(name string) (column, bool) {
	i := slices.IndexFunc(l.columns, func(c column) bool { return c.name == name })
	if i < 0 {
		return column{}, false
	}
	return l.columns[i], true
}

var layouts = []layout{
	{list: Subregions, needed: true, identify: byName, columns: []column{
		text("name"), text("contact"), mailbox("mail").optional()}},
	{list: Municipalities, needed: true, identify: byName, columns: []column{
		text("name"), reference("subregion", Subregions)}},
	{list: Boards, needed: true, identify: byNameAndPlace, columns: []column{
		text("name"), text("street"), postcode("postcode"), text("place")}},
	{list: Networks, identify: byName, columns: []column{
		text("name"), reference("municipality", Municipalities).optional()}},
	{list: Schools, needed: true, identify: byNameAndPlace, columns: []column{
		oneOf("type", typeBao, typeSbo, typeSo), text("name"), text("street"), postcode("postcode"), text("place"),
		reference("municipality", Municipalities), reference("board", Boards).optional(), reference("network", Networks).optional(),
		date("closed").optional()}},
	{list: Experts, identify: byTitle, columns: []column{
		text("title"), oneOf("profession", contract.SecondProfessions...), oneOf("active", yes, no)}},
	{list: Contacts, identify: byPartyAndDesk, fits: desksOfMunicipalities, columns: []column{
		partyOf("party"), oneOf(deskColumn, contract.Desks...).optional(), text("function"), mailbox("mail").optional()}},
	{list: Colleagues, identify: bySubject, columns: []column{
		subject(idColumn), text("title"), partyOf("party"), oneOf("fixed", yes, no)}},
	{list: Groups, identify: byName, fits: groepenInOrder, columns: []column{
		oneOf("provision", provisions...), text("name"), oneOf("fromGroep", groepen...), oneOf("toGroep", groepen...)}},
	{list: Capacities, identify: byGroupAndDay, fits: stretchesApart, columns: []column{
		reference("group", Groups), date("fromOn"), date("untilOn"), fewPlaces("places")}},
	{list: Claims, identify: byName, columns: []column{
		number("number"), text("source")}},
}

// columnWords are what people call the columns.
var columnWords = map[string]string{
	"active": "actief", "board": "bestuur", "closed": "laatste dag", "desk": "onderwerp", "fromGroep": "laagste groep", "fromOn": "eerste dag", "function": "functie", "group": "groep", "mail": "e-mailadres", "fixed": "vast aanspreekpunt", "id": "kenmerk", "municipality": "gemeente", "name": "naam",
	"network": "netwerk", "party": "partij", "place": "plaats", "places": "plaatsen", "postcode": "postcode", "profession": "beroep", "provision": "voorziening", "street": "straat",
	"title": "titel", "toGroep": "hoogste groep", "type": "soort", "untilOn": "laatste dag",
}

// wordOf a column, for somebody who fills in a form; the lists keep the names that stand above their columns.
func wordOf(column string) string { return cmp.Or(columnWords[column], column) }

func layoutOf(list List) layout {
	return layouts[slices.IndexFunc(layouts, func(l layout) bool { return l.list == list })]
}

func byName(fields map[string]string) string    { return slug(fields["name"]) }
func byTitle(fields map[string]string) string   { return slug(fields["title"]) }
func bySubject(fields map[string]string) string { return fields[idColumn] }
func byNameAndPlace(fields map[string]string) string {
	return slug(fields["name"] + "-" + fields["place"])
}

func (c column) optional() column {
	c.required = false
	return c
}

// longestText is in characters; the longest name in bijlage II has 63.
const longestText = 200

func text(name string) column {
	return column{name: name, required: true, clean: tidy, check: func(value string, _ known) string {
		if utf8.RuneCountInString(value) > longestText {
			return fmt.Sprintf("is langer dan %d tekens; maak de tekst korter", longestText)
		}
		return ""
	}}
}

func number(name string) column {
	return column{name: name, required: true, clean: tidy, check: func(value string, _ known) string {
		if _, err := strconv.ParseUint(value, 10, 31); err != nil {
			return fmt.Sprintf("%q is geen getal; schrijf alleen cijfers", value)
		}
		return ""
	}}
}

func oneOf(name string, allowed ...string) column {
	lower := func(s string) string { return strings.ToLower(tidy(s)) }
	return column{name: name, required: true, clean: lower, check: func(value string, _ known) string {
		if !slices.Contains(allowed, value) {
			return fmt.Sprintf("%q kan hier niet; kies uit: %s", value, strings.Join(allowed, ", "))
		}
		return ""
	}}
}

var wholePostcode = regexp.MustCompile(`^[1-9][0-9]{3} [A-Z]{2}$`)

func postcode(name string) column {
	return column{name: name, required: true, clean: normalPostcode, check: func(value string, _ known) string {
		if !wholePostcode.MatchString(value) {
			return fmt.Sprintf("%q is geen postcode; schrijf vier cijfers en twee letters, zoals 3958 XK", value)
		}
		return ""
	}}
}

// mailbox holds an address of a function, never of a person.
func mailbox(name string) column {
	return column{name: name, required: true, clean: tidy, check: func(value string, _ known) string {
		address, err := mail.ParseAddress(value)
		_, domain, _ := strings.Cut(value, "@")
		if err != nil || address.Address != value || !strings.Contains(domain, ".") {
			return "is geen e-mailadres; schrijf het zoals kantoor@voorbeeld.nl"
		}
		return ""
	}}
}

// longestSubject is in characters, short enough to be part of an address.
const longestSubject = 200

// subject is how the identity provider knows a person: opaque, and never a name or an address.
func subject(name string) column {
	return column{name: name, required: true, clean: strings.TrimSpace, check: func(value string, _ known) string {
		if len(value) > longestSubject || strings.ContainsAny(value, " \t@/") {
			return "is geen kenmerk uit de inlogdienst; schrijf het zoals het daar staat, nooit een naam of e-mailadres"
		}
		return ""
	}}
}

// reference points at a row of another list, by its id or by the name of which the id is made.
func reference(name string, list List) column {
	return column{name: name, required: true, clean: slug, check: func(value string, ids known) string {
		if !ids[list][value] {
			return fmt.Sprintf("%q staat niet in %s", value, fileOf(list))
		}
		return ""
	}}
}

// listOfRole tells in which list the id of a party must be; other roles need none.
var listOfRole = map[party.Role]List{
	party.School: Schools, party.Board: Boards, party.SOT: Subregions, party.Expert: Experts, party.Municipality: Municipalities,
}

// partyOf refuses parents: their addresses are in the sealed dossier and nowhere else.
func partyOf(name string) column {
	return column{name: name, required: true, clean: tidy, check: func(value string, ids known) string {
		who, err := party.Parse(value)
		if err != nil || who.Role() == party.Parent {
			return "is geen partij met een contactadres; schrijf rol en id, zoals school:regenboog-uh-amerongen"
		}
		if list, checked := listOfRole[who.Role()]; checked && !ids[list][who.ID()] {
			return fmt.Sprintf("%q staat niet in %s", who.ID(), fileOf(list))
		}
		if who.Role() == party.Provision && !slices.Contains(provisions, who.ID()) {
			return fmt.Sprintf("%q is geen voorziening van ZOUT; kies uit: %s", who.ID(), strings.Join(provisions, ", "))
		}
		return ""
	}}
}

// flaw is one field that cannot be accepted.
type flaw struct{ column, reason string }

// flaws checks every column of a row, in the order of the layout, and whether the row fits beside the others of its list.
func (l layout) flaws(fields map[string]string, ids known, others []map[string]string) []flaw {
	var found []flaw
	for _, c := range l.columns {
		value := fields[c.name]
		switch {
		case value == "" && c.required:
			found = append(found, flaw{c.name, "is leeg; vul het in"})
		case value == "":
		default:
			if reason := c.check(value, ids); reason != "" {
				found = append(found, flaw{c.name, reason})
			}
		}
	}
	if l.fits != nil {
		found = append(found, l.fits(fields, others)...)
	}
	return found
}
