package bezwaar

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"traject.nl/proto/contract/bezwaar"
	contract "traject.nl/proto/contract/casework"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
)

//go:generate go test -run TestTheDiagramInTheDocsIsTheProcedureInTheCode -draw .

var draw = flag.Bool("draw", false, "write the diagram to the docs instead of comparing it")

// diagramFile holds text around the diagram; only what is between the two marks is drawn.
const (
	diagramFile  = "../../docs/procedures/bezwaar.md"
	diagramBegin = "<!-- drawn from workflows/bezwaar/state.go by make generate: do not edit -->"
	diagramEnd   = "<!-- end of what is drawn -->"
)

func TestTheDiagramInTheDocsIsTheProcedureInTheCode(t *testing.T) {
	have, err := os.ReadFile(diagramFile)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(have), diagramBegin)
	_, after, ended := strings.Cut(rest, diagramEnd)
	if !found || !ended {
		t.Fatalf("%s has no place for the diagram: put %q and %q around it", diagramFile, diagramBegin, diagramEnd)
	}
	want := before + diagramBegin + "\n\n" + diagram() + "\n" + diagramEnd + after
	if *draw {
		if err := os.WriteFile(diagramFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(have) != want {
		t.Errorf("%s is not the procedure in the code: run make generate", diagramFile)
	}
}

func diagram() string {
	var text strings.Builder
	text.WriteString("```mermaid\nstateDiagram-v2\n")
	for _, t := range transitions {
		from := phaseWording[t.From].name
		if t.From == none {
			from = "[*]"
		}
		fmt.Fprintf(&text, "    %s --> %s: %s\n", from, phaseWording[t.To].name, t.Why)
	}
	fmt.Fprintf(&text, "    %s --> [*]\n```\n", phaseWording[closed].name)
	return text.String()
}

func TestEveryPhaseCanBeReachedAndLeft(t *testing.T) {
	for number := range bezwaarv1.Phase_name {
		phase := bezwaarv1.Phase(number)
		reached := slices.ContainsFunc(transitions, func(t casework.Transition[bezwaarv1.Phase]) bool { return t.To == phase })
		left := slices.ContainsFunc(transitions, func(t casework.Transition[bezwaarv1.Phase]) bool { return t.From == phase })
		if reached != (phase != none) || left != (phase != closed) {
			t.Errorf("%s: reached %v, left %v", phase, reached, left)
		}
		if phase != none && phaseWording[phase].name == "" {
			t.Errorf("%s has no name", phase)
		}
	}
}

func TestEveryActHasItsMoment(t *testing.T) {
	for _, act := range bezwaar.Acts {
		if len(bezwaar.Moments[act]) == 0 {
			t.Errorf("%s can never be done", act)
		}
		for number := range bezwaarv1.Phase_name {
			if phase := bezwaarv1.Phase(number); phase != none && notNowWording(act, phase) == "" {
				t.Errorf("%s in %s: nothing to say", act, phase)
			}
		}
	}
}

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
