package plaatsing_test

import (
	"testing"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/tlv/tlvtest"
)

// TestEveryActIsRefusedToEverybodyElse tries each act, at a moment at which it can be done, as every role that may not do it, as a stranger of the
// right role, and as each of the schools that it is not for: the referring one, the receiving one, the one of a next TLV, the regular one.
func TestEveryActIsRefusedToEverybodyElse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		moment func(*testing.T) *story
		// may are those of the schools and ZOUT whom it is for.
		may []*caseworkv1.Actor
		as  func(*caseworkv1.Actor) proto.Message
	}{
		{expected, by(plaatsingtest.Sbo), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.ConfirmPlacement{Actor: a} }},
		{withNext, by(plaatsingtest.So), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.ConfirmPlacement{Actor: a} }},
		{expected, by(plaatsingtest.Sbo, plaatsingtest.Office), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.ReportUnused{Actor: a} }},
		{withNext, by(plaatsingtest.So, plaatsingtest.Office), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.ReportUnused{Actor: a} }},
		{withNext, by(plaatsingtest.Sbo, plaatsingtest.Origin), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.Evaluate{Actor: a} }},
		{agreed, by(plaatsingtest.Sbo, plaatsingtest.Origin), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.Evaluate{Actor: a} }},
		{inInstitution, by(plaatsingtest.Origin), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.Evaluate{Actor: a} }},
		{agreed, by(plaatsingtest.Sbo), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.ChooseContinuation{Actor: a} }},
		{agreed, by(plaatsingtest.Sbo), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.PlanReturn{Actor: a} }},
		{inInstitution, by(plaatsingtest.Origin), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.PlanReturn{Actor: a} }},
		{planned, by(plaatsingtest.Regular), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.AnswerReturn{Actor: a} }},
		{agreed, by(plaatsingtest.Regular), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.ConfirmReturn{Actor: a} }},
		{inInstitution, by(plaatsingtest.Origin), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.ConfirmReturn{Actor: a} }},
		{back, by(plaatsingtest.Regular), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.FollowUpReturn{Actor: a} }},
		{agreed, by(plaatsingtest.Regular, plaatsingtest.Sbo), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.StopReturn{Actor: a} }},
		{back, by(plaatsingtest.Regular), func(a *caseworkv1.Actor) proto.Message { return &plaatsingv1.StopReturn{Actor: a} }},
	} {
		name := act.Act(caseworktest.Name(c.as(nil)))
		t.Run(string(name), func(t *testing.T) {
			t.Parallel()
			s := c.moment(t)
			for _, role := range party.Roles {
				s.Refused(failure.NotYours, c.as(tlvtest.By(party.Of(role, "stranger"))))
			}
			for _, insider := range insiders {
				if !isOneOf(insider, c.may) {
					s.Refused(failure.NotYours, c.as(insider))
				}
			}
			s.Refused(failure.NotYours, c.as(nil))
			s.Refused(failure.NotYours, c.as(&caseworkv1.Actor{Party: c.may[0].Party}))
			s.Play()
		})
	}
}

func by(actors ...*caseworkv1.Actor) []*caseworkv1.Actor { return actors }

func isOneOf(actor *caseworkv1.Actor, actors []*caseworkv1.Actor) bool {
	for _, other := range actors {
		if other.Party == actor.Party {
			return true
		}
	}
	return false
}

// insiders are everybody who can be party to a placement at some moment.
var insiders = []*caseworkv1.Actor{
	plaatsingtest.Origin, plaatsingtest.Sbo, plaatsingtest.OtherSbo, plaatsingtest.So, plaatsingtest.Regular,
	plaatsingtest.Office, plaatsingtest.SOT, plaatsingtest.Parent, tlvtest.By(tlvtest.SecondParent), tlvtest.Director,
}

// TestAnActOutsideItsMomentSaysWhatComesFirst tries every act in every phase in which it cannot be done.
func TestAnActOutsideItsMomentSaysWhatComesFirst(t *testing.T) {
	t.Parallel()
	s := expected(t)
	s.RefusedWith(failure.NotNow, "nog niet bevestigd", plaatsingtest.EvaluatedTogether("2026-09-01"))
	s.RefusedWith(failure.NotNow, "nog niet bevestigd", plaatsingtest.Plan(tlvtest.Bao, "2026-09-07", "2026-09-14"))
	s.RefusedWith(failure.NotNow, "nog niet bevestigd", plaatsingtest.Stop(plaatsingtest.Sbo, "2026-09-01"))
	s.RefusedWith(failure.NotNow, "wordt al gevolgd", plaatsingtest.Institution("2026-09-01", ""))
	s.Play()

	over := planned(t)
	over.RefusedWith(failure.NotNow, "nog niet terug", plaatsingtest.Talked(plaatsingtest.Regular, "2026-09-01", well))
	over.Play()

	isBack := back(t)
	isBack.RefusedWith(failure.NotNow, "al terug", plaatsingtest.Agree(plaatsingtest.Regular))
	isBack.RefusedWith(failure.NotNow, "al terug", plaatsingtest.Returned(plaatsingtest.Regular, "2026-09-01"))
	isBack.RefusedWith(failure.NotNow, "al terug", asOrigin(plaatsingtest.Choose(plaatsingv1.Continuation_CONTINUATION_VO)))
	isBack.Play()
}
