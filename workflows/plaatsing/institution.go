package plaatsing

import (
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

func (p *process) allowInstitution(_ workflow.Context, act *plaatsingv1.FollowInstitution) error {
	if !p.In(plaatsing.Moments[plaatsing.FollowInstitution]...) {
		return casework.NotNow(notNowWording(plaatsing.FollowInstitution, p.facts.Phase))
	}
	by := party.Party(act.GetActor().GetParty())
	if act.GetActor().GetSubject() == "" || !plaatsing.Actors.May(by.Role(), plaatsing.FollowInstitution) {
		return casework.NotYours("Een plaatsing in een instelling leggen de school van herkomst of het kantoor van ZOUT vast.")
	}
	if by.Role() == party.School && by != school(act.SchoolId) && act.SchoolId != "" {
		return casework.NotYours("U kunt dit alleen vastleggen voor een leerling van uw eigen school.")
	}
	return nil
}

// longAgo is how many days ago a stay may have begun when it is first recorded: longer is a slip of the pen.
const longAgo = 366

func (p *process) checkInstitution(ctx workflow.Context, act *plaatsingv1.FollowInstitution) error {
	today := casework.Today(ctx)
	var bad casework.Problems
	bad.AddIf(act.SchoolId == "", "school_id", "Kies de school van herkomst.")
	bad.AddIf(act.DossierId == "", "dossier_id", "Kies het dossier van de leerling.")
	bad.AddIf(institutionWording[act.Institution] == "", "institution", "Kies wat voor instelling het is: GGZ, JJI of een andere.")
	bad.AddIf(act.AgreementsTextId == "", "agreements_text_id", "Schrijf op welke instelling het is, wie u kunt bellen en wat is afgesproken.")
	placedOn := checkHappened(&bad, "placed_on", act.PlacedOn, "de leerling daar begon", today, today.AddDays(-longAgo), "dag van een jaar geleden")
	if act.ExpectedUntil != "" {
		until, err := terms.Parse(act.ExpectedUntil)
		bad.AddIf(err != nil, "expected_until", "Vul de verwachte laatste dag in, zoals "+today.AddDays(90).String()+", of laat dit leeg.")
		bad.AddIf(err == nil && until.Before(today), "expected_until", "De dag "+until.Short()+" is al voorbij. Vul een latere dag in, of laat dit leeg.")
		bad.AddIf(err == nil && !until.Before(today) && until.Before(placedOn), "expected_until",
			"De dag "+until.Short()+" ligt voor de eerste dag. Vul een latere dag in, of laat dit leeg.")
	}
	return bad.Refuse()
}

// followInstitution begins the case of a pupil who gets lessons while being treated or kept. No TLV is needed as long as that
// lasts (WEC 40 lid 16).
func (p *process) followInstitution(ctx workflow.Context, act *plaatsingv1.FollowInstitution) error {
	origin, parents, err := p.admitInstitution(ctx, act)
	if err != nil {
		return p.RefuseFirstAct(err)
	}
	p.facts = &plaatsingv1.Facts{
		OpenedAt:         timestamppb.New(workflow.Now(ctx)),
		OriginSchoolId:   act.SchoolId,
		AgreementsTextId: act.AgreementsTextId,
		Placements: []*plaatsingv1.Placement{{
			Institution: act.Institution, PlacedOn: act.PlacedOn, ExpectedUntil: act.ExpectedUntil,
		}},
	}
	p.join(origin, parents)
	p.Move(placed)
	p.planEvaluation(ctx, terms.MustParse(act.PlacedOn))
	p.inform("instelling", act.Actor)
	p.Record(ctx, casework.Line{Kind: "instelling", Text: institutionText(p.present()), Actor: act.Actor})
	return nil
}

func (p *process) admitInstitution(
	ctx workflow.Context, act *plaatsingv1.FollowInstitution,
) (origin *registryv1.School, parents []string, err error) {
	if err := p.checkInstitution(ctx, act); err != nil {
		return nil, nil, err
	}
	schools, err := casework.DescribeSchools(ctx, act.SchoolId)
	if err != nil {
		return nil, nil, casework.InFields(err, "school_id")
	}
	p.DossierID = act.DossierId
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.AgreementsTextId, documents.InstitutionAgreements)); err != nil {
		return nil, nil, err
	}
	// Last, because it binds the dossier to this case.
	admitted, err := p.AdmitDossier(ctx, &documentsv1.AdmitDossierRequest{
		DossierId: act.DossierId, Applicant: string(school(act.SchoolId)), Procedure: plaatsing.Workflow,
	})
	return schools[0], admitted.GetParents(), err
}

// expectedEnd is the expected last day in an institution, as long as the pupil is there; not known otherwise.
func (p *process) expectedEnd() (on terms.Date, known bool) {
	stay := p.present()
	if !p.In(placed, returning) || !p.inInstitution() || stay.ExpectedUntil == "" {
		return terms.Date{}, false
	}
	return terms.MustParse(stay.ExpectedUntil), true
}

// noticeExpectedEnd asks the office to find out, once the day passed on which the stay would end.
func (p *process) noticeExpectedEnd(ctx workflow.Context) {
	end, known := p.expectedEnd()
	if !known || !casework.Today(ctx).After(end) || p.askedSince(policy.VervolgBesluit, end) {
		return
	}
	p.ask(ctx, policy.VervolgBesluit, party.TheOffice, reasonExpectedEnd)
	p.Record(ctx, casework.Line{Kind: "verwacht-einde-voorbij", Text: expectedEndText(end)})
}

// askedSince: a task of the kind was opened after the day.
func (p *process) askedSince(kind string, day terms.Date) bool {
	task := p.LastTask(kind)
	return task != nil && terms.DateOf(task.OpenedAt.AsTime()).After(day)
}
