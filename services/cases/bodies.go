package cases

import (
	"github.com/danielgtaylor/huma/v2"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/tlv"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// body is the JSON of one act. The shape is checked here; whether the act is right, and right now, is for the process.
type body interface {
	message(actor *caseworkv1.Actor) proto.Message
}

// SubmitBody asks for a TLV.
type SubmitBody struct {
	DossierID         string   `json:"dossierId" pattern:"^[0-9a-hjkmnp-tv-z]{12}$" patternDescription:"het kenmerk van een dossier heeft 12 tekens" doc:"The dossier with the pupil, the parents and the papers; it becomes the id of its first case."`
	CaseID            string   `json:"caseId,omitempty" pattern:"^[0-9a-hjkmnp-tv-z]{12}$" patternDescription:"het kenmerk van een zaak heeft 12 tekens" doc:"Of a further application for this pupil: the id that its draft has in the documents service."`
	FromCaseID        string   `json:"fromCaseId,omitempty" maxLength:"64" doc:"The case of this pupil that the application is started from: a stay at the Buitenkans, or a placement."`
	ApplicantSchoolID string   `json:"applicantSchoolId" minLength:"1" maxLength:"100" doc:"The school that applies: one of the caller's."`
	ReceivingSchoolID string   `json:"receivingSchoolId" minLength:"1" maxLength:"100"`
	Intake            string   `json:"intake" enum:"referral,direct"`
	Destination       string   `json:"destination" enum:"sbo,so"`
	Category          string   `json:"category,omitempty" enum:"laag,midden,hoog" doc:"Only with so; the school may leave it open."`
	Extent            string   `json:"extent" enum:"full,part-time,temporary"`
	GatesMet          []string `json:"gatesMet" maxItems:"4" nullable:"false" enum:"groeidocument,sot-involved,own-network-explored,basisondersteuning-shown"`
}

// Resolve checks what the schema cannot say.
func (b *SubmitBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	return append(categoryOnlyForSO(at, b.Destination, b.Category), distinct(at, "gatesMet", b.GatesMet)...)
}

func (b *SubmitBody) message(actor *caseworkv1.Actor) proto.Message {
	return &tlvv1.Submit{Actor: actor, Application: &tlvv1.Application{
		Intake: intakes.value(b.Intake), ApplicantSchoolId: b.ApplicantSchoolID, ReceivingSchoolId: b.ReceivingSchoolID,
		Destination: destinations.value(b.Destination), Category: categories.value(b.Category), Extent: extents.value(b.Extent),
		GatesMet: gates.values(b.GatesMet), DossierId: b.DossierID, FromCaseId: b.FromCaseID,
	}}
}

// caseID of the application.
func (b *SubmitBody) caseID(key string) string {
	switch {
	case b.CaseID != "":
		return b.CaseID
	case b.FromCaseID != "":
		return act.CaseID(tlv.Workflow, b.DossierID, key)
	default:
		return b.DossierID
	}
}

// CompetenceBody says whether ZOUT must decide.
type CompetenceBody struct {
	Competent bool `json:"competent"`
	// A number and not free words: nothing in a case can name a person.
	ForwardedTo string `json:"forwardedTo,omitempty" pattern:"^(PO|VO)[0-9]{4}$" patternDescription:"het nummer van een samenwerkingsverband, zoals PO2602" doc:"The samenwerkingsverband that must decide; required when not competent."`
}

func (b *CompetenceBody) message(actor *caseworkv1.Actor) proto.Message {
	return &tlvv1.JudgeCompetence{Actor: actor, Competent: b.Competent, ForwardedTo: b.ForwardedTo}
}

// SotConfirmationBody is the SOT's own word.
type SotConfirmationBody struct {
	Involved bool `json:"involved"`
}

func (b *SotConfirmationBody) message(actor *caseworkv1.Actor) proto.Message {
	return &tlvv1.ConfirmSot{Actor: actor, Involved: b.Involved}
}

// CompletenessBody is the check of the gates.
type CompletenessBody struct {
	Missing       []string `json:"missing" maxItems:"4" nullable:"false" enum:"groeidocument,sot-involved,own-network-explored,basisondersteuning-shown" doc:"The gates that are not met; none means complete."`
	RequestTextID string   `json:"requestTextId,omitempty" maxLength:"64" doc:"The text that says what is asked; required when something is missing."`
	CompleteBy    string   `json:"completeBy,omitempty" format:"date" doc:"Last day to complete; required when something is missing."`
}

// Resolve checks what the schema cannot say.
func (b *CompletenessBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	return distinct(at, "missing", b.Missing)
}

func (b *CompletenessBody) message(actor *caseworkv1.Actor) proto.Message {
	return &tlvv1.JudgeCompleteness{
		Actor: actor, Missing: gates.values(b.Missing), RequestTextId: b.RequestTextID, CompleteBy: b.CompleteBy,
	}
}

// CompletionBody hands in what was asked.
type CompletionBody struct {
	GatesMet []string `json:"gatesMet" maxItems:"4" nullable:"false" enum:"groeidocument,sot-involved,own-network-explored,basisondersteuning-shown"`
	PieceIDs []string `json:"pieceIds" maxItems:"50" nullable:"false" doc:"Documents or texts in the dossier that were added."`
}

// Resolve checks what the schema cannot say.
func (b *CompletionBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	return append(distinct(at, "gatesMet", b.GatesMet), distinct(at, "pieceIds", b.PieceIDs)...)
}

func (b *CompletionBody) message(actor *caseworkv1.Actor) proto.Message {
	return &tlvv1.Complete{Actor: actor, GatesMet: gates.values(b.GatesMet), PieceIds: b.PieceIDs}
}

// ParentsAnswerBody is how the parents stand towards the application.
type ParentsAnswerBody struct {
	Answer      string `json:"answer" enum:"agree,zienswijze,none" doc:"none: no answer in time; only the office records that."`
	TextID      string `json:"textId,omitempty" maxLength:"64" doc:"The zienswijze in their own words."`
	WithAdviser bool   `json:"withAdviser,omitempty" doc:"They bring an adviser to the talk."`
}

func (b *ParentsAnswerBody) message(actor *caseworkv1.Actor) proto.Message {
	return &tlvv1.AnswerAsParents{
		Actor: actor, Answer: parentsAnswers.value(b.Answer), TextId: b.TextID, WithAdviser: b.WithAdviser,
	}
}

// ExpertsBody names the two experts.
type ExpertsBody struct {
	ExpertIDs []string `json:"expertIds" minItems:"1" maxItems:"2" nullable:"false" doc:"Registry ids; the first is a GZ-psycholoog."`
}

func (b *ExpertsBody) message(actor *caseworkv1.Actor) proto.Message {
	return &tlvv1.AssignExperts{Actor: actor, ExpertIds: b.ExpertIDs}
}

// TalkBody sets the date of the zienswijze talk.
type TalkBody struct {
	TalkOn string `json:"talkOn" format:"date"`
}

func (b *TalkBody) message(actor *caseworkv1.Actor) proto.Message {
	return &tlvv1.InviteToTalk{Actor: actor, TalkOn: b.TalkOn}
}

// TalkReportBody files the report of the talk.
type TalkReportBody struct {
	Held     bool   `json:"held" doc:"False when the parents chose not to come; the report then says so."`
	ReportID string `json:"reportId" minLength:"1" maxLength:"64"`
}

func (b *TalkReportBody) message(actor *caseworkv1.Actor) proto.Message {
	return &tlvv1.ReportTalk{Actor: actor, Held: b.Held, ReportId: b.ReportID}
}

// TalkReportCopyBody proves that the parents received the report.
type TalkReportCopyBody struct {
	Delivery    string `json:"delivery" enum:"portal,post,by-hand"`
	DeliveredOn string `json:"deliveredOn" format:"date"`
}

func (b *TalkReportCopyBody) message(actor *caseworkv1.Actor) proto.Message {
	return &tlvv1.ConfirmReportCopy{Actor: actor, Delivery: deliveries.value(b.Delivery), DeliveredOn: b.DeliveredOn}
}

// AdviceBody is the advice of one expert.
type AdviceBody struct {
	Admissible       bool   `json:"admissible"`
	Destination      string `json:"destination,omitempty" enum:"sbo,so" doc:"Required when admissible, else absent."`
	Category         string `json:"category,omitempty" enum:"laag,midden,hoog" doc:"Required with so."`
	TextID           string `json:"textId" minLength:"1" maxLength:"64" doc:"The reasoning."`
	ZienswijzeTextID string `json:"zienswijzeTextId,omitempty" maxLength:"64" doc:"What the advice did with the zienswijze; required when there is one."`
}

// Resolve checks what the schema cannot say.
func (b *AdviceBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if b.Admissible {
		return destinationFits(at, b.Destination, b.Category)
	}
	return absent(at, "Dit hoort alleen bij een advies waarin het kind toelaatbaar is. Laat het leeg.",
		field{"destination", b.Destination}, field{"category", b.Category})
}

func (b *AdviceBody) message(actor *caseworkv1.Actor) proto.Message {
	return &tlvv1.GiveAdvice{
		Actor: actor, Admissible: b.Admissible, Destination: destinations.value(b.Destination), Category: categories.value(b.Category),
		TextId: b.TextID, ZienswijzeTextId: b.ZienswijzeTextID,
	}
}

// DifferenceBody is what happens when the experts differ.
type DifferenceBody struct {
	Next     string `json:"next" enum:"confer,third-expert,to-director"`
	ExpertID string `json:"expertId,omitempty" maxLength:"100" doc:"Required with third-expert, else absent."`
}

// Resolve checks what the schema cannot say.
func (b *DifferenceBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if b.Next == "third-expert" {
		return required(at, "Kies de derde deskundige.", field{"expertId", b.ExpertID})
	}
	return absent(at, "Een deskundige kiest u alleen als er een derde advies komt. Laat het leeg.", field{"expertId", b.ExpertID})
}

func (b *DifferenceBody) message(actor *caseworkv1.Actor) proto.Message {
	return &tlvv1.ResolveDifference{Actor: actor, Next: nextSteps.value(b.Next), ExpertId: b.ExpertID}
}

// DecisionBody is the decision of the director.
type DecisionBody struct {
	Granted                bool   `json:"granted"`
	Destination            string `json:"destination,omitempty" enum:"sbo,so" doc:"This and the following five only when granted."`
	Category               string `json:"category,omitempty" enum:"laag,midden,hoog" doc:"Required with so."`
	Extent                 string `json:"extent,omitempty" enum:"full,part-time,temporary"`
	ValidFrom              string `json:"validFrom,omitempty" format:"date"`
	ValidUntil             string `json:"validUntil,omitempty" format:"date" doc:"31 July: whole school years (WPO 40.13, WEC 40.15)."`
	ReceivingSchoolID      string `json:"receivingSchoolId,omitempty" maxLength:"100"`
	ReturnAgreementsTextID string `json:"returnAgreementsTextId,omitempty" maxLength:"64" doc:"The agreements on return; optional."`
	ReasonsTextID          string `json:"reasonsTextId,omitempty" maxLength:"64" doc:"The reasons; required when refused."`
}

// Resolve checks what the schema cannot say.
func (b *DecisionBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if b.Granted {
		return append(destinationFits(at, b.Destination, b.Category), required(at, "Vul dit in bij een toekenning.",
			field{"extent", b.Extent}, field{"validFrom", b.ValidFrom}, field{"validUntil", b.ValidUntil},
			field{"receivingSchoolId", b.ReceivingSchoolID})...)
	}
	return append(required(at, "Schrijf bij een afwijzing de redenen op.", field{"reasonsTextId", b.ReasonsTextID}),
		absent(at, "Dit hoort alleen bij een toekenning. Laat het leeg.",
			field{"destination", b.Destination}, field{"category", b.Category}, field{"extent", b.Extent},
			field{"validFrom", b.ValidFrom}, field{"validUntil", b.ValidUntil},
			field{"receivingSchoolId", b.ReceivingSchoolID}, field{"returnAgreementsTextId", b.ReturnAgreementsTextID})...)
}

func (b *DecisionBody) message(actor *caseworkv1.Actor) proto.Message {
	return &tlvv1.Decide{
		Actor: actor, Granted: b.Granted, Destination: destinations.value(b.Destination), Category: categories.value(b.Category),
		Extent: extents.value(b.Extent), ValidFrom: b.ValidFrom, ValidUntil: b.ValidUntil, ReceivingSchoolId: b.ReceivingSchoolID,
		ReturnAgreementsTextId: b.ReturnAgreementsTextID, ReasonsTextId: b.ReasonsTextID,
	}
}

// AnnouncementBody sends the letters.
type AnnouncementBody struct{}

func (b *AnnouncementBody) message(actor *caseworkv1.Actor) proto.Message {
	return &tlvv1.Announce{Actor: actor}
}

// WithdrawalBody ends the application.
type WithdrawalBody struct {
	TextID string `json:"textId,omitempty" maxLength:"64" doc:"Why; optional."`
}

func (b *WithdrawalBody) message(actor *caseworkv1.Actor) proto.Message {
	return &tlvv1.Withdraw{Actor: actor, TextId: b.TextID}
}
