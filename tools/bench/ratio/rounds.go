package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"traject.nl/tools/figures"
)

// rounds are what came of every round, by the name of the contestant, in the order of the repetitions.
type rounds map[string][]outcome

// warm lets everyone do a few cases that do not count.
func (c choices) warm(ctx context.Context, all []contestant) error {
	warming := load{cases: min(c.cases, c.atOnce), atOnce: c.atOnce, settle: c.settle}
	for _, who := range all {
		if _, err := warming.measure(ctx, who); err != nil {
			return err
		}
	}
	return nil
}

// play lets everyone do round after round, there and back.
func (c choices) play(ctx context.Context, all []contestant, progress io.Writer) (rounds, error) {
	played := rounds{}
	for repetition := range c.repetitions {
		order := slices.Clone(all)
		if repetition%2 == 1 {
			slices.Reverse(order)
		}
		for _, who := range order {
			result, err := c.measure(ctx, who)
			if err != nil {
				return nil, err
			}
			played[who.name()] = append(played[who.name()], result)
			fmt.Fprintf(progress, "%s %d/%d: %s: %.2f cases a second, %d state transitions each\n", time.Now().Format(time.TimeOnly), repetition+1,
				c.repetitions, who.name(), result.perSecond(), result.transitions/int64(result.cases))
		}
	}
	return played, nil
}

// compared are which ratios are shown, and what is wanted of them; 0 for nothing.
var compared = []comparison{
	{"B2", "B1", "codec and telemetry", 0.85},
	{"S", "B2", "our process, services that only answer", 0},
	{"T", "S", "our services and their store", 0},
	{"T", "B2", "Traject itself", 0.9},
	{"P", "T", "the public API and its proofs", 0.75},
	{"W", "P", "the dossier and the words", 0},
}

// comparison of one contestant to another.
type comparison struct {
	of, to, meaning string
	want            float64
}

// ratio of two contestants, round by round, of one figure of each.
func (r rounds) ratio(of, to string, figure func(outcome) float64) figures.Sample {
	var sample figures.Sample
	for i := range r[of] {
		sample = append(sample, figure(r[of][i])/figure(r[to][i]))
	}
	return sample
}

// ratios is the table of who against whom. Those of CPU time say how much of it the other one needs for the same, so that more is better there
// too; they hardly depend on what else the machine does.
func (r rounds) ratios() string {
	table := figures.Table{Head: []string{"ratio", "what it is", "cases a second", "state transitions a second", "by CPU time", "without the store", "wanted"}}
	for _, one := range compared {
		want := ""
		if one.want > 0 {
			want = fmt.Sprintf("≥ %.2f", one.want)
		}
		table.Rows = append(table.Rows, []string{
			one.of + " / " + one.to, one.meaning, spread(r.ratio(one.of, one.to, outcome.perSecond), 2), spread(r.ratio(one.of, one.to, outcome.rate), 2),
			spread(r.ratio(one.of, one.to, outcome.thrift), 2), spread(r.ratio(one.of, one.to, outcome.thriftWithoutStore), 2), want,
		})
	}
	return table.String()
}

// names in the order of the tables.
var names = []string{"B0", "B1", "B2", "S", "T", "P", "W"}

// costs is the table of what a case is and takes.
func (r rounds) costs() string {
	table := figures.Table{Head: []string{
		"", "cases a second", "state transitions a case", "CPU ms a case", "server", "worker", "services", "store", "who asks", "CPU µs a transition",
	}}
	for _, name := range names {
		of := func(figure func(outcome) float64) figures.Sample {
			var sample figures.Sample
			for _, one := range r[name] {
				sample = append(sample, figure(one))
			}
			return sample
		}
		each := func(part func(cpu) time.Duration) string {
			return fmt.Sprintf("%.1f", of(func(o outcome) float64 { return part(o.used).Seconds() * 1000 / float64(o.cases) }).Median())
		}
		table.Rows = append(table.Rows, []string{
			name, spread(of(outcome.perSecond), 2), fmt.Sprintf("%.0f", of(func(o outcome) float64 { return float64(o.transitions) / float64(o.cases) }).Median()),
			each(cpu.all), each(func(c cpu) time.Duration { return c.server }), each(func(c cpu) time.Duration { return c.worker }),
			each(func(c cpu) time.Duration { return c.services }), each(func(c cpu) time.Duration { return c.store }),
			each(func(c cpu) time.Duration { return c.caller }),
			fmt.Sprintf("%.0f", of(func(o outcome) float64 { return o.used.all().Seconds() * 1e6 / float64(o.transitions) }).Median()),
		})
	}
	return table.String()
}

// thrift is how many state transitions are done in a second of CPU time.
func (o outcome) thrift() float64 { return float64(o.transitions) / o.used.all().Seconds() }

// thriftWithoutStore does not count what the store takes.
func (o outcome) thriftWithoutStore() float64 {
	return float64(o.transitions) / (o.used.all() - o.used.store).Seconds()
}

// all CPU time but that of who asks, which is no part of what is measured.
func (c cpu) all() time.Duration { return c.server + c.worker + c.services + c.store }

// spread is the median, with the quartiles when there is more than one.
func spread(sample figures.Sample, digits int) string {
	low, high := sample.Quartiles()
	if len(sample) < 2 {
		return fmt.Sprintf("%.*f", digits, sample.Median())
	}
	return fmt.Sprintf("%.*f (%.*f–%.*f)", digits, sample.Median(), digits, low, digits, high)
}
