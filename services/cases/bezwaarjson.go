package cases

import "time"

// BezwaarView are the facts of a bezwaar that the reader may see.
type BezwaarView struct {
	Phase    string `json:"phase,omitempty" enum:"intake,hearing,advice,decision,announcement,appeal,closed"`
	Outcome  string `json:"outcome,omitempty" enum:"upheld,partly,unfounded,inadmissible,withdrawn,lapsed" doc:"Of the decision, as soon as the caller may read it."`
	Mine     bool   `json:"mine" doc:"The caller is the objector."`
	Objector string `json:"objector,omitempty" enum:"parent,school,board,interested" doc:"Role of who objects; interested is somebody without an account."`
	// The following as far as the reader may see what is objected to and how that came in.
	ObjectorParty        string              `json:"objectorParty,omitempty" doc:"For office, director and the objector."`
	RecordedAt           *time.Time          `json:"recordedAt,omitempty"`
	ReceivedOn           string              `json:"receivedOn,omitempty" format:"date"`
	PostedOn             string              `json:"postedOn,omitempty" format:"date"`
	Channel              string              `json:"channel,omitempty" enum:"portal,post,email,by-hand,forwarded"`
	ObjectorTextID       string              `json:"objectorTextId,omitempty" doc:"For office and director."`
	RepresentativeTextID string              `json:"representativeTextId,omitempty" doc:"For office and director."`
	ObjectionID          string              `json:"objectionId,omitempty"`
	ProForma             bool                `json:"proForma"`
	Late                 bool                `json:"late"`
	LatenessTextID       string              `json:"latenessTextId,omitempty"`
	AboutLateDecision    bool                `json:"aboutLateDecision"`
	Decisions            []ContestedView     `json:"decisions" nullable:"false" doc:"What is objected to, as it was when the objection came."`
	AcknowledgedOn       string              `json:"acknowledgedOn,omitempty" format:"date"`
	Repairs              []RepairView        `json:"repairs" nullable:"false"`
	DefenceTextID        string              `json:"defenceTextId,omitempty"`
	Talks                []ObjectionTalkView `json:"talks" nullable:"false" doc:"The informal talk; for the objector, office and director."`
	Bundle               *BundleView         `json:"bundle,omitempty"`
	Hearing              *HearingView        `json:"hearing,omitempty"`
	Advice               string              `json:"advice,omitempty" enum:"upheld,partly,unfounded,inadmissible" doc:"Of the LBT."`
	AdviceID             string              `json:"adviceId,omitempty"`
	AdviceOn             string              `json:"adviceOn,omitempty" format:"date"`
	Decision             *ObjectionDecision  `json:"decision,omitempty"`
	AppealOn             string              `json:"appealOn,omitempty" format:"date"`
}

// ContestedView is a decision that is objected to.
type ContestedView struct {
	CaseID             string `json:"caseId"`
	ApplicantSchoolID  string `json:"applicantSchoolId"`
	ReceivingSchoolID  string `json:"receivingSchoolId"`
	AnnouncedOn        string `json:"announcedOn,omitempty" format:"date"`
	ObjectionPlannedOn string `json:"objectionPlannedOn,omitempty" format:"date" doc:"Last day for bezwaar, to plan on."`
	ObjectionLastOn    string `json:"objectionLastOn,omitempty" format:"date" doc:"The later answer where the law leaves two."`
	Granted            bool   `json:"granted"`
	Destination        string `json:"destination,omitempty"`
	Category           string `json:"category,omitempty"`
	TLVNumber          string `json:"tlvNumber,omitempty"`
}

// RepairView is one time that something was asked (Awb 6:6).
type RepairView struct {
	TextID       string `json:"textId,omitempty"`
	AskedOn      string `json:"askedOn" format:"date"`
	RepairBy     string `json:"repairBy" format:"date"`
	RepairedOn   string `json:"repairedOn,omitempty" format:"date"`
	RepairTextID string `json:"repairTextId,omitempty"`
	Lapsed       bool   `json:"lapsed"`
}

// ObjectionTalkView is the informal talk.
type ObjectionTalkView struct {
	TalkOn string `json:"talkOn" format:"date"`
	TextID string `json:"textId,omitempty"`
}

// BundleView is the file for the LBT.
type BundleView struct {
	DocumentID string           `json:"documentId,omitempty"`
	FilesID    string           `json:"filesId,omitempty" doc:"The same papers as a zip."`
	MadeOn     string           `json:"madeOn,omitempty" format:"date"`
	SentOn     string           `json:"sentOn,omitempty" format:"date"`
	Items      []BundleItemView `json:"items" nullable:"false" doc:"The inventory."`
	Missing    []string         `json:"missing" nullable:"false" doc:"What the LBT asks for and the dossier does not have, in Dutch."`
}

// BundleItemView is one paper of the inventory.
type BundleItemView struct {
	Number     int    `json:"number"`
	Title      string `json:"title"`
	DocumentID string `json:"documentId"`
	FirstPage  int    `json:"firstPage"`
	Pages      int    `json:"pages"`
}

// HearingView is the hearing as planned and held.
type HearingView struct {
	HearingOn   string `json:"hearingOn,omitempty" format:"date"`
	HearingTime string `json:"hearingTime,omitempty" example:"13:30"`
	PlaceTextID string `json:"placeTextId,omitempty"`
	Reported    bool   `json:"reported"`
	Held        bool   `json:"held"`
	SkipGround  string `json:"skipGround,omitempty" enum:"inadmissible,unfounded,objector-waives,no-answer,fully-granted"`
	ReportID    string `json:"reportId,omitempty"`
}

// ObjectionDecision is the decision on the bezwaar.
type ObjectionDecision struct {
	Opinion         string            `json:"opinion" enum:"upheld,partly,unfounded,inadmissible"`
	ReasonsTextID   string            `json:"reasonsTextId,omitempty"`
	DeviationTextID string            `json:"deviationTextId,omitempty"`
	DecidedOn       string            `json:"decidedOn,omitempty" format:"date"`
	AnnouncedOn     string            `json:"announcedOn,omitempty" format:"date"`
	LetterIDs       []string          `json:"letterIds" nullable:"false"`
	Replacements    []ReplacementView `json:"replacements" nullable:"false" doc:"What takes the place of each decision."`
}

// ReplacementView is the new decision on one TLV case.
type ReplacementView struct {
	CaseID   string       `json:"caseId"`
	Decision DecisionView `json:"decision"`
}
