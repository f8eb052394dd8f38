package tlvtest

import (
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/registry"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// The schools of the stand-in registry.
const (
	Bao      = "bao-zeist"
	OtherBao = "bao-driebergen"
	Sbo      = "sbo-zeist"
	OtherSbo = "sbo-driebergen"
	So       = "so-zeist"
)

var schools = map[string]string{Bao: "bao", OtherBao: "bao", Sbo: "sbo", OtherSbo: "sbo", So: "so"}

// The experts of the stand-in registry. A coach may not advise.
const (
	Gz        = "gz-1"
	OtherGz   = "gz-2"
	Ortho     = "ortho-1"
	Pedagogue = "pedagoog-1"
	Coach     = "coach-1"
)

var experts = map[string]string{
	Gz: registry.GZPsycholoog, OtherGz: registry.GZPsycholoog, Ortho: "orthopedagoog", Pedagogue: "pedagoog", Coach: "coach",
}

// The people who act, each as a party.
var (
	School   = By(party.Of(party.School, Bao))
	Office   = By(party.TheOffice)
	Director = By(party.TheDirector)
	SOT      = By(party.Of(party.SOT, "zeist"))
	Parent   = By(FirstParent)
)

// By is somebody who acts as a party.
func By(p party.Party) *caseworkv1.Actor {
	return &caseworkv1.Actor{Party: string(p), Subject: "subject-of-" + string(p)}
}

// ByExpert is somebody who acts as an expert.
func ByExpert(id string) *caseworkv1.Actor { return By(party.Of(party.Expert, id)) }

// Submit is a referral to sbo by a regular school that says it meets all conditions.
func Submit(caseID string) *tlvv1.Submit {
	return &tlvv1.Submit{Actor: School, Application: &tlvv1.Application{
		Intake:            tlvv1.Intake_INTAKE_REFERRAL,
		ApplicantSchoolId: Bao,
		ReceivingSchoolId: Sbo,
		Destination:       tlvv1.Destination_DESTINATION_SBO,
		Extent:            tlvv1.Extent_EXTENT_FULL,
		GatesMet: []tlvv1.Gate{
			tlvv1.Gate_GATE_GROEIDOCUMENT, tlvv1.Gate_GATE_SOT_INVOLVED,
			tlvv1.Gate_GATE_OWN_NETWORK_EXPLORED, tlvv1.Gate_GATE_BASISONDERSTEUNING_SHOWN,
		},
		DossierId: caseID,
	}}
}

// Competent says that ZOUT decides.
func Competent() *tlvv1.JudgeCompetence {
	return &tlvv1.JudgeCompetence{Actor: Office, Competent: true}
}

// Forward says that another samenwerkingsverband decides.
func Forward() *tlvv1.JudgeCompetence {
	return &tlvv1.JudgeCompetence{Actor: Office, ForwardedTo: "Samenwerkingsverband De Eem"}
}

// SotInvolved is the SOT's word that it was involved.
func SotInvolved() *tlvv1.ConfirmSot { return &tlvv1.ConfirmSot{Actor: SOT, Involved: true} }

// FoundComplete says that nothing is missing.
func FoundComplete() *tlvv1.JudgeCompleteness { return &tlvv1.JudgeCompleteness{Actor: Office} }

// Incomplete asks for the groeidocument, to be handed in by a date.
func Incomplete(by string) *tlvv1.JudgeCompleteness {
	return &tlvv1.JudgeCompleteness{
		Actor: Office, Missing: []tlvv1.Gate{tlvv1.Gate_GATE_GROEIDOCUMENT}, RequestTextId: "text-request", CompleteBy: by,
	}
}

// Completed hands in the groeidocument.
func Completed() *tlvv1.Complete {
	return &tlvv1.Complete{
		Actor: School, GatesMet: []tlvv1.Gate{tlvv1.Gate_GATE_GROEIDOCUMENT}, PieceIds: []string{"file-groeidocument"},
	}
}

// ParentsAgree by themselves.
func ParentsAgree() *tlvv1.AnswerAsParents {
	return &tlvv1.AnswerAsParents{Actor: Parent, Answer: tlvv1.ParentsAnswer_PARENTS_ANSWER_AGREE}
}

// ParentsDiffer and give their zienswijze.
func ParentsDiffer() *tlvv1.AnswerAsParents {
	return &tlvv1.AnswerAsParents{
		Actor: Parent, Answer: tlvv1.ParentsAnswer_PARENTS_ANSWER_ZIENSWIJZE, TextId: "text-zienswijze", WithAdviser: true,
	}
}

// ParentsSilent is recorded by the office.
func ParentsSilent() *tlvv1.AnswerAsParents {
	return &tlvv1.AnswerAsParents{Actor: Office, Answer: tlvv1.ParentsAnswer_PARENTS_ANSWER_NONE}
}

// Assign names the two experts.
func Assign(ids ...string) *tlvv1.AssignExperts {
	return &tlvv1.AssignExperts{Actor: Office, ExpertIds: ids}
}

// Invite to a talk on a date.
func Invite(on string) *tlvv1.InviteToTalk { return &tlvv1.InviteToTalk{Actor: Office, TalkOn: on} }

// Report of a talk that was held.
func Report() *tlvv1.ReportTalk {
	return &tlvv1.ReportTalk{Actor: ByExpert(Gz), Held: true, ReportId: "text-report"}
}

// ReportCopy says that the parents have the report in the portal.
func ReportCopy(on string) *tlvv1.ConfirmReportCopy {
	return &tlvv1.ConfirmReportCopy{Actor: Office, Delivery: tlvv1.Delivery_DELIVERY_PORTAL, DeliveredOn: on}
}

// AdviseSbo is an advice to admit to sbo.
func AdviseSbo(expert string) *tlvv1.GiveAdvice {
	return &tlvv1.GiveAdvice{
		Actor: ByExpert(expert), Admissible: true, Destination: tlvv1.Destination_DESTINATION_SBO, TextId: "text-advice-" + expert,
	}
}

// AdviseNo is an advice not to admit.
func AdviseNo(expert string) *tlvv1.GiveAdvice {
	return &tlvv1.GiveAdvice{Actor: ByExpert(expert), TextId: "text-advice-" + expert}
}

// Weighed adds what the advice did with the zienswijze.
func Weighed(act *tlvv1.GiveAdvice) *tlvv1.GiveAdvice {
	act.ZienswijzeTextId = "text-weighed-" + party.Party(act.Actor.Party).ID()
	return act
}

// Resolve a difference.
func Resolve(next tlvv1.NextStep, expert string) *tlvv1.ResolveDifference {
	return &tlvv1.ResolveDifference{Actor: Office, Next: next, ExpertId: expert}
}

// Grant a TLV for sbo.
func Grant(from, until string) *tlvv1.Decide {
	return &tlvv1.Decide{
		Actor: Director, Granted: true, Destination: tlvv1.Destination_DESTINATION_SBO, Extent: tlvv1.Extent_EXTENT_FULL,
		ValidFrom: from, ValidUntil: until, ReceivingSchoolId: Sbo, ReturnAgreementsTextId: "text-return",
	}
}

// Refuse the TLV.
func Refuse() *tlvv1.Decide { return &tlvv1.Decide{Actor: Director, ReasonsTextId: "text-reasons"} }

// Announce sends the letters.
func Announce() *tlvv1.Announce { return &tlvv1.Announce{Actor: Office} }

// Withdraw the application.
func Withdraw() *tlvv1.Withdraw { return &tlvv1.Withdraw{Actor: School, TextId: "text-withdrawal"} }

// SotInvolvedBy is the same word from another SOT, which took the task over.
func SotInvolvedBy(sot party.Party) *tlvv1.ConfirmSot {
	return &tlvv1.ConfirmSot{Actor: By(sot), Involved: true}
}
