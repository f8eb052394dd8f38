package tlv

import (
	"go.temporal.io/sdk/workflow"

	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
)

// Depart: after a death nobody has to decide any more, and the case closes without a word to anybody. A pupil who moved or went to
// secondary education changes nothing by that: who asked for a decision gets one, unless the school withdraws.
func (p *process) Depart(ctx workflow.Context, departure *caseworkv1.Departure) {
	if departure.Reason != caseworkv1.DepartureReason_DEPARTURE_REASON_DECEASED {
		p.RecordDeparted(ctx, departedWording(p.In(announcement, rest)))
		return
	}
	if p.facts.Outcome == tlvv1.Outcome_OUTCOME_UNSPECIFIED {
		p.facts.Outcome = tlvv1.Outcome_OUTCOME_LAPSED
	}
	p.EndTerms(ctx)
	p.Close(ctx, closed, "vertrek", casework.Line{Kind: "vertrek", Text: diedText})
}
