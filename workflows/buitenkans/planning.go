package buitenkans

import (
	"fmt"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// plan: there is a place. The Buitenkans and the school agree on the first day, and on that day the pupil comes, or not.
func (p *process) plan(ctx workflow.Context) error { return p.Stay(ctx, planned) }

func (p *process) checkStart(ctx workflow.Context, act *buitenkansv1.PlanStart) error {
	today := casework.Today(ctx)
	from, noFrom := terms.Parse(act.StartOn)
	until, noUntil := terms.Parse(act.UntilOn)
	var bad casework.Problems
	bad.AddIf(noFrom != nil, "start_on", "Vul de eerste dag in, zoals "+today.AddDays(7).String()+".")
	bad.AddIf(act.UntilOn != "" && noUntil != nil, "until_on", "Vul de laatste dag in, of laat dit leeg voor dertien weken.")
	if len(bad) > 0 {
		return bad.Refuse()
	}
	if act.UntilOn == "" {
		until = from
	}
	wrong := stayOf(p.facts).plan(from, until, until, today) // the maximum is counted when it is this act's turn
	if wrong.field == "start_on" && until.Before(from) {
		bad.Add(wrong.field, wrong.text)
		bad.Add("until_on", untilBeforeFrom)
		return bad.Refuse()
	}
	return refuseIf(wrong)
}

// refuseIf makes a refusal of what is wrong with the days.
func refuseIf(wrong problem) error {
	switch {
	case wrong == fine:
		return nil
	case wrong.field == "":
		return casework.NotNow(wrong.text)
	}
	var bad casework.Problems
	bad.Add(wrong.field, wrong.text)
	return bad.Refuse()
}

// planStart counts the maximum and sets the days, in the place that the book gave or in another one that has room.
func (p *process) planStart(ctx workflow.Context, act *buitenkansv1.PlanStart) error {
	from := terms.MustParse(act.StartOn)
	if why := p.noSchool(ctx, from); why != "" {
		return refuseIf(problem{"start_on", "Op " + from.Short() + " is er geen school: die dag " + why + ". Kies een schooldag."})
	}
	term := p.CountTerm(ctx, policy.EindePlaatsing, termWording[policy.EindePlaatsing], from)
	maximum := terms.MustParse(term.LastOn)
	until := maximum
	if act.UntilOn != "" {
		until = terms.MustParse(act.UntilOn)
	}
	if wrong := stayOf(p.facts).plan(from, until, maximum, casework.Today(ctx)); wrong != fine {
		return refuseIf(wrong)
	}
	place, err := p.movePlace(ctx, act.GroupId, from, until)
	if err != nil {
		return renamed(err, map[string]string{"from_on": "start_on"})
	}
	letters, err := p.letters(ctx, &documentsv1.ComposeLetterRequest{
		Key:   fmt.Sprintf("%s/start/%d", p.CaseID, p.Version+1),
		Kind:  documentsv1.LetterKind_LETTER_KIND_BUITENKANS_START,
		Facts: map[string]string{"group": place.GroupName, "from": place.FromOn, "until": place.UntilOn},
		Steps: term.Steps,
	})
	if err != nil {
		return err
	}
	p.startPlanned(ctx, act, place, term, letters)
	return nil
}

// noSchool says why there is no school on a day; empty when there is. The answer is kept in the history: a correction of the school
// holidays never makes an act of yesterday wrong. A demonstration is given on any day, also in a weekend or a holiday.
func (p *process) noSchool(ctx workflow.Context, on terms.Date) (why string) {
	if p.Policy.TaskDaySeconds > 0 {
		return ""
	}
	looked := workflow.SideEffect(ctx, func(workflow.Context) any {
		why, is := terms.SchoolDay(on)
		if is {
			return ""
		}
		return why
	})
	if err := looked.Get(&why); err != nil {
		panic("read from the history whether there is school on " + on.String() + ": " + err.Error())
	}
	return why
}

// renamed says of a refusal of the book to which fields of the act it belongs. Any other error stays as it is.
func renamed(err error, fields map[string]string) error {
	kind, problems, ok := failure.Read(err)
	if !ok {
		return err
	}
	for i, p := range problems {
		if field, is := fields[p.Field]; is {
			problems[i].Field = field
		}
	}
	return failure.Refuse(kind, problems...)
}

// movePlace asks the book for other days or another group. When nothing changes there is nothing to ask.
func (p *process) movePlace(ctx workflow.Context, groupID string, from, until terms.Date) (*buitenkansv1.Place, error) {
	have := p.facts.Place
	if groupID == "" {
		groupID = have.GroupId
	}
	if groupID == have.GroupId && from.String() == have.FromOn && until.String() == have.UntilOn {
		return have, nil
	}
	answer, err := p.doPlace(ctx, "move", &casesv1.PlaceRequest{Act: &casesv1.PlaceRequest_Move{Move: &buitenkansv1.MovePlace{
		CaseId: p.CaseID, GroupId: groupID, FromOn: from.String(), UntilOn: until.String(),
	}}})
	return answer.GetPlace(), err
}

func (p *process) startPlanned(
	ctx workflow.Context, act *buitenkansv1.PlanStart, place *buitenkansv1.Place, term *caseworkv1.Term, letters []*documentsv1.Letter,
) {
	again := p.facts.MaximumOn != "" || p.facts.NoShows > 0
	p.facts.Place = proto.CloneOf(place)
	p.facts.MaximumOn, p.facts.MaximumSteps = term.LastOn, term.Steps
	p.OpenTerm(term)
	p.CloseTasks(ctx, policy.StartPlannen, "gepland")
	p.CloseTasks(ctx, policy.NietGekomen, "nieuwe start gepland")
	p.askOnDay(ctx, policy.StartBevestigen, reasonArrival, terms.MustParse(place.FromOn))
	p.keepLetters(letters, "start")
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS, p.about("start"), p.sot()...)
	p.Record(ctx, casework.Line{Kind: "start-gepland", Text: startText(place, term, again), Actor: act.Actor})
}

func (p *process) checkArrival(ctx workflow.Context, act *buitenkansv1.ConfirmStart) error {
	if wrong := stayOf(p.facts).arrive(casework.Today(ctx)); wrong != fine {
		return refuseIf(wrong)
	}
	var bad casework.Problems
	bad.AddIf(act.Arrived && act.TextId != "", "text_id", "Een afspraak hoort alleen bij een leerling die niet kwam. Laat dit leeg.")
	return bad.Refuse()
}

// confirmStart: from here on nothing moves the maximum. A pupil who did not come has no start; the school of origin is asked to act.
func (p *process) confirmStart(ctx workflow.Context, act *buitenkansv1.ConfirmStart) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.TextId, documents.NoShowAgreements)); err != nil {
		return err
	}
	p.DropPlanned(policy.StartBevestigen)
	if act.Arrived {
		p.arrived(ctx, act)
	} else {
		p.missed(ctx, act)
	}
	return nil
}

func (p *process) arrived(ctx workflow.Context, act *buitenkansv1.ConfirmStart) {
	p.facts.StartedOn = p.facts.Place.FromOn
	p.CloseTasks(ctx, policy.StartBevestigen, "gekomen")
	p.Move(observation)
	p.planStay(ctx)
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS, "gestart", p.around()...)
	p.Record(ctx, casework.Line{Kind: "gestart", Text: arrivedText(p.facts), Actor: act.Actor})
}

func (p *process) missed(ctx workflow.Context, act *buitenkansv1.ConfirmStart) {
	p.facts.NoShows++
	p.facts.MaximumOn, p.facts.MaximumSteps = "", nil
	p.EndTerm(ctx, policy.EindePlaatsing)
	p.CloseTasks(ctx, policy.StartBevestigen, "niet gekomen")
	p.ask(ctx, policy.NietGekomen, party.Party(p.school()), reasonMissed)
	p.ask(ctx, policy.StartPlannen, party.TheBuitenkans, reasonPlanAgain)
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS, p.about("niet-gekomen"), p.sot()...)
	p.Record(ctx, casework.Line{Kind: "niet-gekomen", Text: missedText(p.facts), Actor: act.Actor})
}

// planStay asks what belongs to the days of the stay: the talk halfway, the advice, and the end. When the last day moves they move along.
func (p *process) planStay(ctx workflow.Context) {
	if p.In(observation) && p.facts.MidwayOn == "" {
		p.askInStay(ctx, policy.Tussenevaluatie, party.TheBuitenkans, reasonMidway, 0)
	}
	if p.In(observation) {
		p.askInStay(ctx, policy.AdviesBuitenkans, party.TheBuitenkans, reasonAdvice, 0)
	}
	if p.In(returning) && p.facts.PlanId == "" && p.facts.TlvCaseId == "" {
		p.askInStay(ctx, policy.Terugkeerplan, party.Party(p.school()), returnReason(p.facts.Direction), timeToPlan)
	}
	p.askOnDay(ctx, policy.Afronden, reasonEnd, terms.MustParse(p.facts.Place.UntilOn))
}
