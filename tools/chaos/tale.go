package chaos

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"

	"traject.nl/tools/journey"
)

const (
	// attempt is how long one request may take.
	attempt = 20 * time.Second
	// patience is how long it is sent again.
	patience = 100 * time.Second
	// marker begins the last name of every pupil: it must be found nowhere outside the dossier.
	marker = "Zwaluwmerk"
)

// beat is one thing that somebody does.
type beat struct {
	name string
	do   func(context.Context, *tale) error
	// refused says that it must be, and change nothing.
	refused bool
}

// tale is what the script has for one pupil: a case, and the cases that come of it.
type tale struct {
	key     string
	courier *courier
	people  *journey.Traject
	beats   []beat

	story     *journey.Story
	objection *journey.Bezwaar
	course    *journey.Course
	// say is told of every beat; nil for nobody.
	say func(format string, args ...any)
	// over says that the rest cannot be told, such as without a place at the Buitenkans.
	over bool
	// told are the beats that were done, tried those that were refused as they must be, and failed what went otherwise.
	told, tried int
	failed      []string
}

// newTale of a pupil, with people at the addresses.
func newTale(seed uint64, number int, at *journey.Traject) *tale {
	t := &tale{key: fmt.Sprintf("c%d-%d", seed, number), courier: newCourier(seed, nil)}
	people := *at
	people.Patience = patience
	people.HTTP = &http.Client{Timeout: attempt, Transport: t.courier}
	t.people = &people
	pupil := journey.Pupil{FirstName: "Proef", LastName: fmt.Sprintf("%s%dx%d", marker, seed, number), BirthDate: "2017-05-04", Group: "5"}
	t.story = journey.NewStory(t.people, t.key, pupil)
	return t
}

// play the beats in order. What fails ends the tale: the rest builds on it.
func (t *tale) play(ctx context.Context) {
	for _, one := range t.beats {
		if t.over || ctx.Err() != nil {
			return
		}
		began := time.Now()
		err := one.do(ctx, t)
		if t.say != nil {
			t.say("%s: %s (%s) %v", t.key, one.name, time.Since(began).Round(time.Millisecond), err)
		}
		switch status := journey.Status(err); {
		case one.refused && err == nil:
			t.failed = append(t.failed, fmt.Sprintf("%q must be refused, and was not", one.name))
		case one.refused && (status < http.StatusBadRequest || status >= http.StatusInternalServerError):
			t.failed = append(t.failed, fmt.Sprintf("%q must be refused: %v", one.name, err))
			return
		case one.refused:
			t.tried++
		case err != nil:
			t.failed = append(t.failed, fmt.Sprintf("%q: %v", one.name, err))
			return
		default:
			t.told++
		}
	}
}

// cases that came of it, in the order in which they began.
func (t *tale) cases() []string {
	ids := []string{}
	if t.story.CaseID != "" && len(t.courier.Acts(t.story.CaseID)) > 0 {
		ids = append(ids, t.story.CaseID)
	}
	if t.objection != nil {
		ids = append(ids, t.objection.CaseID)
	}
	if t.course != nil {
		ids = append(ids, t.course.CaseID)
	}
	return slices.DeleteFunc(ids, func(id string) bool { return id == "" })
}

// step, stage and move are beats of the journey.
func step(one journey.Step) beat {
	return beat{name: one.Name, do: func(ctx context.Context, t *tale) error { return t.story.Tell(ctx, one) }}
}

func stage(one journey.Stage) beat {
	return beat{name: one.Name, do: func(ctx context.Context, t *tale) error { return t.objection.Tell(ctx, one) }}
}

func move(one journey.Move) beat {
	return beat{name: one.Name, do: func(ctx context.Context, t *tale) error { return t.course.Tell(ctx, one) }}
}

// beatsOf several of a kind.
func beatsOf[T any](kind func(T) beat, all ...T) []beat {
	var beats []beat
	for _, one := range all {
		beats = append(beats, kind(one))
	}
	return beats
}

// chance draws whether something happens, once in so many times.
func chance(random *rand.Rand, times int) bool { return random.IntN(times) == 0 }

// errNoTask says that what somebody wants to do something with is not there.
var errNoTask = errors.New("there is no such open task")
