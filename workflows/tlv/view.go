package tlv

import (
	"traject.nl/proto/contract/tlv"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/workflows/policy"
)

// View is the case as the record shows it; casework adds tasks, terms and parties.
func (p *process) View() *casesv1.View {
	view := &casesv1.View{
		Procedure:         tlv.Workflow,
		Phase:             phaseWording[p.facts.Phase].name,
		Status:            p.status(),
		Acting:            p.Acting(func(kind string) string { return taskWording[kind].acting }),
		Closed:            p.In(closed),
		ReceivedAt:        p.facts.ReceivedAt,
		ApplicantSchoolId: p.facts.Application.ApplicantSchoolId,
		ReceivingSchoolId: p.facts.Application.ReceivingSchoolId,
		MunicipalityId:    p.facts.MunicipalityId,
		SubregionId:       p.facts.SubregionId,
		Facts:             &casesv1.View_Tlv{Tlv: p.facts},
	}
	if from := p.facts.Application.FromCaseId; from != "" {
		view.AboutCaseIds = []string{from}
	}
	if p.facts.Decision.GetGranted() {
		view.ReceivingSchoolId = p.facts.Decision.ReceivingSchoolId
	}
	return view
}

// Share is who may see what of the dossier. The advices are final once the director is asked to decide on them, whatever
// comes of it after that.
func (p *process) Share() *documentsv1.ShareRequest {
	return &documentsv1.ShareRequest{
		AdvicesFinal: p.LastTask(policy.Besluit) != nil,
		Announced:    p.facts.Decision.GetAnnouncedOn() != "",
		Closed:       p.In(closed) && !p.OwesAnswer(),
		Procedure:    tlv.Workflow,
	}
}

func (p *process) status() string {
	if p.In(closed) {
		return closedWording[p.facts.Outcome]
	}
	if p.In(rest) && p.underObjection() {
		return statusUnderObjection
	}
	return phaseWording[p.facts.Phase].status
}
