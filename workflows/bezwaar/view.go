package bezwaar

import (
	"slices"

	"traject.nl/proto/contract/bezwaar"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// View is the case as the record shows it; casework adds tasks, terms and parties. Where the decisions objected to differ, the first
// one tells which school and subregion the case is shown with.
func (p *process) View() *casesv1.View {
	view := &casesv1.View{
		Procedure:  bezwaar.Workflow,
		Phase:      phaseWording[p.facts.Phase].name,
		Status:     p.status(),
		Acting:     p.Acting(func(kind string) string { return taskWording[kind].acting }),
		Closed:     p.In(closed),
		ReceivedAt: p.facts.RecordedAt,
		Facts:      &casesv1.View_Bezwaar{Bezwaar: p.facts},
	}
	for i, d := range p.facts.Decisions {
		view.AboutCaseIds = append(view.AboutCaseIds, d.CaseId)
		if i == 0 {
			view.ApplicantSchoolId, view.ReceivingSchoolId = d.ApplicantSchoolId, d.ReceivingSchoolId
			view.MunicipalityId, view.SubregionId = d.MunicipalityId, d.SubregionId
		}
	}
	return view
}

// Share is who may see what of the dossier. The papers are open to the parties from the moment on which the LBT has them, which is
// always more than the week before the hearing that the law asks for (Awb 7:4 lid 2).
func (p *process) Share() *documentsv1.ShareRequest {
	return &documentsv1.ShareRequest{
		Procedure:  bezwaar.Workflow,
		Objector:   p.facts.Objector,
		PapersOpen: p.facts.GetBundle().GetSentOn() != "",
		Announced:  p.facts.AnnouncedOn != "",
		Closed:     p.In(closed) && !p.OwesAnswer(),
	}
}

// status says where the case stands, and always until when: an informal talk or a wait for papers makes nobody forget the date.
func (p *process) status() string {
	switch {
	case p.In(none):
		return ""
	case p.In(closed):
		return closedWording[p.facts.Outcome]
	case p.In(appeal):
		return phaseWording[appeal].status + appealUntil(terms.MustParse(p.Term(policy.Beroepstermijn).LastOn))
	}
	status := phaseWording[p.facts.Phase].status
	if p.In(hearing) && p.facts.Hearing.GetHearingOn() != "" {
		status = hearingStatus(p.facts.Hearing)
	}
	if talk := p.plannedTalk(); talk != nil {
		status += talkStatus(terms.MustParse(talk.TalkOn))
	}
	return status + p.until()
}

// until is the sentence about the day on which there must be a decision.
func (p *process) until() string {
	term := p.Term(policy.BeslisBezwaar)
	switch {
	case casework.StandsStill(term):
		return " De beslistermijn staat nu stil."
	case term.MissedOn != "":
		return " De laatste dag om te beslissen was " + terms.MustParse(term.PlannedOn).Long() + ". Die dag is voorbij."
	default:
		return " Beslissen moet uiterlijk op " + terms.MustParse(term.PlannedOn).Long() + "."
	}
}

// Extendable: until the director has decided, the decision may be put off once (Awb 7:10 lid 3).
func (p *process) Extendable() []*casesv1.Extendable {
	term := p.Term(policy.BeslisBezwaar)
	if !p.undecided() || !casework.Runs(term) || slices.ContainsFunc(term.Extensions, isVerdaging) {
		return nil
	}
	return []*casesv1.Extendable{{TermId: term.Id, Ground: terms.GroundVerdaging, AtMostWeeks: longestVerdaging}}
}

// opinionOutcome is how a decided bezwaar ended.
var opinionOutcome = map[bezwaarv1.Opinion]bezwaarv1.Outcome{
	upheld:       bezwaarv1.Outcome_OUTCOME_UPHELD,
	partlyUpheld: bezwaarv1.Outcome_OUTCOME_PARTLY,
	unfounded:    bezwaarv1.Outcome_OUTCOME_UNFOUNDED,
	inadmissible: bezwaarv1.Outcome_OUTCOME_INADMISSIBLE,
}
