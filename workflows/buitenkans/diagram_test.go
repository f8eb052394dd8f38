package buitenkans

import (
	"testing"

	"traject.nl/proto/contract/buitenkans"
	contract "traject.nl/proto/contract/casework"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/policy"
)

//go:generate go test -run TestTheDiagramInTheDocsIsTheProcedureInTheCode -draw .

var phases = caseworktest.Phases[buitenkansv1.Phase]{
	Procedure:   "buitenkans",
	Transitions: transitions,
	Numbers:     buitenkansv1.Phase_name,
	Name:        func(phase buitenkansv1.Phase) string { return phaseWording[phase].name },
	Last:        closed,
	Acts:        buitenkans.Acts,
	Moments:     buitenkans.Moments,
	NotNow:      notNowWording,
}

func TestTheDiagramInTheDocsIsTheProcedureInTheCode(t *testing.T) { phases.AreInTheDocs(t) }

func TestEveryPhaseCanBeReachedAndLeft(t *testing.T) { phases.CanBeReachedAndLeft(t) }

func TestEveryActHasItsMoment(t *testing.T) { phases.HaveMomentsForEveryAct(t) }

// TestEveryTermAndTaskOfThePolicyHasItsWords: a term or task without a name would be shown as nothing.
func TestEveryTermAndTaskOfThePolicyHasItsWords(t *testing.T) {
	for _, rule := range policy.Current(buitenkans.Workflow).Terms {
		if words := termWording[rule.Id]; rule.Id != policy.Dwangsombesluit && (words.Title == "" || words.Event == "") {
			t.Errorf("term %s has no words", rule.Id)
		}
	}
	for _, rule := range policy.Current(buitenkans.Workflow).Tasks {
		words, shared := taskWording[rule.Kind], rule.Kind == contract.PenaltyTask || rule.Kind == contract.DefaultTask
		if words.acting == "" || words.title == "" && !shared {
			t.Errorf("task %s has no words", rule.Kind)
		}
	}
}

// everyNumber of an enum but the zero has words.
func everyNumber[E ~int32, W any](t *testing.T, names map[int32]string, words map[E]W) {
	t.Helper()
	for number, name := range names {
		if _, has := words[E(number)]; number != 0 && !has {
			t.Errorf("%s has no words", name)
		}
	}
}

func TestEveryChoiceHasItsWords(t *testing.T) {
	everyNumber(t, buitenkansv1.Outcome_name, closedWording)
	everyNumber(t, buitenkansv1.Direction_name, directionWording)
	everyNumber(t, buitenkansv1.Direction_name, letterDirection)
	everyNumber(t, buitenkansv1.Urgency_name, urgencyWording)
	everyNumber(t, buitenkansv1.InterruptionReason_name, interruptionWording)
	everyNumber(t, buitenkansv1.EndReason_name, endWording)
	everyNumber(t, buitenkansv1.Going_name, goingWording)
}
