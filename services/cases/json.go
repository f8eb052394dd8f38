package cases

import "time"

// CaseItem is a case in a list.
type CaseItem struct {
	CaseHead
	As   []string  `json:"as" nullable:"false" doc:"The caller's part: applicant, receiving, objector, interested, origin, host, target, awaited, provision, sot, expert, director, office, parent."`
	Next *NextDate `json:"next,omitempty" doc:"The next date; absent when nothing is due."`
	// DecisionTerm is absent when it is met or ended.
	DecisionTerm *ShortTerm `json:"decisionTerm,omitempty"`
	Tasks        int        `json:"tasks" doc:"Number of open tasks of the caller."`
	Intake       string     `json:"intake,omitempty"`
	Destination  string     `json:"destination,omitempty"`
	Outcome      string     `json:"outcome,omitempty"`
	TLVNumber    string     `json:"tlvNumber,omitempty"`
	About        []string   `json:"about" nullable:"false" doc:"The cases that it is about or was started from."`
	Overdue      bool       `json:"overdue" doc:"A task of the caller or a running term is late."`
}

// CaseHead is what every reader of a case sees.
type CaseHead struct {
	ID                string     `json:"id"`
	Procedure         string     `json:"procedure" enum:"tlv,bezwaar,buitenkans,plaatsing"`
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
	Parties  []string       `json:"parties,omitempty" nullable:"false" doc:"All parties, for office and director: they record what came on paper in the name of one of them."`
	Tasks    []TaskView     `json:"tasks" nullable:"false"`
	Terms    []TermView     `json:"terms" nullable:"false"`
	Timeline []TimelineView `json:"timeline" nullable:"false" doc:"Oldest first."`
	TLV      *TLVView       `json:"tlv,omitempty"`
	Bezwaar  *BezwaarView   `json:"bezwaar,omitempty"`
	// Buitenkans and Plaatsing are the two procedures after which a pupil can come back.
	Buitenkans *BuitenkansView `json:"buitenkans,omitempty"`
	Plaatsing  *PlaatsingView  `json:"plaatsing,omitempty"`
	About      []string        `json:"about" nullable:"false" doc:"The cases that it is about or was started from: of a bezwaar the decisions, of a placement the TLVs, of a further application the case from which it began."`
	Related    []RelatedView   `json:"related" nullable:"false" doc:"The cases that it is about, the cases about it, and then the others of the same dossier; as far as the caller has a part in them."`
	Departure  *DepartureView  `json:"departure,omitempty" doc:"The pupil left."`
	Clock
	Acts []OpenAct `json:"acts" nullable:"false" doc:"What the caller can do now."`
}

// RelatedView is a case beside this one.
type RelatedView struct {
	CaseID     string `json:"caseId"`
	Procedure  string `json:"procedure" enum:"tlv,bezwaar,buitenkans,plaatsing"`
	Status     string `json:"status"`
	Phase      string `json:"phase"`
	Objector   string `json:"objector,omitempty" doc:"Of a bezwaar: the role of who objects."`
	ReceivedOn string `json:"receivedOn,omitempty" format:"date"`
	Closed     bool   `json:"closed"`
	DossierID  string `json:"dossierId"`
}

// DepartureView is why and when the pupil left.
type DepartureView struct {
	Reason     string     `json:"reason" enum:"moved,vo,deceased"`
	On         string     `json:"on" format:"date" doc:"Last day with us."`
	RecordedAt *time.Time `json:"recordedAt,omitempty"`
	By         string     `json:"by,omitempty" doc:"Role of who said so."`
	CaseID     string     `json:"caseId,omitempty" doc:"Where it was said; the other open cases of the pupil heard it from there."`
}

// OpenAct is something that the caller can do now.
type OpenAct struct {
	Act  string `json:"act" example:"JudgeCompleteness"`
	Path string `json:"path" example:"/v1/cases/k3v9x2m4q8pd/completeness"`
	// What it can be done on; absent when it is on the case.
	TaskIDs   []string `json:"taskIds,omitempty" nullable:"false"`
	TermIDs   []string `json:"termIds,omitempty" nullable:"false"`
	NoticeIDs []string `json:"noticeIds,omitempty" nullable:"false"`
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
	Outcome            string           `json:"outcome,omitempty" enum:"granted,refused,withdrawn,forwarded,lapsed"`
	ForwardedTo        string           `json:"forwardedTo,omitempty"`
	SotInvolved        *bool            `json:"sotInvolved,omitempty"`
	CompletionRequests []CompletionView `json:"completionRequests" nullable:"false"`
	ParentsAnswer      string           `json:"parentsAnswer,omitempty" enum:"agree,zienswijze,none"`
	Zienswijze         *ZienswijzeView  `json:"zienswijze,omitempty"`
	Experts            []ExpertView     `json:"experts" nullable:"false"`
	Advices            []AdviceView     `json:"advices" nullable:"false"`
	Decision           *DecisionView    `json:"decision,omitempty"`
	// Replaced are decisions that a bezwaar took away, the oldest first; Decision is the one in force.
	Replaced   []DecisionView  `json:"replaced" nullable:"false"`
	Objections []ObjectionView `json:"objections" nullable:"false" doc:"The objections to the decision; the cases themselves are among related, for who has a part in them."`
}

// ObjectionView is an objection to the decision, as the TLV case knows it.
type ObjectionView struct {
	CaseID   string `json:"caseId"`
	LodgedOn string `json:"lodgedOn" format:"date"`
	EndedOn  string `json:"endedOn,omitempty" format:"date"`
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
	FromCaseID        string   `json:"fromCaseId,omitempty" doc:"The case of this pupil that it was started from."`
	FromProcedure     string   `json:"fromProcedure,omitempty" enum:"tlv,buitenkans,plaatsing"`
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
