package faults

import (
	"fmt"
	"math/rand/v2"

	"traject.nl/tools/machine"
	"traject.nl/tools/machine/proxy"
)

// leastShare and mostShare of what goes through goes wrong, in hundredths.
const leastShare, mostShare = 10, 60

// share of requests that go wrong, as something that is drawn.
func share(random *rand.Rand) float64 {
	return float64(leastShare+random.IntN(mostShare-leastShare+1)) / 100
}

// speaksHTTP tells whether requests go over a link one by one.
func speaksHTTP(link machine.Link) bool {
	switch link.To {
	case machine.Temporal, machine.Store, machine.Mail:
		return false
	}
	return true
}

func lost(m *machine.Machine, random *rand.Rand) Hit {
	return requests(m, random, func(is *proxy.Weather, share float64) { is.Lost = share })
}

func unanswered(m *machine.Machine, random *rand.Rand) Hit {
	return requests(m, random, func(is *proxy.Weather, share float64) { is.Unanswered = share })
}

func doubled(m *machine.Machine, random *rand.Rand) Hit {
	return requests(m, random, func(is *proxy.Weather, share float64) { is.Doubled = share })
}

func requests(m *machine.Machine, random *rand.Rand, set func(*proxy.Weather, float64)) Hit {
	return some(between(m, random, speaksHTTP), random, set)
}

// failing is a store that answers a part with errors, also to what it has done.
func failing(m *machine.Machine, random *rand.Rand) Hit {
	toStore := func(link machine.Link) bool { return link.To == machine.Store }
	return some(between(m, random, toStore), random, func(is *proxy.Weather, share float64) { is.Failing = share })
}

// some of what goes over a link goes wrong.
func some(link machine.Link, random *rand.Rand, set func(*proxy.Weather, float64)) Hit {
	is, part := proxy.Weather{Seed: random.Uint64()}, share(random)
	set(&is, part)
	return weather(fmt.Sprintf("%s, %.0f%%", link, part*100), []machine.Link{link}, is)
}
