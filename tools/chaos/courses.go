package chaos

import (
	"context"
	"math/rand/v2"
	"net/http"

	"traject.nl/tools/journey"
)

// placement is what follows a TLV by itself.
func placement(random *rand.Rand) []beat {
	beats := []beat{{name: "is placed", do: func(_ context.Context, t *tale) error {
		t.course = t.story.Placement(t.key + "-p")
		return nil
	}}, move(journey.Awaited)}
	if chance(random, 5) {
		return append(beats, move(journey.Unused))
	}
	beats = append(beats, move(journey.Confirmed))
	if chance(random, 2) {
		beats = append(beats, move(journey.Evaluated))
	}
	if chance(random, 4) {
		beats = append(beats, move(journey.EvaluatedByOrigin))
	}
	switch random.IntN(4) {
	case 0:
		return append(beats, beatsOf(move, journey.ReturnPlanned, journey.ReturnRefused)...)
	case 1:
		return append(beats, beatsOf(move, journey.ReturnPlanned, journey.ReturnAgreed, journey.Returned, journey.FollowedUp, journey.ReturnStopped)...)
	case 2:
		return append(beats, beatsOf(move, journey.ReturnPlanned, journey.ReturnAgreed, journey.Returned, journey.FollowedUp)...)
	default:
		return append(beats, move(journey.Left("moved")))
	}
}

// institution is a pupil who is placed in one, without a TLV.
func institution(random *rand.Rand) []beat {
	beats := []beat{{name: "is in an institution", do: func(_ context.Context, t *tale) error {
		t.course = t.people.Institution(t.key+"-i", t.story.Form.Pupil)
		return nil
	}}, move(journey.Followed)}
	if chance(random, 2) {
		beats = append(beats, move(journey.EvaluatedAlone))
	}
	return append(beats, move(journey.ReturnedByHome))
}

// stay is a pupil at the Buitenkans, or one who waits for it in vain.
func stay(random *rand.Rand) []beat {
	pupilOf := func(t *tale) journey.Pupil {
		pupil := t.story.Form.Pupil
		return pupil
	}
	beats := []beat{{name: "asks for the Buitenkans", do: func(_ context.Context, t *tale) error {
		t.course = t.people.Buitenkans(t.key+"-k", pupilOf(t))
		return nil
	}}, move(journey.Requested)}
	beats = append(beats, strewnStay(random, beatsOf(move, journey.Supported, journey.Consented))...)
	if chance(random, 8) {
		return append(beats, move(journey.Retracted))
	}
	admitted := journey.Admitted
	if chance(random, 4) {
		admitted = journey.Urgent
	}
	beats = append(beats, beatsOf(move, admitted, journey.Listed)...)
	beats = append(beats, beginsToday)
	if chance(random, 6) {
		return append(beats, move(journey.NoShow), move(journey.NeverCame))
	}
	beats = append(beats, move(journey.Arrived))
	if chance(random, 4) {
		beats = append(beats, beatsOf(move, journey.Away, journey.BackIn)...)
	}
	if chance(random, 4) {
		return append(beats, move(journey.EndedEarly))
	}
	beats = append(beats, beatsOf(move, journey.Midway, journey.SupportAdvised("return"), journey.PlanBack, journey.Finished)...)
	if chance(random, 2) {
		beats = append(beats, move(journey.Aftercare))
	}
	return beats
}

// beginsToday plans a stay that begins at once. Who has no place, or no school today, takes the request back.
var beginsToday = beat{name: "start planned", do: func(ctx context.Context, t *tale) error {
	now, err := t.people.As("buitenkans").Case(ctx, t.course.CaseID)
	if err != nil {
		return err
	}
	if now.Buitenkans.Place != nil {
		err := t.course.Tell(ctx, journey.Planned)
		if status := journey.Status(err); status != http.StatusBadRequest && status != http.StatusConflict {
			return err
		}
	}
	t.over = true
	return t.course.Tell(ctx, journey.Retracted)
}}
