package plaatsing

import (
	"fmt"
	"slices"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// regularSchool is the type of a regular school in the registry.
const regularSchool = "bao"

// wholeWeek is how many half days a week a regular school has.
const wholeWeek = 10

// latestAhead is how many days ahead a step may be planned: further is a slip of the pen.
const latestAhead = 366

func (p *process) checkPlan(ctx workflow.Context, act *plaatsingv1.PlanReturn) error {
	if p.facts.Next != nil {
		return casework.NotNow("Er is al een TLV voor een andere school. Meld eerst dat die niet wordt gebruikt.")
	}
	var bad casework.Problems
	bad.AddIf(act.SchoolId == "", "school_id", "Kies de gewone school waar de leerling naartoe gaat.")
	bad.AddIf(act.SchoolId != "" && act.SchoolId == p.present().SchoolId, "school_id",
		"Op deze school is de leerling nu. Kies de gewone school waar de leerling naartoe gaat.")
	bad.AddIf(act.PlanId == "", "plan_id", "Voeg het plan toe: wat gaat mee, wie helpt, en wat is afgesproken met de ouders.")
	p.checkSteps(casework.Today(ctx), act.Steps, &bad)
	return bad.Refuse()
}

// checkSteps: the build-up goes forward in time and ends with the whole week. A step of the plan as it is may lie behind us; a new one
// may not.
func (p *process) checkSteps(today terms.Date, steps []*plaatsingv1.ReturnStep, bad *casework.Problems) {
	if len(steps) == 0 {
		bad.Add("steps", "Vul in wanneer de leerling begint, en hoeveel dagdelen per week.")
		return
	}
	var before terms.Date
	for i, step := range steps {
		field := fmt.Sprintf("steps[%d].", i)
		bad.AddIf(step.GetHalfDays() < 1 || step.GetHalfDays() > wholeWeek, field+"half_days",
			fmt.Sprintf("Vul een aantal dagdelen per week in van 1 tot en met %d.", wholeWeek))
		on, err := terms.Parse(step.GetFromOn())
		if err != nil {
			bad.Add(field+"from_on", "Vul in vanaf welke dag, zoals "+today.AddDays(14).String()+".")
			continue
		}
		bad.AddIf(on.Before(today) && !p.wasStep(step), field+"from_on", "De dag "+on.Short()+" is al voorbij. Kies vandaag of een latere dag.")
		bad.AddIf(on.After(today.AddDays(latestAhead)), field+"from_on", "De dag "+on.Short()+" is te ver weg. Kijk of het jaartal klopt.")
		bad.AddIf(!before.IsZero() && !on.After(before), field+"from_on",
			"De stap van "+on.Short()+" komt niet na die van "+before.Short()+". Zet de stappen op volgorde.")
		before = on
	}
	last := steps[len(steps)-1].GetHalfDays()
	bad.AddIf(last >= 1 && last < wholeWeek, fmt.Sprintf("steps[%d].half_days", len(steps)-1),
		fmt.Sprintf("De laatste stap is de hele week: %d dagdelen.", wholeWeek))
}

// wasStep: the plan of now has the same step.
func (p *process) wasStep(step *plaatsingv1.ReturnStep) bool {
	for _, have := range p.back().GetSteps() {
		if have.FromOn == step.FromOn && have.HalfDays == step.HalfDays {
			return true
		}
	}
	return false
}

// planReturn asks a regular school to take the pupil back, in steps. A later plan takes the place of an earlier one, and is agreed anew. Of a
// school that plans for a pupil of its own, in an institution, nobody needs to ask whether it agrees.
func (p *process) planReturn(ctx workflow.Context, act *plaatsingv1.PlanReturn) error {
	today := casework.Today(ctx)
	if err := p.checkTarget(ctx, today, act); err != nil {
		return err
	}
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.PlanId, documents.ReturnPlan)); err != nil {
		return err
	}
	plan := &plaatsingv1.Return{SchoolId: act.SchoolId, Steps: act.Steps, PlanId: act.PlanId, PlannedOn: today.String()}
	var letters []*documentsv1.Letter
	own := act.Actor.Party == string(school(act.SchoolId))
	if own {
		composed, err := p.returnLetters(ctx, plan)
		if err != nil {
			return err
		}
		letters = composed
	}
	first := p.In(placed)
	p.setPlan(ctx, plan)
	p.inform("terugkeer-gepland", act.Actor)
	p.Record(ctx, casework.Line{Kind: "terugkeer-gepland", Text: p.plannedText(first), Actor: act.Actor})
	if own {
		p.agree(ctx, act.Actor, letters)
	}
	return nil
}

// checkTarget asks the registry: the pupil goes back to a regular school that still exists when the return begins.
func (p *process) checkTarget(ctx workflow.Context, today terms.Date, act *plaatsingv1.PlanReturn) error {
	schools, err := casework.DescribeSchools(ctx, act.SchoolId)
	if err != nil {
		return casework.InFields(err, "school_id")
	}
	var bad casework.Problems
	target := schools[0]
	bad.AddIf(target.Type != regularSchool, "school_id",
		target.Name+" is geen gewone basisschool. Voor een andere school voor sbo of so is een nieuwe TLV nodig.")
	bad.AddIf(isClosed(target, terms.MustParse(act.Steps[len(act.Steps)-1].FromOn)), "school_id", closedSchoolText(target, today))
	return bad.Refuse()
}

// isClosed: the school does not exist on the day any more.
func isClosed(s *registryv1.School, on terms.Date) bool {
	return s.ClosedOn != "" && on.After(terms.MustParse(s.ClosedOn))
}

// setPlan puts a plan in the place of what was: the regular school is asked whether it agrees.
func (p *process) setPlan(ctx workflow.Context, plan *plaatsingv1.Return) {
	if p.back() != nil {
		p.facts.Returns[len(p.facts.Returns)-1] = plan
	} else {
		p.facts.Returns = append(p.facts.Returns, plan)
	}
	p.closeReturnTasks(ctx, "nieuw plan")
	p.CloseTasks(ctx, policy.VervolgKiezen, "terugkeer gepland")
	p.DropPlanned(policy.VervolgKiezen)
	if p.In(placed) {
		p.Move(returning)
	}
	p.seat()
	p.ask(ctx, policy.TerugplaatsingAntwoord, p.target(), reasonAnswer)
}

// closeReturnTasks closes what was asked for an attempt to go back.
func (p *process) closeReturnTasks(ctx workflow.Context, outcome string) {
	for _, kind := range returnTasks {
		p.CloseTasks(ctx, kind, outcome)
		p.DropPlanned(kind)
	}
}

var returnTasks = []string{
	policy.TerugplaatsingAntwoord, policy.TerugkeerBevestigen, policy.Opvolging1, policy.Opvolging2, policy.Opvolging3,
}

// returnLetters tell the parents and the schools what was agreed.
func (p *process) returnLetters(ctx workflow.Context, plan *plaatsingv1.Return) ([]*documentsv1.Letter, error) {
	schools, err := casework.DescribeSchools(ctx, p.schoolsOf(plan)...)
	if err != nil {
		return nil, err
	}
	to, names := addressees(p.Parties, schools)
	return casework.ComposeLetter(ctx, &documentsv1.ComposeLetterRequest{
		// Agreed anew is another letter, so the key must differ; the version of the case is different each time.
		Key:         fmt.Sprintf("%s/terugkeer/%d", p.CaseID, p.Version+1),
		CaseId:      p.CaseID,
		DossierId:   p.DossierID,
		Kind:        documentsv1.LetterKind_LETTER_KIND_RETURN,
		Addressees:  to,
		DatedOn:     casework.Today(ctx).String(),
		Facts:       map[string]string{"school": plan.SchoolId, "from": plan.Steps[0].FromOn, "full": wholeWeekFrom(plan).String()},
		TextIds:     []string{plan.PlanId},
		SchoolNames: names,
	})
}

// schoolsOf are the schools that a plan concerns: those with a part now, and the regular school.
func (p *process) schoolsOf(plan *plaatsingv1.Return) []string {
	var ids []string
	for _, id := range []string{p.facts.OriginSchoolId, p.present().SchoolId, plan.SchoolId} {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// wholeWeekFrom is the day from which the pupil is back for the whole week.
func wholeWeekFrom(plan *plaatsingv1.Return) terms.Date {
	return terms.MustParse(plan.Steps[len(plan.Steps)-1].FromOn)
}
