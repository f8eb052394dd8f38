package bezwaar

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/terms"
)

// lastTalk is the last informal talk that was planned or held; nil when there was none.
func (p *process) lastTalk() *bezwaarv1.Talk {
	if n := len(p.facts.Talks); n > 0 {
		return p.facts.Talks[n-1]
	}
	return nil
}

// plannedTalk is a talk of which it is not yet known what came of it; nil when there is none.
func (p *process) plannedTalk() *bezwaarv1.Talk {
	if talk := p.lastTalk(); talk != nil && talk.TextId == "" && p.undecided() {
		return talk
	}
	return nil
}

// latestAhead is how many days ahead something may be planned: further is a slip of the pen.
const latestAhead = 366

func (p *process) checkTalk(ctx workflow.Context, act *bezwaarv1.HoldTalk) error {
	today := casework.Today(ctx)
	on, err := terms.Parse(act.TalkOn)
	var bad casework.Problems
	bad.AddIf(err != nil, "talk_on", "Vul de datum van het gesprek in, zoals "+today.AddDays(7).String()+".")
	if err == nil {
		bad.AddIf(on.After(today.AddDays(latestAhead)), "talk_on", "De datum "+on.Short()+" is te ver weg. Kijk of het jaartal klopt.")
		bad.AddIf(on.After(today) && act.TextId != "", "text_id", "Het gesprek is nog niet geweest. Schrijf daarna op wat eruit kwam.")
		bad.AddIf(on.Before(today) && act.TextId == "", "text_id", "Het gesprek is geweest. Schrijf op wat eruit kwam.")
	}
	return bad.Refuse()
}

// holdTalk records the informal talk of bijlage IV 4. It stops no term, and everybody is told so: who waits for a good talk must not
// miss a day by it. A planned talk is moved, or gets its result, by recording it again.
func (p *process) holdTalk(ctx workflow.Context, act *bezwaarv1.HoldTalk) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.TextId, documents.ObjectionTalk)); err != nil {
		return err
	}
	talk := p.plannedTalk()
	first := talk == nil
	if first {
		talk = &bezwaarv1.Talk{}
		p.facts.Talks = append(p.facts.Talks, talk)
	}
	talk.TalkOn, talk.TextId = act.TalkOn, act.TextId
	text := talkText(terms.MustParse(act.TalkOn), first)
	if act.TextId != "" {
		text = "Er is een gesprek geweest op " + terms.MustParse(act.TalkOn).Long() + "."
	}
	p.Record(ctx, casework.Line{Kind: "gesprek", Text: text + p.termsRunOn(ctx), Actor: act.Actor})
	return nil
}
