package chaos

import (
	"context"
	"math/rand/v2"
	"slices"

	"traject.nl/tools/journey"
)

// strewn puts acts that every case has, and such as must be refused, among the beats of an application.
func strewn(random *rand.Rand, beats []beat) []beat {
	shared := slices.Clone(sharedActs)
	random.Shuffle(len(shared), func(i, j int) { shared[i], shared[j] = shared[j], shared[i] })
	var all []beat
	for i, one := range beats {
		// The last one is the announcement, or what comes before the end: whatever is strewn comes before it.
		if chance(random, 6) && len(shared) > 0 {
			all = append(all, shared[0]...)
			shared = shared[1:]
		}
		if chance(random, 5) {
			all = append(all, byStranger(one, strangers[random.IntN(len(strangers))]))
		}
		if chance(random, 7) && i < len(beats)-3 {
			all = append(all, early(random))
		}
		all = append(all, one)
	}
	return all
}

// strewnStay puts only strangers among the beats.
func strewnStay(random *rand.Rand, beats []beat) []beat {
	var all []beat
	for _, one := range beats {
		if chance(random, 3) {
			all = append(all, byStranger(one, strangers[random.IntN(len(strangers))]))
		}
		all = append(all, one)
	}
	return all
}

// toDecide is the term that ZOUT has for an application.
const toDecide = "beslistermijn"

// sharedActs can be done at any moment between the form and the announcement, each once.
var sharedActs = [][]beat{
	{{name: "term extended", do: func(ctx context.Context, t *tale) error {
		return t.people.As("kantoor").ExtendTerm(ctx, t.story.In(), "extended", toDecide, t.story.Day(120), 0)
	}}},
	{{name: "delay agreed", do: func(ctx context.Context, t *tale) error {
		return t.people.As("kantoor").AgreeDelay(ctx, t.story.In(), "agreed", toDecide, t.story.Day(7), t.story.Day(13))
	}}},
	{{name: "notice of default", do: func(ctx context.Context, t *tale) error {
		return t.people.As("ouder").NotifyDefault(ctx, t.story.In(), "default", toDecide, nil)
	}}, {name: "default judged", do: func(ctx context.Context, t *tale) error {
		return t.people.As("directeur").JudgeDefault(ctx, t.story.In(), "judged", "ingebrekestelling/1", "premature")
	}}},
	{{name: "remark", do: func(ctx context.Context, t *tale) error {
		task, err := t.openTask(ctx, "kantoor", func(journey.Task) bool { return true })
		if err != nil {
			return err
		}
		return t.people.As("kantoor").Comment(ctx, t.story.In(), "comment", task.ID, "De school belde hierover.")
	}}},
}

// openTask of the story, the first by id that is wanted.
func (t *tale) openTask(ctx context.Context, account string, wanted func(journey.Task) bool) (journey.Task, error) {
	now, err := t.people.As(account).Case(ctx, t.story.CaseID)
	if err != nil {
		return journey.Task{}, err
	}
	for _, task := range now.Tasks {
		if task.ClosedAt == nil && wanted(task) {
			return task, nil
		}
	}
	return journey.Task{}, errNoTask
}

// The question to the SOT goes to the team of Zeist, which answers it.
var (
	handedToZeist = beat{name: "handed over", do: func(ctx context.Context, t *tale) error {
		task, err := t.openTask(ctx, "kantoor", func(task journey.Task) bool { return task.Kind == "sot-betrokkenheid" })
		if err != nil {
			return err
		}
		return t.people.As("kantoor").HandOver(ctx, t.story.In(), "over", task.ID, "sot:zeist", "")
	}}
	confirmedByZeist = beat{name: "sot of Zeist confirms", do: func(ctx context.Context, t *tale) error {
		_, err := t.people.As("sot-zeist").Act(ctx, t.story.CaseID, t.key+"-by-zeist", "sot-confirmation", map[string]any{"involved": true})
		return err
	}}
)
