package page

import "traject.nl/services/portal/upstream"

// EscalationRow is one thing that a ladder told; only a party to the case can open it.
type EscalationRow struct {
	Told    upstream.Escalation
	MayOpen bool
}

// procedureWord names a procedure.
func procedureWord(procedure string) string {
	if procedure == "" || procedure == "tlv" {
		return "Aanvraag toelaatbaarheidsverklaring"
	}
	return Word(procedure)
}

// handedWord says how many tasks were handed over.
func handedWord(results []upstream.HandedOver) string {
	failed := 0
	for _, result := range results {
		if !result.Done {
			failed++
		}
	}
	if failed == 0 {
		return "Overgedragen: " + Count(len(results), "taak", "taken") + "."
	}
	return "Overgedragen: " + Count(len(results)-failed, "taak", "taken") + ". Niet gelukt: " + Count(failed, "taak", "taken") +
		". Doe het nog eens; wat al is overgedragen, blijft zo."
}
