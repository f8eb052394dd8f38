package bezwaar

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/tlv"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// tellDecisions tells the TLV cases what becomes of this bezwaar, beside everything else. A TLV case that is closed cannot hear it
// any more, which changes nothing here: the record has the whole story of both.
func (p *process) tellDecisions(ctx workflow.Context, news func(*bezwaarv1.DecidedCase) *tlvv1.ObjectionNews) {
	for _, d := range p.facts.Decisions {
		id, told := d.CaseId, news(d)
		p.telling++
		workflow.GoNamed(ctx, "news", func(ctx workflow.Context) {
			defer func() { p.telling-- }()
			err := workflow.SignalExternalWorkflow(ctx, tlv.WorkflowID(id), "", tlv.ObjectionSignal, told).Get(ctx, nil)
			if err != nil {
				workflow.GetLogger(ctx).Info("a TLV case was not told of a bezwaar", "case", id, "bezwaar", p.CaseID, "error", err)
			}
		})
	}
}

// awaitNews waits until every TLV case was told: a run that ends before would take its news along.
func (p *process) awaitNews(ctx workflow.Context) error {
	return workflow.Await(ctx, func() bool { return p.telling == 0 })
}
