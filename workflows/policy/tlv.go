// Package policy keeps every term and service norm as data, with its source beside it, in one readable file per procedure.
// A case freezes the policy it starts with: a new file never moves a running case.
package policy

import (
	_ "embed" // the policy file
	"fmt"

	"google.golang.org/protobuf/proto"

	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// The kinds of tasks of the TLV procedure; the policy has a norm for each.
const (
	Competentie      = "competentie"
	Volledigheid     = "volledigheid"
	SotBetrokkenheid = "sot-betrokkenheid"
	// Aanvulling is due on the date that the office sets; its norm is the number of days that is proposed.
	Aanvulling       = "aanvulling"
	Ouders           = "ouders"
	Deskundigen      = "deskundigen"
	GesprekPlannen   = "gesprek-plannen"
	GesprekVerslag   = "gesprek-verslag"
	VerslagVerzenden = "verslag-verzenden"
	Advies           = "advies"
	Verschil         = "verschil"
	Besluit          = "besluit"
	Verzending       = "verzending"
)

// TLVTasks are all kinds of tasks of the TLV procedure, in its order.
var TLVTasks = []string{
	Competentie, Volledigheid, SotBetrokkenheid, Aanvulling, Ouders, Deskundigen, GesprekPlannen, GesprekVerslag,
	VerslagVerzenden, Advies, Verschil, Besluit, Verzending,
}

// The terms of the TLV procedure that the law sets.
const (
	decisionTerm  = "decision"
	objectionTerm = "objection"
)

//go:embed tlv.yaml
var tlvFile []byte

// shipped is read once, when the process starts: a policy that is wrong must not start.
var shipped = mustLoadTLV(tlvFile)

func mustLoadTLV(text []byte) *tlvv1.Policy {
	policy, err := LoadTLV(text)
	if err != nil {
		panic(fmt.Sprintf("policy: tlv.yaml: %v", err))
	}
	return policy
}

// TLV is the policy of the TLV procedure that is shipped, a fresh copy for a case to freeze.
func TLV() *tlvv1.Policy { return proto.CloneOf(shipped) }

// LoadTLV reads a policy file of the TLV procedure. It refuses an unknown key, a missing or a wrong value, naming its line.
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

// Norm finds the norm of a task kind in a (frozen) policy; ok is false when it has none.
func Norm(p *tlvv1.Policy, kind string) (norm *tlvv1.NormDays, ok bool) {
	for _, n := range p.GetTaskNorms() {
		if n.GetTaskKind() == kind {
			return n, true
		}
	}
	return nil, false
}
