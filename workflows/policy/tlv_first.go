package policy

import (
	_ "embed" // the policy file
	"fmt"

	"google.golang.org/protobuf/proto"

	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// TLVTasks are all kinds of tasks of the TLV procedure, in its order.
var TLVTasks = []string{
	Competentie, Volledigheid, SotBetrokkenheid, Aanvulling, Ouders, Deskundigen, GesprekPlannen, GesprekVerslag,
	VerslagVerzenden, Advies, Verschil, Besluit, Verzending,
}

// The terms of the first policy.
const (
	decisionTerm  = "decision"
	objectionTerm = "objection"
)

//go:embed tlv-2026-1.yaml
var tlvFile []byte

// first is read once, when the process starts: a policy that is wrong must not start.
var first = mustLoadTLV(tlvFile)

func mustLoadTLV(text []byte) *tlvv1.Policy {
	policy, err := LoadTLV(text)
	if err != nil {
		panic(fmt.Sprintf("policy: tlv-2026-1.yaml: %v", err))
	}
	return policy
}

// TLV is policy 2026-1 of the TLV procedure, a fresh copy: cases that began under the first logic follow it to their end.
func TLV() *tlvv1.Policy { return proto.CloneOf(first) }

// LoadTLV reads a policy file as the first logic knew it. It refuses an unknown key, a missing or a wrong value, naming its line.
func LoadTLV(text []byte) (*tlvv1.Policy, error) {
	f, err := parse(text, []string{decisionTerm, objectionTerm}, TLVTasks)
	if err != nil {
		return nil, err
	}
	policy := &tlvv1.Policy{
		Version:        f.Version,
		DecisionWeeks:  int32(f.Terms[decisionTerm].Weeks),
		DecisionBasis:  f.Terms[decisionTerm].Basis,
		ObjectionWeeks: int32(f.Terms[objectionTerm].Weeks),
		ObjectionBasis: f.Terms[objectionTerm].Basis,
	}
	for _, kind := range TLVTasks {
		norm := f.Norms[kind]
		policy.TaskNorms = append(policy.TaskNorms, &tlvv1.NormDays{TaskKind: kind, Days: int32(norm.Days), Basis: norm.Basis})
	}
	return policy, nil
}

// Norm finds the norm of a task kind in a (frozen) policy 2026-1; ok is false when it has none.
func Norm(p *tlvv1.Policy, kind string) (norm *tlvv1.NormDays, ok bool) {
	for _, n := range p.GetTaskNorms() {
		if n.GetTaskKind() == kind {
			return n, true
		}
	}
	return nil, false
}
