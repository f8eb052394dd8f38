package page

import "traject.nl/services/portal/upstream"

// ReconciliationPage says whether the record and the processes agree.
type ReconciliationPage struct {
	// Runs are the last ones, the newest first.
	Runs []upstream.Reconciliation
	// MayStart: the person may compare them now. SeesCases: the person may follow a link to a case.
	MayStart, SeesCases bool
}

// differenceWords say what is wrong with a case, and what it means for people.
var differenceWords = map[string]string{
	"no_process":    "De zaak staat open, maar er loopt niets meer. Termijnen en herinneringen gaan niet door.",
	"no_record":     "De zaak loopt, maar niemand kan hem zien.",
	"other_version": "De zaak is verder of minder ver dan mensen kunnen zien.",
	"no_answer":     "De zaak loopt, maar zegt niet hoe ver hij is. Termijnen kunnen stilstaan.",
}

// differing says how many cases differ.
func differing(run upstream.Reconciliation) string {
	if run.Total == 0 {
		return "geen verschil"
	}
	return Count(run.Total, "verschil", "verschillen")
}
