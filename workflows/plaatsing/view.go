package plaatsing

import (
	"slices"

	"traject.nl/proto/contract/plaatsing"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/terms"
)

// View is the case as the record shows it; casework adds tasks, terms and parties.
func (p *process) View() *casesv1.View {
	return &casesv1.View{
		Procedure:         plaatsing.Workflow,
		Phase:             phaseWording[p.facts.Phase].name,
		Status:            p.status(),
		Acting:            p.Acting(func(kind string) string { return taskWording[kind].acting }),
		Closed:            p.In(closed),
		ReceivedAt:        p.facts.OpenedAt,
		ApplicantSchoolId: p.facts.OriginSchoolId,
		ReceivingSchoolId: p.present().GetSchoolId(),
		MunicipalityId:    p.facts.MunicipalityId,
		SubregionId:       p.facts.SubregionId,
		Facts:             &casesv1.View_Plaatsing{Plaatsing: p.facts},
		AboutCaseIds:      p.tlvCases(),
	}
}

// tlvCases are the TLV cases that this one is about, in the order in which they came in.
func (p *process) tlvCases() []string {
	var ids []string
	add := func(id string) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, stay := range append(slices.Clone(p.facts.Placements), p.facts.Next) {
		for _, tlv := range stay.GetTlvs() {
			add(tlv.CaseId)
		}
	}
	for _, id := range p.facts.ApplicationCaseIds {
		add(id)
	}
	return ids
}

// Share is who may see what of the dossier. A school that has yet to say that the pupil is there is no host: it has the TLV case to know
// whom to expect.
func (p *process) Share() *documentsv1.ShareRequest {
	share := &documentsv1.ShareRequest{
		Procedure: plaatsing.Workflow,
		Origin:    string(p.origin()),
		Target:    string(p.target()),
		Closed:    p.In(closed) && !p.OwesAnswer(),
	}
	if p.In(placed, returning) {
		share.Host = string(p.host())
	}
	return share
}

// Extendable: no term of this procedure can be made longer by notice.
func (p *process) Extendable() []*casesv1.Extendable { return nil }

// status says where the case stands, and until when.
func (p *process) status() string {
	switch {
	case p.In(none):
		return ""
	case p.In(closed) && p.facts.Outcome == plaatsingv1.Outcome_OUTCOME_DEPARTED:
		return casework.DepartureText(p.Departure) + " De zaak is gesloten."
	case p.In(closed):
		return closedWording[p.facts.Outcome]
	case p.In(placed) && p.inInstitution():
		return institutionStatus(p.present()) + p.comingStatus()
	case p.In(placed, returning):
		return phaseWording[p.facts.Phase].status + p.returnStatus() + p.tlvStatus() + p.comingStatus()
	case p.In(awaited):
		return phaseWording[awaited].status + p.tlvStatus()
	default:
		return phaseWording[p.facts.Phase].status + p.comingStatus()
	}
}

// tlvStatus is the sentence about the last day of the TLV.
func (p *process) tlvStatus() string {
	if tlv := p.tlv(); tlv != nil {
		return " De TLV geldt tot en met " + terms.MustParse(tlv.ValidUntil).Long() + "."
	}
	if p.inInstitution() {
		return ""
	}
	return " Er is geen TLV meer."
}

// comingStatus is the sentence about a next TLV.
func (p *process) comingStatus() string {
	if p.facts.Next == nil {
		return ""
	}
	return " Er is een TLV voor een andere school. Die school bevestigt of de leerling er is."
}

// returnStatus is the sentence about the plan for the return.
func (p *process) returnStatus() string {
	switch plan := p.back(); {
	case plan == nil:
		return ""
	case plan.AgreedOn == "":
		return " De gewone school moet nog zeggen of de leerling kan komen."
	default:
		return " De leerling is daar de hele week vanaf " + wholeWeekFrom(plan).Long() + "."
	}
}
