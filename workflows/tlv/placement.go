package tlv

import (
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework"
)

// followPlacement: a TLV is followed from the day on which it takes effect, in a case of its own that lasts as long as the placement does. A
// TLV that was asked for from such a case goes on there.
func (p *process) followPlacement(ctx workflow.Context) {
	if p.logic < placementLogic || !p.facts.Decision.GetGranted() {
		return
	}
	if p.facts.FromProcedure != plaatsing.Workflow {
		p.beginPlacement(ctx)
		return
	}
	p.facts.PlacementCaseId = p.facts.Application.FromCaseId
	p.TellCaseOr(ctx, plaatsing.WorkflowID(p.facts.PlacementCaseId), plaatsing.DecisionSignal, p.decisionNews(false), p.placementOver)
}

// followEarlier makes up for a TLV that was announced by a run that did not know of following.
func (p *process) followEarlier(ctx workflow.Context) {
	if !p.In(rest) || p.facts.PlacementCaseId != "" {
		return
	}
	if p.followPlacement(ctx); p.facts.PlacementCaseId != "" {
		p.Record(ctx, casework.Line{Kind: "plaatsing-volgen", Text: "De plaatsing wordt gevolgd in een eigen zaak."})
	}
}

// beginPlacement hands the case that follows the placement all that is known, so that nobody types it again.
func (p *process) beginPlacement(ctx workflow.Context) {
	p.facts.PlacementCaseId = plaatsing.CaseID(p.CaseID)
	p.StartCase(ctx, plaatsing.Workflow, plaatsing.WorkflowID(p.facts.PlacementCaseId), &plaatsingv1.Input{
		CaseId: p.facts.PlacementCaseId,
		Opening: &plaatsingv1.Opening{
			TlvCaseId:      p.CaseID,
			DossierId:      p.DossierID,
			OriginSchoolId: p.facts.Application.ApplicantSchoolId,
			Decision:       proto.CloneOf(p.facts.Decision),
			Parents:        p.partiesOf(party.Parent),
		},
	})
}

// placementOver: the case that the application was started from ended meanwhile, so a new one follows the placement.
func (p *process) placementOver(ctx workflow.Context) {
	// The run is over when there is no turn any more: then nobody is left to follow for.
	_ = p.InTurn(ctx, func() {
		p.beginPlacement(ctx)
		p.Record(ctx, casework.Line{Kind: "plaatsing-volgen", Text: "De plaatsing wordt gevolgd in een nieuwe zaak. De vorige is gesloten."})
	})
}

// tellReplacement: a bezwaar led to another decision, and so to another TLV, or none.
func (p *process) tellReplacement(ctx workflow.Context) {
	if p.facts.PlacementCaseId == "" {
		p.followPlacement(ctx)
		return
	}
	p.TellCase(ctx, plaatsing.WorkflowID(p.facts.PlacementCaseId), plaatsing.DecisionSignal, p.decisionNews(true))
}

func (p *process) decisionNews(replaces bool) *plaatsingv1.DecisionNews {
	return &plaatsingv1.DecisionNews{TlvCaseId: p.CaseID, Decision: proto.CloneOf(p.facts.Decision), Replaces: replaces}
}

// tellOrigin tells the case that the application was started from that it came in, or that it ended without a TLV.
func (p *process) tellOrigin(ctx workflow.Context, ended bool) {
	from := p.facts.Application.GetFromCaseId()
	switch {
	case p.facts.FromProcedure == plaatsing.Workflow:
		p.TellCase(ctx, plaatsing.WorkflowID(from), plaatsing.ApplicationSignal,
			&plaatsingv1.ApplicationNews{TlvCaseId: p.CaseID, Ended: ended})
	case p.facts.FromProcedure == buitenkans.Workflow && !ended:
		p.TellCase(ctx, buitenkans.WorkflowID(from), buitenkans.RouteSignal, &buitenkansv1.RouteNews{TlvCaseId: p.CaseID})
	}
}
