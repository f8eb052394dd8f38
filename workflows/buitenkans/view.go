package buitenkans

import (
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/party"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/terms"
)

// View is the case as the record shows it; casework adds tasks, terms and parties.
func (p *process) View() *casesv1.View {
	view := &casesv1.View{
		Procedure:         buitenkans.Workflow,
		Phase:             phaseWording[p.facts.Phase].name,
		Status:            p.status(),
		Acting:            p.Acting(func(kind string) string { return taskWording[kind].acting }),
		Closed:            p.In(closed),
		ReceivedAt:        p.facts.ReceivedAt,
		ApplicantSchoolId: p.facts.Application.GetSchoolId(),
		MunicipalityId:    p.facts.MunicipalityId,
		SubregionId:       p.facts.SubregionId,
		Facts:             &casesv1.View_Buitenkans{Buitenkans: p.facts},
	}
	if from := p.facts.Application.GetFromCaseId(); from != "" {
		view.AboutCaseIds = []string{from}
	}
	return view
}

// Share is who may see what of the dossier: the Buitenkans nothing before the parents agree (WPO 18a.13).
func (p *process) Share() *documentsv1.ShareRequest {
	share := &documentsv1.ShareRequest{
		Procedure: buitenkans.Workflow,
		Origin:    p.school(),
		Consented: p.facts.GetConsented(),
		Closed:    p.In(closed) && !p.OwesAnswer(),
	}
	if p.isThere() {
		share.Host = string(party.TheBuitenkans)
	}
	return share
}

// Extendable: nothing is. Thirteen weeks are thirteen weeks (ondersteuningsplan 2.2).
func (p *process) Extendable() []*casesv1.Extendable { return nil }

// status says where the case stands, and once the pupil has days always until when.
func (p *process) status() string {
	facts := p.facts
	status := phaseWording[facts.Phase].status
	switch {
	case p.In(closed) && facts.Outcome == buitenkansv1.Outcome_OUTCOME_DEPARTED:
		return casework.DepartureText(p.Departure) + " " + closedWording[facts.Outcome]
	case p.In(closed):
		return closedWording[facts.Outcome]
	case p.In(waiting):
		return status + numberStatus(facts.Waiting)
	case p.In(planned) && facts.MaximumOn == "":
		return placeStatus(facts)
	case p.In(planned):
		return "De start is op " + long(facts.Place.FromOn) + "." + untilText(facts)
	case p.isThere() && stayOf(facts).Away != (terms.Date{}):
		return status + " De leerling is nu afwezig." + untilText(facts)
	case p.isThere():
		return status + untilText(facts)
	default:
		return status
	}
}

var _ casework.Departing = (*process)(nil)
