package chaos

import (
	"context"
	"math/rand/v2"

	"traject.nl/tools/chaos/faults"
	"traject.nl/tools/machine"
)

// disturbance is one kind of fault. What it hits is drawn; it lasts until it is undone.
type disturbance struct {
	name string
	draw func(*rand.Rand) hit
}

// hit is a fault of which it is known what it does, to what.
type hit struct {
	what  string
	begin func(context.Context) (undo func(context.Context) error, err error)
}

// disturbances are the faults that a seed chooses from: those that are named, or all.
func disturbances(m *machine.Machine, only []string) ([]disturbance, error) {
	chosen := faults.All()
	if len(only) > 0 {
		chosen = nil
		for _, name := range only {
			one, err := faults.ByName(name)
			if err != nil {
				return nil, err
			}
			chosen = append(chosen, one)
		}
	}
	var all []disturbance
	for _, one := range chosen {
		all = append(all, disturbance{one.Name, func(random *rand.Rand) hit {
			drawn := one.Draw(m, random)
			return hit{drawn.What, func(ctx context.Context) (func(context.Context) error, error) { return drawn.Begin(ctx, m) }}
		}})
	}
	return all, nil
}
