package cases

import "time"

// CaseItem is a case in a list.
type CaseItem struct {
	CaseHead
	As   []string  `json:"as" nullable:"false" doc:"The caller's part: applicant, receiving, sot, expert, director, office, parent."`
	Next *NextDate `json:"next,omitempty" doc:"The next date; absent when nothing is due."`
	// DecisionTerm is absent when it is met or ended.
	DecisionTerm *ShortTerm `json:"decisionTerm,omitempty"`
	Tasks        int        `json:"tasks" doc:"Number of open tasks of the caller."`
	Intake       string     `json:"intake,omitempty"`
	Destination  string     `json:"destination,omitempty"`
	Outcome      string     `json:"outcome,omitempty"`
	TLVNumber    string     `json:"tlvNumber,omitempty"`
}

// CaseHead is what every reader of a case sees.
type CaseHead struct {
	ID                string     `json:"id"`
	Procedure         string     `json:"procedure" example:"tlv"`
	Version           int64      `json:"version"`
	Phase             string     `json:"phase" example:"volledigheid"`
	Status            string     `json:"status" doc:"Where it stands, in plain Dutch."`
	Acting            string     `json:"acting" doc:"Who is to act, in plain Dutch; empty when nobody has to."`
	Closed            bool       `json:"closed"`
	ReceivedAt        *time.Time `json:"receivedAt,omitempty"`
	ClosedAt          *time.Time `json:"closedAt,omitempty"`
	ApplicantSchoolID string     `json:"applicantSchoolId"`
	ReceivingSchoolID string     `json:"receivingSchoolId"`
	MunicipalityID    string     `json:"municipalityId"`
	SubregionID       string     `json:"subregionId"`
	DossierID         string     `json:"dossierId"`
}

// NextDate is the first date on which something is due.
type NextDate struct {
	On       string `json:"on" format:"date"`
	Title    string `json:"title"`
	Kind     string `json:"kind" enum:"task,term"`
	Basis    string `json:"basis"`
	DaysLeft int    `json:"daysLeft" doc:"Calendar days; negative when late."`
}

// ShortTerm is the term to decide, for a list.
type ShortTerm struct {
	PlannedOn string `json:"plannedOn,omitempty" format:"date"`
	LastOn    string `json:"lastOn,omitempty" format:"date"`
	Suspended bool   `json:"suspended"`
	DaysLeft  *int   `json:"daysLeft,omitempty"`
}

// CaseView is a case as its reader may see it.
type CaseView struct {
	CaseHead
	As       []string       `json:"as" nullable:"false"`
	You      []string       `json:"you" nullable:"false" doc:"The parties as which the caller has a part in the case."`
	Tasks    []TaskView     `json:"tasks" nullable:"false"`
	Terms    []TermView     `json:"terms" nullable:"false"`
	Timeline []TimelineView `json:"timeline" nullable:"false" doc:"Oldest first."`
	TLV      *TLVView       `json:"tlv,omitempty"`
	Acts     []OpenAct      `json:"acts" nullable:"false" doc:"What the caller can do now."`
}

// OpenAct is something that the caller can do now.
type OpenAct struct {
	Act  string `json:"act" example:"JudgeCompleteness"`
	Path string `json:"path" example:"/v1/cases/k3v9x2m4q8pd/completeness"`
}

// TaskView is one thing one party must do.
type TaskView struct {
	ID       string     `json:"id"`
	Kind     string     `json:"kind"`
	Party    string     `json:"party"`
	Mine     bool       `json:"mine" doc:"It is for the caller."`
	Title    string     `json:"title"`
	Reason   string     `json:"reason"`
	Basis    string     `json:"basis"`
	DueOn    string     `json:"dueOn,omitempty" format:"date"`
	DaysLeft *int       `json:"daysLeft,omitempty" doc:"Calendar days; negative when late. Absent when closed."`
	OpenedAt *time.Time `json:"openedAt,omitempty"`
	ClosedAt *time.Time `json:"closedAt,omitempty"`
	Outcome  string     `json:"outcome,omitempty"`
}

// TermView is a date with a legal or agreed meaning, with all that explains it.
type TermView struct {
	ID          string           `json:"id" example:"beslistermijn"`
	Title       string           `json:"title"`
	Kind        string           `json:"kind" enum:"statutory,service-norm,internal"`
	Basis       string           `json:"basis" example:"Awb 4:13"`
	EventOn     string           `json:"eventOn" format:"date"`
	Weeks       int              `json:"weeks"`
	Days        int              `json:"days"`
	PlannedOn   string           `json:"plannedOn,omitempty" format:"date" doc:"The date to plan on; absent while suspended with no end known."`
	LastOn      string           `json:"lastOn,omitempty" format:"date" doc:"The later answer where the law leaves two."`
	DaysLeft    *int             `json:"daysLeft,omitempty" doc:"Calendar days until plannedOn; negative when late. Absent when it does not run."`
	Suspended   bool             `json:"suspended"`
	Suspensions []SuspensionView `json:"suspensions" nullable:"false"`
	Steps       []string         `json:"steps" nullable:"false" doc:"How the date came about, in Dutch."`
	MetOn       string           `json:"metOn,omitempty" format:"date"`
	Ended       bool             `json:"ended"`
}

// SuspensionView is one segment in which a term did not run.
type SuspensionView struct {
	Ground      string `json:"ground"`
	InvitedOn   string `json:"invitedOn" format:"date"`
	DueOn       string `json:"dueOn" format:"date"`
	CompletedOn string `json:"completedOn,omitempty" format:"date"`
	Lapsed      bool   `json:"lapsed"`
}

// TimelineView is one line in the story of a case.
type TimelineView struct {
	Version int64     `json:"version"`
	At      time.Time `json:"at"`
	Kind    string    `json:"kind"`
	Text    string    `json:"text"`
	By      string    `json:"by,omitempty" doc:"Role of who did it; absent when the process itself did."`
}

// TLVView are the facts of a TLV case that the reader may see.
type TLVView struct {
	Application        *ApplicationView `json:"application,omitempty"`
	Outcome            string           `json:"outcome,omitempty" enum:"granted,refused,withdrawn,forwarded"`
	ForwardedTo        string           `json:"forwardedTo,omitempty"`
	SotInvolved        *bool            `json:"sotInvolved,omitempty"`
	CompletionRequests []CompletionView `json:"completionRequests" nullable:"false"`
	ParentsAnswer      string           `json:"parentsAnswer,omitempty" enum:"agree,zienswijze,none"`
	Zienswijze         *ZienswijzeView  `json:"zienswijze,omitempty"`
	Experts            []ExpertView     `json:"experts" nullable:"false"`
	Advices            []AdviceView     `json:"advices" nullable:"false"`
	Decision           *DecisionView    `json:"decision,omitempty"`
}

// ApplicationView is what the school asks.
type ApplicationView struct {
	Intake            string   `json:"intake"`
	Destination       string   `json:"destination"`
	Category          string   `json:"category,omitempty"`
	Extent            string   `json:"extent"`
	GatesMet          []string `json:"gatesMet" nullable:"false"`
	ApplicantSchoolID string   `json:"applicantSchoolId"`
	ReceivingSchoolID string   `json:"receivingSchoolId"`
}

// CompletionView is one round of asking for what is missing.
type CompletionView struct {
	Missing     []string `json:"missing" nullable:"false"`
	TextID      string   `json:"textId,omitempty"`
	AskedOn     string   `json:"askedOn" format:"date"`
	CompleteBy  string   `json:"completeBy" format:"date"`
	CompletedOn string   `json:"completedOn,omitempty" format:"date"`
	Lapsed      bool     `json:"lapsed"`
}

// ZienswijzeView is the parents' view and what became of it.
type ZienswijzeView struct {
	TextID      string `json:"textId,omitempty"`
	WithAdviser bool   `json:"withAdviser"`
	TalkOn      string `json:"talkOn,omitempty" format:"date"`
	Held        bool   `json:"held"`
	ReportID    string `json:"reportId,omitempty"`
	ReportedOn  string `json:"reportedOn,omitempty" format:"date"`
	Delivery    string `json:"delivery,omitempty" enum:"portal,post,by-hand"`
	DeliveredOn string `json:"deliveredOn,omitempty" format:"date"`
}

// ExpertView is an expert who advises in this case.
type ExpertView struct {
	ID         string `json:"id"`
	Profession string `json:"profession"`
}

// AdviceView is one advice. Who may not read the outcome yet sees only that it was given.
type AdviceView struct {
	ExpertID         string     `json:"expertId"`
	Round            int        `json:"round"`
	GivenAt          *time.Time `json:"givenAt,omitempty"`
	Admissible       *bool      `json:"admissible,omitempty"`
	Destination      string     `json:"destination,omitempty"`
	Category         string     `json:"category,omitempty"`
	TextID           string     `json:"textId,omitempty"`
	ZienswijzeTextID string     `json:"zienswijzeTextId,omitempty"`
}

// DecisionView is the decision as taken.
type DecisionView struct {
	Granted                bool     `json:"granted"`
	Destination            string   `json:"destination,omitempty"`
	Category               string   `json:"category,omitempty"`
	Extent                 string   `json:"extent,omitempty"`
	ValidFrom              string   `json:"validFrom,omitempty" format:"date"`
	ValidUntil             string   `json:"validUntil,omitempty" format:"date"`
	ReceivingSchoolID      string   `json:"receivingSchoolId,omitempty"`
	ReturnAgreementsTextID string   `json:"returnAgreementsTextId,omitempty"`
	ReasonsTextID          string   `json:"reasonsTextId,omitempty"`
	DecidedOn              string   `json:"decidedOn" format:"date"`
	TLVNumber              string   `json:"tlvNumber,omitempty"`
	AnnouncedOn            string   `json:"announcedOn,omitempty" format:"date"`
	LetterIDs              []string `json:"letterIds" nullable:"false"`
}
