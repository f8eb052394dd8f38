package buitenkans_test

import (
	"testing"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	contract "traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/buitenkans/buitenkanstest"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/tlv/tlvtest"
)

// TestEveryActIsRefusedToEverybodyElse tries each act, at a moment at which it can be done, as every role that may not do it, and as a
// stranger of the right role.
func TestEveryActIsRefusedToEverybodyElse(t *testing.T) {
	t.Parallel()
	away := func(t *testing.T) *story { return started(t).Do(buitenkanstest.Interrupt(firstDay)) }
	for _, c := range []struct {
		moment func(*testing.T) *story
		as     func(*caseworkv1.Actor) proto.Message
	}{
		{requested, func(a *caseworkv1.Actor) proto.Message { return &buitenkansv1.SupportRequest{Actor: a} }},
		{requested, func(a *caseworkv1.Actor) proto.Message { return &buitenkansv1.ConsentToPlacement{Actor: a} }},
		{agreed, func(a *caseworkv1.Actor) proto.Message { return &buitenkansv1.AdmitPupil{Actor: a} }},
		{admitted, func(a *caseworkv1.Actor) proto.Message { return &buitenkansv1.PlanStart{Actor: a} }},
		{planned, func(a *caseworkv1.Actor) proto.Message { return &buitenkansv1.ConfirmStart{Actor: a} }},
		{started, func(a *caseworkv1.Actor) proto.Message { return &buitenkansv1.InterruptPlacement{Actor: a} }},
		{away, func(a *caseworkv1.Actor) proto.Message { return &buitenkansv1.ResumePlacement{Actor: a} }},
		{started, func(a *caseworkv1.Actor) proto.Message { return &buitenkansv1.MoveEnd{Actor: a} }},
		{started, func(a *caseworkv1.Actor) proto.Message { return &buitenkansv1.EvaluateMidway{Actor: a} }},
		{started, func(a *caseworkv1.Actor) proto.Message { return &buitenkansv1.AdviseSupport{Actor: a} }},
		{advised, func(a *caseworkv1.Actor) proto.Message { return &buitenkansv1.PlanReturn{Actor: a} }},
		{advised, func(a *caseworkv1.Actor) proto.Message { return &buitenkansv1.EndPlacement{Actor: a} }},
		{ended, func(a *caseworkv1.Actor) proto.Message { return &buitenkansv1.RecordAftercare{Actor: a} }},
		{requested, func(a *caseworkv1.Actor) proto.Message { return &buitenkansv1.WithdrawRequest{Actor: a} }},
	} {
		name := act.Act(caseworktest.Name(c.as(nil)))
		t.Run(string(name), func(t *testing.T) {
			t.Parallel()
			s := c.moment(t)
			for _, role := range party.Roles {
				s.Refused(failure.NotYours, c.as(tlvtest.By(party.Of(role, "stranger"))))
				if insider, is := insiders[role]; is && !contract.Actors.May(role, name) {
					s.Refused(failure.NotYours, c.as(insider))
				}
			}
			s.Refused(failure.NotYours, c.as(nil))
			s.Refused(failure.NotYours, c.as(&caseworkv1.Actor{Party: string(party.TheBuitenkans)}))
			s.Play()
		})
	}
}

// insiders are somebody of each role who is party to the case.
var insiders = map[party.Role]*caseworkv1.Actor{
	party.School:    buitenkanstest.School,
	party.SOT:       buitenkanstest.SOT,
	party.Director:  buitenkanstest.Director,
	party.Office:    buitenkanstest.Office,
	party.Parent:    buitenkanstest.Parent,
	party.Provision: buitenkanstest.Buitenkans,
}

func TestOnlyASchoolCanAsk(t *testing.T) {
	t.Parallel()
	for _, role := range party.Roles {
		if role == party.School {
			continue
		}
		s := begin(t, firstDay)
		act := buitenkanstest.Request(4)
		act.Actor = tlvtest.By(party.Of(role, tlvtest.Bao))
		s.Act("key", act, func(_ *caseworkv1.Accepted, err error) {
			if kind, _, _ := failure.Read(err); kind != failure.NotYours {
				t.Errorf("%s: got %v", role, err)
			}
		})
		s.Run(emptyInput())
	}
}
