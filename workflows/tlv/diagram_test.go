package tlv

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"traject.nl/proto/contract/tlv"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
)

//go:generate go test -run TestTheDiagramInTheDocsIsTheProcedureInTheCode -draw .

var draw = flag.Bool("draw", false, "write the diagram to the docs instead of comparing it")

// diagramFile holds text around the diagram; only what is between the two marks is drawn.
const (
	diagramFile  = "../../docs/procedures/tlv.md"
	diagramBegin = "<!-- drawn from workflows/tlv/state.go by make generate: do not edit -->"
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
	for number := range tlvv1.Phase_name {
		phase := tlvv1.Phase(number)
		reached := slices.ContainsFunc(transitions, func(t casework.Transition[tlvv1.Phase]) bool { return t.To == phase })
		left := slices.ContainsFunc(transitions, func(t casework.Transition[tlvv1.Phase]) bool { return t.From == phase })
		if reached != (phase != none) || left != (phase != closed) {
			t.Errorf("%s: reached %v, left %v", phase, reached, left)
		}
		if phase != none && phaseWording[phase].name == "" {
			t.Errorf("%s has no name", phase)
		}
	}
}

func TestEveryActHasItsMoment(t *testing.T) {
	for _, act := range tlv.Acts {
		if len(tlv.Moments[act]) == 0 {
			t.Errorf("%s can never be done", act)
		}
		for number := range tlvv1.Phase_name {
			if phase := tlvv1.Phase(number); phase != none && notNowWording(act, phase) == "" {
				t.Errorf("%s in %s: nothing to say", act, phase)
			}
		}
	}
}
