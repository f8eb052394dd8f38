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
	// Procedure is "tlv", "bezwaar", "buitenkans" or "plaatsing".
	Procedure string `json:"procedure"`
	// Overdue says that a task of the person, or a running term, is late.
	Overdue bool `json:"overdue"`
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
	ID                string     `json:"id"`
	Version           int64      `json:"version"`
	Phase             string     `json:"phase"`
	Status            string     `json:"status"`
	Acting            string     `json:"acting"`
	Closed            bool       `json:"closed"`
	ReceivedAt        time.Time  `json:"receivedAt"`
	ClosedAt          *time.Time `json:"closedAt"`
	ApplicantSchoolID string     `json:"applicantSchoolId"`
	ReceivingSchoolID string     `json:"receivingSchoolId"`
	MunicipalityID    string     `json:"municipalityId"`
	SubregionID       string     `json:"subregionId"`
	DossierID         string     `json:"dossierId"`
	As                []string   `json:"as"`
	You               []string   `json:"you"`
	// Parties to the case; told to the office and the director only.
	Parties  []string        `json:"parties"`
	Tasks    []Task          `json:"tasks"`
	Terms    []Term          `json:"terms"`
	Timeline []TimelineEntry `json:"timeline"`
	TLV      *TLV            `json:"tlv"`
	Acts     []Act           `json:"acts"`
	// Procedure is "tlv", "bezwaar", "buitenkans" or "plaatsing"; the facts of the procedure go by the same name.
	Procedure  string      `json:"procedure"`
	Bezwaar    *Bezwaar    `json:"bezwaar"`
	Buitenkans *Buitenkans `json:"buitenkans"`
	Plaatsing  *Plaatsing  `json:"plaatsing"`
	// Related are the other cases of the pupil, and those that this one is about or that are about it.
	Related []RelatedCase `json:"related"`
	// Planned are the tasks that open later.
	Planned []PlannedTask `json:"planned"`
	// Departure is there when the pupil left.
	Departure *Departure `json:"departure"`
	Keeping
}

// Act returns the act when the person can do it now, and nil otherwise.
func (c *Case) Act(act string) *Act {
	for i := range c.Acts {
		if c.Acts[i].Act == act {
			return &c.Acts[i]
		}
	}
	return nil
}

// May says whether the person can do this act now.
func (c *Case) May(act string) bool { return c.Act(act) != nil }

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
	DueAt             *time.Time `json:"dueAt"`
	OpenedAt          time.Time  `json:"openedAt"`
	ClosedAt          *time.Time `json:"closedAt"`
	Outcome           string     `json:"outcome"`
	DossierID         string     `json:"dossierId"`
	ApplicantSchoolID string     `json:"applicantSchoolId"`
	// Procedure of its case, in a list of tasks of several.
	Procedure string `json:"procedure"`
	// Assignee is AssignedToMe, AssignedToColleague or empty; the subject is told to its own party only.
	Assignee        string        `json:"assignee"`
	AssigneeSubject string        `json:"assigneeSubject"`
	Comments        []TaskComment `json:"comments"`
	HandedOverFrom  string        `json:"handedOverFrom"`
}

// LateAt says whether the task is overdue at a moment. That can be on the day itself, when a demonstration policy shortens the days.
func (t Task) LateAt(now time.Time) bool {
	if t.ClosedAt != nil {
		return false
	}
	return t.DaysLeft != nil && *t.DaysLeft < 0 || t.DueAt != nil && now.After(*t.DueAt)
}

// Who has taken up a task.
const (
	AssignedToMe        = "me"
	AssignedToColleague = "colleague"
)

// TaskComment is a remark with a task; its words are in the dossier.
type TaskComment struct {
	At time.Time `json:"at"`
	// By is the role of who made it.
	By     string `json:"by"`
	TextID string `json:"textId"`
}

// TaskList is the open tasks as of today.
type TaskList struct {
	Today string `json:"today"`
	Tasks []Task `json:"tasks"`
	// Total on all pages, and the cursor of the next one; empty on the last.
	Total      int    `json:"total"`
	NextCursor string `json:"nextCursor"`
}

// TimelineEntry is one line of the timeline.
type TimelineEntry struct {
	Version int64     `json:"version"`
	At      time.Time `json:"at"`
	Kind    string    `json:"kind"`
	Text    string    `json:"text"`
	By      string    `json:"by"`
}

// RelatedCase is a case beside this one.
type RelatedCase struct {
	CaseID    string `json:"caseId"`
	Procedure string `json:"procedure"`
	Status    string `json:"status"`
	Phase     string `json:"phase"`
	// Objector is the role of who objects, in a bezwaar.
	Objector   string `json:"objector"`
	ReceivedOn string `json:"receivedOn"`
	Closed     bool   `json:"closed"`
	DossierID  string `json:"dossierId"`
}

// Act is something the person can do now.
type Act struct {
	Act  string `json:"act"`
	Path string `json:"path"`
	// What it can be done on, when it is about tasks, terms or notices.
	TaskIDs   []string `json:"taskIds"`
	TermIDs   []string `json:"termIds"`
	NoticeIDs []string `json:"noticeIds"`
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
	// Replaces and ReplacedBy are other numbers, when an objection changed the decision; EndedOn the day on which this one ended by it.
	Replaces   string `json:"replaces"`
	ReplacedBy string `json:"replacedBy"`
	EndedOn    string `json:"endedOn"`
}
