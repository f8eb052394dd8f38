package bezwaar

import (
	"testing"

	"traject.nl/proto/contract/bezwaar"
	contract "traject.nl/proto/contract/casework"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/policy"
)

//go:generate go test -run TestTheDiagramInTheDocsIsTheProcedureInTheCode -draw .

var phases = caseworktest.Phases[bezwaarv1.Phase]{
	Procedure:   "bezwaar",
	Transitions: transitions,
	Numbers:     bezwaarv1.Phase_name,
	Name:        func(phase bezwaarv1.Phase) string { return phaseWording[phase].name },
	Last:        closed,
	Acts:        bezwaar.Acts,
	Moments:     bezwaar.Moments,
	NotNow:      notNowWording,
}

func TestTheDiagramInTheDocsIsTheProcedureInTheCode(t *testing.T) { phases.AreInTheDocs(t) }

func TestEveryPhaseCanBeReachedAndLeft(t *testing.T) { phases.CanBeReachedAndLeft(t) }

func TestEveryActHasItsMoment(t *testing.T) { phases.HaveMomentsForEveryAct(t) }

// TestEveryTermAndTaskOfThePolicyHasItsWords: a term or task without a name would be shown as nothing.
func TestEveryTermAndTaskOfThePolicyHasItsWords(t *testing.T) {
	for _, rule := range policy.Current(bezwaar.Workflow).Terms {
		if words := termWording[rule.Id]; rule.Id != policy.Dwangsombesluit && (words.Title == "" || words.Event == "") {
			t.Errorf("term %s has no words", rule.Id)
		}
	}
	for _, rule := range policy.Current(bezwaar.Workflow).Tasks {
		if words := taskWording[rule.Kind]; words.acting == "" || (words.title == "" && rule.Kind != contract.PenaltyTask) {
			t.Errorf("task %s has no words", rule.Kind)
		}
	}
}

func TestEveryEndHasItsWords(t *testing.T) {
	for number, name := range bezwaarv1.Outcome_name {
		if number != 0 && closedWording[bezwaarv1.Outcome(number)] == "" {
			t.Errorf("a case that ends with %s says nothing", name)
		}
	}
	for number, name := range bezwaarv1.Opinion_name {
		if number != 0 && (opinionWording[bezwaarv1.Opinion(number)] == "" || letterOpinion[bezwaarv1.Opinion(number)] == "" ||
			opinionOutcome[bezwaarv1.Opinion(number)] == 0) {
			t.Errorf("opinion %s has no words or no outcome", name)
		}
	}
}
