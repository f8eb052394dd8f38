package chaos

import (
	"context"
	"math/rand/v2"
	"slices"

	"traject.nl/tools/journey"
)

// application is a TLV from the form to its end, whichever that is, and what may come of it.
func application(random *rand.Rand) []beat {
	beats := beatsOf(step, journey.Draft, journey.HandIn)
	if chance(random, 12) {
		return append(beats, step(journey.Forwarded))
	}
	handled := slices.Concat(checked(random), heard(random))
	switch end := random.IntN(10); {
	case end == 0:
		return slices.Concat(beats, strewn(random, handled[:random.IntN(len(handled))]), []beat{step(journey.Withdrawn)}, refusedAfter(random, tooLate))
	case end == 1:
		return slices.Concat(beats, strewn(random, handled[:random.IntN(len(handled))]), []beat{left})
	case end <= 5:
		handled = append(handled, step(journey.Refused), step(journey.Announced))
		return slices.Concat(beats, strewn(random, handled), refusedAfter(random, tooLate), sometimes(random, 2, objected(random, false)))
	case end <= 7:
		handled = append(handled, step(journey.Granted), step(journey.Announced))
		return slices.Concat(beats, strewn(random, handled), refusedAfter(random, tooLate), sometimes(random, 3, objected(random, true)))
	default:
		handled = append(handled, step(journey.GrantedFor(0, 0)), step(journey.Announced))
		return slices.Concat(beats, strewn(random, handled), placement(random))
	}
}

// sometimes gives the beats once in so many times.
func sometimes(random *rand.Rand, times int, beats []beat) []beat {
	if chance(random, times) {
		return beats
	}
	return nil
}

// checked is the office looking whether the application is for ZOUT and complete.
func checked(random *rand.Rand) []beat {
	beats := beatsOf(step, journey.Competent)
	if chance(random, 6) {
		beats = append(beats, handedToZeist, confirmedByZeist)
	} else {
		beats = append(beats, step(journey.SotConfirmed))
	}
	if chance(random, 2) {
		slices.Reverse(beats)
		if len(beats) == 3 {
			beats[0], beats[1] = beats[1], beats[0]
		}
	}
	if chance(random, 3) {
		return append(beats, beatsOf(step, journey.Incomplete, journey.Completed, journey.FoundComplete)...)
	}
	return append(beats, step(journey.Complete))
}

// heard is from the question to the parents to the last advice.
func heard(random *rand.Rand) []beat {
	if chance(random, 3) {
		advices := beatsOf(step, journey.FirstAdviceWeighing, journey.SecondAdviceWeighing)
		turned(random, advices)
		return slices.Concat(beatsOf(step, journey.ParentsDiffer, journey.Experts, journey.Invited, journey.Reported, journey.CopyProved), advices)
	}
	asked := beatsOf(step, journey.ParentsAgree, journey.Experts)
	turned(random, asked)
	if chance(random, 4) {
		differing := beatsOf(step, journey.FirstAdvice, journey.SecondAdviceDiffers)
		if chance(random, 2) {
			differing = append(differing, beatsOf(step, journey.ThirdExpert, journey.ThirdAdvice)...)
		}
		return slices.Concat(asked, differing, []beat{toDirector})
	}
	advices := beatsOf(step, journey.FirstAdvice, journey.SecondAdvice)
	turned(random, advices)
	return append(asked, advices...)
}

// toDirector is the office leaving advices that differ to the director.
var toDirector = beat{name: "to the director", do: func(ctx context.Context, t *tale) error {
	_, err := t.people.As("kantoor").Act(ctx, t.story.CaseID, t.key+"-to-director", "difference", map[string]any{"next": "to-director"})
	return err
}}

// turned lets two things happen the other way round, half of the time.
func turned(random *rand.Rand, two []beat) {
	if chance(random, 2) {
		slices.Reverse(two)
	}
}

// left is the school saying that the pupil moved. The case goes on: who asked for a decision gets one.
var left = beat{name: "left", do: func(ctx context.Context, t *tale) error {
	_, err := t.people.As(t.story.School).Act(ctx, t.story.CaseID, t.key+"-departure", "departure", map[string]any{"reason": "moved", "on": t.story.Day(0)})
	return err
}}
