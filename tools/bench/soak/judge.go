package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"traject.nl/services/platform/evidence"
	"traject.nl/tools/journey"
	"traject.nl/tools/witness"
)

// finding is all that is seen of a case.
type finding struct {
	Case    journey.Case
	Papers  []journey.Piece
	Notices []journey.Notice
	Chains  []evidence.Export
	Acts    []witness.Accepted
	Live    *stream
	Steps   int
}

const (
	// settleTime is how long mails may take after the last act, and again how long to wait before they are asked for again.
	settleTime, again = 3 * time.Minute, 500 * time.Millisecond
	// judges work side by side.
	judges = 4
)

// judge every case, and every stream that was kept open.
func (c *crowd) judge(ctx context.Context) (wrong []string) {
	found := make([][]string, len(c.tales))
	var group errgroup.Group
	group.SetLimit(judges)
	for i, one := range c.tales {
		group.Go(func() error {
			for _, fault := range c.judgeOne(ctx, one) {
				found[i] = append(found[i], fmt.Sprintf("case %s (%s): %s", one.story.Key, one.way.name, fault))
			}
			return nil
		})
	}
	_ = group.Wait() // what is wrong is found, not failed
	for _, one := range c.streams {
		found = append(found, one.wrong)
	}
	return append(slices.Concat(found...), c.wire.Differs()...)
}

func (c *crowd) judgeOne(ctx context.Context, one *tale) []string {
	if one.err != nil {
		return []string{one.err.Error()}
	}
	want := c.endings[one.way.name]
	found, err := c.look(ctx, one, len(want.Notices))
	if err != nil {
		return []string{err.Error()}
	}
	return found.wrong(want)
}

// look at a case from every side, once its notices have left.
func (c *crowd) look(ctx context.Context, one *tale, notices int) (found finding, err error) {
	office, id := c.traject.As("kantoor"), one.story.CaseID
	found = finding{Acts: c.wire.Acts(id), Live: one.live, Steps: len(one.way.steps)}
	if found.Notices, err = settled(ctx, office, id, notices); err != nil {
		return found, err
	}
	if found.Case, err = office.Case(ctx, id); err != nil {
		return found, err
	}
	papers, err := office.Dossier(ctx, one.story.DossierID())
	if err != nil {
		return found, err
	}
	found.Papers = papers.Pieces
	found.Chains, err = office.Evidence(ctx, id)
	return found, err
}

// lookAtEnd looks at a case once nothing of it is under way: it rests or is closed, and everyone who gets a letter was told of it.
func (c *crowd) lookAtEnd(ctx context.Context, one *tale) (found finding, err error) {
	ctx, cancel := context.WithTimeout(ctx, settleTime)
	defer cancel()
	for {
		if found, err = c.look(ctx, one, 0); err != nil {
			return found, fmt.Errorf("%s did not come to its end: %w", one.story.Key, err)
		}
		told := 0
		for _, notice := range found.Notices {
			if notice.Kind == "letter" {
				told++
			}
		}
		if (found.Case.Closed || found.Case.Phase == "rust") && told == len(found.ending().Letters) {
			return found, nil
		}
	}
}

// settled are the notices of a case, when all of them left. Without a number to wait for, they are those that are there when nothing has
// changed for a while.
func settled(ctx context.Context, office journey.Person, id string, atLeast int) (notices []journey.Notice, err error) {
	ctx, cancel := context.WithTimeout(ctx, settleTime)
	defer cancel()
	tick := time.NewTicker(again)
	defer tick.Stop()
	for alike, before := 0, -1; ; {
		if notices, err = office.NoticesOf(ctx, id); err != nil {
			return nil, err
		}
		waiting := slices.ContainsFunc(notices, func(n journey.Notice) bool {
			return slices.ContainsFunc(n.Deliveries, func(d journey.Delivery) bool { return d.State == "waiting" })
		})
		if alike++; len(notices) != before {
			alike, before = 0, len(notices)
		}
		if !waiting && ((atLeast > 0 && len(notices) >= atLeast) || alike >= 6) {
			return notices, nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return notices, fmt.Errorf("%d of %d notices, or some of them wait", len(notices), atLeast)
		}
	}
}

func (f finding) ending() witness.Ending { return witness.End(f.Case, f.Papers, f.Notices) }

// wrong is what is not as it must be; nothing when the case is right.
func (f finding) wrong(want witness.Ending) []string {
	chains := slices.DeleteFunc(witness.Chains(f.Chains), func(fault string) bool {
		// Of a case without letters the documents service has nothing to prove.
		return len(want.Letters) == 0 && fault == "chain documents is empty"
	})
	wrong := slices.Concat(witness.Timeline(f.Case), witness.Acts(f.Acts, f.Case.Version), chains, f.ending().Differs(want))
	// The draft is no act; every other step is one.
	if len(f.Acts) != f.Steps-1 {
		wrong = append(wrong, fmt.Sprintf("%d acts were accepted, want %d", len(f.Acts), f.Steps-1))
	}
	for _, task := range f.Case.Tasks {
		if task.ClosedAt == nil {
			wrong = append(wrong, "task "+task.ID+" is still open")
		}
	}
	for _, notice := range f.Notices {
		for _, sent := range notice.Deliveries {
			if sent.State != "accepted" && sent.State != "superseded" {
				wrong = append(wrong, fmt.Sprintf("notice %s to %s is %s: %s", notice.Kind, witness.Whom(notice.Party), sent.State, sent.Reply))
			}
		}
	}
	if f.Live != nil {
		wrong = append(wrong, f.Live.wrong...)
	}
	return wrong
}
