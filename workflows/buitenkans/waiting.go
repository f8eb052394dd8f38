package buitenkans

import (
	"fmt"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/party"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
)

// wait lasts until the book of places has a place.
func (p *process) wait(ctx workflow.Context) error { return p.Stay(ctx, waiting) }

// doPlace brings an act to the book. Each attempt has its own key: one that was refused may be tried again.
func (p *process) doPlace(ctx workflow.Context, step string, request *casesv1.PlaceRequest) (*buitenkansv1.PlaceAnswer, error) {
	request.Key = fmt.Sprintf("%s/%s/%d", p.CaseID, step, workflow.Now(ctx).UnixNano())
	request.ProvisionId = buitenkans.Provision
	return casework.DoPlace(ctx, request)
}

// leavePlace gives up the place, from the day after the last day on, or the place on the list.
func (p *process) leavePlace(ctx workflow.Context, lastOn string) error {
	_, err := p.doPlace(ctx, "leave", &casesv1.PlaceRequest{Act: &casesv1.PlaceRequest_Leave{
		Leave: &buitenkansv1.LeavePlace{CaseId: p.CaseID, LastOn: lastOn},
	}})
	if err == nil && lastOn == "" {
		p.facts.Place, p.facts.Waiting = nil, nil
	}
	return err
}

// hearOfPlaces takes in what the book says to who waits.
func (p *process) hearOfPlaces(ctx workflow.Context) {
	casework.Hear(ctx, p.Case, buitenkans.PlaceSignal, p.takeNews)
}

// takeNews: there is a place, or the place on the list changed. News that is older than what was heard, or that comes when nobody waits any
// more, says nothing.
func (p *process) takeNews(ctx workflow.Context, news *buitenkansv1.PlaceNews) {
	if !p.In(waiting) || news.Version <= p.heard {
		return
	}
	p.heard = news.Version
	if place := news.GetAnswer().GetPlace(); place != nil {
		p.placed(ctx, place)
		p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS, "plaats", p.around()...)
		p.Record(ctx, casework.Line{Kind: "plaats", Text: placeText(place)})
		return
	}
	p.facts.Waiting = news.Answer
	p.Record(ctx, casework.Line{Kind: "wachtlijst", Text: numberText(news.Answer)})
}

// placed: there is a place, so the start can be planned.
func (p *process) placed(ctx workflow.Context, place *buitenkansv1.Place) {
	p.facts.Place, p.facts.Waiting = place, nil
	p.Move(planned)
	p.ask(ctx, policy.StartPlannen, party.TheBuitenkans, reasonPlan)
}
