package plaatsing

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/party"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// The duty of WPO 40 lid 14 and WEC 40 lid 15: in the last school year of a TLV the school arranges the return or a transfer, unless there
// is a new TLV. It runs from the first of August to the last day of the TLV, which the decision itself names.

// openLastYear begins the duty, once, when the last school year of the TLV has begun.
func (p *process) openLastYear(ctx workflow.Context) {
	tlv := p.tlv()
	if !p.In(placed, returning) || tlv == nil || !p.isLastYear(ctx, tlv) {
		return
	}
	if term := p.Term(policy.LaatsteSchooljaar); term != nil && term.PlannedOn == tlv.ValidUntil {
		return
	}
	p.openDuty(ctx, tlv)
	p.Record(ctx, casework.Line{Kind: "laatste-schooljaar", Text: lastYearText(terms.MustParse(tlv.ValidUntil))})
}

// isLastYear: the TLV is in the last school year in which it holds.
func (p *process) isLastYear(ctx workflow.Context, tlv *plaatsingv1.Tlv) bool {
	today, last := casework.Today(ctx), terms.MustParse(tlv.ValidUntil)
	if soon, is := p.demonstratedYear(); is && !workflow.Now(ctx).Before(soon) {
		return !today.After(last)
	}
	return !today.Before(terms.LastSchoolYear(last)) && !today.After(last)
}

// openDuty opens the term, and asks what follows unless that is on its way.
func (p *process) openDuty(ctx workflow.Context, tlv *plaatsingv1.Tlv) {
	last := terms.MustParse(tlv.ValidUntil)
	p.OpenTerm(p.CountTermUntil(ctx, policy.LaatsteSchooljaar, termWording[policy.LaatsteSchooljaar], terms.LastSchoolYear(last), last))
	p.askContinuation(ctx)
}

// dutyRuns: nothing took the place of a TLV that is in its last school year.
func (p *process) dutyRuns() bool { return casework.Runs(p.Term(policy.LaatsteSchooljaar)) }

// meetDuty records that what follows is arranged.
func (p *process) meetDuty(ctx workflow.Context, on terms.Date, outcome string) {
	if p.dutyRuns() {
		p.MeetTerm(ctx, policy.LaatsteSchooljaar, on)
	}
	for _, kind := range []string{policy.VervolgKiezen, policy.VervolgBesluit} {
		p.CloseTasks(ctx, kind, outcome)
		p.DropPlanned(kind)
	}
}

// renewDuty is for when what would follow does not: the return stopped, or a next TLV is not used. A TLV that has run out in the
// meantime leaves the pupil without a lawful place, which the school must hear at once.
func (p *process) renewDuty(ctx workflow.Context) {
	tlv := p.tlv()
	if !p.In(placed, returning) || tlv == nil || p.facts.Next != nil {
		return
	}
	today := casework.Today(ctx)
	switch {
	case today.After(terms.MustParse(tlv.ValidUntil)):
		p.ask(ctx, policy.VervolgKiezen, p.keeper(), reasonRunOut)
		p.tellRunOut(ctx, terms.MustParse(tlv.ValidUntil))
	case p.isLastYear(ctx, tlv) && !p.dutyRuns():
		p.openDuty(ctx, tlv)
		p.Record(ctx, casework.Line{Kind: "laatste-schooljaar", Text: lastYearText(terms.MustParse(tlv.ValidUntil))})
	default:
		p.askContinuation(ctx)
	}
}

// askContinuation asks the school to choose, as long as the duty runs and neither a return nor another school is on its way. The choice is
// due on the first day of the cut-off, so that there is time left for an application or a return; a school that
// hears of it late has some weeks.
func (p *process) askContinuation(ctx workflow.Context) {
	if !p.dutyRuns() || p.facts.Next != nil || p.back() != nil {
		return
	}
	last := terms.MustParse(p.Term(policy.LaatsteSchooljaar).PlannedOn)
	question := casework.Question{
		Kind: policy.VervolgKiezen, Party: p.keeper(), Title: taskWording[policy.VervolgKiezen].title, Reason: continuationReason(last),
	}
	if _, demonstrated := p.demonstratedYear(); demonstrated {
		p.Ask(ctx, question)
		return
	}
	rule, cut := policy.Task(p.Policy, policy.VervolgKiezen), policy.CutOff(p.Policy, policy.Vervolg)
	from, err := terms.InYear(cut.GetFrom(), last.Year())
	if err != nil {
		panic("case " + p.CaseID + ": cut-off " + policy.Vervolg + ": " + err.Error()) // the policy was checked when it was read
	}
	due, basis := terms.WorkingDayFrom(from), cut.GetBasis()
	if soonest := terms.WorkingDayFrom(casework.Today(ctx).AddDays(int(rule.GetDays()))); due.Before(soonest) {
		due, basis = soonest, rule.GetBasis()
	}
	p.AskOn(ctx, question, due, basis, int(rule.GetLead()))
}

// weeksToDecide is how long ZOUT may take for a TLV (Awb 4:13 lid 2), which a school must reckon with.
const weeksToDecide = 8

// applyBy is the last day on which an application still leaves the time to decide on it before the TLV ends.
func applyBy(last terms.Date) terms.Date { return last.AddDays(-7 * weeksToDecide) }

// noticeRunOut: the TLV is over, and the pupil is there still, or was never said to have come. The office finds out; the term that was
// missed stays missed.
func (p *process) noticeRunOut(ctx workflow.Context) {
	tlv := p.tlv()
	if !p.In(awaited, placed, returning) || tlv == nil {
		return
	}
	last := terms.MustParse(tlv.ValidUntil)
	if !casework.Today(ctx).After(last) || p.askedSince(policy.VervolgBesluit, last) {
		return
	}
	p.tellRunOut(ctx, last)
}

func (p *process) tellRunOut(ctx workflow.Context, last terms.Date) {
	p.ask(ctx, policy.VervolgBesluit, party.TheOffice, reasonRunOutOffice)
	p.Record(ctx, casework.Line{Kind: "tlv-verlopen", Text: runOutText(last)})
}

// ask opens a task for a party, due by the norm of the policy.
func (p *process) ask(ctx workflow.Context, kind string, of party.Party, reason string) {
	p.Ask(ctx, casework.Question{Kind: kind, Party: of, Title: taskWording[kind].title, Reason: reason})
}
