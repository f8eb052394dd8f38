package machine

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"traject.nl/tools/machine/hostclock"
	"traject.nl/tools/stack"
)

// role is the environment variable that makes a program a part.
const role = "TRAJECT_MACHINE_PART"

// orders are what a part must know.
type orders struct {
	Part Part
	// Clock is the file that sets its clock; empty is the clock of the machine.
	Clock string
	Alone stack.Alone
}

// Main makes this program a part of a machine when it was started as one, and does not return then. It must be the first call of every
// main and TestMain that uses a machine, since the machine starts the program itself again.
func Main() {
	text := os.Getenv(role)
	if text == "" {
		return
	}
	if err := runPart([]byte(text)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func runPart(text []byte) error {
	var given orders
	if err := json.Unmarshal(text, &given); err != nil {
		return fmt.Errorf("%s: %w", role, err)
	}
	// A file that may not grow is an error of the write, as on a full disk, and not the end of the process.
	signal.Ignore(syscall.SIGXFSZ)
	if given.Clock != "" {
		if err := hostclock.Follow(given.Clock); err != nil {
			return fmt.Errorf("%s: %w", given.Part, err)
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := stack.RunAlone(ctx, string(given.Part), given.Alone); err != nil {
		return fmt.Errorf("%s: %w", given.Part, err)
	}
	return nil
}
