// Package demo adds cases in every phase to a running Traject, through its public API.
package demo

import (
	"context"
	"fmt"
	"io"
	"slices"

	"traject.nl/tools/journey"
)

// scene is a case that is told up to a certain phase. Phase is the name that the record then shows.
type scene struct {
	key   string
	pupil journey.Pupil
	phase string
	steps []journey.Step
}

// The ways that several scenes have in common.
var (
	handedIn  = []journey.Step{journey.Draft, journey.HandIn}
	checked   = then(handedIn, journey.Competent, journey.SotConfirmed, journey.Complete)
	advising  = then(checked, journey.ParentsAgree, journey.Experts)
	advised   = then(advising, journey.FirstAdvice, journey.SecondAdvice)
	decided   = then(advised, journey.Granted)
	differing = then(checked, journey.ParentsDiffer, journey.Experts)
)

// scenes cover every phase. The pupils do not exist.
var scenes = []scene{
	{"demo-concept", pupil("Noor", "Voorbeeld"), "", []journey.Step{journey.Draft}},
	{"demo-competentie", pupil("Sem", "Voorbeeld"), "competentie", handedIn},
	{"demo-volledigheid", pupil("Mila", "Voorbeeld"), "volledigheid", then(handedIn, journey.Competent)},
	{"demo-aanvulling", pupil("Daan", "Voorbeeld"), "aanvulling", then(handedIn, journey.Competent, journey.SotConfirmed, journey.Incomplete)},
	{"demo-ouders", pupil("Yara", "Voorbeeld"), "ouders", checked},
	{"demo-zienswijze", pupil("Finn", "Voorbeeld"), "zienswijze", then(differing, journey.Invited)},
	{"demo-advies", pupil("Liv", "Voorbeeld"), "advies", then(advising, journey.FirstAdvice)},
	{"demo-verschil", pupil("Jens", "Voorbeeld"), "verschil", then(advising, journey.FirstAdvice, journey.SecondAdviceDiffers)},
	{"demo-besluit", pupil("Evi", "Voorbeeld"), "besluit", advised},
	{"demo-verzending", pupil("Mees", "Voorbeeld"), "verzending", decided},
	{"demo-rust", pupil("Saar", "Voorbeeld"), "rust", then(decided, journey.Announced)},
	{"demo-geweigerd", pupil("Luuk", "Voorbeeld"), "rust", then(advised, journey.Refused, journey.Announced)},
	{"demo-gehoord", pupil("Tess", "Voorbeeld"), "besluit", then(differing, journey.Invited, journey.Reported, journey.CopyProved, journey.FirstAdviceWeighing, journey.SecondAdviceWeighing)},
	{"demo-ingetrokken", pupil("Bram", "Voorbeeld"), "gesloten", then(handedIn, journey.Withdrawn)},
	{"demo-doorgestuurd", pupil("Fleur", "Voorbeeld"), "gesloten", then(handedIn, journey.Forwarded)},
}

func then(before []journey.Step, more ...journey.Step) []journey.Step {
	return slices.Concat(before, more)
}

func pupil(first, last string) journey.Pupil {
	return journey.Pupil{FirstName: first, LastName: last, BirthDate: "2018-03-14", Group: "4"}
}

// Play tells every scene and says which case it became. Played twice, it adds nothing.
func Play(ctx context.Context, traject *journey.Traject, portal string, out io.Writer) error {
	for _, scene := range scenes {
		story := journey.NewStory(traject, scene.key, scene.pupil)
		if err := story.Tell(ctx, scene.steps...); err != nil {
			return err
		}
		if scene.phase == "" {
			fmt.Fprintf(out, "  %-14s %s\n", "concept", story.CaseID)
			continue
		}
		now, err := traject.As("kantoor").Case(ctx, story.CaseID)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "  %-14s %s/zaken/%s\n", now.Phase, portal, story.CaseID)
	}
	return nil
}
