package buitenkans

import (
	"fmt"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/documents"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// goBack: there is an advice. The school plans the return, or starts the way to a TLV from here.
func (p *process) goBack(ctx workflow.Context) error { return p.Stay(ctx, returning) }

func (p *process) checkReturn(ctx workflow.Context, act *buitenkansv1.PlanReturn) error {
	today := casework.Today(ctx)
	on, err := terms.Parse(act.ReturnOn)
	var bad casework.Problems
	bad.AddIf(err != nil, "return_on", "Vul de eerste dag terug op school in.")
	bad.AddIf(err == nil && on.Before(today), "return_on", "De datum "+on.Short()+" is al voorbij. Kies vandaag of een latere dag.")
	bad.AddIf(act.PlanId == "", "plan_id", "Voeg toe wat de school met het advies doet.")
	return bad.Refuse()
}

// planReturn sets the first day back at school. It may be changed until the stay has ended.
func (p *process) planReturn(ctx workflow.Context, act *buitenkansv1.PlanReturn) error {
	on := terms.MustParse(act.ReturnOn)
	if why := p.noSchool(ctx, on); why != "" {
		return refuseIf(problem{"return_on", "Op " + on.Short() + " is er geen school: die dag " + why + ". Kies een schooldag."})
	}
	if last := firstSchoolDayAfter(ctx, terms.MustParse(p.facts.MaximumOn)); on.After(last) {
		return refuseIf(problem{"return_on", "De plaatsing duurt ten hoogste tot en met " + terms.MustParse(p.facts.MaximumOn).Long() +
			". De leerling is uiterlijk " + last.Long() + " terug op school."})
	}
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.PlanId, documents.BuitenkansReturnPlan)); err != nil {
		return err
	}
	letters, err := p.letters(ctx, &documentsv1.ComposeLetterRequest{
		Key:     fmt.Sprintf("%s/terugkeer/%d", p.CaseID, p.Version+1),
		Kind:    documentsv1.LetterKind_LETTER_KIND_RETURN,
		Facts:   map[string]string{"school": p.facts.Application.SchoolId, "from": act.ReturnOn},
		TextIds: []string{act.PlanId},
	})
	if err != nil {
		return err
	}
	again := p.facts.PlanId != ""
	p.facts.ReturnOn, p.facts.PlanId = act.ReturnOn, act.PlanId
	p.CloseTasks(ctx, policy.Terugkeerplan, "gepland")
	p.keepLetters(letters, "terugkeer")
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS, p.about("terugkeer"), append(p.sot(), p.provision()...)...)
	p.Record(ctx, casework.Line{Kind: "terugkeer-gepland", Text: returnText(on, again), Actor: act.Actor})
	return nil
}

// firstSchoolDayAfter a day, as the calendar has it at this moment; the history keeps the answer.
func firstSchoolDayAfter(ctx workflow.Context, day terms.Date) terms.Date {
	var first string
	looked := workflow.SideEffect(ctx, func(workflow.Context) any { return terms.SchoolDayFrom(day.AddDays(1)).String() })
	if err := looked.Get(&first); err != nil {
		panic("read from the history which day is the first school day after " + day.String() + ": " + err.Error())
	}
	return terms.MustParse(first)
}

// hearOfRoute takes in that the school started a TLV application from here.
func (p *process) hearOfRoute(ctx workflow.Context) {
	casework.Hear(ctx, p.Case, buitenkans.RouteSignal, p.takeRoute)
}

// takeRoute: the school asked for a TLV, so it need not plan a return; the stay itself ends as it would have.
func (p *process) takeRoute(ctx workflow.Context, news *buitenkansv1.RouteNews) {
	if p.In(none, closed) || news.TlvCaseId == "" || news.TlvCaseId == p.facts.TlvCaseId {
		return
	}
	p.facts.TlvCaseId = news.TlvCaseId
	p.CloseTasks(ctx, policy.Terugkeerplan, "TLV aangevraagd")
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS, p.about("tlv"), append(p.sot(), p.provision()...)...)
	p.Record(ctx, casework.Line{Kind: "tlv-aangevraagd", Text: "De school heeft van hieruit een TLV aangevraagd. Dat is een eigen zaak."})
}
