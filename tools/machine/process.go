package machine

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// process is a part, over all its lives.
type process struct {
	part Part
	// environment and log of every life.
	environment []string
	log         string
	// revive it when it ended by itself.
	revive bool
	// failed hears of an end that nobody meant.
	failed chan<- error

	mu    sync.Mutex
	child *exec.Cmd
	// meant says that the end of this life is our doing.
	meant bool
	ended chan struct{}
	// spent is the CPU time of the lives before this one, and peak the most memory any of them had.
	spent time.Duration
	peak  int64
	lives int
}

// start begins a life.
func (p *process) start() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.child != nil {
		return fmt.Errorf("start %s: it runs already", p.part)
	}
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("log of %s: %w", p.part, err)
	}
	defer log.Close()
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("start %s: %w", p.part, err)
	}
	child := exec.Command(program)
	child.Env, child.Stdout, child.Stderr = p.environment, log, log
	// A group of its own: Ctrl-C is for the parent, which stops the parts itself.
	child.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
	if err := begin(child); err != nil {
		return fmt.Errorf("start %s: %w", p.part, err)
	}
	p.child, p.meant, p.ended = child, false, make(chan struct{})
	p.lives++
	go p.wait(child, p.ended)
	return nil
}

// wait for the end of a life.
func (p *process) wait(child *exec.Cmd, ended chan<- struct{}) {
	how := child.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.spent += child.ProcessState.UserTime() + child.ProcessState.SystemTime()
	if usage, ok := child.ProcessState.SysUsage().(*syscall.Rusage); ok {
		p.peak = max(p.peak, usage.Maxrss<<10)
	}
	p.child = nil
	if !p.meant {
		tell(p.failed, fmt.Errorf("%s ended by itself: %w: see %s", p.part, reason(how), p.log))
		if p.revive {
			time.AfterFunc(reviveAfter, p.again)
		}
	}
	close(ended)
}

// reviveAfter is how long a part that ended by itself is away.
const reviveAfter = time.Second

// again begins another life, unless somebody did, or it was the last.
func (p *process) again() {
	p.mu.Lock()
	over := p.child != nil || !p.revive
	p.mu.Unlock()
	if over {
		return
	}
	// Somebody may have been first after all: then it runs.
	if err := p.start(); err != nil && p.down() {
		tell(p.failed, err)
	}
}

// rest: no life begins by itself any more.
func (p *process) rest() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.revive = false
}

// reason gives an end without an error one.
func reason(how error) error {
	if how == nil {
		return errors.New("without an error")
	}
	return how
}

// tell does not wait for somebody who does not listen.
func tell(to chan<- error, what error) {
	select {
	case to <- what:
	default:
	}
}

// signal the part that runs. For one that ends by it, the end is meant; ended is closed when it is there. One that has just ended, and is
// not yet known to be down, is no error: what was asked of it has no meaning any more.
func (p *process) signal(what syscall.Signal) (ended <-chan struct{}, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.child == nil {
		return nil, fmt.Errorf("%s does not run", p.part)
	}
	if what == syscall.SIGKILL || what == syscall.SIGTERM {
		p.meant = true
	}
	if err := p.child.Process.Signal(what); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return nil, fmt.Errorf("signal %s: %w", p.part, err)
	}
	return p.ended, nil
}

// down tells whether the part is down.
func (p *process) down() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.child == nil
}

// begin starts a process from a thread that lives as long as this program: to the kernel the parent whose death a child must not survive is
// the thread that started it.
func begin(child *exec.Cmd) error {
	mother.once.Do(func() {
		mother.births = make(chan birth)
		go func() {
			runtime.LockOSThread()
			for one := range mother.births {
				one.done <- one.child.Start()
			}
		}()
	})
	done := make(chan error, 1)
	mother.births <- birth{child, done}
	return <-done
}

type birth struct {
	child *exec.Cmd
	done  chan<- error
}

var mother struct {
	once   sync.Once
	births chan birth
}
