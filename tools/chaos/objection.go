package chaos

import (
	"context"
	"math/rand/v2"
	"slices"

	"traject.nl/tools/journey"
)

// objected is a parent who does not agree, and what becomes of that. Against a TLV that was granted nothing is put in its place.
func objected(random *rand.Rand, granted bool) []beat {
	begin := beat{name: "objects", do: func(_ context.Context, t *tale) error {
		t.objection = t.story.Objection(t.key + "-b")
		return nil
	}}
	beats := []beat{begin}
	if chance(random, 3) {
		beats = append(beats, beatsOf(stage, journey.Objected("ouder", map[string]any{"proForma": true}), journey.RepairAsked, journey.Repaired)...)
	} else {
		beats = append(beats, stage(journey.Lodged))
	}
	if chance(random, 5) {
		return append(beats, stage(journey.GaveUp))
	}
	beats = append(beats, stage(journey.Acknowledged))
	if chance(random, 2) {
		beats = append(beats, verdaagd)
	}
	if chance(random, 3) {
		beats = append(beats, stage(journey.TalkHeld))
	}
	beats = append(beats, beatsOf(stage, journey.Defended, journey.PapersAdded, journey.Bundled, journey.Sent)...)
	beats = append(beats, hearing(random)...)
	opinion := "unfounded"
	if !granted && chance(random, 2) {
		opinion = "upheld"
	}
	beats = append(beats, beatsOf(stage, journey.Advised(opinion), journey.Settled(opinion), journey.Told)...)
	return slices.Concat(beats, sometimes(random, 3, []beat{stage(journey.Appealed)}))
}

func hearing(random *rand.Rand) []beat {
	if chance(random, 3) {
		return []beat{stage(journey.Skipped)}
	}
	return beatsOf(stage, journey.HearingPlanned(0), journey.Heard)
}

// verdaagd puts off the decision on the bezwaar (Awb 7:10 lid 3).
var verdaagd = beat{name: "verdaagd", do: func(ctx context.Context, t *tale) error {
	return t.people.As("kantoor").ExtendTerm(ctx, t.objection.In(), "verdaagd", "beslistermijn-bezwaar", "", 4)
}}
