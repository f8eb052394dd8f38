package bezwaar

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// intake: the office confirms the objection, has it repaired or explained where needed, and sends the papers to the LBT. Only what
// the LBT is sent moves the case on; the rest may come later too.
func (p *process) intake(ctx workflow.Context) error { return p.Stay(ctx, intake) }

func (p *process) checkAcknowledgement(workflow.Context, *bezwaarv1.Acknowledge) error {
	if p.facts.AcknowledgedOn != "" {
		return casework.NotNow("De ontvangst is al bevestigd op " + terms.MustParse(p.facts.AcknowledgedOn).Short() + ".")
	}
	return nil
}

// acknowledge confirms the receipt (Awb 6:14), and says that a committee advises (Awb 7:13 lid 2) and until when ZOUT may take.
func (p *process) acknowledge(ctx workflow.Context, act *bezwaarv1.Acknowledge) error {
	term := p.Term(policy.BeslisBezwaar)
	facts := map[string]string{"received": p.facts.ReceivedOn}
	put(facts, "until", term.PlannedOn)
	putIf(facts, p.facts.Late, "late")
	putIf(facts, p.facts.ProForma, "pro_forma")
	letters, err := p.letters(ctx, &documentsv1.ComposeLetterRequest{
		Key:   p.CaseID + "/ontvangst",
		Kind:  documentsv1.LetterKind_LETTER_KIND_OBJECTION_RECEIVED,
		Facts: facts,
		Steps: term.Steps,
	})
	if err != nil {
		return err
	}
	p.facts.AcknowledgedOn = casework.Today(ctx).String()
	p.CloseTasks(ctx, policy.Ontvangstbevestiging, "bevestigd")
	p.notifyOf(letters, "ontvangst")
	p.Record(ctx, casework.Line{
		Kind: "ontvangst-bevestigd", Text: "ZOUT heeft de ontvangst van het bezwaar bevestigd." + p.until(), Actor: act.Actor,
	})
	return nil
}

func (p *process) checkLateness(_ workflow.Context, act *bezwaarv1.ExplainLateness) error {
	switch {
	case !p.facts.Late:
		return casework.NotNow("Het bezwaar kwam op tijd. Een uitleg is niet nodig.")
	case p.facts.LatenessTextId != "":
		return casework.NotNow("De uitleg is al gegeven.")
	}
	var bad casework.Problems
	bad.AddIf(act.TextId == "", "text_id", "Schrijf op waarom het bezwaar later kwam.")
	return bad.Refuse()
}

// explainLateness: whether the reason excuses is for the decision (Awb 6:11). An explanation after the time for it is welcome
// as long as nothing is decided.
func (p *process) explainLateness(ctx workflow.Context, act *bezwaarv1.ExplainLateness) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.TextId, documents.Lateness)); err != nil {
		return err
	}
	p.facts.LatenessTextId = act.TextId
	p.CloseTasks(ctx, policy.RedenTeLaat, "uitgelegd")
	p.Record(ctx, casework.Line{Kind: "reden-te-laat", Text: "Er is uitgelegd waarom het bezwaar later kwam.", Actor: act.Actor})
	return nil
}

// latenessUnexplained: the time to explain passed. That decides nothing yet.
func (p *process) latenessUnexplained(ctx workflow.Context) {
	p.CloseTasks(ctx, policy.RedenTeLaat, "tijd verstreken")
	p.Record(ctx, casework.Line{
		Kind: "reden-te-laat-verlopen", Text: "Er is niet uitgelegd waarom het bezwaar later kwam. Het kan nog tot het besluit.",
	})
}

func (p *process) checkDefence(_ workflow.Context, act *bezwaarv1.FileDefence) error {
	var bad casework.Problems
	bad.AddIf(act.TextId == "", "text_id", "Voeg het verweerschrift toe.")
	return bad.Refuse()
}

// fileDefence adds the verweerschrift; a later one takes its place.
func (p *process) fileDefence(ctx workflow.Context, act *bezwaarv1.FileDefence) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.TextId, documents.Defence)); err != nil {
		return err
	}
	text := "ZOUT heeft een verweerschrift gemaakt."
	if p.facts.DefenceTextId != "" {
		text = "ZOUT heeft een nieuw verweerschrift gemaakt."
	}
	p.facts.DefenceTextId = act.TextId
	p.CloseTasks(ctx, policy.Verweerschrift, "gemaakt")
	p.Record(ctx, casework.Line{Kind: "verweerschrift", Text: text, Actor: act.Actor})
	return nil
}
