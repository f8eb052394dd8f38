package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"

	"traject.nl/tools/journey"
)

// work is something that people do or look at, again and again.
type work struct {
	name string
	// acts says that it changes something, which goes at a pace of its own.
	acts bool
	// target is the time within which 95 of 100 must be answered (ms); 0 is none.
	target float64
	// ready signs in who does it the next time; that is no part of what is measured.
	ready func(ctx context.Context, i int) error
	do    func(ctx context.Context, i int) error
}

// desks is how many people of the office work at the same time.
const desks = 10

// looks are the lists and the pages, of everybody's usual kind. The case is another one each time.
func (c *crowd) looks(open []application) []work {
	office := func(i int) string { return fmt.Sprintf("kantoor~%d", 1+i%desks) }
	one := func(i int) application { return open[(i*7919)%len(open)] }
	read := func(name string, target float64, account func(i int) string, path func(i int) string) work {
		return work{name: name, target: target, ready: c.signed(account), do: func(ctx context.Context, i int) error {
			var whole json.RawMessage
			return c.As(account(i)).Get(ctx, c.Cases+path(i), &whole)
		}}
	}
	see := func(name string, target float64, account func(i int) string, path func(i int) string, words string) work {
		ready := func(ctx context.Context, i int) error {
			_, err := c.session(ctx, account(i))
			return err
		}
		return work{name: name, target: target, ready: ready, do: func(ctx context.Context, i int) error {
			_, err := c.page(ctx, account(i), path(i), words)
			return err
		}}
	}
	always := func(path string) func(int) string { return func(int) string { return path } }
	school := func(i int) string { return one(i).School }
	sot := func(i int) string { return one(i).SOT }
	return []work{
		read("API: list of cases, office", target, office, always("/v1/cases?closed=false&limit=50")),
		read("API: list of tasks, office", target, office, always("/v1/tasks")),
		read("API: list of tasks, SOT", target, sot, always("/v1/tasks")),
		read("API: case, office", target, office, func(i int) string { return "/v1/cases/" + one(i).CaseID }),
		see("page: list of cases, office", target, office, always("/zaken"), "Alle zaken"),
		see("page: list of tasks, office", target, office, always("/"), "Mijn taken"),
		see("page: list of tasks, SOT", target, sot, always("/"), "Mijn taken"),
		see("page: start, school", target, school, always("/"), "Mijn aanvragen"),
		see("page: case, office", target, office, func(i int) string { return "/zaken/" + one(i).CaseID }, `id="live"`),
		see("page: case, school", target, school, func(i int) string { return "/zaken/" + one(i).CaseID }, `id="live"`),
	}
}

// signed gives an account a token.
func (c *crowd) signed(account func(i int) string) func(context.Context, int) error {
	return func(ctx context.Context, i int) error {
		_, err := c.Token(ctx, account(i))
		return err
	}
}

// target for lists and pages (ms).
const target = 100

// acts hand in what is drafted and decide what is decidable. Each case is done once, however often they are asked for: first alone, then
// together with the rest.
func (c *crowd) acts(drafts, decidable []application) []work {
	var submitted, decided atomic.Int64
	next := func(of []application, done *atomic.Int64) (application, error) {
		i := int(done.Add(1)) - 1
		if i >= len(of) {
			return application{}, fmt.Errorf("only %d cases were made for this", len(of))
		}
		return of[i], nil
	}
	tell := func(of []application, done *atomic.Int64, step journey.Step) func(context.Context, int) error {
		return func(ctx context.Context, _ int) error {
			a, err := next(of, done)
			if err != nil {
				return err
			}
			return a.Tell(ctx, step)
		}
	}
	school := c.signed(func(i int) string { return drafts[i%len(drafts)].School })
	director := c.signed(func(int) string { return "directeur" })
	return []work{
		{name: "submit an application", acts: true, ready: school, do: tell(drafts, &submitted, journey.HandIn)},
		{name: "decide (the update is answered)", acts: true, ready: director, do: tell(decidable, &decided, journey.Granted)},
	}
}
