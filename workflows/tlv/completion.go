package tlv

import (
	"slices"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/party"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// awaitCompletion waits for the school, until the last day of the time it was given is over.
func (p *process) awaitCompletion(ctx workflow.Context) error {
	if !p.In(completion) {
		return nil
	}
	request := p.openRequest()
	if err := p.StayUntilPassed(ctx, completion, terms.MustParse(request.CompleteBy)); err != nil {
		return err
	}
	return p.InTurn(ctx, func() {
		if p.In(completion) && p.openRequest() == request {
			p.completionLapsed(ctx, request)
		}
	})
}

// openRequest is the last time that the school was asked to complete.
func (p *process) openRequest() *tlvv1.CompletionRequest {
	if n := len(p.facts.CompletionRequests); n > 0 {
		return p.facts.CompletionRequests[n-1]
	}
	return nil
}

func (p *process) checkCompletion(_ workflow.Context, act *tlvv1.Complete) error {
	if request := p.openRequest(); request == nil || request.CompletedOn != "" {
		return casework.NotNow("Er is nu niets gevraagd om aan te vullen.")
	}
	var bad casework.Problems
	bad.AddIf(len(act.GatesMet) == 0 && len(act.PieceIds) == 0, "piece_ids",
		"Voeg toe wat er ontbrak: een document, een toelichting of een voorwaarde waaraan nu is voldaan.")
	for _, gate := range act.GatesMet {
		bad.AddIf(!slices.Contains(gatesFor(p.facts.Application.Intake), gate), "gates_met",
			"Deze voorwaarde geldt niet voor deze aanvraag. Kies alleen voorwaarden uit de lijst.")
	}
	bad.AddIf(slices.Contains(act.PieceIds, ""), "piece_ids", "Een van de stukken heeft geen nummer. Voeg het opnieuw toe.")
	return bad.Refuse()
}

// complete takes what the school hands in. Late is welcome too, as long as the office has not judged without it; the
// decision term then runs already and is not touched.
func (p *process) complete(ctx workflow.Context, act *tlvv1.Complete) error {
	pieces := make([]*documentsv1.PieceRef, len(act.PieceIds))
	for i, id := range act.PieceIds {
		pieces[i] = casework.Piece(id, "")
	}
	if err := p.Attach(ctx, act.Actor, pieces...); err != nil {
		return err
	}
	for _, gate := range act.GatesMet {
		if !slices.Contains(p.facts.Application.GatesMet, gate) {
			p.facts.Application.GatesMet = append(p.facts.Application.GatesMet, gate)
		}
	}
	today := casework.Today(ctx)
	p.openRequest().CompletedOn = today.String()
	if p.In(completion) {
		p.CloseTasks(ctx, policy.Aanvulling, "aangevuld")
		p.Resume(ctx, decisionTermID, today)
		p.checkAgain(ctx, reasonCompleted)
	}
	p.Record(ctx, casework.Line{Kind: "aangevuld", Text: "De school heeft de aanvraag aangevuld.", Actor: act.Actor})
	return nil
}

// completionLapsed: nothing came in time. The term runs again, and the office judges with what there is.
func (p *process) completionLapsed(ctx workflow.Context, request *tlvv1.CompletionRequest) {
	request.Lapsed = true
	p.CloseTasks(ctx, policy.Aanvulling, "tijd verstreken")
	p.Lapse(ctx, decisionTermID)
	p.checkAgain(ctx, reasonLapsed)
	p.Record(ctx, casework.Line{Kind: "aanvulling-verlopen", Text: lapsedText(terms.MustParse(request.CompleteBy))})
}

func (p *process) checkAgain(ctx workflow.Context, reason string) {
	p.Move(completeness)
	p.ask(ctx, policy.Volledigheid, party.TheOffice, reason)
}
