package tlv

import (
	"slices"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// longestCompletion is the most time that may be given to complete, in weeks: as long as deciding itself may take.
const longestCompletion = 8

// establishCompleteness: the office holds the application against the conditions, and asks for what is missing until it has
// enough to go on (Awb 4:5).
func (p *process) establishCompleteness(ctx workflow.Context) error {
	for p.In(completeness, completion) {
		if err := p.Stay(ctx, completeness); err != nil {
			return err
		}
		if err := p.awaitCompletion(ctx); err != nil {
			return err
		}
	}
	return nil
}

// gatesFor are the conditions that apply. In direct intake no regular school stood at the cradle of the application, so what a
// regular school must show before it refers (bijlage IV 3; ondersteuningsplan 2.1.3-4) does not apply.
func gatesFor(intake tlvv1.Intake) []tlvv1.Gate {
	if intake == tlvv1.Intake_INTAKE_DIRECT {
		return []tlvv1.Gate{tlvv1.Gate_GATE_BASISONDERSTEUNING_SHOWN}
	}
	return []tlvv1.Gate{
		tlvv1.Gate_GATE_GROEIDOCUMENT,
		tlvv1.Gate_GATE_SOT_INVOLVED,
		tlvv1.Gate_GATE_OWN_NETWORK_EXPLORED,
		tlvv1.Gate_GATE_BASISONDERSTEUNING_SHOWN,
	}
}

func (p *process) checkSot(workflow.Context, *tlvv1.ConfirmSot) error { return nil }

// confirmSot is the SOT's own word. It may change until the office finds the application complete.
func (p *process) confirmSot(ctx workflow.Context, act *tlvv1.ConfirmSot) error {
	involved := act.Involved
	p.facts.SotInvolved = &involved
	p.CloseTasks(ctx, policy.SotBetrokkenheid, sotOutcome(involved))
	p.Record(ctx, casework.Line{Kind: "sot", Text: sotText(involved), Actor: act.Actor})
	return nil
}

func (p *process) checkCompleteness(ctx workflow.Context, act *tlvv1.JudgeCompleteness) error {
	var bad casework.Problems
	if len(act.Missing) == 0 {
		bad.AddIf(act.RequestTextId != "", "request_text_id", "Er ontbreekt niets. Laat de vraag aan de school leeg.")
		bad.AddIf(act.CompleteBy != "", "complete_by", "Er ontbreekt niets. Laat de datum leeg.")
		return bad.Refuse()
	}
	for i, gate := range act.Missing {
		bad.AddIf(!slices.Contains(gatesFor(p.facts.Application.Intake), gate), "missing",
			"Deze voorwaarde geldt niet voor deze aanvraag. Kies alleen voorwaarden uit de lijst.")
		bad.AddIf(slices.Contains(act.Missing[:i], gate), "missing",
			"Een voorwaarde staat er twee keer. Noem elke voorwaarde één keer.")
	}
	bad.AddIf(act.RequestTextId == "", "request_text_id", "Schrijf op wat de school moet aanvullen.")
	checkCompleteBy(casework.Today(ctx), act.CompleteBy, &bad)
	return bad.Refuse()
}

func checkCompleteBy(today terms.Date, completeBy string, bad *casework.Problems) {
	by, err := terms.Parse(completeBy)
	if err != nil {
		bad.Add("complete_by", "Vul de laatste dag in om aan te vullen, bijvoorbeeld "+today.AddDays(14).String()+".")
		return
	}
	latest := today.AddDays(7 * longestCompletion)
	bad.AddIf(!by.After(today), "complete_by",
		"De laatste dag om aan te vullen is "+by.Short()+". Kies een dag vanaf morgen.")
	bad.AddIf(by.After(latest), "complete_by",
		"De laatste dag om aan te vullen is "+by.Short()+". Kies een dag uiterlijk op "+latest.Short()+".")
}

func (p *process) judgeCompleteness(ctx workflow.Context, act *tlvv1.JudgeCompleteness) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.RequestTextId, documents.CompletionRequest)); err != nil {
		return err
	}
	if len(act.Missing) == 0 {
		p.foundComplete(ctx, act)
	} else {
		p.askCompletion(ctx, act)
	}
	return nil
}

// foundComplete also ends the question to the SOT: the office judged the conditions, with or without its answer.
func (p *process) foundComplete(ctx workflow.Context, act *tlvv1.JudgeCompleteness) {
	p.CloseTasks(ctx, policy.Volledigheid, "volledig")
	p.CloseTasks(ctx, policy.SotBetrokkenheid, "niet meer nodig")
	p.Move(parents)
	for _, parent := range p.partiesOf(party.Parent) {
		p.ask(ctx, policy.Ouders, party.Party(parent), reasonParents)
	}
	p.ask(ctx, policy.Deskundigen, party.TheOffice, reasonExperts)
	p.Record(ctx, casework.Line{
		Kind: "volledig", Text: "De aanvraag is volledig. De ouders mogen zeggen wat zij ervan vinden.", Actor: act.Actor,
	})
}

// askCompletion makes the decision term stand still from tomorrow (Awb 4:15 lid 1 onder a).
func (p *process) askCompletion(ctx workflow.Context, act *tlvv1.JudgeCompleteness) {
	today, by := casework.Today(ctx), terms.MustParse(act.CompleteBy)
	p.facts.CompletionRequests = append(p.facts.CompletionRequests, &tlvv1.CompletionRequest{
		Missing: act.Missing, TextId: act.RequestTextId, AskedOn: today.String(), CompleteBy: by.String(),
	})
	p.CloseTasks(ctx, policy.Volledigheid, "aanvulling gevraagd")
	p.Move(completion)
	p.Suspend(ctx, decisionTermID, &caseworkv1.Suspension{
		Ground: terms.GroundCompletion, InvitedOn: today.String(), DueOn: by.String(), ProofId: act.RequestTextId,
	})
	p.askBy(ctx, policy.Aanvulling, party.Party(p.applicant()), reasonCompletion, by, "Awb 4:5")
	p.Record(ctx, casework.Line{Kind: "aanvulling-gevraagd", Text: completionAskedText(act.Missing, by), Actor: act.Actor})
}
