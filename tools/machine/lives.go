package machine

import (
	"context"
	"fmt"
	"syscall"
	"time"
)

// Kill ends a part as a power cut would, and waits until it is gone.
func (m *Machine) Kill(one Part) error {
	ended, err := m.signal(one, syscall.SIGKILL)
	if err != nil {
		return err
	}
	<-ended
	return nil
}

// Begin starts a part that is down, without waiting until it is ready.
func (m *Machine) Begin(one Part) error {
	p, err := m.process(one)
	if err != nil {
		return err
	}
	return p.start()
}

// Launch starts a part that is down, and waits until it is ready.
func (m *Machine) Launch(ctx context.Context, one Part) error {
	if err := m.Begin(one); err != nil {
		return err
	}
	return m.AwaitReady(ctx, one)
}

// Restart stops a part as an installation does for a new version, starts it again and waits until it is ready.
func (m *Machine) Restart(ctx context.Context, one Part) error {
	if err := m.end(one); err != nil {
		return err
	}
	return m.Launch(ctx, one)
}

// Mend makes a part run and answer, whatever was done to it: it goes on when it was paused, and starts when it is down.
func (m *Machine) Mend(ctx context.Context, one Part) error {
	p, err := m.process(one)
	if err != nil {
		return err
	}
	if _, err := p.signal(syscall.SIGCONT); err != nil && !p.down() {
		return err
	}
	// It may also have started by itself.
	if err := p.start(); err != nil && p.down() {
		return err
	}
	return m.AwaitReady(ctx, one)
}

// Down tells whether a part is down.
func (m *Machine) Down(one Part) bool {
	p, err := m.process(one)
	return err != nil || p.down()
}

// Pause holds a part still: it has its memory and its connections, and does nothing.
func (m *Machine) Pause(one Part) error {
	_, err := m.signal(one, syscall.SIGSTOP)
	return err
}

// Resume lets a part go on that was paused.
func (m *Machine) Resume(one Part) error {
	_, err := m.signal(one, syscall.SIGCONT)
	return err
}

func (m *Machine) signal(one Part, what syscall.Signal) (<-chan struct{}, error) {
	p, err := m.process(one)
	if err != nil {
		return nil, err
	}
	return p.signal(what)
}

// end asks a part to stop, and kills it when it takes too long. One that is down has ended.
func (m *Machine) end(one Part) error {
	p, err := m.process(one)
	if err != nil || p.down() {
		return err
	}
	ended, err := p.signal(syscall.SIGTERM)
	if err != nil {
		return err
	}
	// One that is paused hears nothing.
	if _, err := p.signal(syscall.SIGCONT); err != nil && !p.down() {
		return err
	}
	select {
	case <-ended:
		return nil
	case <-time.After(stopTime):
	}
	if err := m.Kill(one); err != nil && !p.down() {
		return err
	}
	return fmt.Errorf("%s did not stop within %s and was killed: see %s", one, stopTime, p.log)
}

// Lives is how often a part was started.
func (m *Machine) Lives(one Part) int {
	p, err := m.process(one)
	if err != nil {
		return 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.lives
}
