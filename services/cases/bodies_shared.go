package cases

import (
	"github.com/danielgtaylor/huma/v2"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/identity"
)

// TaskClaimBody takes up a task.
type TaskClaimBody struct {
	TaskID string `json:"taskId" minLength:"1" maxLength:"200"`
}

func (b *TaskClaimBody) message(actor *caseworkv1.Actor) proto.Message {
	return &caseworkv1.ClaimTask{Actor: actor, TaskId: b.TaskID}
}

func (b *TaskClaimBody) task() string { return b.TaskID }

// TaskReturnBody lets go of a task.
type TaskReturnBody struct {
	TaskID string `json:"taskId" minLength:"1" maxLength:"200"`
}

func (b *TaskReturnBody) message(actor *caseworkv1.Actor) proto.Message {
	return &caseworkv1.PutBackTask{Actor: actor, TaskId: b.TaskID}
}

func (b *TaskReturnBody) task() string { return b.TaskID }

// TaskHandoverBody gives a task to another party of the same role, or to a colleague.
type TaskHandoverBody struct {
	TaskID    string `json:"taskId" minLength:"1" maxLength:"200"`
	ToParty   string `json:"toParty" minLength:"3" maxLength:"100" doc:"The present party itself to hand over to a colleague." example:"sot:zeist"`
	ToSubject string `json:"toSubject,omitempty" maxLength:"255" doc:"The colleague; absent for whoever takes it up."`
}

// Resolve checks what the schema cannot say.
func (b *TaskHandoverBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	return knownParty(at, field{"toParty", b.ToParty})
}

func (b *TaskHandoverBody) message(actor *caseworkv1.Actor) proto.Message {
	return &caseworkv1.HandOverTask{Actor: actor, TaskId: b.TaskID, ToParty: b.ToParty, ToSubject: b.ToSubject}
}

func (b *TaskHandoverBody) task() string { return b.TaskID }

// TaskCommentBody adds a remark to a task.
type TaskCommentBody struct {
	TaskID string `json:"taskId" minLength:"1" maxLength:"200"`
	TextID string `json:"textId" minLength:"1" maxLength:"64"`
}

func (b *TaskCommentBody) message(actor *caseworkv1.Actor) proto.Message {
	return &caseworkv1.CommentTask{Actor: actor, TaskId: b.TaskID, TextId: b.TextID}
}

func (b *TaskCommentBody) task() string { return b.TaskID }

// TermExtensionBody is the message that a term becomes longer.
type TermExtensionBody struct {
	TermID       string `json:"termId" minLength:"1" maxLength:"64"`
	UntilOn      string `json:"untilOn,omitempty" format:"date" doc:"The new date (Awb 4:14 lid 3); this or weeks."`
	Weeks        int    `json:"weeks,omitempty" minimum:"0" maximum:"52" doc:"How many weeks longer (Awb 7:10 lid 3); this or untilOn."`
	ReasonTextID string `json:"reasonTextId" minLength:"1" maxLength:"64"`
}

// Resolve checks what the schema cannot say.
func (b *TermExtensionBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if (b.UntilOn == "") == (b.Weeks == 0) {
		return []error{&huma.ErrorDetail{Location: at.With("untilOn"), Message: "Kies een nieuwe datum of een aantal weken: een van de twee."}}
	}
	return nil
}

func (b *TermExtensionBody) message(actor *caseworkv1.Actor) proto.Message {
	return &caseworkv1.ExtendTerm{Actor: actor, TermId: b.TermID, UntilOn: b.UntilOn, Weeks: int32(b.Weeks), ReasonTextId: b.ReasonTextID}
}

// TermDelayBody records the written consent to a delay.
type TermDelayBody struct {
	TermID  string `json:"termId" minLength:"1" maxLength:"64"`
	FromOn  string `json:"fromOn" format:"date" doc:"First day on which the term stands still."`
	UntilOn string `json:"untilOn" format:"date" doc:"Last day on which it does."`
	ProofID string `json:"proofId" minLength:"1" maxLength:"64" doc:"The written consent."`
}

// Resolve checks what the schema cannot say.
func (b *TermDelayBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if b.FromOn != "" && b.UntilOn != "" && b.UntilOn < b.FromOn {
		return []error{&huma.ErrorDetail{Location: at.With("untilOn"), Message: "De laatste dag ligt voor de eerste dag. Kies een latere dag."}}
	}
	return nil
}

func (b *TermDelayBody) message(actor *caseworkv1.Actor) proto.Message {
	return &caseworkv1.AgreeDelay{Actor: actor, TermId: b.TermID, FromOn: b.FromOn, UntilOn: b.UntilOn, ProofId: b.ProofID}
}

// TermSuspensionBody records a delay by the applicant, or by force majeure.
type TermSuspensionBody struct {
	TermID  string `json:"termId" minLength:"1" maxLength:"64"`
	FromOn  string `json:"fromOn" format:"date" doc:"First day on which the term stands still."`
	Ground  string `json:"ground" enum:"b,c" doc:"The letter of Awb 4:15 lid 2."`
	ProofID string `json:"proofId" minLength:"1" maxLength:"64" doc:"What happened."`
}

func (b *TermSuspensionBody) message(actor *caseworkv1.Actor) proto.Message {
	return &caseworkv1.SuspendTerm{Actor: actor, TermId: b.TermID, FromOn: b.FromOn, Ground: b.Ground, ProofId: b.ProofID}
}

// TermResumptionBody ends such a delay.
type TermResumptionBody struct {
	TermID  string `json:"termId" minLength:"1" maxLength:"64"`
	UntilOn string `json:"untilOn" format:"date" doc:"Last day on which the term stood still."`
}

func (b *TermResumptionBody) message(actor *caseworkv1.Actor) proto.Message {
	return &caseworkv1.ResumeTerm{Actor: actor, TermId: b.TermID, UntilOn: b.UntilOn}
}

// DefaultNoticeBody is an ingebrekestelling. It is never refused for being early, late or unfounded.
type DefaultNoticeBody struct {
	TermID     string `json:"termId,omitempty" maxLength:"64" doc:"The term that has passed, as far as it says."`
	ReceivedOn string `json:"receivedOn,omitempty" format:"date" doc:"When the office records it: the day on which it came."`
	TextID     string `json:"textId,omitempty" maxLength:"64" doc:"The notice itself."`
	FromParty  string `json:"fromParty,omitempty" maxLength:"100" doc:"When the office records it: who gave it; absent when that is none of the parties."`
}

// Resolve checks what the schema cannot say: only the office records what came on paper, and that has a day.
func (b *DefaultNoticeBody) Resolve(ctx huma.Context, at *huma.PathBuffer) []error {
	if identity.From(ctx.Context()).Has(party.Office) {
		return append(required(at, "Vul in wanneer de ingebrekestelling is ontvangen.", field{"receivedOn", b.ReceivedOn}),
			knownParty(at, field{"fromParty", b.FromParty})...)
	}
	return absent(at, "Dit vult alleen het kantoor in. Laat het leeg.",
		field{"receivedOn", b.ReceivedOn}, field{"fromParty", b.FromParty})
}

func (b *DefaultNoticeBody) message(actor *caseworkv1.Actor) proto.Message {
	return &caseworkv1.NotifyDefault{Actor: actor, TermId: b.TermID, ReceivedOn: b.ReceivedOn, TextId: b.TextID, FromParty: b.FromParty}
}

// DefaultJudgementBody is what a human thinks of it.
type DefaultJudgementBody struct {
	NoticeID  string `json:"noticeId" minLength:"1" maxLength:"64"`
	Judgement string `json:"judgement" enum:"valid,premature,unfounded"`
	TextID    string `json:"textId,omitempty" maxLength:"64" doc:"Why; required unless valid."`
}

// Resolve checks what the schema cannot say.
func (b *DefaultJudgementBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if b.Judgement == "premature" || b.Judgement == "unfounded" {
		return required(at, "Schrijf op waarom de ingebrekestelling niet telt.", field{"textId", b.TextID})
	}
	return nil
}

func (b *DefaultJudgementBody) message(actor *caseworkv1.Actor) proto.Message {
	return &caseworkv1.JudgeDefault{Actor: actor, NoticeId: b.NoticeID, Judgement: judgements.value(b.Judgement), TextId: b.TextID}
}

// PenaltyDecisionBody is the decision on the amount of the dwangsom.
type PenaltyDecisionBody struct {
	NoticeID string `json:"noticeId" minLength:"1" maxLength:"64"`
	Euros    int    `json:"euros" minimum:"0" maximum:"100000"`
	TextID   string `json:"textId,omitempty" maxLength:"64" doc:"The reasons; required when the amount differs from what was counted."`
}

func (b *PenaltyDecisionBody) message(actor *caseworkv1.Actor) proto.Message {
	return &caseworkv1.DecidePenalty{Actor: actor, NoticeId: b.NoticeID, Euros: int32(b.Euros), TextId: b.TextID}
}

// PolicyMoveBody moves the case to the policy of today.
type PolicyMoveBody struct {
	ToVersion string `json:"toVersion" minLength:"1" maxLength:"40" doc:"The version that was looked at."`
}

func (b *PolicyMoveBody) message(actor *caseworkv1.Actor) proto.Message {
	return &caseworkv1.MovePolicy{Actor: actor, ToVersion: b.ToVersion}
}

// DepartureBody says that the pupil left.
type DepartureBody struct {
	Reason string `json:"reason" enum:"moved,vo,deceased" doc:"moved: out of the region; vo: to secondary education. After a death nobody gets a notice or a letter any more."`
	On     string `json:"on" format:"date" doc:"Last day with us, not in the future."`
}

func (b *DepartureBody) message(actor *caseworkv1.Actor) proto.Message {
	return &caseworkv1.RecordDeparture{Actor: actor, Reason: departureReasons.value(b.Reason), On: b.On}
}

// knownParty finds the fields that are filled in with something else than a party.
func knownParty(at *huma.PathBuffer, fields ...field) []error {
	var wrong []error
	for _, f := range fields {
		if _, err := party.Parse(f.value); f.value != "" && err != nil {
			wrong = append(wrong, &huma.ErrorDetail{Location: at.With(f.name), Message: "Deze partij kennen wij niet. Schrijf rol en kenmerk, zoals sot:zeist."})
		}
	}
	return wrong
}
