package bezwaar

import (
	"fmt"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

func (p *process) checkBundle(workflow.Context, *bezwaarv1.MakeBundle) error { return nil }

// makeBundle makes the file for the LBT of everything that it asks for (LBT-reglement art. 2). It may be made again until it is sent; what
// is missing is told, and stops nothing: the LBT would rather have an incomplete file in time than a complete one too late.
func (p *process) makeBundle(ctx workflow.Context, act *bezwaarv1.MakeBundle) error {
	addressees, names, err := p.Addressees(ctx)
	if err != nil {
		return err
	}
	today := casework.Today(ctx).String()
	bundle, err := casework.ComposeBundle(ctx, &documentsv1.ComposeBundleRequest{
		// Made again is another file, so the key must differ; the version of the case is different each time.
		Key:         fmt.Sprintf("%s/lbt-dossier/%d", p.CaseID, p.Version+1),
		CaseId:      p.CaseID,
		DossierId:   p.DossierID,
		DatedOn:     today,
		Facts:       proto.CloneOf(p.facts),
		SchoolNames: names,
		Addressees:  addressees,
	})
	if err != nil {
		return err
	}
	p.facts.Bundle = proto.CloneOf(bundle)
	p.facts.Bundle.MadeOn = today
	p.Record(ctx, casework.Line{
		Kind: "lbt-dossier", Text: bundleText(bundle), Actor: act.Actor, Audience: []party.Role{party.Office, party.Director},
	})
	return nil
}

func (p *process) checkSending(ctx workflow.Context, act *bezwaarv1.SendToLbt) error {
	if p.facts.Bundle == nil {
		return casework.NotNow("Er is nog geen dossier voor de LBT. Maak dat eerst.")
	}
	var bad casework.Problems
	checkHappened(&bad, "sent_on", act.SentOn, "het dossier naar de LBT ging",
		casework.Today(ctx), terms.MustParse(p.facts.ReceivedOn), "ontvangst van het bezwaar")
	return bad.Refuse()
}

// sendToLbt records that the LBT has the file. From now on the papers are open to the parties.
func (p *process) sendToLbt(ctx workflow.Context, act *bezwaarv1.SendToLbt) error {
	sent := terms.MustParse(act.SentOn)
	p.facts.Bundle.SentOn = act.SentOn
	p.CloseTasks(ctx, policy.LBTDossier, "verstuurd")
	p.MeetTerm(ctx, policy.LBTVerzoek, sent)
	p.Move(hearing)
	p.ask(ctx, policy.HoorzittingPlannen, party.TheOffice, reasonHearing)
	p.Record(ctx, casework.Line{
		Kind: "naar-lbt", Text: sentText(sent, terms.MustParse(p.Term(policy.LBTVerzoek).PlannedOn)), Actor: act.Actor,
	})
	return nil
}

// checkHappened: what people say that happened on a day is not in the future, nor before what it follows on.
func checkHappened(bad *casework.Problems, field, value, what string, today, notBefore terms.Date, follows string) {
	on, err := terms.Parse(value)
	bad.AddIf(err != nil, field, "Vul de dag in waarop "+what+", zoals "+today.String()+".")
	bad.AddIf(err == nil && on.After(today), field,
		"De datum "+on.Short()+" is nog niet geweest. Vul de dag in waarop "+what+".")
	bad.AddIf(err == nil && on.Before(notBefore), field,
		"De datum "+on.Short()+" ligt voor de "+follows+", "+notBefore.Short()+". Kies die dag of later.")
}
