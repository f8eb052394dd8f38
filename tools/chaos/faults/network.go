package faults

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"traject.nl/tools/machine"
	"traject.nl/tools/machine/proxy"
)

// The bounds between which weather is drawn.
const (
	leastDelay, mostDelay = 5 * time.Millisecond, 150 * time.Millisecond
	// leastRate and mostRate are in bytes in a second.
	leastRate, mostRate = 32 << 10, 1 << 20
	// mostBeforeTear is how much of its answers a connection may carry before it tears, in bytes.
	mostBeforeTear = 16 << 10
)

// weather on some connections.
func weather(what string, links []machine.Link, is proxy.Weather) Hit {
	set := func(is proxy.Weather) func(context.Context, *machine.Machine) error {
		return func(_ context.Context, m *machine.Machine) error {
			for _, link := range links {
				through := m.Proxy(link.From, link.To)
				if through == nil {
					return fmt.Errorf("no proxy for %s: start the machine Proxied", link)
				}
				through.Set(is)
			}
			return nil
		}
	}
	return Hit{What: what, begin: set(is), end: set(proxy.Weather{})}
}

// between is the choice of a link of the machine.
func between(m *machine.Machine, random *rand.Rand, fits func(machine.Link) bool) machine.Link {
	var all []machine.Link
	for _, link := range m.Links() {
		if fits == nil || fits(link) {
			all = append(all, link)
		}
	}
	if len(all) == 0 {
		return machine.Link{From: machine.People, To: machine.Cases} // which says that there is no proxy
	}
	return pick(random, all)
}

// around are all links of a part.
func around(m *machine.Machine, one machine.Part) []machine.Link {
	var all []machine.Link
	for _, link := range m.Links() {
		if link.From == one || link.To == one {
			all = append(all, link)
		}
	}
	return all
}

// slow is a part of which every connection is late and narrow.
func slow(m *machine.Machine, random *rand.Rand) Hit {
	one := pick(random, m.Parts())
	is := proxy.Weather{
		Delay: leastDelay + time.Duration(random.Int64N(int64(mostDelay-leastDelay))), Rate: leastRate + random.IntN(mostRate-leastRate),
	}
	return weather(fmt.Sprintf("%s, %s late and %d KiB/s", one, is.Delay.Round(time.Millisecond), is.Rate>>10), around(m, one), is)
}

// cut is one connection that carries nothing, or breaks.
func cut(m *machine.Machine, random *rand.Rand) Hit {
	link, how := between(m, random, nil), drawCut(random)
	return weather(link.String()+names[how], []machine.Link{link}, proxy.Weather{Cut: how})
}

// alone is a part that none can reach, and that reaches none.
func alone(m *machine.Machine, random *rand.Rand) Hit {
	one, how := pick(random, m.Parts()), drawCut(random)
	return weather(string(one)+names[how], around(m, one), proxy.Weather{Cut: how})
}

var names = map[proxy.Cut]string{proxy.Silent: ", silent", proxy.Refused: ", refused"}

func drawCut(random *rand.Rand) proxy.Cut {
	return pick(random, []proxy.Cut{proxy.Silent, proxy.Refused})
}

// torn is a connection that breaks off in the middle of an answer, again and again.
func torn(m *machine.Machine, random *rand.Rand) Hit {
	link, after := between(m, random, nil), 1+random.Int64N(mostBeforeTear)
	return weather(fmt.Sprintf("%s after %d bytes", link, after), []machine.Link{link}, proxy.Weather{Tear: after})
}
