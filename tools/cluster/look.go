package cluster

import (
	"context"
	"errors"
	"fmt"
	"time"

	"traject.nl/tools/journey"
	"traject.nl/tools/witness"
)

// settleTime is how long mails and letters may take after the last act: a delivery that a kill cut off is leased for a minute.
const settleTime = 6 * time.Minute

// look at a case from every side, once its notices are settled.
func (c *crowd) look(ctx context.Context, one *tale, notices int) (finding, error) {
	office, id := c.traject.As("kantoor"), one.story.CaseID
	found := finding{Acts: c.wire.Acts(id)}
	if one.live != nil {
		found.Live, _ = one.live.sightings()
	}
	var err error
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
	if found.Chains, err = office.Evidence(ctx, id); err != nil {
		return found, err
	}
	lines, err := office.Register(ctx)
	for _, line := range lines {
		if line.CaseID == id {
			found.Numbers = append(found.Numbers, line.TLVNumber)
		}
	}
	return found, err
}

// settled are the notices of a case, at least so many, when every mail about them left.
func settled(ctx context.Context, office journey.Person, id string, atLeast int) (notices []journey.Notice, err error) {
	err = eventually(ctx, settleTime, func(ctx context.Context) error {
		if notices, err = office.NoticesOf(ctx, id); err != nil {
			return err
		}
		if len(notices) < max(atLeast, 1) {
			return fmt.Errorf("case %s has %d notices of %d", id, len(notices), atLeast)
		}
		for _, notice := range notices {
			for _, sent := range notice.Deliveries {
				if sent.State == "waiting" {
					return fmt.Errorf("case %s: notice %s to %s waits: %s", id, notice.Kind, witness.Whom(notice.Party), sent.Reply)
				}
			}
		}
		return nil
	})
	return notices, err
}

// example tells a case of each way on a quiet cluster: how it goes is what all others are compared with.
func (t *Trial) example(ctx context.Context) error {
	quiet := newCrowd(t, t.mark+"-example")
	defer quiet.stop()
	for n, chosen := range ways {
		one := quiet.begin(n, chosen)
		if err := quiet.tell(ctx, one, len(chosen.steps)); err != nil {
			return err
		}
		quiet.rest(ctx, one)
		if one.err != nil {
			return one.err
		}
		// Everyone who gets a letter is told of it after the last act.
		var found finding
		err := eventually(ctx, settleTime, func(ctx context.Context) error {
			var err error
			if found, err = quiet.look(ctx, one, 0); err != nil {
				return err
			}
			if told := lettersTold(found); len(found.ended().Letters) == 0 || told != len(found.ended().Letters) {
				return errors.New("not everyone who gets a letter was told")
			}
			return nil
		})
		if err != nil {
			return err
		}
		want := found.ended()
		if want.Phase != "rust" || want.Outcome != chosen.name {
			return fmt.Errorf("an example of %q ended in phase %q, %q", chosen.name, want.Phase, want.Outcome)
		}
		if wrong := judge(found, want, len(chosen.steps)-1); len(wrong) > 0 {
			return fmt.Errorf("an example of %q: %v", chosen.name, wrong)
		}
		t.endings[chosen.name] = want
		t.say("  an example of %q: %d lines, %d tasks, %d letters, %d notices in %s", chosen.name,
			len(want.Kinds), len(want.Tasks), len(want.Letters), len(want.Notices), one.took.Round(time.Millisecond))
	}
	return nil
}

func lettersTold(f finding) (told int) {
	for _, notice := range f.Notices {
		if notice.Kind == "letter" {
			told++
		}
	}
	return told
}
