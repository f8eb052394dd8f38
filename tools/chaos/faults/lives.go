package faults

import (
	"context"
	"math/rand/v2"

	"traject.nl/tools/machine"
)

func kill(m *machine.Machine, random *rand.Rand) Hit { return killed(pick(random, m.Parts())) }

func killed(one machine.Part) Hit {
	return Hit{
		What: string(one),
		begin: func(_ context.Context, m *machine.Machine) error {
			// One that just ended by itself is dead already.
			if err := m.Kill(one); err != nil && !m.Down(one) {
				return err
			}
			return nil
		},
		end: mend(one),
	}
}

func restart(m *machine.Machine, random *rand.Rand) Hit { return restarted(pick(random, m.Parts())) }

// restarted: the start is at once, and how long it takes is part of the fault.
func restarted(one machine.Part) Hit {
	return Hit{
		What:  string(one),
		begin: func(ctx context.Context, m *machine.Machine) error { return m.Restart(ctx, one) },
		end:   mend(one),
	}
}

func pause(m *machine.Machine, random *rand.Rand) Hit { return paused(pick(random, m.Parts())) }

func paused(one machine.Part) Hit {
	return Hit{
		What:  string(one),
		begin: func(_ context.Context, m *machine.Machine) error { return m.Pause(one) },
		end:   mend(one),
	}
}

func mend(parts ...machine.Part) func(context.Context, *machine.Machine) error {
	return func(ctx context.Context, m *machine.Machine) error {
		for _, one := range parts {
			if err := m.Mend(ctx, one); err != nil {
				return err
			}
		}
		return nil
	}
}
