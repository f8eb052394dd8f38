package demo

import (
	"context"

	"traject.nl/tools/journey"
)

// placement is a pupil who is placed by a TLV that holds from today, told up to a certain moment.
type placement struct {
	key   string
	pupil journey.Pupil
	moves []journey.Move
	// further are the steps of an application that is started from the placement; nil for none.
	further []journey.Step
	// over is the phase in which the school of the placement has no part any more, so that it cannot do again what it did: a case that is
	// there was told before. Empty when the school keeps its part.
	over string
}

// placedToday is the way of a TLV with which the pupil can come today.
var placedToday = then(advised, journey.GrantedFor(0, 0), journey.Announced)

// extension is the school of the placement applying for a next TLV. What is known is filled in already.
var extension = []journey.Step{journey.DraftFurther(func(form *journey.Application) {
	journey.Explained(form)
	form.Pupil.Group = "5"
}), journey.HandIn}

// placements cover every phase of a placement and the return from it.
var placements = []placement{
	{"demo-plaatsing-verwacht", pupil("Ravi"), nil, nil, ""},
	{"demo-plaatsing-geplaatst", pupil("Nora"), []journey.Move{journey.Confirmed, journey.Evaluated}, nil, ""},
	{"demo-plaatsing-verlenging", pupil("Tygo"), []journey.Move{journey.Confirmed, journey.Continues("extension")}, extension, ""},
	{"demo-plaatsing-terugkeer", pupil("Elin"), []journey.Move{journey.Confirmed, journey.ReturnBuiltUp, journey.ReturnAgreed}, nil, ""},
	{"demo-plaatsing-terug", pupil("Kick"), []journey.Move{journey.Confirmed, journey.ReturnPlanned, journey.ReturnAgreed, journey.Returned, journey.FollowedUp}, nil, "terug"},
	{"demo-plaatsing-niet-gebruikt", pupil("Romy"), []journey.Move{journey.Unused}, nil, "gesloten"},
}

// play tells the TLV case, the placement that came of it, and the application that was started from there.
func (p placement) play(ctx context.Context, traject *journey.Traject, portal string) (told played) {
	story := journey.NewStory(traject, p.key, p.pupil)
	if told.err = story.Tell(ctx, placedToday...); told.err != nil {
		return told
	}
	course := story.Placement(p.key + "-plek")
	if told.err = p.tell(ctx, course); told.err != nil {
		return told
	}
	told.say(ctx, traject, portal, course.CaseID)
	if p.further == nil || told.err != nil {
		return told
	}
	further := course.Application(p.key+"-verder", "ib-stuifheugel", "stuifheugel-zeist")
	if told.err = further.Tell(ctx, p.further...); told.err == nil {
		told.say(ctx, traject, portal, further.CaseID)
	}
	return told
}

// tell does the moves of the placement, unless it was told before and is over for the school.
func (p placement) tell(ctx context.Context, course *journey.Course) error {
	if err := course.Tell(ctx, journey.Begun); err != nil {
		return err
	}
	now, err := course.As("kantoor").Case(ctx, course.CaseID)
	if err != nil || p.over != "" && now.Phase == p.over {
		return err
	}
	return course.Tell(ctx, p.moves...)
}
