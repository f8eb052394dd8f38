package tlv

import (
	"slices"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/registry"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
)

// pair is how many experts advise on every application (bijlage IV 4: "ten minste twee experts").
const pair = 2

// checkExperts: two different people. An expert who advised cannot be replaced any more.
func (p *process) checkExperts(_ workflow.Context, act *tlvv1.AssignExperts) error {
	var bad casework.Problems
	bad.AddIf(len(act.ExpertIds) != pair || slices.Contains(act.ExpertIds, ""), "expert_ids", "Wijs twee deskundigen aan.")
	bad.AddIf(len(act.ExpertIds) == pair && act.ExpertIds[0] == act.ExpertIds[1], "expert_ids",
		"U hebt dezelfde persoon twee keer gekozen. Wijs twee verschillende deskundigen aan.")
	for _, expert := range p.facts.Experts[min(pair, len(p.facts.Experts)):] {
		bad.AddIf(slices.Contains(act.ExpertIds, expert.Id), "expert_ids",
			"Een van deze deskundigen adviseert al als derde. Kies iemand anders.")
	}
	if err := bad.Refuse(); err != nil {
		return err
	}
	for _, replaced := range p.replacedBy(act.ExpertIds) {
		if p.hasAdvised(replaced) {
			return casework.NotNow("Een deskundige die al advies gaf, kan niet meer worden vervangen.")
		}
	}
	return nil
}

func (p *process) assignExperts(ctx workflow.Context, act *tlvv1.AssignExperts) error {
	described, err := casework.DescribeExperts(ctx, act.ExpertIds...)
	if err != nil {
		return casework.InFields(err, "expert_ids", "expert_ids")
	}
	if err := checkProfessions(described); err != nil {
		return err
	}
	first := len(p.facts.Experts) == 0
	replaced := p.replacedBy(act.ExpertIds)
	third := p.facts.Experts[min(pair, len(p.facts.Experts)):]
	p.facts.Experts = append(asExperts(described), third...)
	for _, id := range act.ExpertIds {
		p.AddParty(expertParty(id))
	}
	for _, id := range replaced {
		p.RemoveParty(expertParty(id))
	}
	p.CloseTasks(ctx, policy.Deskundigen, "aangewezen")
	p.handOver(ctx, replaced)
	p.Record(ctx, casework.Line{Kind: "deskundigen", Text: expertsText(first), Actor: act.Actor})
	p.heard(ctx)
	return nil
}

// checkProfessions: the first is a GZ-psycholoog (bijlage IV 4), the second has a profession that the law names.
func checkProfessions(experts []*registryv1.Expert) error {
	var bad casework.Problems
	bad.AddIf(experts[0].Profession != registry.GZPsycholoog, "expert_ids",
		"De eerste deskundige moet een GZ-psycholoog zijn. Kies iemand anders of wissel de volgorde.")
	bad.AddIf(!slices.Contains(registry.SecondProfessions, experts[1].Profession), "expert_ids",
		"De tweede deskundige heeft geen beroep dat de wet noemt. Kies iemand anders.")
	return bad.Refuse()
}

// handOver gives the open tasks of experts who are replaced to those who came in their place.
func (p *process) handOver(ctx workflow.Context, replaced []string) {
	for _, id := range replaced {
		p.CloseTaskOf(ctx, policy.GesprekVerslag, expertParty(id), "vervangen")
		p.CloseTaskOf(ctx, policy.Advies, expertParty(id), "vervangen")
	}
	switch {
	case len(replaced) == 0:
	case p.In(zienswijze):
		p.askReport(ctx)
	case p.In(advice):
		p.askAdvice(ctx, reasonAdvice)
	}
}

// replacedBy are the experts of the pair who are not among these.
func (p *process) replacedBy(ids []string) []string {
	var replaced []string
	for _, expert := range p.facts.Experts[:min(pair, len(p.facts.Experts))] {
		if !slices.Contains(ids, expert.Id) {
			replaced = append(replaced, expert.Id)
		}
	}
	return replaced
}

func (p *process) hasAdvised(id string) bool {
	return slices.ContainsFunc(p.facts.Advices, func(a *tlvv1.Advice) bool { return a.ExpertId == id })
}

func asExperts(described []*registryv1.Expert) []*tlvv1.Expert {
	experts := make([]*tlvv1.Expert, len(described))
	for i, d := range described {
		experts[i] = &tlvv1.Expert{Id: d.Id, Profession: d.Profession}
	}
	return experts
}

func expertParty(id string) string { return string(party.Of(party.Expert, id)) }
