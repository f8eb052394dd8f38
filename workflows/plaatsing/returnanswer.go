package plaatsing

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

func (p *process) checkAnswer(_ workflow.Context, act *plaatsingv1.AnswerReturn) error {
	if on := p.back().GetAgreedOn(); on != "" {
		return casework.NotNow("Op " + terms.MustParse(on).Long() + " is al afgesproken dat de leerling komt. Stop de terugkeer als dat niet kan.")
	}
	var bad casework.Problems
	bad.AddIf(!act.Agreed && act.TextId == "", "text_id", "Schrijf op waarom de leerling niet kan komen.")
	return bad.Refuse()
}

// answerReturn: without the regular school there is no return. When it does not agree the placement goes on, and another plan can be made.
func (p *process) answerReturn(ctx workflow.Context, act *plaatsingv1.AnswerReturn) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.TextId, documents.ReturnAnswer)); err != nil {
		return err
	}
	if act.Agreed {
		letters, err := p.returnLetters(ctx, p.back())
		if err != nil {
			return err
		}
		p.agree(ctx, act.Actor, letters)
		return nil
	}
	p.inform("terugkeer-niet-akkoord", act.Actor)
	p.Record(ctx, casework.Line{Kind: "terugkeer-niet-akkoord", Text: notAgreedText, Actor: act.Actor})
	p.backToPlaced(ctx, casework.Today(ctx), act.TextId, "niet akkoord")
	return nil
}

// agree: it is on. The regular school says so again once the pupil is back for the whole week.
func (p *process) agree(ctx workflow.Context, actor *caseworkv1.Actor, letters []*documentsv1.Letter) {
	plan := p.back()
	plan.AgreedOn = casework.Today(ctx).String()
	p.CloseTasks(ctx, policy.TerugplaatsingAntwoord, "akkoord")
	p.Ask(ctx, casework.Question{
		Kind: policy.TerugkeerBevestigen, Party: p.target(), Title: taskWording[policy.TerugkeerBevestigen].title, Reason: reasonReturned,
		From: wholeWeekFrom(plan),
	})
	for _, letter := range letters {
		p.facts.LetterIds = append(p.facts.LetterIds, letter.DocumentId)
		p.NotifyLetter(about("terugkeer", p.Version), letter)
	}
	p.Record(ctx, casework.Line{Kind: "terugkeer-afgesproken", Text: agreedText(plan), Actor: actor})
}
