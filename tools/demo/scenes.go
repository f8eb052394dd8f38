package demo

import (
	"context"
	"slices"

	"traject.nl/tools/journey"
	"traject.nl/tools/stack/mailbox"
)

// scene is a TLV case that is told up to a certain phase. Phase is the name that the record then shows. Stages are those of the
// objection to its decision, up to a certain phase of that; nil when nobody objects.
type scene struct {
	key    string
	pupil  journey.Pupil
	phase  string
	steps  []journey.Step
	stages []journey.Stage
}

// The ways that several scenes have in common.
var (
	handedIn  = []journey.Step{journey.Draft, journey.HandIn}
	checked   = then(handedIn, journey.Competent, journey.SotConfirmed, journey.Complete)
	advising  = then(checked, journey.ParentsAgree, journey.Experts)
	advised   = then(advising, journey.FirstAdvice, journey.SecondAdvice)
	decided   = then(advised, journey.Granted)
	refused   = then(advised, journey.Refused, journey.Announced)
	differing = then(checked, journey.ParentsDiffer, journey.Experts)
	heard     = then(journey.AtLbt, journey.HearingPlanned(0), journey.Heard)
)

// scenes cover every phase of an application and of an objection. The pupils do not exist.
var scenes = []scene{
	{"demo-concept", pupil("Noor"), "", []journey.Step{journey.Draft}, nil},
	{"demo-competentie", pupil("Sem"), "competentie", then([]journey.Step{unreachable}, handedIn...), nil},
	{"demo-volledigheid", pupil("Mila"), "volledigheid", then(handedIn, journey.Competent), nil},
	{"demo-aanvulling", pupil("Daan"), "aanvulling", then(handedIn, journey.Competent, journey.SotConfirmed, journey.Incomplete), nil},
	{"demo-ouders", pupil("Yara"), "ouders", checked, nil},
	{"demo-zienswijze", pupil("Finn"), "zienswijze", then(differing, journey.Invited), nil},
	{"demo-advies", pupil("Liv"), "advies", then(advising, journey.FirstAdvice), nil},
	{"demo-verschil", pupil("Jens"), "verschil", then(advising, journey.FirstAdvice, journey.SecondAdviceDiffers), nil},
	{"demo-besluit", pupil("Evi"), "besluit", advised, nil},
	{"demo-verzending", pupil("Mees"), "verzending", decided, nil},
	{"demo-rust", pupil("Saar"), "rust", then(decided, journey.Announced), []journey.Stage{journey.Lodged, journey.GaveUp}},
	{"demo-geweigerd", pupil("Luuk"), "rust", refused, []journey.Stage{journey.Lodged, journey.TalkHeld, journey.RepairAsked}},
	{"demo-gehoord", pupil("Tess"), "besluit", then(differing, journey.Invited, journey.Reported, journey.CopyProved, journey.FirstAdviceWeighing, journey.SecondAdviceWeighing), nil},
	{"demo-ingetrokken", pupil("Bram"), "gesloten", then(handedIn, journey.Withdrawn), nil},
	{"demo-doorgestuurd", pupil("Fleur"), "gesloten", then(handedIn, journey.Forwarded), nil},
	{"demo-verlengd", pupil("Lotte"), "advies", then(advising, extended), nil},
	{"demo-ingebreke", pupil("Thijs"), "besluit", then(advised, inDefault), nil},

	{"demo-bezwaar-zitting", pupil("Roan"), "rust", refused, then(journey.AtLbt, journey.HearingPlanned(28))},
	{"demo-bezwaar-advies", pupil("Fenna"), "rust", refused, heard},
	{"demo-bezwaar-besluit", pupil("Teun"), "rust", refused, then(heard, journey.Advised("unfounded"))},
	{"demo-bezwaar-gegrond", pupil("Jip"), "rust", refused, then(heard, journey.Advised("upheld"), journey.Settled("upheld"), journey.Told)},
}

// unreachable gives the pupil a second parent, whose mail server does not know them: the post room has something to do.
var unreachable = journey.Step{Name: "unreachable", Do: func(_ context.Context, s *journey.Story) error {
	s.Form.Parents = append(s.Form.Parents, journey.Parent{
		Name: "Tweede ouder van " + s.Form.Pupil.FirstName, Email: mailbox.Unknown + "@example.test", Street: "Dorpsstraat 2", Postcode: "3958 AA", Place: "Amerongen",
	})
	return nil
}}

// extended is the office making the term to decide longer, while an expert is ill.
var extended = journey.Step{Name: "extended", Do: func(ctx context.Context, s *journey.Story) error {
	return s.As("kantoor").ExtendTerm(ctx, s.In(), "extended", "beslistermijn", s.Day(84), 0)
}}

// inDefault is a parent giving an ingebrekestelling, which awaits a judgement.
var inDefault = journey.Step{Name: "in default", Do: func(ctx context.Context, s *journey.Story) error {
	return s.As("ouder").NotifyDefault(ctx, s.In(), "default", "beslistermijn", nil)
}}

// then goes on from a way that is there already.
func then[Step any](before []Step, more ...Step) []Step {
	return slices.Concat(before, more)
}

func pupil(first string) journey.Pupil {
	return journey.Pupil{FirstName: first, LastName: "Voorbeeld", BirthDate: "2018-03-14", Group: "4"}
}

// older is a pupil of groep 7, for whom the Buitenkans has two places only in the data for development.
func older(first string) journey.Pupil {
	return journey.Pupil{FirstName: first, LastName: "Voorbeeld", BirthDate: "2015-03-14", Group: "7"}
}
