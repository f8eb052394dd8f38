package policy

import "traject.nl/proto/contract/party"

// The kinds of tasks of following a placement, in the order of the procedure.
const (
	// PlaatsingBevestigen is counted from the first day of the TLV, which can lie ahead.
	PlaatsingBevestigen = "plaatsing-bevestigen"
	Evaluatie           = "evaluatie"
	// VervolgKiezen is due on the first day of the cut-off Vervolg; its norm is the time that is left at least.
	VervolgKiezen          = "vervolg-kiezen"
	TerugplaatsingAntwoord = "terugplaatsing-antwoord"
	// TerugkeerBevestigen is counted from the day of the last step of the return.
	TerugkeerBevestigen = "terugkeer-bevestigen"
	Opvolging1          = "opvolging-1"
	Opvolging2          = "opvolging-2"
	Opvolging3          = "opvolging-3"
	VervolgBesluit      = "vervolg-besluit"
)

// The terms of following a placement.
const (
	// LaatsteSchooljaar ends with the TLV itself: a decision names its last day.
	LaatsteSchooljaar = "laatste-schooljaar"
	EersteEvaluatie   = "eerste-evaluatie"
)

// Vervolg is the stretch of the last school year in which it must be known what comes after it.
const Vervolg = "vervolg"

// plaatsing: what the process of package plaatsing asks of its file. The board of the receiving school is not known to the case, and
// the municipality is no party to it, so no ladder tells them.
var plaatsing = procedure{
	terms: withShared(
		term{id: LaatsteSchooljaar, lawful: true, dated: true, owner: party.School},
		term{id: EersteEvaluatie, owner: party.School},
	),
	tasks: withSharedTasks(
		task{kind: PlaatsingBevestigen, holder: party.School, onDay: true},
		task{kind: Evaluatie, holder: party.School},
		task{kind: VervolgKiezen, holder: party.School, untilCutOff: true},
		task{kind: TerugplaatsingAntwoord, holder: party.School},
		task{kind: TerugkeerBevestigen, holder: party.School, onDay: true},
		task{kind: Opvolging1, holder: party.School},
		task{kind: Opvolging2, holder: party.School},
		task{kind: Opvolging3, holder: party.School},
		task{kind: VervolgBesluit, holder: party.Office},
	),
	cutOffs: []cutOff{{id: Vervolg}},
	parties: []party.Role{party.School, party.Parent, party.Office, party.SOT, party.Director},
}
