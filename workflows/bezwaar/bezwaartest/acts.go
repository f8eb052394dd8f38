package bezwaartest

import (
	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

// The people who act, each as a party.
var (
	Parent   = tlvtest.Parent
	School   = tlvtest.School
	Office   = tlvtest.Office
	Director = tlvtest.Director
	Board    = tlvtest.By(party.Of(party.Board, tlvtest.Board))
)

// Lodge is an objection of a parent, through the portal.
func Lodge(decisionCaseIDs ...string) *bezwaarv1.Lodge {
	return &bezwaarv1.Lodge{
		Actor: Parent, DecisionCaseIds: decisionCaseIDs, Objector: Parent.Party,
		Channel: bezwaarv1.Channel_CHANNEL_PORTAL, ObjectionId: "file-objection",
	}
}

// LodgeByPost is an objection of a parent that the office records.
func LodgeByPost(receivedOn, postedOn string, decisionCaseIDs ...string) *bezwaarv1.Lodge {
	return &bezwaarv1.Lodge{
		Actor: Office, DecisionCaseIds: decisionCaseIDs, Objector: Parent.Party, Channel: bezwaarv1.Channel_CHANNEL_POST,
		ReceivedOn: receivedOn, PostedOn: postedOn, ObjectionId: "file-objection",
	}
}

// LodgeByMail is an objection of another interested party, who has a representative and no account.
func LodgeByMail(receivedOn string, decisionCaseIDs ...string) *bezwaarv1.Lodge {
	return &bezwaarv1.Lodge{
		Actor: Office, DecisionCaseIds: decisionCaseIDs, Channel: bezwaarv1.Channel_CHANNEL_EMAIL, ReceivedOn: receivedOn,
		ObjectionId: "file-objection", ObjectorTextId: "text-address", RepresentativeTextId: "text-representative",
	}
}

// Acknowledge the objection.
func Acknowledge() *bezwaarv1.Acknowledge { return &bezwaarv1.Acknowledge{Actor: Office} }

// AskRepair asks for the grounds, by a date.
func AskRepair(by string) *bezwaarv1.AskRepair {
	return &bezwaarv1.AskRepair{Actor: Office, RequestTextId: "text-request", RepairBy: by}
}

// Repaired by who objected.
func Repaired() *bezwaarv1.Repair { return &bezwaarv1.Repair{Actor: Parent, TextId: "text-grounds"} }

// RepairedOn is what the office records of a letter that came on a day.
func RepairedOn(day string) *bezwaarv1.Repair {
	return &bezwaarv1.Repair{Actor: Office, TextId: "text-grounds", ReceivedOn: day}
}

// Explain why the objection came late.
func Explain() *bezwaarv1.ExplainLateness {
	return &bezwaarv1.ExplainLateness{Actor: Parent, TextId: "text-lateness"}
}

// Talk on a day; with a text it was held.
func Talk(on, textID string) *bezwaarv1.HoldTalk {
	return &bezwaarv1.HoldTalk{Actor: Office, TalkOn: on, TextId: textID}
}

// Defend files the verweerschrift.
func Defend() *bezwaarv1.FileDefence {
	return &bezwaarv1.FileDefence{Actor: Office, TextId: "text-defence"}
}

// Bundle makes the file for the LBT.
func Bundle() *bezwaarv1.MakeBundle { return &bezwaarv1.MakeBundle{Actor: Office} }

// Send says that the LBT has it.
func Send(on string) *bezwaarv1.SendToLbt { return &bezwaarv1.SendToLbt{Actor: Office, SentOn: on} }

// Hearing on a day.
func Hearing(on string) *bezwaarv1.PlanHearing {
	return &bezwaarv1.PlanHearing{Actor: Office, HearingOn: on, HearingAt: "13:30", PlaceTextId: "text-place"}
}

// Heard is the report of a hearing that was held.
func Heard() *bezwaarv1.ReportHearing {
	return &bezwaarv1.ReportHearing{Actor: Office, Held: true, ReportId: "file-report"}
}

// NotHeard says why there was none.
func NotHeard(ground bezwaarv1.SkipGround) *bezwaarv1.ReportHearing {
	return &bezwaarv1.ReportHearing{Actor: Office, SkipGround: ground}
}

// Advised is the advice of the LBT that came on a day.
func Advised(opinion bezwaarv1.Opinion, on string) *bezwaarv1.RecordAdvice {
	return &bezwaarv1.RecordAdvice{Actor: Office, Opinion: opinion, AdviceId: "file-advice", ReceivedOn: on}
}

// Decide on the objection without changing a decision.
func Decide(opinion bezwaarv1.Opinion) *bezwaarv1.DecideObjection {
	return &bezwaarv1.DecideObjection{Actor: Director, Opinion: opinion, ReasonsTextId: "text-reasons"}
}

// Uphold the objection, with what takes the place of each decision.
func Uphold(replacements ...*bezwaarv1.Replacement) *bezwaarv1.DecideObjection {
	act := Decide(bezwaarv1.Opinion_OPINION_UPHELD)
	act.Replacements = replacements
	return act
}

// Deviating adds why the decision is not what the LBT advised.
func Deviating(act *bezwaarv1.DecideObjection) *bezwaarv1.DecideObjection {
	act.DeviationTextId = "text-deviation"
	return act
}

// Grant is a TLV for sbo in the place of a decision.
func Grant(caseID, from, until string) *bezwaarv1.Replacement {
	return &bezwaarv1.Replacement{CaseId: caseID, Decision: &tlvv1.Decision{
		Granted: true, Destination: tlvv1.Destination_DESTINATION_SBO, Extent: tlvv1.Extent_EXTENT_FULL,
		ValidFrom: from, ValidUntil: until, ReceivingSchoolId: tlvtest.OtherSbo, ReturnAgreementsTextId: "text-return",
	}}
}

// Announce the decision on the objection.
func Announce() *bezwaarv1.AnnounceObjection { return &bezwaarv1.AnnounceObjection{Actor: Office} }

// Appeal was lodged on a day.
func Appeal(on string) *bezwaarv1.RecordAppeal {
	return &bezwaarv1.RecordAppeal{Actor: Office, LodgedOn: on}
}

// Withdraw the objection as who made it.
func Withdraw() *bezwaarv1.WithdrawObjection { return &bezwaarv1.WithdrawObjection{Actor: Parent} }

// Extend puts the decision off by a number of weeks (Awb 7:10 lid 3).
func Extend(weeks int32) *caseworkv1.ExtendTerm {
	return &caseworkv1.ExtendTerm{
		Actor: Office, TermId: "beslistermijn-bezwaar", Weeks: weeks, ReasonTextId: "text-why",
	}
}

// Delay is further delay that the objector agreed to in writing (Awb 7:10 lid 4).
func Delay(from, until string) *caseworkv1.AgreeDelay {
	return &caseworkv1.AgreeDelay{
		Actor: Office, TermId: "beslistermijn-bezwaar", FromOn: from, UntilOn: until, ProofId: "text-consent",
	}
}
