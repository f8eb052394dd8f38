package plaatsing

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// Depart ends the case: the pupil moved, went to secondary education, or died. The parents know, so they get no notice of it; after a
// death nobody gets one. Going to secondary education is what the duty of the last school year may lead to.
func (p *process) Depart(ctx workflow.Context, d *caseworkv1.Departure) {
	if p.In(none, closed) {
		return
	}
	if stay := p.present(); stay.PlacedOn != "" && stay.EndedOn == "" {
		stay.EndedOn = d.On
	}
	if d.Reason == caseworkv1.DepartureReason_DEPARTURE_REASON_VO && p.dutyRuns() {
		p.MeetTerm(ctx, policy.LaatsteSchooljaar, terms.MustParse(d.On))
	}
	p.EndTerms(ctx)
	p.facts.Next = nil
	p.facts.Outcome = plaatsingv1.Outcome_OUTCOME_DEPARTED
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_ENDED, "vertrek", p.others(d.Actor, party.School, party.SOT)...)
	line := casework.Line{Kind: "vertrek", Text: casework.DepartureText(d) + " De zaak is gesloten."}
	if d.CaseId == p.CaseID {
		line.Actor = d.Actor
	}
	p.Close(ctx, closed, "vertrokken", line)
}
