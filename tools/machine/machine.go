// Package machine runs Traject on this machine as it runs in an installation: every part a process of its own, that can be killed, paused,
// started again and measured, with connections between them that can be slowed, cut and torn. The program that uses it starts itself again
// as each of the parts.
package machine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"traject.nl/tools/machine/proxy"
	"traject.nl/tools/stack"
)

// Options of a machine.
type Options struct {
	// Folder in which everything is kept; it is made when it does not exist. One of before has the same ports and data again.
	Folder string
	// Policy is the set of policies that new cases start with: "zout", or "demo" with days of seconds. Empty is "zout".
	Policy string
	// TemporalInMemory keeps the processes in the memory of the Temporal server: nothing of it is left when that part ends.
	TemporalInMemory bool
	// StoreURI is a MongoDB connection string of a store elsewhere; empty is the embedded one.
	StoreURI string
	// Proxied leads every connection through a proxy of this program.
	Proxied bool
	// Skewable makes it possible to set the clock of each part.
	Skewable bool
	// Disk, in bytes, puts the data on a disk of its own of that size, in memory, so that it can be filled. It takes root, and nothing but the
	// logs is left after a stop. Zero is the disk of the folder.
	Disk int64
	// Revive starts a part again a second after it ended by itself, as an installation does.
	Revive bool
	// Env has more environment variables (NAME=value) for a part.
	Env map[Part][]string
	// Without are parts that are not started, for who needs only some.
	Without []Part
}

const (
	// readyTime is how long one part may take to become ready. A machine may be busy.
	readyTime = 90 * time.Second
	// stopTime is how long it may take to stop before it is killed.
	stopTime = 20 * time.Second
)

// Machine is Traject that runs.
type Machine struct {
	options Options
	folder  string
	disk    *disk
	held    *stack.Held
	parts   []Part
	all     map[Part]*process
	links   map[Link]*proxy.Proxy
	failed  chan error
	people  people

	stopOnce sync.Once
	stopped  error
}

// Start starts all parts and returns when each is ready. Stop it at the end.
func Start(ctx context.Context, options Options) (*Machine, error) {
	folder, err := filepath.Abs(options.Folder)
	if err != nil {
		return nil, fmt.Errorf("folder %s: %w", options.Folder, err)
	}
	m := &Machine{options: options, folder: folder, all: map[Part]*process{}, failed: make(chan error, 64)}
	state := folder
	if options.Disk > 0 {
		state = filepath.Join(folder, "disk")
		if m.disk, err = mountDisk(state, options.Disk); err != nil {
			return nil, err
		}
	}
	if m.held, err = stack.Hold(state); err != nil {
		return nil, errors.Join(err, m.letGo())
	}
	if err := m.start(ctx); err != nil {
		return nil, errors.Join(err, m.Stop())
	}
	return m, nil
}

func (m *Machine) start(ctx context.Context) error {
	for _, one := range Parts {
		elsewhere := one == Store && m.options.StoreURI != ""
		if !elsewhere && !slices.Contains(m.options.Without, one) {
			m.parts = append(m.parts, one)
		}
	}
	if err := m.openLinks(); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(m.Log(Temporal)), 0o700); err != nil {
		return err
	}
	if err := m.makeClocks(); err != nil {
		return err
	}
	for _, one := range m.parts {
		p, err := m.prepare(one)
		if err != nil {
			return err
		}
		m.all[one] = p
	}
	for _, one := range m.parts {
		if err := m.all[one].start(); err != nil {
			return err
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return m.AwaitReady(ctx, m.parts...) })
	if m.runs(Temporal) {
		group.Go(func() error {
			if err := m.AwaitReady(ctx, Temporal); err != nil {
				return err
			}
			return m.held.Schedules(ctx, m.Address(Temporal))
		})
	}
	return group.Wait()
}

// prepare a part for its first life.
func (m *Machine) prepare(one Part) (*process, error) {
	text, err := json.Marshal(orders{Part: one, Clock: m.clock(one), Alone: m.alone(one)})
	if err != nil {
		return nil, err
	}
	environment := append(os.Environ(), m.options.Env[one]...)
	return &process{part: one, environment: append(environment, role+"="+string(text)), log: m.Log(one), revive: m.options.Revive, failed: m.failed}, nil
}

// alone is how the part runs, with the others where it finds them.
func (m *Machine) alone(one Part) stack.Alone {
	at := m.Addresses()
	return stack.Alone{
		State: m.held.File(), Ports: m.seen(one), Portal: at.Portal, Issuer: at.SignIn, Store: m.store(one),
		Policy: m.options.Policy, TemporalInMemory: m.options.TemporalInMemory,
	}
}

// AwaitReady waits until each of the parts answers that it and all that it needs are there.
func (m *Machine) AwaitReady(ctx context.Context, parts ...Part) error {
	ctx, cancel := context.WithTimeout(ctx, readyTime)
	defer cancel()
	group, ctx := errgroup.WithContext(ctx)
	for _, one := range parts {
		group.Go(func() error { return m.awaitOne(ctx, one) })
	}
	return group.Wait()
}

func (m *Machine) awaitOne(ctx context.Context, one Part) error {
	p, err := m.process(one)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	p.mu.Lock()
	ended, runs := p.ended, p.child != nil
	p.mu.Unlock()
	if !runs {
		return fmt.Errorf("%s does not run: see %s", one, p.log)
	}
	go func() {
		select {
		case <-ended:
			cancel(fmt.Errorf("%s ended before it was ready: see %s", one, p.log))
		case <-ctx.Done():
		}
	}()
	if err := m.answers(ctx, one); err != nil {
		return errors.Join(err, context.Cause(ctx))
	}
	return nil
}

// answers waits for the answer of a part, in its own way.
func (m *Machine) answers(ctx context.Context, one Part) error {
	switch one {
	case Temporal:
		return stack.AwaitTemporal(ctx, m.port(one))
	case Store, Mail, SignIn:
		return stack.AwaitPort(ctx, string(one), m.port(one))
	default:
		return stack.AwaitService(ctx, string(one), m.port(one))
	}
}

// Stop stops every part, and kills what does not stop in time.
func (m *Machine) Stop() error {
	m.stopOnce.Do(func() {
		var group errgroup.Group
		for _, wave := range m.waves() {
			for _, one := range wave {
				m.all[one].rest()
				group.Go(func() error { return m.end(one) })
			}
			m.stopped = errors.Join(m.stopped, group.Wait())
		}
		m.stopped = errors.Join(m.stopped, m.closeLinks(), m.letGo())
	})
	return m.stopped
}

// letGo of the folder.
func (m *Machine) letGo() error {
	if m.held != nil {
		m.held.Release()
	}
	if m.disk != nil {
		return m.disk.unmount()
	}
	return nil
}

// waves are the order of a stop: first those who ask, then those who are asked.
func (m *Machine) waves() [2][]Part {
	var waves [2][]Part
	for one := range m.all {
		wave := 0
		if slices.Contains([]Part{Temporal, Store, Mail, SignIn}, one) {
			wave = 1
		}
		waves[wave] = append(waves[wave], one)
	}
	return waves
}

// Failed tells of parts that ended by themselves.
func (m *Machine) Failed() <-chan error { return m.failed }

// Log is the file with what a part said, in all its lives.
func (m *Machine) Log(one Part) string { return filepath.Join(m.folder, "logs", string(one)+".log") }

// State is the folder with the data of the parts.
func (m *Machine) State() string { return m.held.File() }

func (m *Machine) process(one Part) (*process, error) {
	p, known := m.all[one]
	if !known {
		return nil, fmt.Errorf("this machine has no %q", one)
	}
	return p, nil
}
