package plaatsing

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// openFirstEvaluation: in the first year the referring and the receiving school evaluate together at least once (ondersteuningsplan
// 2.1.3-3). A school that applied for a pupil of its own has nobody to do that with.
func (p *process) openFirstEvaluation(ctx workflow.Context) {
	if p.twoSchools() {
		p.OpenTerm(p.CountTerm(ctx, policy.EersteEvaluatie, termWording[policy.EersteEvaluatie], terms.MustParse(p.present().PlacedOn)))
	}
}

// togetherDue: an evaluation of both schools is still to come.
func (p *process) togetherDue() bool { return casework.Runs(p.Term(policy.EersteEvaluatie)) }

// planEvaluation asks for the next yearly evaluation, counted from the first day or from the last evaluation. It opens some weeks
// before its date.
func (p *process) planEvaluation(ctx workflow.Context, from terms.Date) {
	reason := reasonEvaluate
	switch {
	case p.inInstitution():
		reason = reasonEvaluateInstitution
	case p.togetherDue():
		reason = reasonEvaluateTogether
	case !p.twoSchools():
		reason = reasonEvaluateAlone
	}
	p.Ask(ctx, casework.Question{
		Kind: policy.Evaluatie, Party: p.keeper(), Title: taskWording[policy.Evaluatie].title, Reason: reason,
		From: from, AtMost: policy.EersteEvaluatie,
	})
}

func (p *process) checkEvaluation(ctx workflow.Context, act *plaatsingv1.Evaluate) error {
	var bad casework.Problems
	checkHappened(&bad, "held_on", act.HeldOn, "de evaluatie was", casework.Today(ctx), terms.MustParse(p.present().PlacedOn), "eerste dag daar")
	bad.AddIf(goingWording[act.Going] == "", "going", chooseGoing)
	bad.AddIf(act.Together && !p.twoSchools(), "together", "Hier is maar één school bij betrokken. Laat leeg dat het samen was.")
	bad.AddIf(act.ReportId == "", "report_id", "Voeg het verslag van de evaluatie toe.")
	return bad.Refuse()
}

// evaluate files an evaluation. One of the receiving school is the yearly one, unless the first one with both schools is still to come; one of
// the referring school alone is welcome, and changes nothing of what is asked.
func (p *process) evaluate(ctx workflow.Context, act *plaatsingv1.Evaluate) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.ReportId, documents.EvaluationReport)); err != nil {
		return err
	}
	p.facts.Evaluations = append(p.facts.Evaluations, &plaatsingv1.Evaluation{
		HeldOn: act.HeldOn, Going: act.Going, Together: act.Together, ReturnInSight: act.ReturnInSight,
		ReportId: act.ReportId, Actor: act.Actor,
	})
	held := terms.MustParse(act.HeldOn)
	if act.Together && p.togetherDue() {
		p.MeetTerm(ctx, policy.EersteEvaluatie, held)
	}
	if act.Together || act.Actor.Party == string(p.keeper()) && !p.togetherDue() {
		p.CloseTasks(ctx, policy.Evaluatie, "geëvalueerd")
		p.planEvaluation(ctx, p.lastEvaluated())
	}
	if p.inInstitution() {
		p.CloseTasks(ctx, policy.VervolgBesluit, "geëvalueerd")
	}
	p.inform("evaluatie", act.Actor)
	p.Record(ctx, casework.Line{Kind: "evaluatie", Text: p.evaluationText(act), Actor: act.Actor})
	return nil
}

// lastEvaluated is the day of the last evaluation of the receiving school, which another that is filed later may be before.
func (p *process) lastEvaluated() terms.Date {
	var last terms.Date
	for _, e := range p.facts.Evaluations {
		if on := terms.MustParse(e.HeldOn); on.After(last) && (e.Together || e.Actor.GetParty() == string(p.keeper())) {
			last = on
		}
	}
	return last
}
