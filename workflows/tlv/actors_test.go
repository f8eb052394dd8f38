package tlv_test

import (
	"testing"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	contract "traject.nl/proto/contract/tlv"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/tlv/tlvtest"
)

// TestEveryActIsRefusedToEverybodyElse tries each act, at a moment at which it can be done, as every role that may not do it and as a
// stranger of the right role.
func TestEveryActIsRefusedToEverybodyElse(t *testing.T) {
	t.Parallel()
	decided := func(t *testing.T) *story { return deciding(t).Do(tlvtest.Refuse()) }
	reported := func(t *testing.T) *story { return heardParents(t).Do(tlvtest.Invite("2026-09-01"), tlvtest.Report()) }
	for _, c := range []struct {
		moment func(*testing.T) *story
		as     func(*caseworkv1.Actor) proto.Message
	}{
		{received, func(a *caseworkv1.Actor) proto.Message { return &tlvv1.JudgeCompetence{Actor: a, Competent: true} }},
		{received, func(a *caseworkv1.Actor) proto.Message { return &tlvv1.ConfirmSot{Actor: a} }},
		{checking, func(a *caseworkv1.Actor) proto.Message { return &tlvv1.JudgeCompleteness{Actor: a} }},
		{completing, func(a *caseworkv1.Actor) proto.Message {
			return &tlvv1.Complete{Actor: a, PieceIds: []string{"file-1"}}
		}},
		{askedParents, func(a *caseworkv1.Actor) proto.Message {
			return &tlvv1.AnswerAsParents{Actor: a, Answer: tlvv1.ParentsAnswer_PARENTS_ANSWER_AGREE}
		}},
		{askedParents, func(a *caseworkv1.Actor) proto.Message {
			return &tlvv1.AssignExperts{Actor: a, ExpertIds: []string{tlvtest.Gz, tlvtest.Ortho}}
		}},
		{heardParents, func(a *caseworkv1.Actor) proto.Message { return &tlvv1.InviteToTalk{Actor: a, TalkOn: "2026-09-08"} }},
		{reported, func(a *caseworkv1.Actor) proto.Message { return &tlvv1.ReportTalk{Actor: a, ReportId: "text-2"} }},
		{reported, func(a *caseworkv1.Actor) proto.Message { return &tlvv1.ConfirmReportCopy{Actor: a} }},
		{advising, func(a *caseworkv1.Actor) proto.Message { return &tlvv1.GiveAdvice{Actor: a, TextId: "text-1"} }},
		{differing, func(a *caseworkv1.Actor) proto.Message { return &tlvv1.ResolveDifference{Actor: a, Next: 3} }},
		{deciding, func(a *caseworkv1.Actor) proto.Message { return &tlvv1.Decide{Actor: a, ReasonsTextId: "text-1"} }},
		{decided, func(a *caseworkv1.Actor) proto.Message { return &tlvv1.Announce{Actor: a} }},
		{deciding, func(a *caseworkv1.Actor) proto.Message { return &tlvv1.Withdraw{Actor: a} }},
	} {
		act := contract.Act(caseworktest.Name(c.as(nil)))
		t.Run(string(act), func(t *testing.T) {
			t.Parallel()
			s := c.moment(t)
			for _, role := range party.Roles {
				stranger := tlvtest.By(party.Of(role, "stranger"))
				s.Refused(failure.NotYours, c.as(stranger))
				if !contract.MayAct(role, act) {
					s.Refused(failure.NotYours, c.as(insider[role]))
				}
			}
			s.Refused(failure.NotYours, c.as(nil))
			s.Refused(failure.NotYours, c.as(&caseworkv1.Actor{Party: string(party.TheOffice)}))
			s.Play()
		})
	}
}

// insider is somebody of each role who is party to the case, where the role has one.
var insider = map[party.Role]*caseworkv1.Actor{
	party.School:       tlvtest.School,
	party.Board:        tlvtest.By("board:zout"),
	party.SOT:          tlvtest.SOT,
	party.Expert:       tlvtest.ByExpert(tlvtest.Gz),
	party.Director:     tlvtest.Director,
	party.Office:       tlvtest.Office,
	party.Parent:       tlvtest.Parent,
	party.Municipality: tlvtest.By("municipality:zeist"),
	party.Engineer:     tlvtest.By("engineer:e1"),
}

func received(t *testing.T) *story { return submitted(t, "2026-09-01") }

func checking(t *testing.T) *story { return received(t).Do(tlvtest.Competent()) }

func completing(t *testing.T) *story { return checking(t).Do(tlvtest.Incomplete("2026-09-15")) }
