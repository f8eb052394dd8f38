package chaos

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"traject.nl/tools/machine"
)

// Config of a run.
type Config struct {
	// From is the first seed, and Seeds how many there are.
	From  uint64
	Seeds int
	// Cases are how many pupils a seed has.
	Cases int
	// Together is how many seeds share a machine, one after the other.
	Together int
	// AtOnce is how many machines there are at once; 0 is one.
	AtOnce int
	// Faults is how many a seed has; 0 is a run without any.
	Faults int
	// Only are the names of the faults to choose from; all when it is empty.
	Only []string
	// Policy of the cases: "zout" or "demo". Empty takes them in turn, by the machine.
	Policy string
	// Folder is where the machines keep their state. What went well is removed.
	Folder string
	// Kept is a file in which a run keeps how far it came, and from which it goes on; empty for none.
	Kept string
	// Settle is how long everything may take to come to rest; 0 is five minutes.
	Settle time.Duration
	// Disk, in bytes, gives each machine a disk of its own, in memory, that can be filled. It takes root.
	Disk int64
	// Beats also tells of every beat.
	Beats bool
}

// Run plays the seeds and judges them. A line for each goes to the writer. The error is for what could not be done at all; what is wrong is in the
// report.
func Run(ctx context.Context, config Config, out io.Writer) (*Report, error) {
	report, err := config.begun()
	if err != nil {
		return nil, err
	}
	out = &turns{out: out}
	for len(report.Outcomes) < config.Seeds {
		began := time.Now()
		played, err := config.machines(ctx, len(report.Outcomes), out)
		if err != nil {
			return report, err
		}
		for _, one := range played {
			report.add(one.outs, one.v)
		}
		report.Took += time.Since(began)
		if err := report.keep(config); err != nil {
			return report, err
		}
	}
	return report, nil
}

// played is what came of the seeds of one machine.
type played struct {
	outs []*Outcome
	v    *verdict
}

// machines plays the next seeds on as many machines as there are at once. When one cannot be, the others are not waited for.
func (c Config) machines(ctx context.Context, done int, out io.Writer) ([]played, error) {
	group, ctx := errgroup.WithContext(ctx)
	all := make([]played, max(1, c.AtOnce))
	for i := range all {
		before := done + i*c.Together
		if before >= c.Seeds {
			break
		}
		group.Go(func() (err error) {
			first, number := c.From+uint64(before), min(c.Together, c.Seeds-before)
			if all[i].outs, all[i].v, err = onMachine(ctx, c, first, number, out); err != nil {
				return fmt.Errorf("seeds %d to %d: %w", first, first+uint64(number)-1, err)
			}
			return nil
		})
	}
	err := group.Wait()
	return slices.DeleteFunc(all, func(one played) bool { return one.v == nil }), err
}

// turns lets those who write at once do so one after the other.
type turns struct {
	mu  sync.Mutex
	out io.Writer
}

// Write implements io.Writer.
func (t *turns) Write(text []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.out.Write(text)
}

// policyOf the machine on which a seed is played: both are used in turn.
func (c Config) policyOf(first uint64) string {
	switch {
	case c.Policy != "":
		return c.Policy
	case (first-1)/uint64(c.Together)%2 == 0:
		return "demo"
	default:
		return "zout"
	}
}

// onMachine plays some seeds on a machine of their own.
func onMachine(ctx context.Context, config Config, first uint64, number int, out io.Writer) (outs []*Outcome, v *verdict, err error) {
	folder := filepath.Join(config.Folder, fmt.Sprintf("seed-%d", first))
	policy := config.policyOf(first)
	m, err := machine.Start(ctx, machine.Options{
		Folder: folder, Policy: policy, Proxied: true, Skewable: true, Revive: true, Disk: config.Disk,
		// The scripts go past the pages: a fault of the portal would hit nobody.
		Without: []machine.Part{machine.Portal},
	})
	if err != nil {
		return nil, nil, err
	}
	stopped := false
	stop := func() {
		if !stopped {
			stopped = true
			err = errors.Join(err, m.Stop())
		}
	}
	defer stop()
	r := &round{at: m, cases: config.Cases, perSeed: config.Faults, settle: config.Settle}
	if config.Beats {
		r.say = func(format string, args ...any) { fmt.Fprintf(out, format+"\n", args...) }
	}
	if r.faults, err = disturbances(m, config.Only); err != nil {
		return nil, nil, err
	}
	for seed := range number {
		outs = append(outs, r.play(ctx, first+uint64(seed)))
	}
	if v, err = r.judgeAll(ctx, outs, m); err != nil {
		return nil, nil, err
	}
	stop()
	tell(out, config, outs, v, folder, policy)
	return outs, v, err
}

// judgeAll judges the cases, and then what is of all of them together.
func (r *round) judgeAll(ctx context.Context, outs []*Outcome, m *machine.Machine) (*verdict, error) {
	v, all, err := r.judge(ctx, outs)
	if err != nil {
		return nil, err
	}
	whole := newVerdict()
	e, err := newEyes(ctx, r.at)
	if err != nil {
		return nil, err
	}
	defer e.Close()
	whole.add(e.judgeRegister(ctx, all))
	whole.add(e.judgeReconciliation(ctx))
	whole.add(judgeEvidence(ctx, "mongodb://"+m.Address(machine.Store)+"/"))
	mails, err := m.Mails()
	if err != nil {
		return nil, err
	}
	whole.add(judgeMails(mails, mailsAtOnce*faultsOf(outs)))
	whole.add(judgeSecrets(m.State()))
	select {
	case ended := <-m.Failed():
		whole.note(alive, "machine", 0, ended.Error())
	default:
		whole.note(alive, "machine", len(m.Parts()))
	}
	// What is of all seeds together is told with the last of them.
	for _, wrong := range whole.wrong {
		outs[len(outs)-1].Wrong = append(outs[len(outs)-1].Wrong, wrong.String())
	}
	v.add(whole)
	return v, nil
}

// mailsAtOnce is how many mails may be on their way at one moment: so many can come again after a fault.
const mailsAtOnce = 8

func faultsOf(outs []*Outcome) (sum int) {
	for _, one := range outs {
		sum += len(one.Faults)
	}
	return sum
}

// tell a line for each seed. The folder of a machine on which something was wrong stays.
func tell(to io.Writer, config Config, outs []*Outcome, v *verdict, folder, policy string) {
	var out strings.Builder
	defer func() { fmt.Fprint(to, out.String()) }()
	for _, one := range outs {
		fmt.Fprintln(&out, one.Line())
		for _, wrong := range one.Wrong {
			fmt.Fprintln(&out, "    "+wrong)
		}
	}
	if len(v.wrong) == 0 {
		if err := os.RemoveAll(folder); err != nil {
			fmt.Fprintln(&out, "    the folder stays:", err)
		}
		return
	}
	fmt.Fprintf(&out, "    state and logs are in %s; again: go run ./tools/chaos/cmd -from %d -seeds %d -together %d -cases %d -faults %d -policy %s\n",
		folder, outs[0].Seed, len(outs), len(outs), config.Cases, config.Faults, policy)
}
