package machine

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"

	"traject.nl/tools/machine/hostclock"
)

// SetClock makes the host of a part have a clock that is so much ahead, or behind (negative), in whole seconds. The machine must be Skewable.
func (m *Machine) SetClock(one Part, offset time.Duration) error {
	if !m.options.Skewable {
		return fmt.Errorf("clock of %s: start the machine with Skewable", one)
	}
	if _, err := m.process(one); err != nil {
		return err
	}
	return hostclock.Set(m.clock(one), offset)
}

// clock is the file that sets the clock of a part; none when clocks cannot be set.
func (m *Machine) clock(one Part) string {
	if !m.options.Skewable {
		return ""
	}
	return filepath.Join(m.folder, "clocks", string(one))
}

func (m *Machine) makeClocks() error {
	if !m.options.Skewable {
		return nil
	}
	if err := os.MkdirAll(filepath.Join(m.folder, "clocks"), 0o700); err != nil {
		return err
	}
	for _, one := range Parts {
		if err := hostclock.Make(m.clock(one)); err != nil {
			return err
		}
	}
	return nil
}

// LimitFiles makes a part that runs unable to write any file beyond so many bytes, until FreeFiles: to the part, its disk fails.
func (m *Machine) LimitFiles(one Part, bytes uint64) error {
	p, err := m.process(one)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.child == nil {
		return fmt.Errorf("%s does not run", one)
	}
	limit := unix.Rlimit{Cur: bytes, Max: math.MaxUint64}
	if err := unix.Prlimit(p.child.Process.Pid, unix.RLIMIT_FSIZE, &limit, nil); err != nil {
		return fmt.Errorf("limit the files of %s: %w", one, err)
	}
	return nil
}

// FreeFiles takes that limit away.
func (m *Machine) FreeFiles(one Part) error { return m.LimitFiles(one, math.MaxUint64) }

// disk is a small one of its own for the data of a machine.
type disk struct{ at string }

// mountDisk of so many bytes on a folder. What an earlier run left there is thrown away.
func mountDisk(at string, size int64) (*disk, error) {
	if err := os.MkdirAll(at, 0o700); err != nil {
		return nil, err
	}
	// Of a run that was killed.
	_ = unix.Unmount(at, unix.MNT_DETACH)
	if err := unix.Mount("traject", at, "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, fmt.Sprintf("size=%d,mode=0700", size)); err != nil {
		return nil, fmt.Errorf("a disk of %d bytes on %s: %w: it takes root, or run without Disk", size, at, err)
	}
	return &disk{at}, nil
}

func (d *disk) unmount() error {
	if err := unix.Unmount(d.at, unix.MNT_DETACH); err != nil {
		return fmt.Errorf("disk on %s: %w", d.at, err)
	}
	return nil
}

func (d *disk) ballast() string { return filepath.Join(d.at, "ballast") }

// FillDisk takes all room that is left on the disk of the machine, which must have one (Options.Disk).
func (m *Machine) FillDisk() error {
	if m.disk == nil {
		return errors.New("fill the disk: start the machine with a Disk of its own")
	}
	file, err := os.OpenFile(m.disk.ballast(), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("fill the disk: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("fill the disk: %w", err)
	}
	at := info.Size()
	// Ever smaller pieces: others write meanwhile.
	for piece := int64(1 << 30); piece >= 4096; {
		switch err := unix.Fallocate(int(file.Fd()), 0, at, piece); {
		case err == nil:
			at += piece
		case errors.Is(err, unix.ENOSPC):
			piece /= 2
		case !errors.Is(err, unix.EINTR):
			return fmt.Errorf("fill the disk: %w", err)
		}
	}
	return nil
}

// EmptyDisk gives the room back that FillDisk took.
func (m *Machine) EmptyDisk() error {
	if m.disk == nil {
		return errors.New("empty the disk: the machine has none of its own")
	}
	if err := os.Remove(m.disk.ballast()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("empty the disk: %w", err)
	}
	return nil
}

// HasDisk tells whether the machine has a disk of its own.
func (m *Machine) HasDisk() bool { return m.disk != nil }
