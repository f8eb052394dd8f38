package casework

import (
	"slices"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/casework"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/terms"
)

// Departing is a procedure that ends, or at least changes, when the pupil leaves. One that is not only gets a line in its story.
type Departing interface {
	// Depart does what follows, once: closing what runs. After a death nothing leaves the house any more, whatever it does.
	Depart(ctx workflow.Context, departure *caseworkv1.Departure)
}

func (c *Case) checkDeparture(ctx workflow.Context, act *caseworkv1.RecordDeparture) error {
	if c.Departure != nil {
		return NotNow("Het vertrek is al vastgelegd. " + DepartureText(c.Departure))
	}
	var bad Problems
	_, known := departureWording[act.Reason]
	bad.AddIf(!known, "reason", "Kies waarom de leerling vertrekt: verhuisd, naar het voortgezet onderwijs of overleden.")
	on, err := terms.Parse(act.On)
	bad.AddIf(err != nil, "on", "Vul de laatste dag in, zoals "+Today(ctx).String()+".")
	bad.AddIf(err == nil && on.After(Today(ctx)), "on", "De dag "+on.Short()+" moet nog komen. Leg het vertrek vast op die dag of daarna.")
	return bad.Refuse()
}

// recordDeparture keeps that the pupil left, here and in every other open case of the pupil.
func (c *Case) recordDeparture(ctx workflow.Context, act *caseworkv1.RecordDeparture) error {
	ofPupil, err := c.CasesOfPupil(ctx)
	if err != nil {
		return err
	}
	departure := &caseworkv1.Departure{
		Reason: act.Reason, On: act.On, RecordedAt: timestamppb.New(workflow.Now(ctx)), Actor: act.Actor, CaseId: c.CaseID,
	}
	c.depart(ctx, departure)
	for _, other := range ofPupil {
		if other.CaseId != c.CaseID && !other.Closed {
			c.TellCase(ctx, other.Procedure+"/"+other.CaseId, casework.DepartureSignal, proto.CloneOf(departure))
		}
	}
	return nil
}

// depart keeps the departure, once. After a death the case falls silent first: what was about to leave stays in the house.
func (c *Case) depart(ctx workflow.Context, departure *caseworkv1.Departure) {
	if c.Departure != nil || c.procedure.View().Closed {
		return
	}
	c.Departure = departure
	if c.hushed() {
		c.outbox = nil
		c.silence()
	}
	if departing, ok := c.procedure.(Departing); ok {
		departing.Depart(ctx, departure)
		return
	}
	c.RecordDeparted(ctx, "")
}

// RecordDeparted tells the story of the departure, with what follows from it for this case.
func (c *Case) RecordDeparted(ctx workflow.Context, follows string) {
	line := Line{Kind: "vertrek", Text: DepartureText(c.Departure) + follows}
	if c.Departure.CaseId == c.CaseID {
		line.Actor = c.Departure.Actor
	}
	c.Record(ctx, line)
}

// hushed: the pupil died. Nobody gets a notice, a letter or a reminder about this pupil any more.
func (c *Case) hushed() bool {
	return c.Departure.GetReason() == caseworkv1.DepartureReason_DEPARTURE_REASON_DECEASED
}

// EndTerms ends every term that still runs; the term to decide on a dwangsom is owed whatever becomes of the case.
func (c *Case) EndTerms(ctx workflow.Context) {
	for _, term := range slices.Clone(c.Terms) {
		if Runs(term) {
			c.EndTerm(ctx, term.Id)
		}
	}
}
