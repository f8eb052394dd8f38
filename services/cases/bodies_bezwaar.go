package cases

import (
	"fmt"

	"github.com/danielgtaylor/huma/v2"
	"google.golang.org/protobuf/proto"

	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// AcknowledgementBody sends the confirmation of receipt.
type AcknowledgementBody struct{}

func (b *AcknowledgementBody) message(actor *caseworkv1.Actor) proto.Message {
	return &bezwaarv1.Acknowledge{Actor: actor}
}

// RepairRequestBody asks what is missing.
type RepairRequestBody struct {
	RequestTextID string `json:"requestTextId" minLength:"1" maxLength:"64" doc:"The text that says what is asked."`
	RepairBy      string `json:"repairBy" format:"date" doc:"Last day to repair."`
}

func (b *RepairRequestBody) message(actor *caseworkv1.Actor) proto.Message {
	return &bezwaarv1.AskRepair{Actor: actor, RequestTextId: b.RequestTextID, RepairBy: b.RepairBy}
}

// RepairBody hands in what was missing.
type RepairBody struct {
	TextID     string `json:"textId" minLength:"1" maxLength:"64"`
	ReceivedOn string `json:"receivedOn,omitempty" format:"date" doc:"When the office records it: the day on which it came."`
}

func (b *RepairBody) message(actor *caseworkv1.Actor) proto.Message {
	return &bezwaarv1.Repair{Actor: actor, TextId: b.TextID, ReceivedOn: b.ReceivedOn}
}

// LatenessBody gives the reason why the objection came late.
type LatenessBody struct {
	TextID string `json:"textId" minLength:"1" maxLength:"64"`
}

func (b *LatenessBody) message(actor *caseworkv1.Actor) proto.Message {
	return &bezwaarv1.ExplainLateness{Actor: actor, TextId: b.TextID}
}

// ObjectionTalkBody records the informal talk.
type ObjectionTalkBody struct {
	TalkOn string `json:"talkOn" format:"date"`
	TextID string `json:"textId,omitempty" maxLength:"64" doc:"What came of it; only when it was held."`
}

func (b *ObjectionTalkBody) message(actor *caseworkv1.Actor) proto.Message {
	return &bezwaarv1.HoldTalk{Actor: actor, TalkOn: b.TalkOn, TextId: b.TextID}
}

// DefenceBody adds the verweerschrift.
type DefenceBody struct {
	TextID string `json:"textId" minLength:"1" maxLength:"64"`
}

func (b *DefenceBody) message(actor *caseworkv1.Actor) proto.Message {
	return &bezwaarv1.FileDefence{Actor: actor, TextId: b.TextID}
}

// BundleBody makes the file for the LBT.
type BundleBody struct{}

func (b *BundleBody) message(actor *caseworkv1.Actor) proto.Message {
	return &bezwaarv1.MakeBundle{Actor: actor}
}

// LbtSubmissionBody records that the file was handed in at the LBT.
type LbtSubmissionBody struct {
	SentOn string `json:"sentOn" format:"date"`
}

func (b *LbtSubmissionBody) message(actor *caseworkv1.Actor) proto.Message {
	return &bezwaarv1.SendToLbt{Actor: actor, SentOn: b.SentOn}
}

// HearingBody sets the day of the hearing.
type HearingBody struct {
	HearingOn   string `json:"hearingOn" format:"date"`
	HearingTime string `json:"hearingTime" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" patternDescription:"een tijd, zoals 13:30"`
	PlaceTextID string `json:"placeTextId" minLength:"1" maxLength:"64" doc:"Where it is held."`
}

func (b *HearingBody) message(actor *caseworkv1.Actor) proto.Message {
	return &bezwaarv1.PlanHearing{Actor: actor, HearingOn: b.HearingOn, HearingAt: b.HearingTime, PlaceTextId: b.PlaceTextID}
}

// HearingReportBody files the report of the hearing, or why there was none.
type HearingReportBody struct {
	Held       bool   `json:"held"`
	SkipGround string `json:"skipGround,omitempty" enum:"inadmissible,unfounded,objector-waives,no-answer,fully-granted" doc:"Why no hearing was held (Awb 7:3); required when not held, else absent."`
	ReportID   string `json:"reportId,omitempty" maxLength:"64" doc:"The report; required when held."`
}

// Resolve checks what the schema cannot say.
func (b *HearingReportBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if b.Held {
		return append(required(at, "Voeg het verslag van de hoorzitting toe.", field{"reportId", b.ReportID}),
			absent(at, "Een reden hoort alleen bij een hoorzitting die niet is gehouden. Laat het leeg.", field{"skipGround", b.SkipGround})...)
	}
	return required(at, "Kies waarom er geen hoorzitting was.", field{"skipGround", b.SkipGround})
}

func (b *HearingReportBody) message(actor *caseworkv1.Actor) proto.Message {
	return &bezwaarv1.ReportHearing{Actor: actor, Held: b.Held, SkipGround: skipGrounds.value(b.SkipGround), ReportId: b.ReportID}
}

// LbtAdviceBody records the advice of the LBT.
type LbtAdviceBody struct {
	Opinion    string `json:"opinion" enum:"upheld,partly,unfounded,inadmissible"`
	AdviceID   string `json:"adviceId" minLength:"1" maxLength:"64" doc:"The advice itself."`
	ReceivedOn string `json:"receivedOn" format:"date"`
}

func (b *LbtAdviceBody) message(actor *caseworkv1.Actor) proto.Message {
	return &bezwaarv1.RecordAdvice{Actor: actor, Opinion: opinions.value(b.Opinion), AdviceId: b.AdviceID, ReceivedOn: b.ReceivedOn}
}

// ReplacementBody is what takes the place of one decision.
type ReplacementBody struct {
	CaseID   string       `json:"caseId" minLength:"1" maxLength:"64" doc:"The TLV case whose decision is replaced."`
	Decision DecisionBody `json:"decision"`
}

// ObjectionDecisionBody is the decision on the bezwaar.
type ObjectionDecisionBody struct {
	Opinion         string            `json:"opinion" enum:"upheld,partly,unfounded,inadmissible"`
	ReasonsTextID   string            `json:"reasonsTextId" minLength:"1" maxLength:"64"`
	DeviationTextID string            `json:"deviationTextId,omitempty" maxLength:"64" doc:"Why it deviates from the advice (Awb 7:13 lid 7); required when it does."`
	Replacements    []ReplacementBody `json:"replacements,omitempty" maxItems:"20" nullable:"false" doc:"The new decisions; required when (partly) upheld, else absent."`
}

// Resolve checks what the schema cannot say. The decisions check themselves.
func (b *ObjectionDecisionBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	changes := b.Opinion == "upheld" || b.Opinion == "partly"
	if changes && len(b.Replacements) == 0 {
		return []error{&huma.ErrorDetail{Location: at.With("replacements"), Message: "Geef bij elk besluit aan wat ervoor in de plaats komt."}}
	}
	if !changes && len(b.Replacements) > 0 {
		return []error{&huma.ErrorDetail{
			Location: at.With("replacements"), Message: "Een nieuw besluit hoort alleen bij een bezwaar dat (gedeeltelijk) gegrond is. Laat het leeg.",
		}}
	}
	var wrong []error
	seen := map[string]bool{}
	for i, replacement := range b.Replacements {
		if seen[replacement.CaseID] {
			wrong = append(wrong, &huma.ErrorDetail{
				Location: at.With(fmt.Sprintf("replacements[%d].caseId", i)), Message: "Noem elk besluit maar één keer.",
			})
		}
		seen[replacement.CaseID] = true
	}
	return wrong
}

func (b *ObjectionDecisionBody) message(actor *caseworkv1.Actor) proto.Message {
	decided := &bezwaarv1.DecideObjection{
		Actor: actor, Opinion: opinions.value(b.Opinion), ReasonsTextId: b.ReasonsTextID, DeviationTextId: b.DeviationTextID,
	}
	for _, replacement := range b.Replacements {
		decided.Replacements = append(decided.Replacements, &bezwaarv1.Replacement{
			CaseId: replacement.CaseID, Decision: replacement.Decision.decision(),
		})
	}
	return decided
}

// decision as it will be taken; who takes it, when, and its number are for the process to add.
func (b *DecisionBody) decision() *tlvv1.Decision {
	return &tlvv1.Decision{
		Granted: b.Granted, Destination: destinations.value(b.Destination), Category: categories.value(b.Category),
		Extent: extents.value(b.Extent), ValidFrom: b.ValidFrom, ValidUntil: b.ValidUntil, ReceivingSchoolId: b.ReceivingSchoolID,
		ReturnAgreementsTextId: b.ReturnAgreementsTextID, ReasonsTextId: b.ReasonsTextID,
	}
}

// ObjectionAnnouncementBody sends the decision on the bezwaar.
type ObjectionAnnouncementBody struct{}

func (b *ObjectionAnnouncementBody) message(actor *caseworkv1.Actor) proto.Message {
	return &bezwaarv1.AnnounceObjection{Actor: actor}
}

// AppealBody records that beroep was lodged.
type AppealBody struct {
	LodgedOn string `json:"lodgedOn" format:"date"`
}

func (b *AppealBody) message(actor *caseworkv1.Actor) proto.Message {
	return &bezwaarv1.RecordAppeal{Actor: actor, LodgedOn: b.LodgedOn}
}

// ObjectionWithdrawalBody ends the case.
type ObjectionWithdrawalBody struct {
	TextID string `json:"textId,omitempty" maxLength:"64" doc:"The written withdrawal; required when the office records it."`
}

func (b *ObjectionWithdrawalBody) message(actor *caseworkv1.Actor) proto.Message {
	return &bezwaarv1.WithdrawObjection{Actor: actor, TextId: b.TextID}
}
