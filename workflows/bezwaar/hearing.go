package bezwaar

import (
	"fmt"
	"time"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// hear: those concerned are heard by the LBT (Awb 7:2, 7:13 lid 3), or there is a ground not to (Awb 7:3).
func (p *process) hear(ctx workflow.Context) error { return p.Stay(ctx, hearing) }

func (p *process) checkHearing(ctx workflow.Context, act *bezwaarv1.PlanHearing) error {
	today := casework.Today(ctx)
	on, err := terms.Parse(act.HearingOn)
	var bad casework.Problems
	bad.AddIf(err != nil, "hearing_on", "Vul de datum van de hoorzitting in, zoals "+today.AddDays(28).String()+".")
	if err == nil {
		bad.AddIf(on.Before(today), "hearing_on", "De datum "+on.Short()+" is al voorbij. Kies vandaag of een latere dag.")
		bad.AddIf(on.After(today.AddDays(latestAhead)), "hearing_on", "De datum "+on.Short()+" is te ver weg. Kijk of het jaartal klopt.")
	}
	_, noTime := time.Parse("15:04", act.HearingAt)
	bad.AddIf(noTime != nil || len(act.HearingAt) != len("15:04"), "hearing_at", "Vul de tijd van de hoorzitting in, zoals 13:30.")
	bad.AddIf(act.PlaceTextId == "", "place_text_id", "Schrijf op waar de hoorzitting is.")
	return bad.Refuse()
}

// planHearing invites everybody concerned. Two dates count back from the day: until ten days before it more papers may come in, and
// for a week before it the file is open (Awb 7:4); the invitation names both (lid 3). A later plan takes the place of an earlier.
func (p *process) planHearing(ctx workflow.Context, act *bezwaarv1.PlanHearing) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.PlaceTextId, documents.HearingPlace)); err != nil {
		return err
	}
	on := terms.MustParse(act.HearingOn)
	papers := p.CountTerm(ctx, policy.Stukken, termWording[policy.Stukken], on)
	open := p.CountTerm(ctx, policy.Inzage, termWording[policy.Inzage], on)
	letters, err := p.invite(ctx, act, papers, open)
	if err != nil {
		return err
	}
	first := p.facts.Hearing == nil
	p.facts.Hearing = &bezwaarv1.Hearing{HearingOn: act.HearingOn, HearingAt: act.HearingAt, PlaceTextId: act.PlaceTextId}
	p.CloseTasks(ctx, policy.HoorzittingPlannen, "gepland")
	p.CloseTasks(ctx, policy.Hoorverslag, "hoorzitting verplaatst")
	p.OpenTerm(papers)
	p.OpenTerm(open)
	p.MeetTerm(ctx, policy.Inzage, p.papersOpenedOn())
	p.askAfter(ctx, on, policy.Hoorverslag, party.TheOffice, reasonReport)
	p.notifyOf(letters, fmt.Sprintf("hoorzitting/%d", p.timesPlanned()))
	p.Record(ctx, casework.Line{
		Kind: "hoorzitting", Text: p.hearingText(casework.Today(ctx), first, papers, open), Actor: act.Actor,
	})
	return nil
}

// papersOpenedOn is the day from which the parties can read the papers: the one on which it was recorded that the LBT has them.
func (p *process) papersOpenedOn() terms.Date {
	return terms.DateOf(p.LastTask(policy.LBTDossier).ClosedAt.AsTime())
}

// timesPlanned is how often a day was set: each time somebody was asked for the report.
func (p *process) timesPlanned() int {
	times := 0
	for _, task := range p.Tasks {
		if task.Kind == policy.Hoorverslag {
			times++
		}
	}
	return times
}

func (p *process) invite(
	ctx workflow.Context, act *bezwaarv1.PlanHearing, papers, open *caseworkv1.Term,
) ([]*documentsv1.Letter, error) {
	today := casework.Today(ctx)
	opens := terms.MustParse(open.PlannedOn)
	if opens.Before(today) {
		opens = today
	}
	facts := map[string]string{
		"on": act.HearingOn, "at": act.HearingAt, "papers_until": papers.PlannedOn, "open_from": opens.String(),
	}
	putIf(facts, p.facts.Hearing != nil, "moved")
	putIf(facts, terms.MustParse(papers.PlannedOn).Before(today), "papers_past")
	return p.letters(ctx, &documentsv1.ComposeLetterRequest{
		Key:     fmt.Sprintf("%s/hoorzitting/%d", p.CaseID, p.timesPlanned()+1),
		Kind:    documentsv1.LetterKind_LETTER_KIND_HEARING,
		Facts:   facts,
		Steps:   papers.Steps,
		TextIds: []string{act.PlaceTextId},
	})
}

func (p *process) checkReport(ctx workflow.Context, act *bezwaarv1.ReportHearing) error {
	planned := p.facts.Hearing
	if act.Held {
		if planned == nil {
			return casework.NotNow("Er is nog geen hoorzitting gepland.")
		}
		if on := terms.MustParse(planned.HearingOn); casework.Today(ctx).Before(on) {
			return casework.NotNow("De hoorzitting is pas op " + on.Short() + ". Leg het verslag daarna vast.")
		}
	}
	var bad casework.Problems
	bad.AddIf(act.Held && act.ReportId == "", "report_id", "Voeg het verslag van de hoorzitting toe.")
	bad.AddIf(act.Held && act.SkipGround != notSkipped, "skip_ground", "De hoorzitting is gehouden. Laat de reden om niet te horen leeg.")
	bad.AddIf(!act.Held && skipWording[act.SkipGround] == "", "skip_ground", "Kies waarom er niet is gehoord.")
	return bad.Refuse()
}

// reportHearing files the report (Awb 7:7), or the ground on which the LBT held no hearing (Awb 7:3, 7:13 lid 4).
func (p *process) reportHearing(ctx workflow.Context, act *bezwaarv1.ReportHearing) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.ReportId, documents.HearingReport)); err != nil {
		return err
	}
	if p.facts.Hearing == nil {
		p.facts.Hearing = &bezwaarv1.Hearing{}
	}
	h := p.facts.Hearing
	h.Reported, h.Held, h.SkipGround, h.ReportId = true, act.Held, act.SkipGround, act.ReportId
	outcome := "gehouden"
	if !act.Held {
		outcome = "niet gehouden"
	}
	for _, kind := range []string{policy.HoorzittingPlannen, policy.Hoorverslag} {
		p.CloseTasks(ctx, kind, outcome)
	}
	p.CloseTasks(ctx, policy.Verweerschrift, notNeeded)
	p.endRunning(ctx, policy.Stukken, policy.Inzage)
	p.Move(advice)
	p.ask(ctx, policy.LBTAdvies, party.TheOffice, reasonAdvice)
	p.Record(ctx, casework.Line{Kind: "hoorverslag", Text: reportText(act), Actor: act.Actor})
	return nil
}

// endRunning ends the terms that were not met and no longer matter.
func (p *process) endRunning(ctx workflow.Context, ids ...string) {
	for _, id := range ids {
		if casework.Runs(p.Term(id)) {
			p.EndTerm(ctx, id)
		}
	}
}

// The grounds of Awb 7:3, in the order of the article.
const (
	notSkipped        = bezwaarv1.SkipGround_SKIP_GROUND_UNSPECIFIED
	skipInadmissible  = bezwaarv1.SkipGround_SKIP_GROUND_INADMISSIBLE
	skipUnfounded     = bezwaarv1.SkipGround_SKIP_GROUND_UNFOUNDED
	skipObjectorWaive = bezwaarv1.SkipGround_SKIP_GROUND_OBJECTOR_WAIVES
	skipNoAnswer      = bezwaarv1.SkipGround_SKIP_GROUND_NO_ANSWER
	skipFullyGranted  = bezwaarv1.SkipGround_SKIP_GROUND_FULLY_GRANTED
)
