package upstream

import "context"

// Bezwaar are the facts of an objection that the person may see. Dates are ISO 8601.
type Bezwaar struct {
	// Phase is "intake", "hearing", "advice", "decision", "announcement", "appeal" or "closed".
	Phase      string `json:"phase"`
	Outcome    string `json:"outcome"`
	ReceivedOn string `json:"receivedOn"`
	PostedOn   string `json:"postedOn"`
	// Channel is "portal", "post", "email", "by-hand" or "forwarded".
	Channel string `json:"channel"`
	// Objector is the role of who objects; Mine says that it is the person.
	Objector string `json:"objector"`
	Mine     bool   `json:"mine"`
	// ObjectorTextID and RepresentativeTextID are names and addresses in the dossier.
	ObjectorTextID       string           `json:"objectorTextId"`
	RepresentativeTextID string           `json:"representativeTextId"`
	ObjectionID          string           `json:"objectionId"`
	ProForma             bool             `json:"proForma"`
	Late                 bool             `json:"late"`
	LatenessTextID       string           `json:"latenessTextId"`
	AboutLateDecision    bool             `json:"aboutLateDecision"`
	Decisions            []ContestedCase  `json:"decisions"`
	AcknowledgedOn       string           `json:"acknowledgedOn"`
	Repairs              []RepairRequest  `json:"repairs"`
	Talks                []InformalTalk   `json:"talks"`
	DefenceTextID        string           `json:"defenceTextId"`
	Bundle               *Bundle          `json:"bundle"`
	Hearing              *Hearing         `json:"hearing"`
	Advice               string           `json:"advice"`
	AdviceID             string           `json:"adviceId"`
	AdviceOn             string           `json:"adviceOn"`
	Decision             *BezwaarDecision `json:"decision"`
	AppealOn             string           `json:"appealOn"`
}

// BezwaarDecision is the decision on an objection.
type BezwaarDecision struct {
	// Opinion is "upheld", "partly", "unfounded" or "inadmissible".
	Opinion         string             `json:"opinion"`
	ReasonsTextID   string             `json:"reasonsTextId"`
	DeviationTextID string             `json:"deviationTextId"`
	DecidedOn       string             `json:"decidedOn"`
	AnnouncedOn     string             `json:"announcedOn"`
	LetterIDs       []string           `json:"letterIds"`
	Replacements    []ReplacedDecision `json:"replacements"`
}

// ContestedCase is a TLV case whose decision is objected to.
type ContestedCase struct {
	CaseID             string `json:"caseId"`
	ApplicantSchoolID  string `json:"applicantSchoolId"`
	ReceivingSchoolID  string `json:"receivingSchoolId"`
	AnnouncedOn        string `json:"announcedOn"`
	ObjectionPlannedOn string `json:"objectionPlannedOn"`
	ObjectionLastOn    string `json:"objectionLastOn"`
	Granted            *bool  `json:"granted"`
	Destination        string `json:"destination"`
	Category           string `json:"category"`
	TLVNumber          string `json:"tlvNumber"`
}

// RepairRequest is one time that something was asked (Awb 6:6).
type RepairRequest struct {
	TextID       string `json:"textId"`
	AskedOn      string `json:"askedOn"`
	RepairBy     string `json:"repairBy"`
	RepairedOn   string `json:"repairedOn"`
	RepairTextID string `json:"repairTextId"`
	Lapsed       bool   `json:"lapsed"`
}

// InformalTalk is a talk beside the procedure.
type InformalTalk struct {
	TalkOn string `json:"talkOn"`
	TextID string `json:"textId"`
}

// Bundle is the file for the LBT.
type Bundle struct {
	DocumentID string       `json:"documentId"`
	FilesID    string       `json:"filesId"`
	MadeOn     string       `json:"madeOn"`
	Items      []BundleItem `json:"items"`
	// Missing says in Dutch what the LBT asks for and the dossier does not have.
	Missing []string `json:"missing"`
	SentOn  string   `json:"sentOn"`
}

// BundleItem is one paper of the inventory.
type BundleItem struct {
	Number     int    `json:"number"`
	Title      string `json:"title"`
	DocumentID string `json:"documentId"`
	FirstPage  int    `json:"firstPage"`
	Pages      int    `json:"pages"`
}

// Hearing as planned and held.
type Hearing struct {
	HearingOn   string `json:"hearingOn"`
	HearingTime string `json:"hearingTime"`
	PlaceTextID string `json:"placeTextId"`
	Reported    bool   `json:"reported"`
	Held        bool   `json:"held"`
	SkipGround  string `json:"skipGround"`
	ReportID    string `json:"reportId"`
}

// ReplacedDecision is a new decision on a TLV case after full reconsideration.
type ReplacedDecision struct {
	CaseID   string    `json:"caseId"`
	Decision *Decision `json:"decision"`
}

// Objection starts a bezwaar.
type Objection struct {
	DecisionCaseIDs      []string `json:"decisionCaseIds"`
	Objector             string   `json:"objector,omitempty"`
	ObjectorTextID       string   `json:"objectorTextId,omitempty"`
	RepresentativeTextID string   `json:"representativeTextId,omitempty"`
	Channel              string   `json:"channel,omitempty"`
	ReceivedOn           string   `json:"receivedOn,omitempty"`
	PostedOn             string   `json:"postedOn,omitempty"`
	ObjectionID          string   `json:"objectionId,omitempty"`
	ProForma             bool     `json:"proForma"`
	AboutLateDecision    bool     `json:"aboutLateDecision"`
}

// Lodge hands in an objection.
func (c *Cases) Lodge(ctx context.Context, token, key string, o Objection) (*Accepted, error) {
	return c.act(ctx, token, key, "/v1/objections", o)
}
