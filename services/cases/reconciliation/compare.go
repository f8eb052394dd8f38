package reconciliation

import (
	"context"
	"errors"
	"time"
)

// Standing is how far a case is.
type Standing struct {
	CaseID, Procedure string
	// Version of the last line of its timeline.
	Version int64
}

// ErrAbsent tells that there is no such case, or no process of it that runs.
var ErrAbsent = errors.New("there is none")

// ErrSilent tells that a process runs and does not say where it stands.
var ErrSilent = errors.New("the process does not answer")

// Records is what the record says.
type Records interface {
	// OpenAfter gives open cases in the order of their ids, from behind an id, at most limit.
	OpenAfter(ctx context.Context, id string, limit int) ([]Standing, error)
	// Version of a case, open or closed; ErrAbsent when there is no such case.
	Version(ctx context.Context, caseID string) (version int64, open bool, err error)
}

// Processes is what the processes say.
type Processes interface {
	// Running gives a page of running processes of cases, and where the next page begins; nil after the last. Their versions are
	// not known.
	Running(ctx context.Context, page []byte) (found []Standing, next []byte, err error)
	// Version asks a process where it stands: ErrAbsent when none runs, ErrSilent when it does not answer.
	Version(ctx context.Context, procedure, caseID string) (int64, error)
}

// Comparison compares the two.
type Comparison struct {
	Records   Records
	Processes Processes
	// Again is how long after the first look the second one is.
	Again time.Duration
	// Alive is called at every case; may be nil.
	Alive func()
}

// pageSize is how many cases of the record are read at once.
const pageSize = 200

// Into compares everything and puts what came of it in the run.
func (c Comparison) Into(ctx context.Context, run *Run) error {
	fromRecord, err := c.ofRecords(ctx, run)
	if err != nil {
		return err
	}
	fromProcesses, err := c.ofProcesses(ctx, run)
	if err != nil {
		return err
	}
	suspects := append(fromRecord, fromProcesses...)
	if len(suspects) == 0 {
		return nil
	}
	if err := c.pause(ctx); err != nil {
		return err
	}
	for _, suspect := range suspects {
		c.alive()
		kind, err := c.judge(ctx, suspect)
		if err != nil {
			return err
		}
		if kind != "" {
			run.add(Difference{CaseID: suspect.CaseID, Procedure: suspect.Procedure, Kind: kind})
		}
	}
	return nil
}

// ofRecords takes a first look at every open case, and gives those that may differ.
func (c Comparison) ofRecords(ctx context.Context, run *Run) (suspects []Standing, err error) {
	for after := ""; ; {
		page, err := c.Records.OpenAfter(ctx, after, pageSize)
		if err != nil {
			return nil, err
		}
		for _, record := range page {
			c.alive()
			run.Records++
			version, err := c.Processes.Version(ctx, record.Procedure, record.CaseID)
			if err != nil && !errors.Is(err, ErrAbsent) && !errors.Is(err, ErrSilent) {
				return nil, err
			}
			if err != nil || version != record.Version {
				suspects = append(suspects, record)
			}
			after = record.CaseID
		}
		if len(page) < pageSize {
			return suspects, nil
		}
	}
}

// ofProcesses looks for the case of every running process, and gives those without one.
func (c Comparison) ofProcesses(ctx context.Context, run *Run) (suspects []Standing, err error) {
	for page := []byte(nil); ; {
		found, next, err := c.Processes.Running(ctx, page)
		if err != nil {
			return nil, err
		}
		for _, process := range found {
			c.alive()
			run.Processes++
			_, _, err := c.Records.Version(ctx, process.CaseID)
			switch {
			case errors.Is(err, ErrAbsent):
				suspects = append(suspects, process)
			case err != nil:
				return nil, err
			}
		}
		if len(next) == 0 {
			return suspects, nil
		}
		page = next
	}
}

// judge takes the second look at a case: "" when nothing differs.
func (c Comparison) judge(ctx context.Context, suspect Standing) (Kind, error) {
	process, asked := c.Processes.Version(ctx, suspect.Procedure, suspect.CaseID)
	record, open, read := c.Records.Version(ctx, suspect.CaseID)
	absent := errors.Is(read, ErrAbsent)
	switch {
	case read != nil && !absent:
		return "", read
	case errors.Is(asked, ErrAbsent):
		if open {
			return NoProcess, nil
		}
		return "", nil // it ended since
	case errors.Is(asked, ErrSilent):
		return NoAnswer, nil
	case asked != nil:
		return "", asked
	case absent:
		return NoRecord, nil
	case record > process:
		return c.judgeAhead(ctx, suspect, record)
	case record < process:
		return OtherVersion, nil
	}
	return "", nil
}

// judgeAhead: a record that is ahead was read after the process answered. When the process is there by now, all is well.
func (c Comparison) judgeAhead(ctx context.Context, suspect Standing, record int64) (Kind, error) {
	process, err := c.Processes.Version(ctx, suspect.Procedure, suspect.CaseID)
	switch {
	case errors.Is(err, ErrAbsent):
		return "", nil // it ended in between
	case errors.Is(err, ErrSilent):
		return NoAnswer, nil
	case err != nil:
		return "", err
	case process < record:
		return OtherVersion, nil
	}
	return "", nil
}

func (c Comparison) pause(ctx context.Context) error {
	over := time.NewTimer(c.Again)
	defer over.Stop()
	tick := time.NewTicker(10 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
			c.alive()
		case <-over.C:
			return nil
		}
	}
}

func (c Comparison) alive() {
	if c.Alive != nil {
		c.Alive()
	}
}
