package tlv

import (
	"slices"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// The types of schools, as in the registry.
const (
	bao = "bao"
	sbo = "sbo"
	so  = "so"
)

// receive waits for the application. Without one there is no case.
func (p *process) receive(ctx workflow.Context) error {
	return p.AwaitFirstAct(ctx, "Er kwam geen aanvraag binnen.")
}

func (p *process) allowSubmit(_ workflow.Context, act *tlvv1.Submit) error {
	if !p.In(tlv.Moments[tlv.Submit]...) {
		return casework.NotNow(notNowWording(tlv.Submit, p.facts.Phase))
	}
	actor := act.GetActor()
	if actor.GetSubject() == "" || !tlv.MayAct(party.Party(actor.GetParty()).Role(), tlv.Submit) {
		return casework.NotYours("Alleen een school kan een aanvraag indienen.")
	}
	return nil
}

func (p *process) submit(ctx workflow.Context, act *tlvv1.Submit) error {
	schools, dossier, err := p.admit(ctx, act)
	if err != nil {
		return p.RefuseFirstAct(err)
	}
	p.received(ctx, act, schools[0], dossier)
	return nil
}

// admit checks the application against the registry and binds the dossier to the case.
func (p *process) admit(
	ctx workflow.Context, act *tlvv1.Submit,
) ([]*registryv1.School, *documentsv1.AdmitDossierResponse, error) {
	application := act.GetApplication()
	if err := p.checkApplication(act); err != nil {
		return nil, nil, err
	}
	schools, err := casework.DescribeSchools(ctx, application.ApplicantSchoolId, application.ReceivingSchoolId)
	if err != nil {
		return nil, nil, casework.InFields(err, "applicant_school_id", "receiving_school_id")
	}
	if err := checkSchools(casework.Today(ctx), application, schools[0], schools[1]); err != nil {
		return nil, nil, err
	}
	dossier, err := p.AdmitDossier(ctx, &documentsv1.AdmitDossierRequest{
		DossierId: application.DossierId, Applicant: act.Actor.Party, Procedure: tlv.Workflow, FromCaseId: application.FromCaseId,
	})
	return schools, dossier, err
}

// checkApplication looks at what can be seen without asking anybody. It never looks at the child: ZOUT has no criteria
// on content (bijlage IV 3).
func (p *process) checkApplication(act *tlvv1.Submit) error {
	a := act.GetApplication()
	var bad casework.Problems
	bad.AddIf(a.GetApplicantSchoolId() == "", "applicant_school_id", "Kies de school die de aanvraag doet.")
	bad.AddIf(a.GetApplicantSchoolId() != "" && act.Actor.Party != string(party.Of(party.School, a.GetApplicantSchoolId())),
		"applicant_school_id", "U kunt alleen een aanvraag doen voor uw eigen school.")
	bad.AddIf(a.GetReceivingSchoolId() == "", "receiving_school_id", "Kies de school waar de leerling naartoe zou gaan.")
	bad.AddIf(!isIntake(a.GetIntake()), "intake", "Kies of u doorverwijst, of zelf een leerling rechtstreeks opneemt.")
	bad.AddIf(!isDestination(a.GetDestination()), "destination", "Kies sbo of so.")
	bad.AddIf(a.GetCategory() != tlvv1.Category_CATEGORY_UNSPECIFIED &&
		(!isCategory(a.GetCategory()) || a.GetDestination() != tlvv1.Destination_DESTINATION_SO),
		"category", "Een categorie (laag, midden of hoog) hoort alleen bij so.")
	bad.AddIf(!isExtent(a.GetExtent()), "extent", "Kies of het om hele, deeltijd- of tijdelijke plaatsing gaat.")
	for _, gate := range a.GetGatesMet() {
		bad.AddIf(!isGate(gate), "gates_met", "Een van de voorwaarden is onbekend. Kies uit de lijst.")
	}
	// A new pupil has a dossier that began with this application; one that ZOUT knows has the dossier of an earlier case.
	bad.AddIf(a.GetDossierId() == "" || a.GetFromCaseId() == "" && a.GetDossierId() != p.CaseID, "dossier_id",
		"Het dossier hoort niet bij deze aanvraag. Begin de aanvraag opnieuw.")
	return bad.Refuse()
}

// checkSchools: a regular school refers, or an sbo refers to so; in direct intake an sbo or so applies itself.
func checkSchools(today terms.Date, a *tlvv1.Application, applicant, receiving *registryv1.School) error {
	var bad casework.Problems
	switch a.Intake {
	case tlvv1.Intake_INTAKE_DIRECT:
		bad.AddIf(applicant.Type == bao, "intake",
			"Rechtstreekse instroom kan alleen een sbo- of so-school aanvragen. Kies voor verwijzen.")
	default:
		refersOn := applicant.Type == sbo && a.Destination == tlvv1.Destination_DESTINATION_SO
		bad.AddIf(applicant.Type != bao && !refersOn, "intake",
			"Verwijzen kan een basisschool, of een sbo-school naar het so. Kies anders voor rechtstreekse instroom.")
	}
	bad.AddIf(receiving.Type != schoolType(a.Destination), "receiving_school_id", fittingSchool(a.Destination))
	gone := casework.Gone(receiving, today)
	bad.AddIf(gone != "", "receiving_school_id", gone)
	return bad.Refuse()
}

// received opens the case: from today the eight weeks run (Awb 4:13).
func (p *process) received(
	ctx workflow.Context, act *tlvv1.Submit, school *registryv1.School, dossier *documentsv1.AdmitDossierResponse,
) {
	p.facts.Application = proto.Clone(act.Application).(*tlvv1.Application)
	p.facts.FromProcedure = dossier.FromProcedure
	p.facts.ReceivedAt = timestamppb.New(workflow.Now(ctx))
	p.facts.MunicipalityId, p.facts.SubregionId, p.facts.BoardId = school.MunicipalityId, school.SubregionId, school.BoardId
	p.Assign(school.SotParty, school.SotContact)
	p.DossierID = act.Application.DossierId
	p.AddParty(p.applicant(), school.SotParty, string(party.TheOffice), string(party.TheDirector))
	p.AddParty(dossier.Parents...)
	p.AddParty(string(party.Of(party.School, act.Application.ReceivingSchoolId)))

	p.OpenTerm(p.CountTerm(ctx, decisionTermID, decisionTerm, casework.Today(ctx)))
	p.Move(competence)
	p.ask(ctx, policy.Competentie, party.TheOffice, reasonNew)
	if slices.Contains(gatesFor(act.Application.Intake), tlvv1.Gate_GATE_SOT_INVOLVED) {
		p.ask(ctx, policy.SotBetrokkenheid, party.Party(school.SotParty), reasonSot)
	}
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_RECEIVED, "ontvangen", append([]string{p.applicant()}, dossier.Parents...)...)
	p.tellOrigin(ctx, false)
	p.Record(ctx, casework.Line{
		Kind: "ontvangen", Text: receivedText(act.Application, dossier.HasGroeidocument), Actor: act.Actor,
	})
}
