package demo

import (
	"context"
	"fmt"
	"io"
	"slices"

	"traject.nl/tools/journey"
)

// municipalities are those with a development account for an official, which begins with "gemeente-".
var municipalities = []string{"zeist", "utrechtse-heuvelrug"}

// Partners lets the municipalities take part: each has a system that is told, at the address of the receivers and its name, and answers the
// first thing that it was told of. With the policy of the demonstration that is two minutes after the cases were added. Played twice, it
// adds nothing.
func Partners(ctx context.Context, traject *journey.Traject, receivers string, out io.Writer) error {
	for _, name := range municipalities {
		official, where := traject.As("gemeente-"+name), receivers+name
		if err := subscribe(ctx, official, name, where); err != nil {
			return err
		}
		if _, err := io.WriteString(out, line("gemeente: koppeling", where)); err != nil {
			return err
		}
		answered, err := answerOne(ctx, official, name)
		if err != nil {
			return err
		}
		if answered != "" {
			fmt.Fprint(out, line("gemeente: antwoord", answered))
		}
	}
	return nil
}

// subscribe makes a subscription to everything, unless there is one.
func subscribe(ctx context.Context, official journey.Person, name, where string) error {
	there, err := official.Subscriptions(ctx)
	if err != nil || slices.ContainsFunc(there, func(one journey.Subscription) bool { return one.URL == where }) {
		return err
	}
	made, err := official.Subscribe(ctx, "demo-koppeling-"+name, map[string]any{"party": "municipality:" + name, "url": where, "format": "cloudevents"})
	if err != nil {
		return err
	}
	_, err = official.Ping(ctx, made.ID)
	return err
}

// answerOne answers one thing that is late, unless the municipality answered before. It says of which case.
func answerOne(ctx context.Context, official journey.Person, name string) (caseID string, err error) {
	told, err := official.Escalations(ctx)
	if err != nil || slices.ContainsFunc(told, func(one journey.Escalation) bool { return len(one.Answers) > 0 }) {
		return "", err
	}
	for _, one := range told {
		if one.MayAnswer && !one.Over {
			key := "demo-antwoord-" + name
			return one.CaseID, official.Answer(ctx, key, one, "taken-up", "Onze leerplichtambtenaar belt de school deze week.")
		}
	}
	return "", nil
}
