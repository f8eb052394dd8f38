package chaos

import (
	"math/rand/v2"

	"traject.nl/tools/journey"
)

// script is what a seed lets happen: so many tales, each with a random stream of its own, so that one does not depend on how another goes.
func script(seed uint64, cases int, at *journey.Traject) []*tale {
	var tales []*tale
	for number := range cases {
		random := rand.New(rand.NewPCG(seed, uint64(number)))
		t := newTale(seed, number, at)
		switch random.IntN(10) {
		case 0, 1:
			t.beats = stay(random)
		case 2:
			t.beats = institution(random)
		default:
			t.beats = application(random)
		}
		tales = append(tales, t)
	}
	return tales
}
