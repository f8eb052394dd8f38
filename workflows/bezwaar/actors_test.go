package bezwaar_test

import (
	"testing"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	contract "traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/bezwaar/bezwaartest"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/tlv/tlvtest"
)

// TestEveryActIsRefusedToEverybodyElse tries each act, at a moment at which it can be done, as every role that may not do it, as a
// stranger of the right role, and as a party that looks on.
func TestEveryActIsRefusedToEverybodyElse(t *testing.T) {
	t.Parallel()
	late := func(t *testing.T) *story { return lodged(t, "2026-07-13") }
	asked := func(t *testing.T) *story { return received(t).Do(bezwaartest.AskRepair("2026-06-29")) }
	for _, c := range []struct {
		moment func(*testing.T) *story
		as     func(*caseworkv1.Actor) proto.Message
	}{
		{received, func(a *caseworkv1.Actor) proto.Message { return &bezwaarv1.Acknowledge{Actor: a} }},
		{received, func(a *caseworkv1.Actor) proto.Message { return &bezwaarv1.AskRepair{Actor: a} }},
		{asked, func(a *caseworkv1.Actor) proto.Message { return &bezwaarv1.Repair{Actor: a} }},
		{late, func(a *caseworkv1.Actor) proto.Message { return &bezwaarv1.ExplainLateness{Actor: a} }},
		{received, func(a *caseworkv1.Actor) proto.Message { return &bezwaarv1.HoldTalk{Actor: a} }},
		{received, func(a *caseworkv1.Actor) proto.Message { return &bezwaarv1.FileDefence{Actor: a} }},
		{received, func(a *caseworkv1.Actor) proto.Message { return &bezwaarv1.MakeBundle{Actor: a} }},
		{bundled, func(a *caseworkv1.Actor) proto.Message { return &bezwaarv1.SendToLbt{Actor: a} }},
		{withLbt, func(a *caseworkv1.Actor) proto.Message { return &bezwaarv1.PlanHearing{Actor: a} }},
		{planned, func(a *caseworkv1.Actor) proto.Message { return &bezwaarv1.ReportHearing{Actor: a} }},
		{heard, func(a *caseworkv1.Actor) proto.Message { return &bezwaarv1.RecordAdvice{Actor: a} }},
		{deciding, func(a *caseworkv1.Actor) proto.Message { return &bezwaarv1.DecideObjection{Actor: a} }},
		{decided, func(a *caseworkv1.Actor) proto.Message { return &bezwaarv1.AnnounceObjection{Actor: a} }},
		{announced, func(a *caseworkv1.Actor) proto.Message { return &bezwaarv1.RecordAppeal{Actor: a} }},
		{received, func(a *caseworkv1.Actor) proto.Message { return &bezwaarv1.WithdrawObjection{Actor: a} }},
	} {
		name := act.Act(caseworktest.Name(c.as(nil)))
		t.Run(string(name), func(t *testing.T) {
			t.Parallel()
			s := c.moment(t)
			for _, role := range party.Roles {
				s.Refused(failure.NotYours, c.as(tlvtest.By(party.Of(role, "stranger"))))
				if insider, is := insiders[role]; is && (!contract.Actors.May(role, name) || insider.Party != bezwaartest.Parent.Party && role != party.Office && role != party.Director) {
					s.Refused(failure.NotYours, c.as(insider))
				}
			}
			s.Refused(failure.NotYours, c.as(tlvtest.By(tlvtest.SecondParent))) // the other parent looks on
			s.Refused(failure.NotYours, c.as(nil))
			s.Refused(failure.NotYours, c.as(&caseworkv1.Actor{Party: string(party.TheOffice)}))
			s.Play()
		})
	}
}

// insiders are somebody of each role who is party to the bezwaar, where the role has one.
var insiders = map[party.Role]*caseworkv1.Actor{
	party.School:   bezwaartest.School,
	party.SOT:      tlvtest.SOT,
	party.Director: bezwaartest.Director,
	party.Office:   bezwaartest.Office,
	party.Parent:   bezwaartest.Parent,
}

// TestAnActOutsideItsMomentSaysWhatComesFirst tries acts before, and after, they can be done.
func TestAnActOutsideItsMomentSaysWhatComesFirst(t *testing.T) {
	t.Parallel()
	s := received(t)
	s.RefusedWith(failure.NotNow, "nog niet naar de LBT", bezwaartest.Hearing("2026-07-14"))
	s.RefusedWith(failure.NotNow, "nog niet naar de LBT", bezwaartest.Heard())
	s.RefusedWith(failure.NotNow, "De hoorzitting is nog niet afgerond", bezwaartest.Advised(unfounded, "2026-06-15"))
	s.RefusedWith(failure.NotNow, "Er is nog geen besluit op het bezwaar.", bezwaartest.Announce())
	s.RefusedWith(failure.NotNow, "Beroep kan pas daarna", bezwaartest.Appeal("2026-06-15"))
	s.Play()

	hearing := withLbt(t)
	hearing.RefusedWith(failure.NotNow, "Er is nog geen advies van de LBT", bezwaartest.Decide(unfounded))
	hearing.Play()

	over := decided(t)
	over.RefusedWith(failure.NotNow, "Er is een besluit op het bezwaar", bezwaartest.Talk("2026-06-16", ""))
	over.RefusedWith(failure.NotNow, "kan niet meer worden ingetrokken", bezwaartest.Withdraw())
	over.Play()
}
