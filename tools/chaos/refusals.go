package chaos

import (
	"context"
	"fmt"
	"math/rand/v2"

	"traject.nl/tools/journey"
)

// strangers have no part in any case of a script.
var strangers = []string{"ib-op-dreef", "tweede-ouder", "gemeente-zeist", "beheerder", "gemeente-utrechtse-heuvelrug"}

// byStranger is a beat that somebody else tries first.
func byStranger(one beat, account string) beat {
	return beat{name: one.name + " by " + account, refused: true, do: func(ctx context.Context, t *tale) error {
		return one.do(ctx, t.instead(account, "x-"+account))
	}}
}

// instead is the same tale, told by one account under keys of its own. What it changes is forgotten.
func (t *tale) instead(account, mark string) *tale {
	other := *t
	people := *t.people
	if account != "" {
		people.Token = func(ctx context.Context, _ string) (string, error) { return t.people.Token(ctx, account) }
	}
	other.key, other.people = t.key+"-"+mark, &people
	story := *t.story
	story.Traject, story.Key = &people, other.key
	other.story = &story
	if t.course != nil {
		course := *t.course
		course.Traject, course.Key = &people, other.key
		other.course = &course
	}
	if t.objection != nil {
		objection := *t.objection
		objection.Traject, objection.Key = &people, other.key
		other.objection = &objection
	}
	return &other
}

// early is something that the right person tries too soon: until three beats before the last nothing is decided.
func early(random *rand.Rand) beat {
	one := []journey.Step{journey.Announced, journey.Granted, journey.HandIn}[random.IntN(3)]
	mark := fmt.Sprintf("e%d", random.IntN(1000))
	return beat{name: one.Name + ", too early", refused: true, do: func(ctx context.Context, t *tale) error {
		return t.instead("", mark).story.Tell(ctx, one)
	}}
}

// tooLate are steps that cannot be done any more when the letters are sent, or the case is closed.
var tooLate = []journey.Step{journey.Competent, journey.Complete, journey.Experts, journey.Granted, journey.Announced}

// refusedAfter is one of the steps, tried when it is too late.
func refusedAfter(random *rand.Rand, steps []journey.Step) []beat {
	one := steps[random.IntN(len(steps))]
	if !chance(random, 2) {
		return nil
	}
	return []beat{{name: one.Name + ", too late", refused: true, do: func(ctx context.Context, t *tale) error {
		return t.instead("", "late").story.Tell(ctx, one)
	}}}
}
