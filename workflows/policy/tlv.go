// Package policy keeps every term and service norm as data, with its source beside it, in one readable file per procedure.
// A case freezes the policy it starts with: a new file never moves a running case.
package policy

import (
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

// TLV is the policy of the TLV procedure, a fresh copy for a case to freeze.
func TLV() *tlvv1.Policy { return nil }

// Norm finds the norm of a task kind in a (frozen) policy; ok is false when it has none.
func Norm(p *tlvv1.Policy, kind string) (norm *tlvv1.NormDays, ok bool) {
	for _, n := range p.GetTaskNorms() {
		if n.GetTaskKind() == kind {
			return n, true
		}
	}
	return nil, false
}
