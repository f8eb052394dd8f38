package upstream

import "time"

// TLV are the facts of a TLV case that the person may see.
type TLV struct {
	Application struct {
		Intake      string   `json:"intake"`
		Destination string   `json:"destination"`
		Category    string   `json:"category"`
		Extent      string   `json:"extent"`
		GatesMet    []string `json:"gatesMet"`
	} `json:"application"`
	Outcome            string              `json:"outcome"`
	ForwardedTo        string              `json:"forwardedTo"`
	SOTInvolved        *bool               `json:"sotInvolved"`
	ParentsAnswer      string              `json:"parentsAnswer"`
	CompletionRequests []CompletionRequest `json:"completionRequests"`
	Zienswijze         *Zienswijze         `json:"zienswijze"`
	Experts            []CaseExpert        `json:"experts"`
	Advices            []Advice            `json:"advices"`
	Decision           *Decision           `json:"decision"`
	// Replaced are decisions that an objection set aside, the oldest first.
	Replaced []Decision `json:"replaced"`
}

// CompletionRequest is one round of asking for what is missing.
type CompletionRequest struct {
	Missing     []string `json:"missing"`
	TextID      string   `json:"textId"`
	AskedOn     string   `json:"askedOn"`
	CompleteBy  string   `json:"completeBy"`
	CompletedOn string   `json:"completedOn"`
	Lapsed      bool     `json:"lapsed"`
}

// Zienswijze of the parents and what became of it.
type Zienswijze struct {
	TextID      string `json:"textId"`
	WithAdviser bool   `json:"withAdviser"`
	TalkOn      string `json:"talkOn"`
	Held        bool   `json:"held"`
	ReportID    string `json:"reportId"`
	Delivery    string `json:"delivery"`
	DeliveredOn string `json:"deliveredOn"`
}

// CaseExpert advises in the case.
type CaseExpert struct {
	ID         string `json:"id"`
	Profession string `json:"profession"`
}

// Advice is a TLA; Admissible and TextID are absent as long as the person may not read it.
type Advice struct {
	ExpertID         string    `json:"expertId"`
	Round            int       `json:"round"`
	GivenAt          time.Time `json:"givenAt"`
	Admissible       *bool     `json:"admissible"`
	Destination      string    `json:"destination"`
	Category         string    `json:"category"`
	TextID           string    `json:"textId"`
	ZienswijzeTextID string    `json:"zienswijzeTextId"`
}

// Decision as taken.
type Decision struct {
	Granted                bool     `json:"granted"`
	Destination            string   `json:"destination"`
	Category               string   `json:"category"`
	Extent                 string   `json:"extent"`
	ValidFrom              string   `json:"validFrom"`
	ValidUntil             string   `json:"validUntil"`
	ReceivingSchoolID      string   `json:"receivingSchoolId"`
	ReturnAgreementsTextID string   `json:"returnAgreementsTextId"`
	ReasonsTextID          string   `json:"reasonsTextId"`
	DecidedOn              string   `json:"decidedOn"`
	TLVNumber              string   `json:"tlvNumber"`
	AnnouncedOn            string   `json:"announcedOn"`
	LetterIDs              []string `json:"letterIds"`
}
