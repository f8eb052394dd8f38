package upstream

import "time"

// Accepted is the answer to an act.
type Accepted struct {
	CaseID  string    `json:"caseId"`
	Version int64     `json:"version"`
	At      time.Time `json:"at"`
}

// CaseSummary is a case in a list. Dates are ISO 8601; an absent one is empty.
type CaseSummary struct {
	ID                string        `json:"id"`
	Version           int64         `json:"version"`
	Phase             string        `json:"phase"`
	Status            string        `json:"status"`
	Acting            string        `json:"acting"`
	Closed            bool          `json:"closed"`
	ReceivedAt        time.Time     `json:"receivedAt"`
	ClosedAt          *time.Time    `json:"closedAt"`
	ApplicantSchoolID string        `json:"applicantSchoolId"`
	ReceivingSchoolID string        `json:"receivingSchoolId"`
	DossierID         string        `json:"dossierId"`
	As                []string      `json:"as"`
	Next              *NextDate     `json:"next"`
	DecisionTerm      *DecisionTerm `json:"decisionTerm"`
	Tasks             int           `json:"tasks"`
	Intake            string        `json:"intake"`
	Destination       string        `json:"destination"`
	Outcome           string        `json:"outcome"`
	TLVNumber         string        `json:"tlvNumber"`
}

// NextDate is the first date that matters.
type NextDate struct {
	On       string `json:"on"`
	Title    string `json:"title"`
	Kind     string `json:"kind"`
	Basis    string `json:"basis"`
	DaysLeft *int   `json:"daysLeft"`
}

// DecisionTerm is the statutory term for the decision while it runs.
type DecisionTerm struct {
	PlannedOn string `json:"plannedOn"`
	LastOn    string `json:"lastOn"`
	Suspended bool   `json:"suspended"`
	DaysLeft  *int   `json:"daysLeft"`
}

// Case is a whole case as the person may see it.
type Case struct {
	ID                string          `json:"id"`
	Version           int64           `json:"version"`
	Phase             string          `json:"phase"`
	Status            string          `json:"status"`
	Acting            string          `json:"acting"`
	Closed            bool            `json:"closed"`
	ReceivedAt        time.Time       `json:"receivedAt"`
	ClosedAt          *time.Time      `json:"closedAt"`
	ApplicantSchoolID string          `json:"applicantSchoolId"`
	ReceivingSchoolID string          `json:"receivingSchoolId"`
	MunicipalityID    string          `json:"municipalityId"`
	SubregionID       string          `json:"subregionId"`
	DossierID         string          `json:"dossierId"`
	As                []string        `json:"as"`
	You               []string        `json:"you"`
	Tasks             []Task          `json:"tasks"`
	Terms             []Term          `json:"terms"`
	Timeline          []TimelineEntry `json:"timeline"`
	TLV               *TLV            `json:"tlv"`
	Acts              []Act           `json:"acts"`
}

// May says whether the person can do this act now.
func (c *Case) May(act string) bool {
	for _, possible := range c.Acts {
		if possible.Act == act {
			return true
		}
	}
	return false
}

// Is says whether the person has this part in the case.
func (c *Case) Is(as string) bool {
	for _, part := range c.As {
		if part == as {
			return true
		}
	}
	return false
}

// Task is one thing one party must do.
type Task struct {
	ID                string     `json:"id"`
	CaseID            string     `json:"caseId"`
	Phase             string     `json:"phase"`
	Kind              string     `json:"kind"`
	Party             string     `json:"party"`
	Mine              bool       `json:"mine"`
	Title             string     `json:"title"`
	Reason            string     `json:"reason"`
	Basis             string     `json:"basis"`
	DueOn             string     `json:"dueOn"`
	DaysLeft          *int       `json:"daysLeft"`
	OpenedAt          time.Time  `json:"openedAt"`
	ClosedAt          *time.Time `json:"closedAt"`
	Outcome           string     `json:"outcome"`
	DossierID         string     `json:"dossierId"`
	ApplicantSchoolID string     `json:"applicantSchoolId"`
}

// TaskList is the open tasks as of today.
type TaskList struct {
	Today string `json:"today"`
	Tasks []Task `json:"tasks"`
}

// Term is a date with what explains it.
type Term struct {
	ID          string       `json:"id"`
	Title       string       `json:"title"`
	Kind        string       `json:"kind"`
	Basis       string       `json:"basis"`
	EventOn     string       `json:"eventOn"`
	PlannedOn   string       `json:"plannedOn"`
	LastOn      string       `json:"lastOn"`
	DaysLeft    *int         `json:"daysLeft"`
	Suspended   bool         `json:"suspended"`
	Suspensions []Suspension `json:"suspensions"`
	Steps       []string     `json:"steps"`
	MetOn       string       `json:"metOn"`
	Ended       bool         `json:"ended"`
}

// Suspension is a time in which a term stood still.
type Suspension struct {
	Ground      string `json:"ground"`
	InvitedOn   string `json:"invitedOn"`
	DueOn       string `json:"dueOn"`
	CompletedOn string `json:"completedOn"`
	Lapsed      bool   `json:"lapsed"`
}

// TimelineEntry is one line of the timeline.
type TimelineEntry struct {
	Version int64     `json:"version"`
	At      time.Time `json:"at"`
	Kind    string    `json:"kind"`
	Text    string    `json:"text"`
	By      string    `json:"by"`
}

// Act is something the person can do now.
type Act struct {
	Act  string `json:"act"`
	Path string `json:"path"`
}

// RegisteredTLV is a line of the register.
type RegisteredTLV struct {
	TLVNumber         string `json:"tlvNumber"`
	CaseID            string `json:"caseId"`
	ApplicantSchoolID string `json:"applicantSchoolId"`
	ReceivingSchoolID string `json:"receivingSchoolId"`
	Destination       string `json:"destination"`
	Category          string `json:"category"`
	Extent            string `json:"extent"`
	ValidFrom         string `json:"validFrom"`
	ValidUntil        string `json:"validUntil"`
	DecidedOn         string `json:"decidedOn"`
}
