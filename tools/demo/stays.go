package demo

import (
	"context"
	"net/http"

	"traject.nl/tools/journey"
)

// stay is a case of the Buitenkans, or of a pupil in an institution, that is told up to a certain moment.
type stay struct {
	key   string
	pupil journey.Pupil
	// begin makes the course of it.
	begin func(t *journey.Traject, key string, pupil journey.Pupil) *journey.Course
	moves []journey.Move
	// there are the moves from the first day at the Buitenkans on; nil when it does not come so far.
	there []journey.Move
}

var (
	atBuitenkans  = (*journey.Traject).Buitenkans
	atInstitution = (*journey.Traject).Institution
)

// The ways that several stays have in common.
var (
	offered  = then(journey.ToAdmission, journey.Admitted, journey.Offered)
	observed = []journey.Move{journey.Arrived, journey.Midway}
	helped   = then(observed, journey.SupportAdvised("return"))
	ended    = then(helped, journey.PlanBack, journey.Finished)
)

// stays cover every phase of the Buitenkans, with a waiting list. Those in one row are told one after the other: who comes first gets the
// place.
var stays = [][]stay{
	{{"demo-buitenkans-aanvraag", pupil("Pim"), atBuitenkans, []journey.Move{journey.Requested}, nil}},
	{{"demo-buitenkans-intake", pupil("Lara"), atBuitenkans, journey.ToAdmission, nil}},
	{{"demo-buitenkans-gepland", pupil("Guus"), atBuitenkans, then(offered, journey.PlannedAsOffered), nil}},
	{{"demo-buitenkans-observatie", pupil("Isa"), atBuitenkans, offered, then(observed, journey.Away)}},
	{{"demo-buitenkans-terugkeer", pupil("Olaf"), atBuitenkans, offered, helped}},
	{{"demo-buitenkans-nazorg", pupil("Puck"), atBuitenkans, offered, ended}},
	{{"demo-buitenkans-gestopt", pupil("Stijn"), atBuitenkans, []journey.Move{journey.Requested, journey.Retracted}, nil}},
	{
		{"demo-buitenkans-plek-1", older("Wout"), atBuitenkans, offered, []journey.Move{journey.Arrived}},
		{"demo-buitenkans-plek-2", older("Sara"), atBuitenkans, offered, []journey.Move{journey.Arrived}},
		{"demo-buitenkans-wacht-1", older("Hugo"), atBuitenkans, then(journey.ToAdmission, journey.Admitted, journey.Listed), nil},
		{"demo-buitenkans-wacht-2", older("Lynn"), atBuitenkans, then(journey.ToAdmission, journey.Admitted, journey.Listed), nil},
		{"demo-buitenkans-voorrang", older("Boaz"), atBuitenkans, then(journey.ToAdmission, journey.Urgent, journey.Listed), nil},
	},
	{{"demo-instelling", older("Amir"), atInstitution, []journey.Move{journey.Followed, journey.EvaluatedAlone}, nil}},
}

// play tells the stay.
func (s stay) play(ctx context.Context, traject *journey.Traject, portal string) (told played) {
	course := s.begin(traject, s.key, s.pupil)
	if told.err = course.Tell(ctx, s.moves...); told.err == nil && s.there != nil {
		told.err = begin(ctx, course, s.there)
	}
	if told.err == nil {
		told.say(ctx, traject, portal, course.CaseID)
	}
	return told
}

// begin lets the stay begin today and go on. On a day without school the Buitenkans begins on the next one: then the start is planned, and the
// rest cannot be told yet.
func begin(ctx context.Context, course *journey.Course, there []journey.Move) error {
	err := course.Tell(ctx, journey.Planned)
	if journey.Status(err) == http.StatusBadRequest {
		return course.Tell(ctx, journey.PlannedAsOffered)
	}
	if err != nil {
		return err
	}
	return course.Tell(ctx, there...)
}
