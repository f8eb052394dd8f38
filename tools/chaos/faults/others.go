package faults

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"traject.nl/tools/machine"
	"traject.nl/tools/machine/proxy"
)

// toMail is how mail is sent.
var toMail = machine.Link{From: machine.Notifications, To: machine.Mail}

func mailAway(*machine.Machine, *rand.Rand) Hit {
	hit := killed(machine.Mail)
	hit.What = "no server"
	return hit
}

// mailSlow is a mail server that takes seconds over each word.
func mailSlow(_ *machine.Machine, random *rand.Rand) Hit {
	late := time.Second + time.Duration(random.Int64N(int64(3*time.Second)))
	return weather(late.Round(time.Millisecond).String(), []machine.Link{toMail}, proxy.Weather{Delay: late})
}

// mailRefuses is a mail server that is too busy, or that lets nobody in (RFC 5321, 3.1 and 4.2.2).
func mailRefuses(_ *machine.Machine, random *rand.Rand) Hit {
	words := pick(random, []string{"421 4.3.2 too busy, try again later\r\n", "554 5.3.2 no service here\r\n"})
	return weather(words[:3], []machine.Link{toMail}, proxy.Weather{Turned: words})
}

// newKeys: the sign-in signs with a new key from now on, and publishes the old ones as well. Afterwards people have signed in again.
func newKeys(*machine.Machine, *rand.Rand) Hit {
	return Hit{
		What:  "sign-in",
		begin: rotate,
		end: func(_ context.Context, m *machine.Machine) error {
			m.SignInAgain()
			return nil
		},
	}
}

func rotate(ctx context.Context, m *machine.Machine) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+m.Address(machine.SignIn)+"/dev/rotate", nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("the sign-in answered %s", answer.Status)
	}
	return nil
}

// writers are the parts that keep files.
var writers = []machine.Part{machine.Temporal, machine.Store, machine.Mail}

// diskFull: the disk of the machine, when it has one of its own, or else that of one part.
func diskFull(m *machine.Machine, random *rand.Rand) Hit {
	if m.HasDisk() {
		return fullDisk()
	}
	return noFiles(pick(random, m.Having(writers...)))
}

func fullDisk() Hit {
	return Hit{
		What:  "of all",
		begin: func(_ context.Context, m *machine.Machine) error { return m.FillDisk() },
		end: func(ctx context.Context, m *machine.Machine) error {
			// A part may have ended over it.
			return errors.Join(m.EmptyDisk(), mend(m.Parts()...)(ctx, m))
		},
	}
}

// noFiles: nothing that the part writes reaches its files.
func noFiles(one machine.Part) Hit {
	return Hit{
		What:  string(one),
		begin: func(_ context.Context, m *machine.Machine) error { return m.LimitFiles(one, 0) },
		end: func(ctx context.Context, m *machine.Machine) error {
			if err := m.FreeFiles(one); err != nil && !m.Down(one) {
				return err
			}
			return mend(one)(ctx, m)
		},
	}
}

const (
	// mostSkew is how wrong the clock of a service may be: a token is good for half a minute more or less, and whoever is further off refuses
	// all people, which they are told and which is no fault of what Traject keeps.
	mostSkew = 25 * time.Second
	// mostWorkerSkew is how wrong the clock of the worker's host may be: processes have their time from Temporal.
	mostWorkerSkew = 48 * time.Hour
)

// keepers are the parts of which the clock can be wrong. The store and the mail server write no time of their own.
var keepers = append([]machine.Part{machine.Temporal, machine.Worker, machine.SignIn}, machine.Services...)

func wrongClock(m *machine.Machine, random *rand.Rand) Hit {
	one, most := pick(random, m.Having(keepers...)), mostSkew
	if one == machine.Worker {
		most = mostWorkerSkew
	}
	seconds := 1 + random.Int64N(int64(most/time.Second))
	return skewed(one, time.Duration(pick(random, []int64{-seconds, seconds}))*time.Second)
}

func skewed(one machine.Part, by time.Duration) Hit {
	set := func(by time.Duration) func(context.Context, *machine.Machine) error {
		return func(_ context.Context, m *machine.Machine) error { return m.SetClock(one, by) }
	}
	return Hit{What: fmt.Sprintf("%s, %s", one, by), begin: set(by), end: set(0)}
}
