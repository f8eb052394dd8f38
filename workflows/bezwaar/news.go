package bezwaar

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/tlv"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// tellDecisions tells the TLV cases what becomes of this bezwaar.
func (p *process) tellDecisions(ctx workflow.Context, news func(*bezwaarv1.DecidedCase) *tlvv1.ObjectionNews) {
	for _, d := range p.facts.Decisions {
		p.TellCase(ctx, tlv.WorkflowID(d.CaseId), tlv.ObjectionSignal, news(d))
	}
}
