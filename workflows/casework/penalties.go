package casework

import (
	"fmt"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/workflows/terms"
)

// startPenalty counts the days of the dwangsom and what each costs, and freezes them.
func (c *Case) startPenalty(ctx workflow.Context, notice *caseworkv1.DefaultNotice) {
	last, received := terms.MustParse(c.Term(notice.TermId).PlannedOn), terms.MustParse(notice.ReceivedOn)
	counted := new(caseworkv1.DefaultNotice)
	err := workflow.SideEffect(ctx, func(workflow.Context) any { return penalty(last, received) }).Get(counted)
	if err != nil {
		panic(fmt.Errorf("case %s: read frozen dwangsom: %w", c.CaseID, err))
	}
	notice.FirstDay, notice.LastDay = counted.FirstDay, counted.LastDay
	notice.Steps, notice.Rates = counted.Steps, counted.Rates
}

func penalty(last, received terms.Date) *caseworkv1.DefaultNotice {
	counted, err := terms.Default{TermLast: last, Received: received}.Penalty()
	if err != nil {
		panic(fmt.Sprintf("dwangsom over %s after %s: %v", last, received, err)) // both dates were checked before
	}
	answer := &caseworkv1.DefaultNotice{
		FirstDay: counted.FirstDay.String(), LastDay: counted.LastDay.String(), Steps: append(counted.Steps, counted.Warnings...),
	}
	var until int
	for day := counted.FirstDay; !day.After(counted.LastDay); day = day.AddDays(1) {
		_, upTo := counted.Owed(terms.Date{}, day)
		euros := int32(upTo - until)
		until = upTo
		if n := len(answer.Rates); n > 0 && answer.Rates[n-1].EurosADay == euros {
			answer.Rates[n-1].UntilOn = day.String()
			continue
		}
		answer.Rates = append(answer.Rates, &caseworkv1.PenaltyRate{FromOn: day.String(), UntilOn: day.String(), EurosADay: euros})
	}
	return answer
}

// Owed is what a notice of default costs up to and including a day: for how many days, and how much in euro. The day on which
// the decision was announced is no day in default.
func Owed(notice *caseworkv1.DefaultNotice, through terms.Date) (days, euros int) {
	if notice.StoppedOn != "" && !through.Before(terms.MustParse(notice.StoppedOn)) {
		through = terms.MustParse(notice.StoppedOn).AddDays(-1)
	}
	for _, rate := range notice.Rates {
		from, until := terms.MustParse(rate.FromOn), terms.MustParse(rate.UntilOn)
		if until.After(through) {
			until = through
		}
		if n := until.DaysSince(from) + 1; n > 0 {
			days, euros = days+n, euros+n*int(rate.EurosADay)
		}
	}
	return days, euros
}

// stopPenalties ends what runs because of a term that is met. What is owed then is to be decided on in two weeks (Awb 4:18).
func (c *Case) stopPenalties(ctx workflow.Context, termID string, on terms.Date) {
	for _, notice := range c.Defaults {
		if notice.TermId != termID || notice.FirstDay == "" || notice.StoppedOn != "" {
			continue
		}
		notice.StoppedOn = on.String()
		if days, _ := Owed(notice, on); days > 0 && notice.DecidedOn == "" {
			c.askPenaltyDecision(ctx, lastOwed(notice))
		}
	}
}

// lastOwed is the last day for which a dwangsom is owed.
func lastOwed(notice *caseworkv1.DefaultNotice) terms.Date {
	last := terms.MustParse(notice.LastDay)
	if notice.StoppedOn != "" && !last.Before(terms.MustParse(notice.StoppedOn)) {
		return terms.MustParse(notice.StoppedOn).AddDays(-1)
	}
	return last
}

// askPenaltyDecision asks the director for the decision on the amount.
func (c *Case) askPenaltyDecision(ctx workflow.Context, last terms.Date) {
	term := c.CountTerm(ctx, casework.PenaltyTask, TermWords{
		Title: "Beslissen over de dwangsom", Event: "Laatste dag waarover een dwangsom is verschuldigd",
	}, last)
	c.OpenTerm(term)
	c.AskBy(ctx, Question{
		Kind: casework.PenaltyTask, Party: party.TheDirector, Title: "Beslissen over de dwangsom",
		Reason: "ZOUT besliste te laat na een ingebrekestelling. Leg vast hoe hoog de dwangsom is.",
	}, terms.MustParse(term.PlannedOn), term.Basis)
}

func (c *Case) checkPenalty(ctx workflow.Context, act *caseworkv1.DecidePenalty) error {
	notice, err := c.defaultByID(act.NoticeId)
	if err != nil {
		return err
	}
	switch {
	case notice.DecidedOn != "":
		return NotNow("Over deze dwangsom is al beslist.")
	case notice.FirstDay == "":
		return NotNow("Uit deze ingebrekestelling volgt geen dwangsom.")
	case notice.StoppedOn == "" && !Today(ctx).After(terms.MustParse(notice.LastDay)):
		return NotNow("De dwangsom loopt nog. Beslis erover als het besluit bekend is, of na " + terms.MustParse(notice.LastDay).Long() + ".")
	}
	days, counted := Owed(notice, lastOwed(notice))
	if days == 0 {
		return NotNow("Het besluit kwam op tijd na de ingebrekestelling. Er is geen dwangsom verschuldigd.")
	}
	var bad Problems
	bad.AddIf(act.Euros < 0 || act.Euros > maxPenalty, "euros", fmt.Sprintf("Vul een bedrag in van 0 tot en met %d euro.", maxPenalty))
	bad.AddIf(int(act.Euros) != counted && act.TextId == "", "text_id",
		fmt.Sprintf("Volgens de telling is de dwangsom %d euro. Schrijf op waarom het bedrag anders is.", counted))
	return bad.Refuse()
}

// maxPenalty in euro: 14 × 23 + 14 × 35 + 14 × 45 (Awb 4:17 lid 2).
const maxPenalty = 1442

func (c *Case) decidePenalty(ctx workflow.Context, act *caseworkv1.DecidePenalty) error {
	if err := c.Attach(ctx, act.Actor, Piece(act.TextId, documents.PenaltyReasons)); err != nil {
		return err
	}
	notice, err := c.defaultByID(act.NoticeId)
	if err != nil {
		return err
	}
	letters, err := c.lettersTo(ctx, notice.FromParty, c.penaltyLetter(ctx, notice, act))
	if err != nil {
		return err
	}
	notice.DecidedOn, notice.DecidedEuros, notice.DecisionTextId = Today(ctx).String(), act.Euros, act.TextId
	if Runs(c.Term(casework.PenaltyTask)) {
		c.MeetTerm(ctx, casework.PenaltyTask, Today(ctx))
	}
	c.CloseTasks(ctx, casework.PenaltyTask, "beslist")
	c.notifyOfLetters(letters, notice.Id+"/besluit")
	c.Record(ctx, Line{Kind: "dwangsom-besloten", Actor: act.Actor, Text: fmt.Sprintf(
		"De directeur heeft over de dwangsom beslist: € %d. De brief daarover is verstuurd.", act.Euros)})
	return nil
}

func (c *Case) penaltyLetter(ctx workflow.Context, notice *caseworkv1.DefaultNotice, act *caseworkv1.DecidePenalty) *documentsv1.ComposeLetterRequest {
	today, last := Today(ctx), lastOwed(notice)
	days, _ := Owed(notice, last)
	until := sixWeeksFrom(ctx, today)
	request := &documentsv1.ComposeLetterRequest{
		Key:     c.CaseID + "/" + notice.Id + "/besluit",
		Kind:    documentsv1.LetterKind_LETTER_KIND_PENALTY,
		DatedOn: today.String(),
		Facts: map[string]string{
			"euros": fmt.Sprint(act.Euros), "days": fmt.Sprint(days), "first": notice.FirstDay, "last": last.String(),
			"pay_until": until, "objection_until": until,
		},
		Steps: notice.Steps,
	}
	if act.TextId != "" {
		request.TextIds = []string{act.TextId}
	}
	return request
}

// sixWeeksFrom is the last day both to pay (Awb 4:87) and to object to the amount (Awb 6:7), frozen as every date of the law.
func sixWeeksFrom(ctx workflow.Context, day terms.Date) string {
	term, problem := freeze(ctx, &caseworkv1.Term{
		Id: "dwangsom-betalen", Kind: caseworkv1.TermKind_TERM_KIND_STATUTORY, Basis: "Awb 4:87", EventOn: day.String(), Weeks: 6,
	})
	if problem != "" {
		panic("six weeks from " + day.String() + ": " + problem)
	}
	return term.PlannedOn
}
