package tlv

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// decide: the director decides, on the advice and in the name of the samenwerkingsverband (bijlage IV 4).
func (p *process) decide(ctx workflow.Context) error { return p.Stay(ctx, decision) }

func (p *process) seekDecision(ctx workflow.Context) {
	p.Move(decision)
	p.ask(ctx, policy.Besluit, party.TheDirector, reasonDecision)
	p.Record(ctx, casework.Line{Kind: "besluit-gevraagd", Text: "De adviezen zijn compleet. De directeur neemt een besluit."})
}

func (p *process) checkDecision(ctx workflow.Context, act *tlvv1.Decide) error {
	var bad casework.Problems
	if act.Granted {
		checkGranted(casework.Today(ctx), act, &bad)
	} else {
		checkRefused(act, &bad)
	}
	return bad.Refuse()
}

func checkGranted(today terms.Date, act *tlvv1.Decide, bad *casework.Problems) {
	checkDestination(act.Destination, act.Category, bad)
	bad.AddIf(!isExtent(act.Extent), "extent", "Kies hele, deeltijd- of tijdelijke plaatsing.")
	bad.AddIf(act.ReceivingSchoolId == "", "receiving_school_id", "Kies de school waar de leerling naartoe gaat.")

	from, err := terms.Parse(act.ValidFrom)
	bad.AddIf(err != nil, "valid_from", "Vul de eerste dag van de TLV in, zoals "+today.String()+".")
	bad.AddIf(err == nil && from.Before(today), "valid_from",
		"De eerste dag "+from.Short()+" is al voorbij. Kies vandaag of een latere dag.")
	until, errUntil := terms.Parse(act.ValidUntil)
	bad.AddIf(errUntil != nil, "valid_until", "Vul de laatste dag van de TLV in: een 31 juli.")
	if err != nil || errUntil != nil {
		return
	}
	for _, problem := range terms.CheckValidity(from, until) {
		bad.Add(problem.Field, problem.Detail)
	}
}

func checkRefused(act *tlvv1.Decide, bad *casework.Problems) {
	const empty = "De TLV wordt geweigerd. Laat dit leeg."
	bad.AddIf(act.ReasonsTextId == "", "reasons_text_id", "Schrijf op waarom de TLV wordt geweigerd.")
	bad.AddIf(act.Destination != tlvv1.Destination_DESTINATION_UNSPECIFIED, "destination", empty)
	bad.AddIf(act.Category != tlvv1.Category_CATEGORY_UNSPECIFIED, "category", empty)
	bad.AddIf(act.Extent != tlvv1.Extent_EXTENT_UNSPECIFIED, "extent", empty)
	bad.AddIf(act.ValidFrom != "", "valid_from", empty)
	bad.AddIf(act.ValidUntil != "", "valid_until", empty)
	bad.AddIf(act.ReceivingSchoolId != "", "receiving_school_id", empty)
	bad.AddIf(act.ReturnAgreementsTextId != "", "return_agreements_text_id", empty)
}

func (p *process) takeDecision(ctx workflow.Context, act *tlvv1.Decide) error {
	taken := &tlvv1.Decision{
		Granted:                act.Granted,
		Destination:            act.Destination,
		Category:               act.Category,
		Extent:                 act.Extent,
		ValidFrom:              act.ValidFrom,
		ValidUntil:             act.ValidUntil,
		ReceivingSchoolId:      act.ReceivingSchoolId,
		ReturnAgreementsTextId: act.ReturnAgreementsTextId,
		ReasonsTextId:          act.ReasonsTextId,
		DecidedOn:              casework.Today(ctx).String(),
		DecidedBy:              act.Actor,
	}
	if act.Granted {
		if err := checkReceiving(ctx, act); err != nil {
			return err
		}
	}
	err := p.Attach(ctx, act.Actor,
		casework.Piece(act.ReasonsTextId, documents.Reasons),
		casework.Piece(act.ReturnAgreementsTextId, documents.ReturnAgreements))
	if err != nil {
		return err
	}
	if act.Granted {
		if taken.TlvNumber, err = p.number(ctx, taken); err != nil {
			return err
		}
	}
	p.decided(ctx, taken)
	return nil
}

func checkReceiving(ctx workflow.Context, act *tlvv1.Decide) error {
	schools, err := casework.DescribeSchools(ctx, act.ReceivingSchoolId)
	if err != nil {
		return casework.InFields(err, "receiving_school_id")
	}
	var bad casework.Problems
	bad.AddIf(schools[0].Type != schoolType(act.Destination), "receiving_school_id", fittingSchool(act.Destination))
	gone := casework.Gone(schools[0], casework.Today(ctx))
	bad.AddIf(gone != "", "receiving_school_id", gone)
	return bad.Refuse()
}

// number is the volgnummer that every TLV has (WPO 18a.14).
func (p *process) number(ctx workflow.Context, taken *tlvv1.Decision) (string, error) {
	return casework.AssignTLVNumber(ctx, &casesv1.AssignTlvNumberRequest{
		CaseId:            p.CaseID,
		ApplicantSchoolId: p.facts.Application.ApplicantSchoolId,
		Decision:          taken,
	})
}

func (p *process) decided(ctx workflow.Context, taken *tlvv1.Decision) {
	p.facts.Decision = taken
	p.facts.Outcome = tlvv1.Outcome_OUTCOME_REFUSED
	if taken.Granted {
		p.facts.Outcome = tlvv1.Outcome_OUTCOME_GRANTED
		p.replaceReceiving(taken.ReceivingSchoolId)
	}
	p.CloseTasks(ctx, policy.Besluit, decisionOutcome(taken.Granted))
	p.Move(announcement)
	p.ask(ctx, policy.Verzending, party.TheOffice, reasonLetters)
	p.Record(ctx, casework.Line{
		Kind: "besluit", Text: "De directeur heeft een besluit genomen. De brieven worden gemaakt.", Actor: taken.DecidedBy,
	})
}

// replaceReceiving: the school that the TLV is for looks on, and one that it is not for after all no longer does.
func (p *process) replaceReceiving(id string) {
	asked := string(party.Of(party.School, p.facts.Application.ReceivingSchoolId))
	granted := string(party.Of(party.School, id))
	if asked != granted && asked != p.applicant() {
		p.RemoveParty(asked)
	}
	p.AddParty(granted)
}
