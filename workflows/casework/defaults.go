package casework

import (
	"fmt"
	"slices"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/terms"
)

// defaultBasis is the law behind a notice of default.
const defaultBasis = "Awb 4:17 lid 3"

// checkDefault looks at the form of a notice of default only. Whether it is early, late or founded is never for the machine.
func (c *Case) checkDefault(ctx workflow.Context, act *caseworkv1.NotifyDefault) error {
	if !isOffice(act.Actor) && !slices.Contains(c.procedure.Waiting(), act.Actor.Party) {
		return NotYours("Een ingebrekestelling kan alleen komen van wie op het besluit wacht.")
	}
	received, err := terms.Parse(act.ReceivedOn)
	var bad Problems
	bad.AddIf(act.ReceivedOn != "" && err != nil, "received_on", "Vul de dag van ontvangst in, zoals "+Today(ctx).String()+".")
	bad.AddIf(act.ReceivedOn != "" && err == nil && received.After(Today(ctx)), "received_on",
		"De datum "+act.ReceivedOn+" is nog niet geweest. Vul de dag in waarop de brief binnenkwam.")
	bad.AddIf(act.TermId != "" && c.Term(act.TermId) == nil, "term_id", "Deze termijn is er niet in deze zaak.")
	bad.AddIf(isOffice(act.Actor) && act.FromParty != "" && !slices.Contains(c.procedure.Waiting(), act.FromParty), "from_party",
		"Kies van wie de ingebrekestelling is, of laat dit leeg.")
	return bad.Refuse()
}

// notifyDefault keeps a notice of default with its time, and puts it before a human today.
func (c *Case) notifyDefault(ctx workflow.Context, act *caseworkv1.NotifyDefault) error {
	if err := c.Attach(ctx, act.Actor, Piece(act.TextId, documents.DefaultNotice)); err != nil {
		return err
	}
	notice := c.newDefault(ctx, act)
	letters, err := c.confirmDefault(ctx, notice)
	if err != nil {
		return err
	}
	c.Defaults = append(c.Defaults, notice)
	for _, who := range []party.Party{party.TheOffice, party.TheDirector} {
		c.AskBy(ctx, Question{
			Kind: casework.DefaultTask, Party: who, Title: "De ingebrekestelling beoordelen",
			Reason: "Iemand vindt dat ZOUT te laat beslist. Beoordeel dit vandaag: na twee weken kan er een dwangsom lopen.",
		}, Today(ctx), defaultBasis)
	}
	c.Notify(notificationsv1.NoticeKind_NOTICE_KIND_DEFAULT, notice.Id, string(party.TheOffice), string(party.TheDirector))
	c.notifyOfLetters(letters, notice.Id)
	c.Record(ctx, Line{Kind: "ingebrekestelling", Actor: act.Actor, Text: fmt.Sprintf(
		"Er is een ingebrekestelling ontvangen op %s. ZOUT beoordeelt haar vandaag nog.", dateOrNone(notice.ReceivedOn).Long())})
	return nil
}

func (c *Case) newDefault(ctx workflow.Context, act *caseworkv1.NotifyDefault) *caseworkv1.DefaultNotice {
	notice := &caseworkv1.DefaultNotice{
		Id:         fmt.Sprintf("ingebrekestelling/%d", len(c.Defaults)+1),
		TermId:     act.TermId,
		ReceivedOn: act.ReceivedOn,
		RecordedAt: timestamppb.New(workflow.Now(ctx)),
		FromParty:  act.Actor.Party,
		TextId:     act.TextId,
	}
	if notice.ReceivedOn == "" || !isOffice(act.Actor) {
		notice.ReceivedOn = Today(ctx).String()
	}
	if isOffice(act.Actor) {
		notice.FromParty = act.FromParty
	}
	if notice.TermId == "" {
		notice.TermId = c.decisionTerm()
	}
	return notice
}

// decisionTerm is the first term of the law that ZOUT must meet: the one to decide. Empty when the case has none yet.
func (c *Case) decisionTerm() string {
	for _, term := range c.Terms {
		if term.Kind == caseworkv1.TermKind_TERM_KIND_STATUTORY && c.owner(term) == string(party.Office) && !term.Backward {
			return term.Id
		}
	}
	return ""
}

// confirmDefault confirms the receipt to who gave it.
func (c *Case) confirmDefault(ctx workflow.Context, notice *caseworkv1.DefaultNotice) ([]*documentsv1.Letter, error) {
	term := c.Term(notice.TermId)
	return c.lettersTo(ctx, notice.FromParty, &documentsv1.ComposeLetterRequest{
		Key:     c.CaseID + "/" + notice.Id + "/ontvangen",
		Kind:    documentsv1.LetterKind_LETTER_KIND_DEFAULT_RECEIVED,
		DatedOn: Today(ctx).String(),
		Facts:   map[string]string{"received": notice.ReceivedOn, "term": term.GetTitle(), "last": term.GetPlannedOn()},
	})
}

// lettersTo makes a letter for one of those who get letters in this procedure; none when the party is not among them.
func (c *Case) lettersTo(ctx workflow.Context, to string, request *documentsv1.ComposeLetterRequest) ([]*documentsv1.Letter, error) {
	addressees, names, err := c.procedure.Addressees(ctx)
	if err != nil {
		return nil, err
	}
	request = proto.CloneOf(request)
	request.CaseId, request.DossierId, request.SchoolNames = c.CaseID, c.DossierID, names
	for _, addressee := range addressees {
		if addressee.Party == to {
			request.Addressees = append(request.Addressees, addressee)
		}
	}
	if len(request.Addressees) == 0 {
		return nil, nil
	}
	return ComposeLetter(ctx, request)
}

func (c *Case) defaultByID(id string) (*caseworkv1.DefaultNotice, error) {
	for _, notice := range c.Defaults {
		if notice.Id == id {
			return notice, nil
		}
	}
	var bad Problems
	bad.Add("notice_id", "Deze ingebrekestelling is er niet in deze zaak.")
	return nil, bad.Refuse()
}

func (c *Case) checkJudgement(_ workflow.Context, act *caseworkv1.JudgeDefault) error {
	notice, err := c.defaultByID(act.NoticeId)
	if err != nil {
		return err
	}
	if notice.Judgement != caseworkv1.Judgement_JUDGEMENT_UNSPECIFIED {
		return NotNow("Deze ingebrekestelling is al beoordeeld.")
	}
	valid := act.Judgement == caseworkv1.Judgement_JUDGEMENT_VALID
	term := c.Term(notice.TermId)
	if valid && (term == nil || term.PlannedOn == "") {
		return NotNow("De termijn staat stil of loopt hier niet. Er kan nu geen dwangsom gaan lopen.")
	}
	var bad Problems
	bad.AddIf(act.Judgement < caseworkv1.Judgement_JUDGEMENT_VALID || act.Judgement > caseworkv1.Judgement_JUDGEMENT_UNFOUNDED,
		"judgement", "Kies: terecht, te vroeg, of niet terecht.")
	bad.AddIf(!valid && act.TextId == "", "text_id", "Schrijf op waarom deze ingebrekestelling niet geldt.")
	return bad.Refuse()
}

// judgeDefault is a human's judgement. From a valid notice the days follow on which a dwangsom can be owed; they are frozen.
func (c *Case) judgeDefault(ctx workflow.Context, act *caseworkv1.JudgeDefault) error {
	if err := c.Attach(ctx, act.Actor, Piece(act.TextId, documents.DefaultJudgement)); err != nil {
		return err
	}
	notice, err := c.defaultByID(act.NoticeId)
	if err != nil {
		return err
	}
	notice.Judgement, notice.JudgedOn, notice.JudgementTextId = act.Judgement, Today(ctx).String(), act.TextId
	if c.judged() {
		c.CloseTasks(ctx, casework.DefaultTask, "beoordeeld")
	}
	text := "ZOUT heeft de ingebrekestelling beoordeeld: zij kwam te vroeg."
	switch act.Judgement {
	case caseworkv1.Judgement_JUDGEMENT_VALID:
		c.startPenalty(ctx, notice)
		text = fmt.Sprintf("ZOUT heeft de ingebrekestelling beoordeeld: zij is terecht. Zonder besluit is er een dwangsom voor elke dag vanaf %s.",
			terms.MustParse(notice.FirstDay).Long())
	case caseworkv1.Judgement_JUDGEMENT_UNFOUNDED:
		text = "ZOUT heeft de ingebrekestelling beoordeeld: zij is niet terecht."
	}
	c.Record(ctx, Line{Kind: "ingebrekestelling-beoordeeld", Text: text, Actor: act.Actor})
	if term := c.Term(notice.TermId); term.GetMetOn() != "" {
		c.stopPenalties(ctx, notice.TermId, terms.MustParse(term.MetOn))
	}
	return nil
}

// judged: every notice has been looked at.
func (c *Case) judged() bool {
	for _, notice := range c.Defaults {
		if notice.Judgement == caseworkv1.Judgement_JUDGEMENT_UNSPECIFIED {
			return false
		}
	}
	return true
}

// OwesAnswer says that somebody gave a notice of default which nobody judged yet, or that a dwangsom is not decided on. A case
// does not end before.
func (l *Ledger) OwesAnswer() bool { return slices.ContainsFunc(l.OpenTasks(), isOwed) }

// isOwed tells the tasks that remain whatever becomes of the case.
func isOwed(task *caseworkv1.Task) bool {
	return task.Kind == casework.DefaultTask || task.Kind == casework.PenaltyTask
}

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
