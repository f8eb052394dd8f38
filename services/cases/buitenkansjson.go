package cases

import "time"

// BuitenkansView are the facts of a stay at the Buitenkans that the reader may see.
type BuitenkansView struct {
	Phase      string     `json:"phase,omitempty" enum:"request,admission,waiting,planned,observation,return,aftercare,closed"`
	Outcome    string     `json:"outcome,omitempty" enum:"returned,tlv,other-school,ended-early,not-supported,no-consent,not-admitted,withdrawn,no-show,departed"`
	ReceivedAt *time.Time `json:"receivedAt,omitempty"`
	// The following as far as the reader may see what is asked. Ids of texts only of those that the caller may read.
	SchoolID       string `json:"schoolId,omitempty" doc:"The school of origin, which stays responsible."`
	Groep          int    `json:"groep,omitempty"`
	QuestionTextID string `json:"questionTextId,omitempty"`
	NotBefore      string `json:"notBefore,omitempty" format:"date"`
	FromCaseID     string `json:"fromCaseId,omitempty"`
	Supported      *bool  `json:"supported,omitempty" doc:"The word of the SOT; absent until it came."`
	SupportTextID  string `json:"supportTextId,omitempty"`
	Consented      *bool  `json:"consented,omitempty" doc:"The word of the parents; absent until it came."`
	ConsentTextID  string `json:"consentTextId,omitempty"`
	ConsentedOn    string `json:"consentedOn,omitempty" format:"date"`
	Admitted       *bool  `json:"admitted,omitempty"`
	AdmittedOn     string `json:"admittedOn,omitempty" format:"date"`
	Urgency        string `json:"urgency,omitempty" enum:"at-home,threatened"`
	ReasonsTextID  string `json:"reasonsTextId,omitempty"`
	// Where and until when.
	Place         *PlaceView         `json:"place,omitempty" doc:"Absent while waiting."`
	Waiting       *WaitingView       `json:"waiting,omitempty" doc:"Only while waiting."`
	MaximumOn     string             `json:"maximumOn,omitempty" format:"date" doc:"The last day that can never be passed."`
	MaximumSteps  []string           `json:"maximumSteps" nullable:"false" doc:"How it was counted, in Dutch."`
	StartedOn     string             `json:"startedOn,omitempty" format:"date"`
	NoShows       int                `json:"noShows" doc:"How often the pupil did not come on the first day."`
	Interruptions []InterruptionView `json:"interruptions" nullable:"false"`
	EndedOn       string             `json:"endedOn,omitempty" format:"date"`
	EndReason     string             `json:"endReason,omitempty" enum:"done,parents,school,buitenkans,no-show"`
	EndTextID     string             `json:"endTextId,omitempty"`
	TLVCaseID     string             `json:"tlvCaseId,omitempty" doc:"The application that was started from here."`
	LetterIDs     []string           `json:"letterIds" nullable:"false"`
	// What came of it.
	MidwayOn       string     `json:"midwayOn,omitempty" format:"date"`
	MidwayReportID string     `json:"midwayReportId,omitempty"`
	Direction      string     `json:"direction,omitempty" enum:"return,tlv,other-school"`
	AdviceID       string     `json:"adviceId,omitempty"`
	AdvisedOn      string     `json:"advisedOn,omitempty" format:"date"`
	ReturnOn       string     `json:"returnOn,omitempty" format:"date"`
	PlanID         string     `json:"planId,omitempty"`
	Aftercare      []TalkView `json:"aftercare" nullable:"false"`
}

// PlaceView is a place in a group, both ends included.
type PlaceView struct {
	GroupID   string `json:"groupId"`
	GroupName string `json:"groupName"`
	FromOn    string `json:"fromOn" format:"date"`
	UntilOn   string `json:"untilOn" format:"date"`
}

// WaitingView is the place on the list.
type WaitingView struct {
	Number     int      `json:"number" doc:"1 is next."`
	Reasons    []string `json:"reasons" nullable:"false" doc:"Why, in Dutch, without a child in it."`
	ExpectedOn string   `json:"expectedOn,omitempty" format:"date" doc:"When nobody leaves earlier; absent when the book shows no day."`
}

// InterruptionView is a while that the pupil was away.
type InterruptionView struct {
	FromOn    string `json:"fromOn" format:"date"`
	Reason    string `json:"reason" enum:"illness,other"`
	ResumedOn string `json:"resumedOn,omitempty" format:"date" doc:"First day back; absent while away."`
}

// TalkView is a talk about how it goes.
type TalkView struct {
	HeldOn     string `json:"heldOn" format:"date"`
	Going      string `json:"going" enum:"well,attention,not-well"`
	ReportID   string `json:"reportId,omitempty"`
	By         string `json:"by,omitempty" doc:"Role of who filed it."`
	BySchoolID string `json:"bySchoolId,omitempty" doc:"The school, when a school did."`
}
