// Package policy keeps every term, service norm, reminder and escalation ladder as data, with its source beside it, in one readable
// file per procedure. A case freezes the policy that it starts with: a new file never moves a running case.
package policy

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync/atomic"

	"google.golang.org/protobuf/proto"

	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

// The sets of policies that are shipped.
const (
	// ZOUT is what holds in practice.
	ZOUT = "zout"
	// Demo has days of seconds for tasks, so that a newcomer can watch a whole ladder. Terms stay those of the law.
	Demo = "demo"
)

//go:embed zout/*.yaml demo/*.yaml
var files embed.FS

// set is a policy for every procedure, by the name of the procedure.
type set map[string]*caseworkv1.Policy

// shipped is read once, when the process starts: a policy that is wrong must not start.
var shipped = map[string]set{ZOUT: mustLoadSet(ZOUT), Demo: mustLoadSet(Demo)}

// inUse is the set that cases start with.
var inUse = starting()

func starting() *atomic.Pointer[set] {
	var chosen atomic.Pointer[set]
	zout := shipped[ZOUT]
	chosen.Store(&zout)
	return &chosen
}

// Use chooses the set of policies that cases start with from now on, ZOUT or Demo. Call it before the worker starts.
func Use(name string) error {
	if err := Known(name); err != nil {
		return err
	}
	chosen := shipped[name]
	inUse.Store(&chosen)
	return nil
}

// Known says what is wrong with the name of a set of policies.
func Known(name string) error {
	if _, ok := shipped[name]; !ok {
		return fmt.Errorf("policy set %q is not known: choose %s or %s", name, ZOUT, Demo)
	}
	return nil
}

// Current is the policy of a procedure ("tlv", "bezwaar") that is in use, a fresh copy for a case to freeze. Nil for a procedure that
// has none.
func Current(procedure string) *caseworkv1.Policy { return proto.CloneOf((*inUse.Load())[procedure]) }

// Load reads the policy file of a procedure. It refuses a file with anything unknown, missing or contradictory in it, and with any
// rule that could never fire; the error names all faults, each with its line.
func Load(procedure string, text []byte) (*caseworkv1.Policy, error) {
	wanted, ok := procedures[procedure]
	if !ok {
		return nil, fmt.Errorf("procedure %q has no policy", procedure)
	}
	var found faults
	read := readFile(text, &found)
	if read == nil {
		return nil, found.err()
	}
	read.check(wanted, &found)
	if err := found.err(); err != nil {
		return nil, err
	}
	return read.policy(procedure, wanted), nil
}

// Term is the rule of a term; nil when the policy has none.
func Term(p *caseworkv1.Policy, id string) *caseworkv1.TermRule {
	for _, rule := range p.GetTerms() {
		if rule.GetId() == id {
			return rule
		}
	}
	return nil
}

// Task is the rule of a kind of task; nil when the policy has none.
func Task(p *caseworkv1.Policy, kind string) *caseworkv1.TaskRule {
	for _, rule := range p.GetTasks() {
		if rule.GetKind() == kind {
			return rule
		}
	}
	return nil
}

// Ladder finds a ladder by its name; nil when the policy has none.
func Ladder(p *caseworkv1.Policy, name string) *caseworkv1.Ladder {
	for _, ladder := range p.GetLadders() {
		if ladder.GetName() == name {
			return ladder
		}
	}
	return nil
}

// CutOff is a stretch of the year; nil when the policy has none with that id.
func CutOff(p *caseworkv1.Policy, id string) *caseworkv1.CutOff {
	for _, cut := range p.GetCutOffs() {
		if cut.GetId() == id {
			return cut
		}
	}
	return nil
}

func mustLoadSet(name string) set {
	loaded, err := loadSet(files, name)
	if err != nil {
		panic(fmt.Sprintf("policy: %v", err))
	}
	return loaded
}

// loadSet reads a folder that has exactly one file for every procedure. Only the demonstration may have days of seconds.
func loadSet(in fs.FS, name string) (set, error) {
	entries, err := fs.ReadDir(in, name)
	if err != nil {
		return nil, err
	}
	loaded := set{}
	var wrong []error
	for _, entry := range entries {
		file := path.Join(name, entry.Name())
		text, err := fs.ReadFile(in, file)
		if err != nil {
			return nil, err
		}
		procedure := strings.TrimSuffix(entry.Name(), ".yaml")
		read, err := Load(procedure, text)
		switch {
		case err != nil:
			wrong = append(wrong, fmt.Errorf("%s:\n%w", file, err))
		case (name == Demo) != (read.GetTaskDaySeconds() > 0):
			wrong = append(wrong, fmt.Errorf("%s: days of seconds are for the set %q, and only for it", file, Demo))
		default:
			loaded[procedure] = read
		}
	}
	for procedure := range procedures {
		if !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == procedure+".yaml" }) {
			wrong = append(wrong, fmt.Errorf("%s: the policy of %s is missing", name, procedure))
		}
	}
	return loaded, errors.Join(wrong...)
}
