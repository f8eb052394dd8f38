package policy

import (
	"slices"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
)

// The procedures that have a policy.
const (
	TLVProcedure        = "tlv"
	BezwaarProcedure    = "bezwaar"
	BuitenkansProcedure = "buitenkans"
	PlaatsingProcedure  = "plaatsing"
)

// The kinds of tasks of the TLV procedure.
const (
	Competentie      = "competentie"
	Volledigheid     = "volledigheid"
	SotBetrokkenheid = "sot-betrokkenheid"
	// Aanvulling is due on the date that the office sets; its norm is the number of days that is proposed.
	Aanvulling       = "aanvulling"
	Ouders           = "ouders"
	Deskundigen      = "deskundigen"
	GesprekPlannen   = "gesprek-plannen"
	GesprekVerslag   = "gesprek-verslag"
	VerslagVerzenden = "verslag-verzenden"
	Advies           = "advies"
	Verschil         = "verschil"
	Besluit          = "besluit"
	Verzending       = "verzending"
)

// The kinds of tasks of the bezwaar procedure.
const (
	Ontvangstbevestiging = "ontvangstbevestiging"
	// Herstel is due on the date that the office sets; its norm is the number of days that is proposed.
	Herstel            = "herstel"
	RedenTeLaat        = "reden-te-laat"
	Verweerschrift     = "verweerschrift"
	LBTDossier         = "lbt-dossier"
	HoorzittingPlannen = "hoorzitting-plannen"
	Hoorverslag        = "hoorverslag"
	LBTAdvies          = "lbt-advies"
	BesluitBezwaar     = "besluit-bezwaar"
	VerzendingBezwaar  = "verzending-bezwaar"
)

// The terms.
const (
	Beslistermijn   = "beslistermijn"
	Bezwaartermijn  = "bezwaartermijn"
	LBTVerzoek      = "lbt-verzoek"
	BeslisBezwaar   = "beslistermijn-bezwaar"
	Stukken         = "stukken"
	Inzage          = "inzage"
	Beroepstermijn  = "beroepstermijn"
	Dwangsombesluit = "dwangsombesluit"
)

// LateInstroom is the stretch of the year in which the network pays for more than the usual inflow.
const LateInstroom = "late-instroom"

// procedure is what the process code asks of its policy file: which terms and tasks it opens, and what it does with them.
type procedure struct {
	terms   []term
	tasks   []task
	cutOffs []cutOff
	// parties are the roles that can be told something in a case of the procedure.
	parties []party.Role
}

// term of a procedure.
type term struct {
	id string
	// lawful: a law sets it, so the file may not call it anything else; otherwise no law does.
	lawful bool
	// backward: the process counts it back from its event.
	backward bool
	// right: somebody may do something until the date; letting it pass is no fault, so nobody is told of it. One that is counted back
	// can have an owner at ZOUT, who has papers of its own to add.
	right bool
	// dated: a law or a decision names the last day, so there is no length to count.
	dated bool
	// ofSchool: it is a time at school, so its weeks may be those in which there is school.
	ofSchool bool
	// owner outside the office, where only that one can see to it; empty for a role of ZOUT that the file names.
	owner party.Role
}

// task of a procedure.
type task struct {
	kind string
	// holder is the role that has it; empty when that differs from case to case.
	holder party.Role
	// sameDay: it may be due on the day on which it opens.
	sameDay bool
	// lapses: when its date passes the process itself goes on without it, so nothing can come after.
	lapses bool
	// guarded: a term with the same date has the reminders and the ladder, so that nobody hears one thing twice.
	guarded bool
	// onDay: it belongs to a day that can lie ahead, so it may open on that day itself: as many days before its date as it may take.
	onDay bool
	// untilCutOff: it is due when a cut-off begins, however far ahead that is; its days are what is left at least.
	untilCutOff bool
}

// cutOff of a procedure.
type cutOff struct {
	id string
	// lawful: a law sets its days; otherwise ZOUT does.
	lawful bool
}

// procedures are all procedures by name.
var procedures = map[string]procedure{
	TLVProcedure: {
		terms: withShared(
			term{id: Beslistermijn, lawful: true},
			term{id: Bezwaartermijn, lawful: true, right: true},
		),
		tasks: withSharedTasks(
			task{kind: Competentie, holder: party.Office},
			task{kind: Volledigheid, holder: party.Office},
			task{kind: SotBetrokkenheid, holder: party.SOT},
			task{kind: Aanvulling, holder: party.School, lapses: true},
			task{kind: Ouders, holder: party.Parent},
			task{kind: Deskundigen, holder: party.Office},
			task{kind: GesprekPlannen, holder: party.Office},
			task{kind: GesprekVerslag, holder: party.Expert},
			task{kind: VerslagVerzenden, holder: party.Office},
			task{kind: Advies, holder: party.Expert},
			task{kind: Verschil, holder: party.Office},
			task{kind: Besluit, holder: party.Director},
			task{kind: Verzending, holder: party.Office},
		),
		cutOffs: []cutOff{{id: LateInstroom, lawful: true}},
		parties: atSchool,
	},
	BezwaarProcedure: {
		terms: withShared(
			term{id: LBTVerzoek},
			term{id: BeslisBezwaar, lawful: true},
			term{id: Stukken, lawful: true, backward: true, right: true},
			term{id: Inzage, lawful: true, backward: true},
			term{id: Beroepstermijn, lawful: true, right: true},
		),
		tasks: withSharedTasks(
			task{kind: Ontvangstbevestiging, holder: party.Office},
			task{kind: Herstel, lapses: true},
			task{kind: RedenTeLaat, lapses: true},
			task{kind: Verweerschrift, holder: party.Office},
			task{kind: LBTDossier, holder: party.Office},
			task{kind: HoorzittingPlannen, holder: party.Office},
			task{kind: Hoorverslag, holder: party.Office},
			task{kind: LBTAdvies, holder: party.Office},
			task{kind: BesluitBezwaar, holder: party.Director},
			task{kind: VerzendingBezwaar, holder: party.Office},
		),
		parties: atSchool,
	},
	BuitenkansProcedure: buitenkans,
	PlaatsingProcedure:  plaatsing,
}

// atSchool are those who can be told something of a pupil who is at a school, or about to go to one.
var atSchool = []party.Role{
	party.School, party.Parent, party.Office, party.SOT, party.Director, party.Board, party.Municipality,
}

// withShared adds the terms that every case can have.
func withShared(own ...term) []term {
	return append(own, term{id: Dwangsombesluit, lawful: true})
}

// withSharedTasks adds the tasks that every case can have.
func withSharedTasks(own ...task) []task {
	return append(own,
		task{kind: casework.DefaultTask, holder: party.Office, sameDay: true},
		task{kind: casework.PenaltyTask, holder: party.Director, guarded: true})
}

// climb is the order in which a ladder goes up: from who should have done it to who is furthest away.
var climb = []string{
	casework.Holder, string(party.Provision), string(party.Office), string(party.SOT), string(party.Director), string(party.Board),
	string(party.Municipality),
}

// ladder is the climb among those who can be told something in a case of the procedure.
func (p procedure) ladder() []string {
	return slices.DeleteFunc(slices.Clone(climb), func(role string) bool {
		return role != casework.Holder && !slices.Contains(p.parties, party.Role(role))
	})
}

// owners are the roles of ZOUT that can have to see to a term.
var owners = []string{string(party.Office), string(party.Director), string(party.SOT)}

func (p procedure) termIDs() []string {
	ids := make([]string, len(p.terms))
	for i, t := range p.terms {
		ids[i] = t.id
	}
	return ids
}

func (p procedure) taskKinds() []string {
	kinds := make([]string, len(p.tasks))
	for i, t := range p.tasks {
		kinds[i] = t.kind
	}
	return kinds
}

func (p procedure) cutOffIDs() []string {
	ids := make([]string, len(p.cutOffs))
	for i, c := range p.cutOffs {
		ids[i] = c.id
	}
	return ids
}
