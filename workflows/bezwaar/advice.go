package bezwaar

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// The opinions on an objection, short.
const (
	noOpinion    = bezwaarv1.Opinion_OPINION_UNSPECIFIED
	upheld       = bezwaarv1.Opinion_OPINION_UPHELD
	partlyUpheld = bezwaarv1.Opinion_OPINION_PARTLY
	unfounded    = bezwaarv1.Opinion_OPINION_UNFOUNDED
	inadmissible = bezwaarv1.Opinion_OPINION_INADMISSIBLE
)

const chooseOpinion = "Kies gegrond, gedeeltelijk gegrond, ongegrond of niet-ontvankelijk."

// isOpinion: a message from outside can hold any number where a choice is meant.
func isOpinion(o bezwaarv1.Opinion) bool { return opinionWording[o] != "" }

// takeAdvice: the LBT advises in writing (Awb 7:13 lid 6). Nobody can hurry it but by asking.
func (p *process) takeAdvice(ctx workflow.Context) error { return p.Stay(ctx, advice) }

func (p *process) checkAdvice(ctx workflow.Context, act *bezwaarv1.RecordAdvice) error {
	var bad casework.Problems
	bad.AddIf(!isOpinion(act.Opinion), "opinion", chooseOpinion)
	bad.AddIf(act.AdviceId == "", "advice_id", "Voeg het advies van de LBT toe.")
	checkHappened(&bad, "received_on", act.ReceivedOn, "het advies binnenkwam",
		casework.Today(ctx), terms.MustParse(p.facts.Bundle.SentOn), "dag waarop het dossier naar de LBT ging")
	return bad.Refuse()
}

// recordAdvice brings the case before the director. What the LBT thinks goes to the parties with the decision (Awb 7:13 lid 7), so
// the story does not tell it here.
func (p *process) recordAdvice(ctx workflow.Context, act *bezwaarv1.RecordAdvice) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.AdviceId, documents.LbtAdvice)); err != nil {
		return err
	}
	p.facts.Advice, p.facts.AdviceId, p.facts.AdviceOn = act.Opinion, act.AdviceId, act.ReceivedOn
	p.CloseTasks(ctx, policy.LBTAdvies, "ontvangen")
	p.Move(decision)
	p.ask(ctx, policy.BesluitBezwaar, party.TheDirector, reasonDecision)
	p.Record(ctx, casework.Line{
		Kind: "lbt-advies", Text: "De LBT heeft advies gegeven. De directeur neemt een besluit op het bezwaar." + p.until(), Actor: act.Actor,
	})
	return nil
}
