package bezwaar

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// appeal: those concerned may go to court until the last day is over (Awb 6:7, 8:1). What the court does is not ours to keep; that it was
// asked is. A notice of default that nobody judged, and a dwangsom that nobody decided on, keep the case open: both are owed an answer.
func (p *process) appeal(ctx workflow.Context) error {
	if !p.In(appeal) {
		return nil
	}
	last := terms.MustParse(p.Term(policy.Beroepstermijn).LastOn)
	if err := p.StayUntilPassed(ctx, appeal, last); err != nil {
		return err
	}
	if err := p.StayUntil(ctx, appeal, func() bool { return !p.OwesAnswer() }); err != nil {
		return err
	}
	return p.InTurn(ctx, func() {
		if !p.In(appeal) {
			return // the pupil died meanwhile
		}
		p.endRunning(ctx, policy.Beroepstermijn)
		p.Close(ctx, closed, "afgesloten", casework.Line{Kind: "gesloten", Text: p.appealOverText()})
	})
}

func (p *process) checkAppeal(ctx workflow.Context, act *bezwaarv1.RecordAppeal) error {
	if p.facts.AppealOn != "" {
		return casework.NotNow("Het beroep van " + terms.MustParse(p.facts.AppealOn).Short() + " is al vastgelegd.")
	}
	var bad casework.Problems
	checkHappened(&bad, "lodged_on", act.LodgedOn, "beroep is ingesteld",
		casework.Today(ctx), terms.MustParse(p.facts.AnnouncedOn), "bekendmaking van het besluit")
	return bad.Refuse()
}

func (p *process) recordAppeal(ctx workflow.Context, act *bezwaarv1.RecordAppeal) error {
	p.facts.AppealOn = act.LodgedOn
	p.Record(ctx, casework.Line{Kind: "beroep", Text: appealText(terms.MustParse(act.LodgedOn)), Actor: act.Actor})
	return nil
}

func (p *process) checkWithdrawal(_ workflow.Context, act *bezwaarv1.WithdrawObjection) error {
	var bad casework.Problems
	bad.AddIf(isOffice(act.Actor) && act.TextId == "", "text_id", "Voeg de brief of e-mail toe waarin het bezwaar is ingetrokken.")
	return bad.Refuse()
}

// withdraw: an objection is its maker's own, until it is decided on (Awb 6:21). Through the portal the act itself is the writing.
func (p *process) withdraw(ctx workflow.Context, act *bezwaarv1.WithdrawObjection) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.TextId, documents.ObjectionWithdrawal)); err != nil {
		return err
	}
	p.facts.Outcome = bezwaarv1.Outcome_OUTCOME_WITHDRAWN
	p.EndTerms(ctx)
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_ENDED, "ingetrokken", p.reachable(p.Parties...)...)
	p.tellDecisions(ctx, func(*bezwaarv1.DecidedCase) *tlvv1.ObjectionNews {
		return &tlvv1.ObjectionNews{BezwaarId: p.CaseID, Kind: tlvv1.ObjectionNews_KIND_ENDED}
	})
	p.Close(ctx, closed, "ingetrokken", casework.Line{
		Kind: "ingetrokken", Text: "Het bezwaar is ingetrokken. Het besluit over de TLV blijft zoals het was. De zaak is gesloten.", Actor: act.Actor,
	})
	return nil
}

// Depart: after a death nobody has to decide any more, and the case closes without a word to anybody. A pupil who moved or went to
// secondary education changes nothing by that: who objected gets a decision.
func (p *process) Depart(ctx workflow.Context, departure *caseworkv1.Departure) {
	if departure.Reason != caseworkv1.DepartureReason_DEPARTURE_REASON_DECEASED {
		p.RecordDeparted(ctx, " Het bezwaar gaat door, tenzij het wordt ingetrokken.")
		return
	}
	if p.facts.Outcome == bezwaarv1.Outcome_OUTCOME_UNSPECIFIED {
		p.facts.Outcome = bezwaarv1.Outcome_OUTCOME_LAPSED
	}
	p.EndTerms(ctx)
	p.Close(ctx, closed, "vertrek", casework.Line{Kind: "vertrek", Text: diedText})
}
