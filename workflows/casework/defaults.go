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
