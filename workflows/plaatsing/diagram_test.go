package plaatsing

import (
	"testing"

	"traject.nl/proto/contract/plaatsing"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/policy"
)

//go:generate go test -run TestTheDiagramInTheDocsIsTheProcedureInTheCode -draw .

var phases = caseworktest.Phases[plaatsingv1.Phase]{
	Procedure:   "plaatsing",
	Transitions: transitions,
	Numbers:     plaatsingv1.Phase_name,
	Name:        func(phase plaatsingv1.Phase) string { return phaseWording[phase].name },
	Last:        closed,
	Acts:        plaatsing.Acts,
	Moments:     plaatsing.Moments,
	NotNow:      notNowWording,
}

func TestTheDiagramInTheDocsIsTheProcedureInTheCode(t *testing.T) { phases.AreInTheDocs(t) }

func TestEveryPhaseCanBeReachedAndLeft(t *testing.T) { phases.CanBeReachedAndLeft(t) }

func TestEveryActHasItsMoment(t *testing.T) { phases.HaveMomentsForEveryAct(t) }

// TestEveryTermAndTaskOfThePolicyHasItsWords: a term or task without a name would be shown as nothing.
func TestEveryTermAndTaskOfThePolicyHasItsWords(t *testing.T) {
	for _, rule := range policy.Current(plaatsing.Workflow).Terms {
		if words := termWording[rule.Id]; rule.Id != policy.Dwangsombesluit && (words.Title == "" || words.Event == "") {
			t.Errorf("term %s has no words", rule.Id)
		}
	}
	for _, rule := range policy.Current(plaatsing.Workflow).Tasks {
		if words := taskWording[rule.Kind]; words.acting == "" || words.title == "" {
			t.Errorf("task %s has no words", rule.Kind)
		}
	}
}

// TestEveryChoiceHasItsWords: what people choose from is said in the story, or it is refused as no choice.
func TestEveryChoiceHasItsWords(t *testing.T) {
	check := func(names map[int32]string, words func(int32) string) {
		for number, name := range names {
			if number != 0 && words(number) == "" {
				t.Errorf("%s has no words", name)
			}
		}
	}
	check(plaatsingv1.Going_name, func(n int32) string { return goingWording[plaatsingv1.Going(n)] })
	check(plaatsingv1.Institution_name, func(n int32) string { return institutionWording[plaatsingv1.Institution(n)] })
	check(plaatsingv1.Continuation_name, func(n int32) string { return continuationWording[plaatsingv1.Continuation(n)] })
	for number, name := range plaatsingv1.Outcome_name {
		departed := plaatsingv1.Outcome(number) == plaatsingv1.Outcome_OUTCOME_DEPARTED // said by package casework
		if number != 0 && !departed && closedWording[plaatsingv1.Outcome(number)] == "" {
			t.Errorf("a case that ends with %s says nothing", name)
		}
	}
	for _, name := range plaatsing.Acts {
		if name != plaatsing.FollowInstitution && notYoursWording[name] == "" {
			t.Errorf("%s: nothing to say to a school that it is not for", name)
		}
	}
}
