package tlv

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// hearZienswijze: parents who differ explain themselves in a talk with the experts, with an adviser if they like. There is a report,
// and proof that the parents got a copy (bijlage IV 4). Only then can the experts advise.
func (p *process) hearZienswijze(ctx workflow.Context) error { return p.Stay(ctx, zienswijze) }

func (p *process) checkInvitation(ctx workflow.Context, act *tlvv1.InviteToTalk) error {
	if p.facts.Zienswijze.ReportId != "" {
		return casework.NotNow("Het verslag van het gesprek is er al. De datum kan niet meer veranderen.")
	}
	on, err := terms.Parse(act.TalkOn)
	var bad casework.Problems
	bad.AddIf(err != nil, "talk_on", "Vul de datum van het gesprek in, zoals "+casework.Today(ctx).AddDays(7).String()+".")
	bad.AddIf(err == nil && on.Before(casework.Today(ctx)), "talk_on",
		"De datum "+on.Short()+" is al voorbij. Kies vandaag of een latere dag.")
	return bad.Refuse()
}

func (p *process) inviteToTalk(ctx workflow.Context, act *tlvv1.InviteToTalk) error {
	first := p.facts.Zienswijze.TalkOn == ""
	p.facts.Zienswijze.TalkOn = act.TalkOn
	p.CloseTasks(ctx, policy.GesprekPlannen, "gepland")
	p.CloseTasks(ctx, policy.GesprekVerslag, "gesprek verplaatst")
	p.askReport(ctx)
	p.Record(ctx, casework.Line{
		Kind: "gesprek", Text: talkText(terms.MustParse(act.TalkOn), first), Actor: act.Actor,
	})
	return nil
}

// askReport asks the first expert, who leads the talk, for a report after the day of the talk; any expert of the case may
// file it.
func (p *process) askReport(ctx workflow.Context) {
	z := p.facts.Zienswijze
	if z.TalkOn != "" && z.ReportId == "" {
		p.askFrom(ctx, terms.MustParse(z.TalkOn), policy.GesprekVerslag, party.Of(party.Expert, p.facts.Experts[0].Id), reasonReport)
	}
}

func (p *process) checkReport(ctx workflow.Context, act *tlvv1.ReportTalk) error {
	z := p.facts.Zienswijze
	switch {
	case z.ReportId != "":
		return casework.NotNow("Het verslag van het gesprek is er al.")
	case z.TalkOn == "":
		return casework.NotNow("De ouders zijn nog niet uitgenodigd voor een gesprek.")
	case act.Held && casework.Today(ctx).Before(terms.MustParse(z.TalkOn)):
		return casework.NotNow("Het gesprek is pas op " + terms.MustParse(z.TalkOn).Short() + ". Maak het verslag daarna.")
	}
	var bad casework.Problems
	bad.AddIf(act.ReportId == "", "report_id", "Voeg het verslag van het gesprek toe.")
	return bad.Refuse()
}

func (p *process) reportTalk(ctx workflow.Context, act *tlvv1.ReportTalk) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.ReportId, documents.TalkReport)); err != nil {
		return err
	}
	z := p.facts.Zienswijze
	z.Held, z.ReportId, z.ReportedOn = act.Held, act.ReportId, casework.Today(ctx).String()
	p.CloseTasks(ctx, policy.GesprekVerslag, reportOutcome(act.Held))
	p.ask(ctx, policy.VerslagVerzenden, party.TheOffice, reasonReportCopy)
	p.Record(ctx, casework.Line{Kind: "verslag", Text: reportText(act.Held), Actor: act.Actor})
	return nil
}

func (p *process) checkReportCopy(ctx workflow.Context, act *tlvv1.ConfirmReportCopy) error {
	if p.facts.Zienswijze.ReportId == "" {
		return casework.NotNow("Er is nog geen verslag van het gesprek.")
	}
	reported, today := terms.MustParse(p.facts.Zienswijze.ReportedOn), casework.Today(ctx)
	on, err := terms.Parse(act.DeliveredOn)
	var bad casework.Problems
	bad.AddIf(!isDelivery(act.Delivery), "delivery", "Kies hoe de ouders het verslag kregen: via het portaal, per post of in de hand.")
	bad.AddIf(err != nil, "delivered_on", "Vul de dag in waarop de ouders het verslag kregen, zoals "+today.String()+".")
	bad.AddIf(err == nil && on.After(today), "delivered_on",
		"De datum "+on.Short()+" is nog niet geweest. Leg dit vast als de ouders het verslag hebben.")
	bad.AddIf(err == nil && on.Before(reported), "delivered_on",
		"De datum "+on.Short()+" ligt voor de dag van het verslag, "+reported.Short()+". Kies die dag of later.")
	return bad.Refuse()
}

func (p *process) confirmReportCopy(ctx workflow.Context, act *tlvv1.ConfirmReportCopy) error {
	z := p.facts.Zienswijze
	z.Delivery, z.DeliveredOn = act.Delivery, act.DeliveredOn
	p.CloseTasks(ctx, policy.VerslagVerzenden, "verzonden")
	p.Record(ctx, casework.Line{
		Kind: "verslag-verzonden", Text: "De ouders hebben het verslag van het gesprek gekregen.", Actor: act.Actor,
	})
	p.seekAdvice(ctx)
	return nil
}
