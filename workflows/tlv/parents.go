package tlv

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

const (
	agree       = tlvv1.ParentsAnswer_PARENTS_ANSWER_AGREE
	theyDiffer  = tlvv1.ParentsAnswer_PARENTS_ANSWER_ZIENSWIJZE
	noAnswer    = tlvv1.ParentsAnswer_PARENTS_ANSWER_NONE
	notAnswered = tlvv1.ParentsAnswer_PARENTS_ANSWER_UNSPECIFIED
)

// hearParents: the parents say whether they agree with the application, or give their zienswijze (bijlage IV 4). Meanwhile the
// office assigns the experts; the case goes on when both are done.
func (p *process) hearParents(ctx workflow.Context) error { return p.Stay(ctx, parents) }

// checkParentsAnswer: until the phase ends a zienswijze can replace any other answer, because one parent who differs is
// enough to be heard. Nothing replaces a zienswijze.
func (p *process) checkParentsAnswer(ctx workflow.Context, act *tlvv1.AnswerAsParents) error {
	given := p.facts.ParentsAnswer
	switch {
	case given == theyDiffer:
		return casework.NotNow("De ouders hebben al een zienswijze gegeven.")
	case given == agree && act.Answer != theyDiffer:
		return casework.NotNow("De ouders hebben al laten weten dat zij het eens zijn met de aanvraag.")
	case given == noAnswer && act.Answer == noAnswer:
		return casework.NotNow("Er is al vastgelegd dat de ouders niet hebben geantwoord.")
	}
	if act.Answer == noAnswer {
		if err := p.allowNoAnswer(ctx, act); err != nil {
			return err
		}
	}
	var bad casework.Problems
	bad.AddIf(act.Answer != agree && act.Answer != theyDiffer && act.Answer != noAnswer, "answer",
		"Kies of de ouders het eens zijn met de aanvraag, of een zienswijze geven.")
	bad.AddIf(act.Answer != theyDiffer && act.TextId != "", "text_id", "Een tekst hoort alleen bij een zienswijze.")
	bad.AddIf(act.Answer != theyDiffer && act.WithAdviser, "with_adviser", "Een adviseur gaat alleen mee bij een zienswijze.")
	return bad.Refuse()
}

// allowNoAnswer: silence is for the office to establish, and only when the time to answer is over.
func (p *process) allowNoAnswer(ctx workflow.Context, act *tlvv1.AnswerAsParents) error {
	if party.Party(act.Actor.Party).Role() != party.Office {
		return casework.NotYours("Alleen het kantoor van ZOUT kan vastleggen dat er geen antwoord kwam.")
	}
	if task := p.LastTask(policy.Ouders); task != nil {
		if due := terms.MustParse(task.DueOn); !casework.Today(ctx).After(due) {
			return casework.NotNow("De ouders hebben nog tot en met " + due.Short() + " om te antwoorden.")
		}
	}
	return nil
}

func (p *process) answerAsParents(ctx workflow.Context, act *tlvv1.AnswerAsParents) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.TextId, documents.Zienswijze)); err != nil {
		return err
	}
	p.facts.ParentsAnswer = act.Answer
	if act.Answer == theyDiffer {
		p.facts.Zienswijze = &tlvv1.Zienswijze{TextId: act.TextId, WithAdviser: act.WithAdviser}
	}
	p.CloseTasks(ctx, policy.Ouders, parentsOutcome(act.Answer))
	p.Record(ctx, casework.Line{Kind: "ouders", Text: parentsText(act.Answer), Actor: act.Actor})
	p.heard(ctx)
	return nil
}

// heard moves the case on when the parents have answered and the experts are assigned, in whatever order.
func (p *process) heard(ctx workflow.Context) {
	switch {
	case !p.In(parents) || p.facts.ParentsAnswer == notAnswered || len(p.facts.Experts) == 0:
	case p.facts.ParentsAnswer == theyDiffer:
		p.Move(zienswijze)
		p.ask(ctx, policy.GesprekPlannen, party.TheOffice, reasonTalk)
		p.Record(ctx, casework.Line{Kind: "zienswijze", Text: "De ouders worden uitgenodigd voor een gesprek met de deskundigen."})
	default:
		p.seekAdvice(ctx)
	}
}
