package tlv

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/tlv"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
)

// hearOfObjections takes in what bezwaar cases tell about the decision of this one.
func (p *process) hearOfObjections(ctx workflow.Context) {
	casework.Hear(ctx, p.Case, tlv.ObjectionSignal, p.objectionNews)
}

// objectionNews keeps what was told; told twice is told once.
func (p *process) objectionNews(ctx workflow.Context, told *tlvv1.ObjectionNews) {
	known := p.objection(told.BezwaarId)
	today := casework.Today(ctx).String()
	switch {
	case told.Kind == tlvv1.ObjectionNews_KIND_LODGED && known == nil:
		p.facts.Objections = append(p.facts.Objections, &tlvv1.Objection{BezwaarId: told.BezwaarId, LodgedOn: today})
		p.Record(ctx, casework.Line{Kind: "bezwaar", Text: "Er is bezwaar gemaakt tegen het besluit. ZOUT behandelt dat in een eigen zaak."})
	case told.Kind == tlvv1.ObjectionNews_KIND_ENDED && known != nil && known.EndedOn == "":
		known.EndedOn = today
		p.replaceDecision(ctx, told.Replacement)
		p.Record(ctx, casework.Line{Kind: "bezwaar-afgerond", Text: objectionEndedText(told.Replacement)})
	}
}

func (p *process) objection(bezwaarID string) *tlvv1.Objection {
	for _, have := range p.facts.Objections {
		if have.BezwaarId == bezwaarID {
			return have
		}
	}
	return nil
}

// replaceDecision: a bezwaar that is upheld leads to another decision, which takes the place of the first (Awb 7:11 lid 2).
func (p *process) replaceDecision(ctx workflow.Context, replacement *tlvv1.Decision) {
	if replacement == nil {
		return
	}
	p.facts.Replaced = append(p.facts.Replaced, p.facts.Decision)
	p.facts.Decision = replacement
	p.facts.Outcome = tlvv1.Outcome_OUTCOME_REFUSED
	if replacement.Granted {
		p.facts.Outcome = tlvv1.Outcome_OUTCOME_GRANTED
		p.replaceReceiving(replacement.ReceivingSchoolId)
	}
	p.tellReplacement(ctx)
}

// underObjection: a bezwaar against the decision is still going on.
func (p *process) underObjection() bool {
	for _, objection := range p.facts.Objections {
		if objection.EndedOn == "" {
			return true
		}
	}
	return false
}
