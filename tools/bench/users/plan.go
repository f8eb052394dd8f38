package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"traject.nl/tools/machine"
)

// plan is what is measured.
type plan struct {
	// cases that are open.
	cases int
	// reads and acts are how many of each kind of work begin each second.
	reads, acts float64
	// long is how long each kind of work goes on by itself, and then all of them together.
	long time.Duration
	// pages are how many are open at the same time besides one, the fewest first; decisions how many are made for each.
	pages     []int
	decisions int
	// script for Chromium; empty leaves it out. Times is how often it opens each page.
	script string
	times  int
}

// rest is how long everything is left alone before memory is looked at.
const rest = 3 * time.Second

// bundled is how long a mail waits for others to its address: a minute, so that what was filled in is not mailed a quarter of an hour later, in the
// middle of what is measured.
const bundled = time.Minute

// surroundings has no limits on what one person may do: here a few people are many.
func surroundings() map[machine.Part][]string {
	all := map[machine.Part][]string{}
	for _, part := range machine.Services {
		all[part] = []string{
			"TRAJECT_LIMIT_PERSON=0", "TRAJECT_LIMIT_PERSON_AT_ONCE=0", "TRAJECT_LIMIT_ADDRESS=0", "TRAJECT_LIMIT_ADDRESS_AT_ONCE=0",
		}
	}
	all[machine.Notifications] = append(all[machine.Notifications], "TRAJECT_MAIL_BUNDLE="+bundled.String())
	return all
}

// measure starts Traject on the store, and does everything there.
func (p plan) measure(ctx context.Context, which string, progress io.Writer) (r results, err error) {
	store, err := openStorage(ctx, which)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, store.stop()) }()
	folder, err := os.MkdirTemp("", "traject-users-")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(folder)
	m, err := machine.Start(ctx, machine.Options{Folder: folder, StoreURI: store.uri, Env: surroundings()})
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, m.Stop()) }()
	if err := empty(ctx, m); err != nil {
		return r, err
	}
	b := &bench{plan: p, machine: m, outside: store.used, crowd: newCrowd(m.Traject(), m.Addresses().Portal), progress: progress, windows: map[string]int{}}
	b.results.store = store.name
	err = b.run(ctx)
	return b.results, err
}

// empty refuses a store with cases of before: they would be counted, and their processes are elsewhere.
func empty(ctx context.Context, m *machine.Machine) error {
	cases, err := m.Database(ctx, "cases")
	if err != nil {
		return err
	}
	defer cases.Close(ctx)
	count, err := cases.Collection("cases").EstimatedDocumentCount(ctx)
	if err == nil && count > 0 {
		err = fmt.Errorf("the store already has %d cases: want one without databases named cases, documents, notifications, portal and registry", count)
	}
	return err
}

// bench is the measurement on one store.
type bench struct {
	plan
	machine  *machine.Machine
	outside  usages
	crowd    *crowd
	progress io.Writer
	results  results

	// What was made: open are all cases that stay as they are, watched those of which others have the page open. The others are for acting.
	open, watched, drafts, decidable []application
	// windows is how many pages each account has open.
	windows map[string]int
}

func (b *bench) run(ctx context.Context) error {
	for _, step := range []func(context.Context) error{b.fill, b.calm, b.workAlone, b.workTogether, b.watchAll, b.screen} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(b.progress, time.Now().Format(time.TimeOnly)+" "+b.results.store+": "+format+"\n", args...)
}

// each is how often a work with this pace is done in the time that it goes on.
func (b *bench) each(w work) pace {
	perSecond := b.reads
	if w.acts {
		perSecond = b.acts
	}
	return pace{perSecond, max(1, int(perSecond*b.long.Seconds()))}
}

// fill makes all cases: most are handed in and wait there, as many as will be decided wait for the director, and as many as will be handed in are
// drafts. Half of what rests has gone on to the parents, so that not everything waits at the office.
func (b *bench) fill(ctx context.Context) error {
	in, err := b.crowd.region(ctx)
	if err != nil {
		return err
	}
	once := 2 * b.each(work{acts: true}).count
	watched := (1 + len(b.pages)) * b.decisions
	if least := once + watched + 1; b.cases < least {
		return fmt.Errorf("-cases %d: want at least %d, for what will be done with them", b.cases, least)
	}
	all := make([]application, b.cases+once)
	for i := range all {
		all[i] = b.crowd.application(in, i)
	}
	b.drafts, b.decidable = all[:once], all[once:2*once]
	b.watched, b.open = all[2*once:2*once+watched], all[2*once+watched:]
	b.say("making %d cases…", b.cases)
	begun := time.Now()
	made := 0
	err = brought(ctx, all, func(i int) int {
		switch {
		case i < once:
			return drafted
		case i < 2*once:
			return decidable
		case i < 2*once+watched || i%2 == 0:
			return handedIn
		default:
			return atParents
		}
	}, func() {
		if made++; made%100 == 0 {
			b.say("%d made in %s", made, time.Since(begun).Round(time.Second))
		}
	})
	b.results.cases, b.results.filled = b.cases, time.Since(begun)
	b.crowd.measured()
	return err
}

// longestCalm is how long the mails about what was filled in may take.
const longestCalm = 20 * time.Minute

// calm waits until the mails about what was filled in have left: they are not what is measured.
func (b *bench) calm(ctx context.Context) error {
	begun := time.Now()
	ctx, cancel := context.WithTimeout(ctx, longestCalm)
	defer cancel()
	store, err := b.machine.Database(ctx, "notifications")
	if err != nil {
		return err
	}
	defer store.Close(context.WithoutCancel(ctx))
	tick := time.NewTicker(bundled / 6)
	defer tick.Stop()
	for {
		waiting, err := store.Collection("schedule").CountDocuments(ctx, bson.M{"channel": "mail", "dueAt": bson.M{"$lte": begun.Add(2 * bundled)}})
		if err != nil {
			return fmt.Errorf("mails that wait: %w", err)
		}
		if waiting == 0 {
			b.say("its mails have left after %s", time.Since(begun).Round(time.Second))
			return nil
		}
		b.say("%d mails wait", waiting)
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("%d mails still wait: %w", waiting, ctx.Err())
		}
	}
}

// works are all kinds of work.
func (b *bench) works() []work {
	return append(b.crowd.acts(b.drafts, b.decidable), b.crowd.looks(b.open)...)
}

func (b *bench) workAlone(ctx context.Context) error {
	b.results.works = b.works()
	for _, w := range b.results.works {
		at := b.each(w)
		if err := b.warm(ctx, w); err != nil {
			return err
		}
		took := steady(ctx, at, w.do)
		b.results.alone = append(b.results.alone, took)
		b.say("%s: %s", w.name, cell(took))
		if len(took.ms) == 0 {
			return fmt.Errorf("%s: %w", w.name, took.first)
		}
	}
	return ctx.Err()
}

// warm signs everybody in who does the work, and looks once at what is only read.
func (b *bench) warm(ctx context.Context, w work) error {
	times := b.each(w).count
	if w.acts {
		times *= 2 // alone and together
	}
	err := atOnce(ctx, written, times, w.ready)
	if err == nil && !w.acts {
		err = w.do(ctx, 0)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", w.name, err)
	}
	return nil
}

func (b *bench) workTogether(ctx context.Context) error {
	for _, w := range b.results.works {
		if err := b.warm(ctx, w); err != nil {
			return err
		}
	}
	before, err := lookAt(b.machine, b.outside)
	if err != nil {
		return err
	}
	b.results.together = make([]taken, len(b.results.works))
	var doing sync.WaitGroup
	for i, w := range b.results.works {
		doing.Go(func() { b.results.together[i] = steady(ctx, b.each(w), w.do) })
	}
	doing.Wait()
	after, err := lookAt(b.machine, b.outside)
	b.results.cores, b.results.memory = after.since(before)
	for i, w := range b.results.works {
		b.say("together: %s: %s", w.name, cell(b.results.together[i]))
		if took := b.results.together[i]; len(took.ms) == 0 {
			err = errors.Join(err, fmt.Errorf("%s: %w", w.name, took.first))
		}
	}
	return err
}

func (b *bench) screen(ctx context.Context) error {
	if b.script == "" {
		return nil
	}
	var err error
	b.results.screen, err = lookOnScreen(ctx, b.machine.Addresses().Portal, b.script, b.open, b.times)
	return err
}
