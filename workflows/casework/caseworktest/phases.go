package caseworktest

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"traject.nl/proto/contract/act"
	"traject.nl/workflows/casework"
)

var draw = flag.Bool("draw", false, "write the diagram to the docs instead of comparing it")

// Phase is the enum of a procedure; its zero is that of a case that did not begin yet.
type Phase interface {
	~int32
	fmt.Stringer
}

// Phases of a procedure: the ways between them, and when its acts can be done.
type Phases[P Phase] struct {
	// Procedure names the folder of its code, and its page in the docs.
	Procedure   string
	Transitions []casework.Transition[P]
	// Numbers of all phases, as the proto package has them; Name is what people read.
	Numbers map[int32]string
	Name    func(P) string
	// Last is the phase that nothing leaves.
	Last P
	// Acts that there are, with the phases in which each can be done, and what is said in the others.
	Acts    []act.Act
	Moments map[act.Act][]P
	NotNow  func(act.Act, P) string
}

// AreInTheDocs compares the diagram in the docs, or draws it (flag -draw). The page holds text around the diagram; only what is between
// the two marks is drawn. The test must run in the folder of the code.
func (p Phases[P]) AreInTheDocs(t *testing.T) {
	page := "../../docs/procedures/" + p.Procedure + ".md"
	begin := "<!-- drawn from workflows/" + p.Procedure + "/state.go by make generate: do not edit -->"
	end := "<!-- end of what is drawn -->"
	have, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(have), begin)
	_, after, ended := strings.Cut(rest, end)
	if !found || !ended {
		t.Fatalf("%s has no place for the diagram: put %q and %q around it", page, begin, end)
	}
	want := before + begin + "\n\n" + p.diagram() + "\n" + end + after
	if *draw {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(have) != want {
		t.Errorf("%s is not the procedure in the code: run make generate", page)
	}
}

func (p Phases[P]) diagram() string {
	var text strings.Builder
	text.WriteString("```mermaid\nstateDiagram-v2\n")
	for _, t := range p.Transitions {
		from := p.Name(t.From)
		if t.From == 0 {
			from = "[*]"
		}
		fmt.Fprintf(&text, "    %s --> %s: %s\n", from, p.Name(t.To), t.Why)
	}
	fmt.Fprintf(&text, "    %s --> [*]\n```\n", p.Name(p.Last))
	return text.String()
}

// CanBeReachedAndLeft says so of every phase, but the first and the last; and that each has a name.
func (p Phases[P]) CanBeReachedAndLeft(t *testing.T) {
	for number := range p.Numbers {
		phase := P(number)
		reached := slices.ContainsFunc(p.Transitions, func(t casework.Transition[P]) bool { return t.To == phase })
		left := slices.ContainsFunc(p.Transitions, func(t casework.Transition[P]) bool { return t.From == phase })
		if reached != (phase != 0) || left != (phase != p.Last) {
			t.Errorf("%s: reached %v, left %v", phase, reached, left)
		}
		if phase != 0 && p.Name(phase) == "" {
			t.Errorf("%s has no name", phase)
		}
	}
}

// HaveMomentsForEveryAct says that each act can be done at some moment, and that at every other there is something to say.
func (p Phases[P]) HaveMomentsForEveryAct(t *testing.T) {
	for _, name := range p.Acts {
		if len(p.Moments[name]) == 0 {
			t.Errorf("%s can never be done", name)
		}
		for number := range p.Numbers {
			if phase := P(number); phase != 0 && p.NotNow(name, phase) == "" {
				t.Errorf("%s in %s: nothing to say", name, phase)
			}
		}
	}
}
