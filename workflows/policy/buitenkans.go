package policy

import "traject.nl/proto/contract/party"

// The kinds of tasks of the Buitenkans, in the order of the procedure.
const (
	SotSteun     = "sot-steun"
	Toestemming  = "toestemming"
	Intake       = "intake"
	StartPlannen = "start-plannen"
	// StartBevestigen is asked on the first day of the placement.
	StartBevestigen  = "start-bevestigen"
	NietGekomen      = "niet-gekomen"
	Tussenevaluatie  = "tussenevaluatie"
	AdviesBuitenkans = "advies-buitenkans"
	Terugkeerplan    = "terugkeerplan"
	// Afronden is asked on the last day of the placement.
	Afronden = "afronden"
	Nazorg1  = "nazorg-1"
	Nazorg2  = "nazorg-2"
)

// EindePlaatsing is the term after which no pupil is at the Buitenkans.
const EindePlaatsing = "einde-plaatsing"

// buitenkans: what the process of package buitenkans asks of its file.
var buitenkans = procedure{
	terms: withShared(
		term{id: EindePlaatsing, owner: party.Provision, ofSchool: true},
	),
	tasks: withSharedTasks(
		task{kind: SotSteun, holder: party.SOT},
		task{kind: Toestemming, holder: party.Parent},
		task{kind: Intake, holder: party.Provision},
		task{kind: StartPlannen, holder: party.Provision},
		task{kind: StartBevestigen, holder: party.Provision, onDay: true},
		task{kind: NietGekomen, holder: party.School},
		task{kind: Tussenevaluatie, holder: party.Provision},
		task{kind: AdviesBuitenkans, holder: party.Provision},
		task{kind: Terugkeerplan, holder: party.School},
		task{kind: Afronden, holder: party.Provision, onDay: true},
		task{kind: Nazorg1, holder: party.School},
		task{kind: Nazorg2, holder: party.School},
	),
	parties: []party.Role{party.School, party.Parent, party.Provision, party.Office, party.SOT, party.Director, party.Board},
}
