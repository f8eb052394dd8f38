package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"traject.nl/tools/machine"
)

const (
	// watchers is how many pages of others are open on each case in which something is decided: of the school, the SOT and a colleague.
	watchers = 3
	// tabsEach is how many pages one person has open; more than twenty are refused.
	tabsEach = 15
	// lists is how many pages of everything are open: those of the office, which hear of every change.
	lists = 10
	// seeTime is how long a page may take to show a decision before it counts as missed.
	seeTime = 30 * time.Second
)

// liveFigures are what was seen with so many pages open.
type liveFigures struct {
	pages int
	// heard and shown are from the answer to who decided: until the page of another knew that something changed, and until it had fetched it.
	heard, shown taken
	// decided is how long the decision took.
	decided taken
}

// pageMemory is what open pages cost the parts that keep them open.
type pageMemory struct {
	pages int
	// each is how many bytes one page takes of a part.
	each map[machine.Part]float64
}

// keepers of open pages.
var keepers = []machine.Part{machine.Portal, machine.Cases, machine.Notifications}

// tabs are pages that will be open: first those of others on the cases in which something will be decided, then a few of everything if they
// are wanted, and the rest on other cases. One person has no more than they may.
func (b *bench) tabs(decided []application, count, everything int) []*tab {
	somebody := func(account string) string {
		b.windows[account]++
		return fmt.Sprintf("%s~%d", account, 1+(b.windows[account]-1)/tabsEach)
	}
	var all []*tab
	on := func(a application, i int) {
		account := [watchers]string{a.School, a.SOT, "directeur"}[i%watchers]
		all = append(all, &tab{crowd: b.crowd, account: somebody(account), caseID: a.CaseID})
	}
	for i := range min(count-everything, watchers*len(decided)) {
		on(decided[i%len(decided)], i/len(decided))
	}
	for range everything {
		all = append(all, &tab{crowd: b.crowd, account: somebody("kantoor")})
	}
	for i := 0; len(all) < count; i++ {
		on(b.open[i%len(b.open)], i/len(b.open))
	}
	return all
}

// watchAll opens more and more pages, and lets others decide.
func (b *bench) watchAll(ctx context.Context) error {
	if err := b.watchOne(ctx); err != nil || len(b.pages) == 0 {
		return err
	}
	var all []*tab
	for i, count := range b.pages {
		all = append(all, b.tabs(b.watched[(i+1)*b.decisions:(i+2)*b.decisions], count-len(all), b.everything(i))...)
	}
	b.say("loading %d pages…", len(all))
	err := atOnce(ctx, written, len(all), func(ctx context.Context, i int) error { return all[i].load(ctx) })
	if err != nil {
		return err
	}
	if err := b.freshen(ctx); err != nil {
		return err
	}
	keeping, closeAll := context.WithCancel(ctx)
	var listening sync.WaitGroup
	defer listening.Wait()
	defer closeAll()
	return b.openAll(keeping, all, &listening)
}

// everything is how many pages with all cases are opened in this round: all in the first.
func (b *bench) everything(round int) int {
	if round > 0 {
		return 0
	}
	return min(lists, b.pages[0]/2)
}

// freshen starts the parts that keep pages open again, so that what they held for other work is not taken for pages, and lets them do a little
// of everything.
func (b *bench) freshen(ctx context.Context) error {
	for _, part := range keepers {
		if err := b.machine.Restart(ctx, part); err != nil {
			return err
		}
	}
	for _, w := range b.results.works {
		if err := b.warm(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) openAll(ctx context.Context, all []*tab, listening *sync.WaitGroup) error {
	before, err := b.own(ctx)
	if err != nil {
		return err
	}
	opened := 0
	for i, count := range b.pages {
		b.say("opening %d pages…", count)
		err := atOnce(ctx, written, count-opened, func(_ context.Context, i int) error { return all[opened+i].open(ctx, listening) })
		if err != nil {
			return err
		}
		opened = count
		if i == len(b.pages)-1 {
			after, err := b.own(ctx)
			if err != nil {
				return err
			}
			b.results.page = pageMemory{count, map[machine.Part]float64{}}
			for _, part := range keepers {
				b.results.page.each[part] = float64(after[part]-before[part]) / float64(count)
			}
		}
		cases := b.watched[(i+1)*b.decisions : (i+2)*b.decisions]
		seen, err := b.watch(ctx, all[:opened], cases)
		b.results.live = append(b.results.live, seen)
		b.say("%d pages: heard %s, shown %s, lost: %v", count, cell(seen.heard), cell(seen.shown), errors.Join(seen.decided.first, seen.shown.first, broken(all[:opened])))
		if err != nil {
			return err
		}
	}
	return nil
}

// own memory of the keepers after a rest (bytes).
func (b *bench) own(ctx context.Context) (map[machine.Part]int64, error) {
	if !until(ctx, time.Now().Add(rest)) {
		return nil, ctx.Err()
	}
	now := map[machine.Part]int64{}
	for _, part := range keepers {
		used, err := b.machine.Usage(part)
		if err != nil {
			return nil, err
		}
		now[part] = used.Own
	}
	return now, nil
}

// watchOne has one page open at a time: on each case in turn.
func (b *bench) watchOne(ctx context.Context) error {
	f := liveFigures{pages: 1}
	for _, a := range b.watched[:b.decisions] {
		one := &tab{crowd: b.crowd, account: a.School, caseID: a.CaseID}
		if err := one.load(ctx); err != nil {
			return err
		}
		keeping, closeIt := context.WithCancel(ctx)
		var listening sync.WaitGroup
		err := one.open(keeping, &listening)
		if err == nil {
			var seen liveFigures
			seen, err = b.watch(keeping, []*tab{one}, []application{a})
			f.heard.join(seen.heard)
			f.shown.join(seen.shown)
			f.decided.join(seen.decided)
		}
		closeIt()
		listening.Wait()
		if err != nil {
			return err
		}
	}
	b.results.live = append(b.results.live, f)
	b.say("1 page: heard %s, shown %s", cell(f.heard), cell(f.shown))
	return nil
}

// watch lets the office decide in the cases, and looks when the pages of others show it.
func (b *bench) watch(ctx context.Context, open []*tab, cases []application) (liveFigures, error) {
	f := liveFigures{pages: len(open)}
	on := map[string][]*tab{}
	for _, one := range open {
		on[one.caseID] = append(on[one.caseID], one)
	}
	var (
		mu     sync.Mutex
		seeing sync.WaitGroup
	)
	f.decided = steady(ctx, pace{b.acts, len(cases)}, func(ctx context.Context, i int) error {
		a := cases[i]
		accepted, err := b.crowd.As("kantoor").Act(ctx, a.CaseID, a.Key+"-competence", "competence", map[string]any{"competent": true})
		if err != nil {
			return err
		}
		answered := time.Now()
		for _, page := range on[a.CaseID] {
			seeing.Go(func() {
				when, err := page.await(ctx, a.CaseID, accepted.Version)
				mu.Lock()
				defer mu.Unlock()
				f.heard.add(late(answered, when.heard), err)
				f.shown.add(late(answered, when.shown), err)
			})
		}
		return nil
	})
	seeing.Wait()
	if len(f.shown.ms) == 0 {
		return f, errors.Join(errors.New("no decision was seen by anybody"), f.decided.first, f.shown.first, broken(open))
	}
	return f, nil
}

// late is how long after the answer something was (milliseconds); what came before it is not late.
func late(answered, seen time.Time) float64 {
	return float64(max(0, seen.Sub(answered)).Microseconds()) / 1000
}

// await waits until the page shows the case at the version. When it did is kept by the page, so how often is looked does not matter.
func (t *tab) await(ctx context.Context, caseID string, version int64) (sight, error) {
	ctx, cancel := context.WithTimeout(ctx, seeTime)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		if when, ok := t.saw(caseID, version); ok {
			return when, nil
		}
		select {
		case <-ctx.Done():
			return sight{}, errors.Join(fmt.Errorf("%s did not see case %s at version %d within %s", t.account, caseID, version, seeTime), t.problem())
		case <-tick.C:
		}
	}
}

func broken(open []*tab) error {
	for _, one := range open {
		if err := one.problem(); err != nil {
			return fmt.Errorf("page of %s: %w", one.account, err)
		}
	}
	return nil
}
