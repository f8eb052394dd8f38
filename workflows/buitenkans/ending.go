package buitenkans

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// The reasons for the end, short.
const (
	done   = buitenkansv1.EndReason_END_REASON_DONE
	noShow = buitenkansv1.EndReason_END_REASON_NO_SHOW
)

func (p *process) checkEnd(ctx workflow.Context, act *buitenkansv1.EndPlacement) error {
	if p.In(planned) {
		return p.checkNoShow(act)
	}
	on, err := terms.Parse(act.EndedOn)
	var bad casework.Problems
	bad.AddIf(err != nil, "ended_on", "Vul de laatste dag van de leerling bij de Buitenkans in.")
	bad.AddIf(endWording[act.Reason] == "" || act.Reason == noShow, "reason", "Kies waarom de plaatsing eindigt.")
	bad.AddIf(act.Reason == done && p.In(observation), "reason",
		"Er is nog geen advies. Geef eerst het advies, of kies waarom de plaatsing eerder eindigt.")
	bad.AddIf(act.Reason != done && act.TextId == "", "text_id", "Schrijf op waarom de plaatsing eerder eindigt.")
	if len(bad) > 0 {
		return bad.Refuse()
	}
	return refuseIf(stayOf(p.facts).end(on, casework.Today(ctx)))
}

// checkNoShow: a stay that never began ends only because the pupil does not come. Otherwise the school withdraws.
func (p *process) checkNoShow(act *buitenkansv1.EndPlacement) error {
	if act.Reason == noShow && p.facts.NoShows == 0 {
		return casework.NotNow("Leg eerst vast dat de leerling op de eerste dag niet kwam.")
	}
	var bad casework.Problems
	bad.AddIf(act.Reason != noShow, "reason", "De leerling is nog niet gestart. De school kan de aanvraag intrekken.")
	bad.AddIf(act.EndedOn != "", "ended_on", "De leerling is nooit gekomen. Laat de laatste dag leeg.")
	return bad.Refuse()
}

// endPlacement ends the stay. The place is free from the next day on; after-care begins, also after an early end.
func (p *process) endPlacement(ctx workflow.Context, act *buitenkansv1.EndPlacement) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.TextId, documents.EarlyEnd)); err != nil {
		return err
	}
	if err := p.leavePlace(ctx, act.EndedOn); err != nil {
		return err
	}
	p.facts.EndReason, p.facts.EndTextId = act.Reason, act.TextId
	if act.Reason == noShow {
		p.end(ctx, buitenkansv1.Outcome_OUTCOME_NO_SHOW, "niet gekomen", casework.Line{
			Kind: "niet-gestart", Text: "De leerling is niet gekomen. De plek is vrij. De zaak is gesloten.", Actor: act.Actor,
		})
		return nil
	}
	p.ended(ctx, act)
	return nil
}

func (p *process) ended(ctx workflow.Context, act *buitenkansv1.EndPlacement) {
	on := terms.MustParse(act.EndedOn)
	p.facts.EndedOn, p.facts.Place.UntilOn = act.EndedOn, act.EndedOn
	p.CloseAllTasks(ctx, "plaatsing beëindigd")
	p.MeetTerm(ctx, policy.EindePlaatsing, on)
	p.Term(policy.EindePlaatsing).MissedOn = "" // what is recorded after the last day did not last longer for that
	p.Move(aftercare)
	for _, kind := range []string{policy.Nazorg1, policy.Nazorg2} {
		q := question(kind, party.Party(p.school()), reasonAftercare)
		q.From = on
		p.Ask(ctx, q)
	}
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS, "beeindigd", p.around()...)
	p.Record(ctx, casework.Line{Kind: "beeindigd", Text: endedText(p.facts), Actor: act.Actor})
}

// end closes a case that did not come as far as after-care.
func (p *process) end(ctx workflow.Context, outcome buitenkansv1.Outcome, tasks string, line casework.Line) {
	p.facts.Outcome = outcome
	p.EndTerms(ctx)
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_ENDED, "gesloten", append(p.around(), p.provision()...)...)
	p.Close(ctx, closed, tasks, line)
}

func (p *process) checkWithdrawal(workflow.Context, *buitenkansv1.WithdrawRequest) error { return nil }

// withdraw: until the pupil came the request is the school's own.
func (p *process) withdraw(ctx workflow.Context, act *buitenkansv1.WithdrawRequest) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.TextId, documents.RequestWithdrawal)); err != nil {
		return err
	}
	if p.In(waiting, planned) {
		if err := p.leavePlace(ctx, ""); err != nil {
			return err
		}
	}
	p.end(ctx, buitenkansv1.Outcome_OUTCOME_WITHDRAWN, "ingetrokken", casework.Line{
		Kind: "ingetrokken", Text: "De school heeft de aanvraag ingetrokken. De zaak is gesloten.", Actor: act.Actor,
	})
	return nil
}

// Depart closes what runs when the pupil leaves, and gives the place to another. Parents hear nothing from us, and after a death nobody
// does.
func (p *process) Depart(ctx workflow.Context, departure *caseworkv1.Departure) {
	if p.In(waiting, planned, observation, returning) {
		if err := p.leavePlace(ctx, p.lastDayOf(departure)); err != nil {
			workflow.GetLogger(ctx).Error("the place of a pupil who left was not given up", "case", p.CaseID, "error", err)
		}
	}
	if p.isThere() {
		p.facts.EndedOn = p.lastDayOf(departure)
	}
	p.facts.Outcome = buitenkansv1.Outcome_OUTCOME_DEPARTED
	p.EndTerms(ctx)
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_ENDED, "gesloten", append(append(p.sot(), p.school()), p.provision()...)...)
	line := casework.Line{Kind: "vertrek", Text: casework.DepartureText(departure) + " De zaak is gesloten."}
	if departure.CaseId == p.CaseID {
		line.Actor = departure.Actor
	}
	p.Close(ctx, closed, "vertrek", line)
}

// lastDayOf a pupil who is there and leaves: never before the first day or after the last; empty for one who never came.
func (p *process) lastDayOf(departure *caseworkv1.Departure) string {
	if !p.isThere() {
		return ""
	}
	return max(p.facts.StartedOn, min(departure.On, p.facts.Place.UntilOn))
}
