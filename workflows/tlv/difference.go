package tlv

import (
	"slices"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/registry"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
)

const (
	confer      = tlvv1.NextStep_NEXT_STEP_CONFER
	thirdExpert = tlvv1.NextStep_NEXT_STEP_THIRD_EXPERT
	toDirector  = tlvv1.NextStep_NEXT_STEP_TO_DIRECTOR
)

// seekNextStep: the ondersteuningsplan gives no rule for advices that differ, so a person chooses.
func (p *process) seekNextStep(ctx workflow.Context) {
	p.Move(difference)
	p.ask(ctx, policy.Verschil, party.TheOffice, reasonDifference)
	p.Record(ctx, casework.Line{
		Kind: "verschil", Text: "De adviezen verschillen. Het kantoor van ZOUT kiest hoe het verder gaat.", Audience: adviceParties,
	})
}

func (p *process) checkNextStep(_ workflow.Context, act *tlvv1.ResolveDifference) error {
	if act.Next == thirdExpert && len(p.facts.Experts) > pair {
		return casework.NotNow("Er adviseert al een derde deskundige. Kies voor overleg of voor de directeur.")
	}
	var bad casework.Problems
	bad.AddIf(act.Next != confer && act.Next != thirdExpert && act.Next != toDirector, "next",
		"Kies hoe het verder gaat: overleg, een derde deskundige of naar de directeur.")
	bad.AddIf(act.Next == thirdExpert && act.ExpertId == "", "expert_id", "Kies de derde deskundige.")
	bad.AddIf(act.Next != thirdExpert && act.ExpertId != "", "expert_id",
		"Een deskundige kiest u alleen als er een derde advies komt. Laat dit leeg.")
	bad.AddIf(act.Next == thirdExpert && hasExpert(p.facts, act.ExpertId), "expert_id",
		"Deze deskundige gaf al advies. Wijs iemand anders aan.")
	return bad.Refuse()
}

func (p *process) resolveDifference(ctx workflow.Context, act *tlvv1.ResolveDifference) error {
	if act.Next == thirdExpert {
		if err := p.addThirdExpert(ctx, act.ExpertId); err != nil {
			return err
		}
	}
	p.CloseTasks(ctx, policy.Verschil, nextStepOutcome(act.Next))
	p.Record(ctx, casework.Line{
		Kind: "vervolg", Text: nextStepText(act.Next), Actor: act.Actor, Audience: adviceParties,
	})
	switch act.Next {
	case toDirector:
		p.seekDecision(ctx)
	default:
		p.Move(advice)
		p.askAdvice(ctx, adviceAgainReason(act.Next))
	}
	return nil
}

func (p *process) addThirdExpert(ctx workflow.Context, id string) error {
	described, err := casework.DescribeExperts(ctx, id)
	if err != nil {
		return casework.InFields(err, "expert_id")
	}
	var bad casework.Problems
	bad.AddIf(!slices.Contains(registry.SecondProfessions, described[0].Profession), "expert_id",
		"Deze deskundige heeft geen beroep dat de wet noemt. Kies iemand anders.")
	if err := bad.Refuse(); err != nil {
		return err
	}
	p.facts.Experts = append(p.facts.Experts, asExperts(described)...)
	p.AddParty(expertParty(id))
	return nil
}
