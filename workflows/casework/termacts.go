package casework

import (
	"fmt"
	"strconv"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/documents"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/workflows/terms"
)

// runningTerm finds a term that still runs and whose last day is not over: only such a term can move.
func (c *Case) runningTerm(ctx workflow.Context, id string) (*caseworkv1.Term, error) {
	term := c.Term(id)
	var bad Problems
	bad.AddIf(term == nil, "term_id", "Deze termijn is er niet. Kijk in de lijst met termijnen van deze zaak.")
	if err := bad.Refuse(); err != nil {
		return nil, err
	}
	switch {
	case !Runs(term):
		return nil, NotNow("De termijn voor " + quoted(term.Title) + " loopt niet meer.")
	case term.FixedOn != "" || term.StartCounts:
		return nil, NotNow(fmt.Sprintf("De laatste dag voor %s ligt vast: %s. Hij kan niet stilstaan of langer worden.",
			quoted(term.Title), terms.MustParse(term.LastOn).Long()))
	case term.LastOn != "" && Today(ctx).After(terms.MustParse(term.LastOn)):
		return nil, NotNow(fmt.Sprintf("De termijn voor %s was %s al voorbij. Hij kan niet meer langer worden.",
			quoted(term.Title), terms.MustParse(term.LastOn).Long()))
	}
	return term, nil
}

// extendable finds how a term may be made longer by notice; nil when it may not.
func (c *Case) extendable(id string) *casesv1.Extendable {
	for _, may := range c.procedure.Extendable() {
		if may.TermId == id {
			return may
		}
	}
	return nil
}

func (c *Case) checkExtension(ctx workflow.Context, act *caseworkv1.ExtendTerm) error {
	term, err := c.runningTerm(ctx, act.TermId)
	if err != nil {
		return err
	}
	may := c.extendable(act.TermId)
	if may == nil && len(term.Extensions) > 0 {
		return NotNow("De termijn voor " + quoted(term.Title) + " is al een keer verlengd. Nog eens verlengen kan alleen met instemming.")
	}
	if may == nil {
		return NotNow("De termijn voor " + quoted(term.Title) + " kan niet worden verlengd.")
	}
	var bad Problems
	bad.AddIf(act.ReasonTextId == "", "reason_text_id", "Schrijf waarom de termijn langer moet worden. Die reden komt in de brief.")
	if may.AtMostWeeks > 0 {
		bad.AddIf(act.Weeks < 1 || act.Weeks > may.AtMostWeeks, "weeks",
			fmt.Sprintf("Kies 1 tot en met %d weken (%s).", may.AtMostWeeks, may.Ground))
		bad.AddIf(act.UntilOn != "", "until_on", "Kies een aantal weken, geen datum.")
		return bad.Refuse()
	}
	bad.AddIf(act.Weeks != 0, "weeks", "Noem een nieuwe datum, geen aantal weken ("+may.Ground+").")
	until, err := terms.Parse(act.UntilOn)
	bad.AddIf(err != nil, "until_on", "Noem de nieuwe datum, zoals "+Today(ctx).AddDays(60).String()+".")
	bad.AddIf(err == nil && term.LastOn != "" && !until.After(terms.MustParse(term.LastOn)), "until_on",
		fmt.Sprintf("De nieuwe datum moet na %s liggen, de laatste dag van nu.", dateOrNone(term.LastOn).Long()))
	return bad.Refuse()
}

// extendTerm: the letter with the reason and the date goes first, and only then the term is longer (Awb 4:14 lid 3, 7:10 lid 5).
func (c *Case) extendTerm(ctx workflow.Context, act *caseworkv1.ExtendTerm) error {
	may, today := c.extendable(act.TermId), Today(ctx)
	longer, err := c.recount(ctx, act.TermId, func(term *caseworkv1.Term) {
		term.Extensions = append(term.Extensions, &caseworkv1.Extension{
			Weeks: act.Weeks, UntilOn: act.UntilOn, NotifiedOn: today.String(), Ground: may.Ground, ReasonTextId: act.ReasonTextId,
		})
	})
	if err != nil {
		return err
	}
	if err := c.Attach(ctx, act.Actor, Piece(act.ReasonTextId, documents.ExtensionReason)); err != nil {
		return err
	}
	letters, err := c.letters(ctx, &documentsv1.ComposeLetterRequest{
		Key:     fmt.Sprintf("%s/verlenging/%s/%d", c.CaseID, act.TermId, len(longer.Extensions)),
		Kind:    documentsv1.LetterKind_LETTER_KIND_EXTENSION,
		DatedOn: today.String(),
		Facts:   map[string]string{"term": longer.Title, "until": longer.LastOn, "planned": longer.PlannedOn, "ground": may.Ground},
		Steps:   longer.Steps,
		TextIds: []string{act.ReasonTextId},
	})
	if err != nil {
		return err
	}
	c.OpenTerm(longer)
	c.notifyOfLetters(letters, "verlenging/"+act.TermId+"/"+strconv.Itoa(len(longer.Extensions)))
	c.Record(ctx, Line{Kind: "termijn-verlengd", Text: extendedText(longer, may.Ground), Actor: act.Actor})
	return nil
}

func extendedText(term *caseworkv1.Term, ground string) string {
	text := fmt.Sprintf("De termijn voor %s is verlengd (%s). De brief daarover is verstuurd.", quoted(term.Title), ground)
	if term.LastOn == "" {
		return text + " De termijn staat nu nog stil."
	}
	return text + fmt.Sprintf(" De laatste dag is nu %s.", terms.MustParse(term.PlannedOn).Long())
}

// letters makes the letters of a request for everybody who gets letters about terms in this procedure.
func (c *Case) letters(ctx workflow.Context, request *documentsv1.ComposeLetterRequest) ([]*documentsv1.Letter, error) {
	addressees, names, err := c.procedure.Addressees(ctx)
	if err != nil {
		return nil, err
	}
	request = proto.CloneOf(request)
	request.CaseId, request.DossierId = c.CaseID, c.DossierID
	request.Addressees, request.SchoolNames = addressees, names
	return ComposeLetter(ctx, request)
}

func (c *Case) notifyOfLetters(letters []*documentsv1.Letter, about string) {
	for _, letter := range letters {
		if letter.Party != "" {
			c.NotifyLetter(about, letter)
		}
	}
}

func (c *Case) checkDelay(ctx workflow.Context, act *caseworkv1.AgreeDelay) error {
	term, err := c.runningTerm(ctx, act.TermId)
	if err != nil {
		return err
	}
	from, noFrom := terms.Parse(act.FromOn)
	until, noUntil := terms.Parse(act.UntilOn)
	var bad Problems
	bad.AddIf(noFrom != nil, "from_on", "Vul de eerste dag van het uitstel in.")
	bad.AddIf(noUntil != nil, "until_on", "Vul de laatste dag van het uitstel in.")
	bad.AddIf(noFrom == nil && noUntil == nil && until.Before(from), "until_on",
		"Het uitstel eindigt op "+act.UntilOn+", voor het begin op "+act.FromOn+". Kies een latere dag.")
	bad.AddIf(act.ProofId == "", "proof_id", "Voeg de schriftelijke instemming toe.")
	addStart(&bad, term, from, noFrom)
	return bad.Refuse()
}

// addStart: a term cannot stand still before it began, nor from a day after its last.
func addStart(bad *Problems, term *caseworkv1.Term, from terms.Date, err error) {
	if err != nil {
		return
	}
	bad.AddIf(!from.After(terms.MustParse(term.EventOn)), "from_on",
		"De termijn begon pas na "+dateOrNone(term.EventOn).Long()+". Kies een latere dag.")
	bad.AddIf(term.LastOn != "" && from.After(dateOrNone(term.LastOn)), "from_on",
		"De termijn eindigt op "+dateOrNone(term.LastOn).Long()+". Het uitstel moet daarvoor beginnen.")
}

// agreeDelay: the applicant agrees in writing to wait (Awb 4:15 lid 2 onder a, 7:10 lid 4).
func (c *Case) agreeDelay(ctx workflow.Context, act *caseworkv1.AgreeDelay) error {
	changed, err := c.recount(ctx, act.TermId, adding(&caseworkv1.Suspension{
		Ground: c.delayGround(), FromOn: act.FromOn, UntilOn: act.UntilOn, ProofId: act.ProofId,
	}))
	if err != nil {
		return err
	}
	if err := c.Attach(ctx, act.Actor, Piece(act.ProofId, documents.Consent)); err != nil {
		return err
	}
	c.OpenTerm(changed)
	c.Record(ctx, Line{Kind: "uitstel-afgesproken", Actor: act.Actor, Text: fmt.Sprintf(
		"Er is schriftelijk ingestemd met uitstel van %s tot en met %s. De termijn voor %s staat dan stil.%s",
		dateOrNone(act.FromOn).Short(), dateOrNone(act.UntilOn).Short(), quoted(changed.Title), newLastDay(changed))})
	return nil
}

// delayGround: title 4.1 has its own article for a decision on an application, and chapter 7 one for a decision on bezwaar.
func (c *Case) delayGround() string {
	if c.procedure.View().GetBezwaar() != nil {
		return terms.GroundFurtherDelay
	}
	return terms.GroundConsent
}

func newLastDay(term *caseworkv1.Term) string {
	if term.PlannedOn == "" {
		return ""
	}
	return fmt.Sprintf(" De laatste dag is nu %s.", terms.MustParse(term.PlannedOn).Long())
}

var causes = map[string]struct{ ground, text string }{
	"b": {terms.GroundApplicant, "omdat de aanvrager zelf voor vertraging zorgt"},
	"c": {terms.GroundForceMajeure, "door overmacht"},
}

func (c *Case) checkSuspension(ctx workflow.Context, act *caseworkv1.SuspendTerm) error {
	term, err := c.runningTerm(ctx, act.TermId)
	if err != nil {
		return err
	}
	if openDelay(term) != nil {
		return NotNow("De termijn voor " + quoted(term.Title) + " staat al stil.")
	}
	from, noFrom := terms.Parse(act.FromOn)
	var bad Problems
	_, known := causes[act.Ground]
	bad.AddIf(!known, "ground", "Kies de reden: vertraging door de aanvrager, of overmacht. Ziekte of drukte bij ZOUT is geen reden.")
	bad.AddIf(noFrom != nil, "from_on", "Vul de dag in vanaf wanneer de termijn stilstaat.")
	bad.AddIf(noFrom == nil && from.After(Today(ctx)), "from_on", "Die dag is nog niet geweest. Kies vandaag of een eerdere dag.")
	bad.AddIf(act.ProofId == "", "proof_id", "Schrijf op wat er is gebeurd.")
	addStart(&bad, term, from, noFrom)
	return bad.Refuse()
}

// suspendTerm: it is told at once that, and why, the term stands still (Awb 4:15 lid 3).
func (c *Case) suspendTerm(ctx workflow.Context, act *caseworkv1.SuspendTerm) error {
	cause := causes[act.Ground]
	changed, err := c.recount(ctx, act.TermId, adding(&caseworkv1.Suspension{
		Ground: cause.ground, FromOn: act.FromOn, ProofId: act.ProofId,
	}))
	if err != nil {
		return err
	}
	if err := c.Attach(ctx, act.Actor, Piece(act.ProofId, documents.Cause)); err != nil {
		return err
	}
	c.OpenTerm(changed)
	c.Record(ctx, Line{Kind: "termijn-opgeschort", Actor: act.Actor, Text: fmt.Sprintf(
		"De termijn voor %s staat stil vanaf %s, %s (%s).", quoted(changed.Title), dateOrNone(act.FromOn).Short(), cause.text, cause.ground)})
	return nil
}

// openDelay is the delay with a cause that still lasts; nil when there is none.
func openDelay(term *caseworkv1.Term) *caseworkv1.Suspension {
	for _, s := range term.GetSuspensions() {
		if s.FromOn != "" && s.UntilOn == "" {
			return s
		}
	}
	return nil
}

func (c *Case) checkResumption(ctx workflow.Context, act *caseworkv1.ResumeTerm) error {
	term := c.Term(act.TermId)
	delay := openDelay(term)
	if !Runs(term) || delay == nil {
		return NotNow("Deze termijn staat niet stil door vertraging of overmacht.")
	}
	until, err := terms.Parse(act.UntilOn)
	var bad Problems
	bad.AddIf(err != nil, "until_on", "Vul de laatste dag in waarop de termijn stilstond.")
	bad.AddIf(err == nil && until.Before(terms.MustParse(delay.FromOn)), "until_on",
		"De termijn stond stil vanaf "+dateOrNone(delay.FromOn).Long()+". De laatste dag kan daar niet voor liggen.")
	bad.AddIf(err == nil && until.After(Today(ctx)), "until_on", "Die dag is nog niet geweest. Kies vandaag of een eerdere dag.")
	return bad.Refuse()
}

// resumeTerm: the end is told with the new date (Awb 4:15 lid 4).
func (c *Case) resumeTerm(ctx workflow.Context, act *caseworkv1.ResumeTerm) error {
	changed, err := c.recount(ctx, act.TermId, func(term *caseworkv1.Term) { openDelay(term).UntilOn = act.UntilOn })
	if err != nil {
		return err
	}
	c.OpenTerm(changed)
	c.Record(ctx, Line{Kind: "termijn-hervat", Actor: act.Actor, Text: fmt.Sprintf(
		"De termijn voor %s loopt weer. Hij stond stil tot en met %s.%s", quoted(changed.Title), dateOrNone(act.UntilOn).Short(), newLastDay(changed))})
	return nil
}
