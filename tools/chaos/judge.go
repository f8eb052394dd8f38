package chaos

import (
	"fmt"
	"slices"

	"traject.nl/services/platform/evidence"
	"traject.nl/tools/witness"
)

// Invariants, by the words in which the table has them, in its order.
const (
	once       = "every accepted act is there once (answer, receipt, process, timeline), and no refused one"
	gapless    = "the timeline has versions from 1 without a gap, up to that of the case"
	standing   = "the record says what the process says"
	ledger     = "every term is what the receipts and the timeline make it"
	told       = "every notice that must be sent was, once, and to nobody who has no part"
	posted     = "every mail about it left, or was not needed any more"
	papers     = "every letter is there once, whole, and told of"
	proven     = "every chain of evidence is whole"
	unseen     = "who has no part sees nothing of the case"
	numbered   = "a TLV number is given once, to each TLV that was granted"
	sameAnswer = "the same key has the same answer"
	legal      = "what is right is accepted, what is wrong is refused"
	sealed     = "no name and no words are readable outside the dossier"
	doubles    = "a mail came twice only after a fault, and then with the same Message-ID"
	reconciled = "the comparison of the night finds no difference"
	alive      = "no part ends by itself"
)

// invariants in the order of the table.
var invariants = []string{
	once, gapless, standing, ledger, told, posted, papers, proven, unseen, numbered, sameAnswer, legal, sealed, doubles, reconciled, alive,
}

// verdict counts what was checked, and says what is wrong.
type verdict struct {
	checks map[string]int
	wrong  []violation
}

// violation of an invariant.
type violation struct {
	invariant, where, what string
}

func (v violation) String() string { return fmt.Sprintf("%s: %s (%s)", v.where, v.what, v.invariant) }

func newVerdict() *verdict { return &verdict{checks: map[string]int{}} }

// note that so many things were checked, and what was wrong with them.
func (v *verdict) note(invariant, where string, checks int, wrong ...string) {
	v.checks[invariant] += checks
	for _, what := range wrong {
		v.wrong = append(v.wrong, violation{invariant, where, what})
	}
}

// add what another verdict says.
func (v *verdict) add(other *verdict) {
	for invariant, checks := range other.checks {
		v.checks[invariant] += checks
	}
	v.wrong = append(v.wrong, other.wrong...)
}

// judge one case: its acts as their senders know them, and what can be seen.
func judge(f *finding, accepted []witness.Accepted, others map[string]*finding) *verdict {
	v, where := newVerdict(), f.record.View.GetProcedure()+" "+f.id
	v.note(once, where, len(accepted), judgeActs(f, accepted)...)
	v.note(gapless, where, len(f.shown.Timeline), witness.Timeline(f.shown)...)
	v.note(standing, where, 1, judgeStanding(f)...)
	v.note(ledger, where, len(f.record.View.GetTerms()), judgeLedger(f, others)...)
	v.note(told, where, len(f.notices), judgeNotices(f)...)
	v.note(posted, where, len(f.deliveries), judgeDeliveries(f)...)
	v.note(papers, where, len(f.letters), judgeLetters(f)...)
	v.note(proven, where, entries(f), slices.Concat(whole(f.chains), judgeProof(f))...)
	return v
}

// whole says which chains are not. A case about which nothing was sent or handed in has an empty one.
func whole(chains []evidence.Export) (wrong []string) {
	for _, chain := range chains {
		if err := chain.Verify(); err != nil {
			wrong = append(wrong, err.Error())
		}
	}
	return wrong
}

func entries(f *finding) (sum int) {
	for _, chain := range f.chains {
		sum += len(chain.Entries)
	}
	return sum
}
