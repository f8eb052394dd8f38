package cases

import "time"

// Clock is what the clock of a case did and keeps.
type Clock struct {
	PolicyVersion string           `json:"policyVersion,omitempty" doc:"The version of the policy that the case works with."`
	PolicyNewest  string           `json:"policyNewest,omitempty" doc:"For office and director: a newer version, to which the case can be moved."`
	PolicyMoves   []PolicyMoveView `json:"policyMoves" nullable:"false"`
	Extendable    []ExtendableView `json:"extendable" nullable:"false" doc:"Terms that the caller may make longer now, by notice."`
	Fired         []FiringView     `json:"fired" nullable:"false" doc:"What the clock did by itself, in order; for office, director and SOT."`
	Planned       []PlannedView    `json:"planned" nullable:"false" doc:"Tasks that open later by themselves."`
	Defaults      []DefaultView    `json:"defaults" nullable:"false" doc:"Notices of default; for office and director, and for who gave them."`
}

// PlannedView is a task that opens when its time comes.
type PlannedView struct {
	Kind    string     `json:"kind"`
	Party   string     `json:"party"`
	Mine    bool       `json:"mine" doc:"It is for a party of the caller."`
	Title   string     `json:"title"`
	Reason  string     `json:"reason"`
	Basis   string     `json:"basis"`
	DueOn   string     `json:"dueOn,omitempty" format:"date"`
	DueAt   *time.Time `json:"dueAt,omitempty" doc:"The moment at which it will be overdue."`
	OpensOn string     `json:"opensOn,omitempty" format:"date"`
	OpensAt *time.Time `json:"opensAt,omitempty"`
}

// PolicyMoveView is the explicit move of the case to another policy.
type PolicyMoveView struct {
	From string     `json:"from"`
	To   string     `json:"to"`
	At   *time.Time `json:"at,omitempty"`
	By   string     `json:"by,omitempty" doc:"Role of who did it."`
}

// ExtendableView is a term that may be made longer by notice.
type ExtendableView struct {
	TermID      string `json:"termId"`
	Ground      string `json:"ground" example:"Awb 7:10 lid 3"`
	AtMostWeeks int    `json:"atMostWeeks" doc:"0 when a date is named instead."`
}

// FiringView is one thing that the clock did.
type FiringView struct {
	Key   string     `json:"key"`
	Kind  string     `json:"kind" enum:"reminder,escalation,overrun"`
	About string     `json:"about" doc:"Id of the task or the term."`
	Title string     `json:"title"`
	DueOn string     `json:"dueOn" format:"date"`
	Days  int        `json:"days" doc:"Before the date (negative) or after it."`
	Told  []string   `json:"told" nullable:"false" doc:"The parties that were told."`
	At    *time.Time `json:"at,omitempty"`
	Late  bool       `json:"late" doc:"Later than planned, because nothing ran at the moment itself."`
	ID    string     `json:"id,omitempty" doc:"Of an escalation: its id in /v1/escalations."`
	Asked
}

// DefaultView is an ingebrekestelling and the dwangsom that may follow from it.
type DefaultView struct {
	ID              string     `json:"id" example:"ingebrekestelling/1"`
	TermID          string     `json:"termId,omitempty"`
	ReceivedOn      string     `json:"receivedOn" format:"date"`
	RecordedAt      *time.Time `json:"recordedAt,omitempty"`
	From            string     `json:"from,omitempty" doc:"Role of who gave it."`
	FromParty       string     `json:"fromParty,omitempty" doc:"For office and director."`
	TextID          string     `json:"textId,omitempty"`
	Judgement       string     `json:"judgement,omitempty" enum:"valid,premature,unfounded" doc:"Absent until somebody judged it."`
	JudgedOn        string     `json:"judgedOn,omitempty" format:"date"`
	JudgementTextID string     `json:"judgementTextId,omitempty"`
	FirstDay        string     `json:"firstDay,omitempty" format:"date" doc:"First day for which a dwangsom can be due."`
	LastDay         string     `json:"lastDay,omitempty" format:"date"`
	Steps           []string   `json:"steps" nullable:"false" doc:"How these days came about, in Dutch."`
	Rates           []RateView `json:"rates" nullable:"false"`
	StoppedOn       string     `json:"stoppedOn,omitempty" format:"date" doc:"The day of the decision, which itself does not count."`
	DecidedOn       string     `json:"decidedOn,omitempty" format:"date"`
	DecidedEuros    *int       `json:"decidedEuros,omitempty"`
	DecisionTextID  string     `json:"decisionTextId,omitempty"`
	Owed            *OwedView  `json:"owed,omitempty" doc:"Until and including today; absent when no dwangsom can be due."`
}

// RateView is what every day of a stretch costs, both ends included.
type RateView struct {
	FromOn    string `json:"fromOn" format:"date"`
	UntilOn   string `json:"untilOn" format:"date"`
	EurosADay int    `json:"eurosADay"`
}

// OwedView is what is owed until and including a day.
type OwedView struct {
	On    string `json:"on" format:"date"`
	Days  int    `json:"days"`
	Euros int    `json:"euros"`
}

// TaskView is one thing one party must do.
type TaskView struct {
	ID              string        `json:"id"`
	Kind            string        `json:"kind"`
	Party           string        `json:"party"`
	Mine            bool          `json:"mine" doc:"It is for a party of the caller."`
	Assignee        string        `json:"assignee,omitempty" enum:"me,colleague" doc:"Who of the party does it; absent when nobody took it up."`
	AssigneeSubject string        `json:"assigneeSubject,omitempty" doc:"Id of that colleague in the registry; with tasks of the own party, and for office and director."`
	Title           string        `json:"title"`
	Reason          string        `json:"reason"`
	Basis           string        `json:"basis"`
	DueOn           string        `json:"dueOn,omitempty" format:"date"`
	DueAt           *time.Time    `json:"dueAt,omitempty" doc:"The moment at which it is overdue."`
	DaysLeft        *int          `json:"daysLeft,omitempty" doc:"Calendar days; negative when late. Absent when closed."`
	OpenedAt        *time.Time    `json:"openedAt,omitempty"`
	ClosedAt        *time.Time    `json:"closedAt,omitempty"`
	Outcome         string        `json:"outcome,omitempty"`
	HandedOverFrom  string        `json:"handedOverFrom,omitempty" doc:"The party that had it before."`
	Comments        []CommentView `json:"comments" nullable:"false" doc:"Remarks; for who works with the dossier on ZOUT's side."`
}

// CommentView is a remark with a task; its words are in the dossier.
type CommentView struct {
	At     *time.Time `json:"at,omitempty"`
	By     string     `json:"by,omitempty" doc:"Role of who wrote it."`
	TextID string     `json:"textId"`
}

// TermView is a date with a legal or agreed meaning, with all that explains it.
type TermView struct {
	ID            string           `json:"id" example:"beslistermijn"`
	Title         string           `json:"title"`
	Kind          string           `json:"kind" enum:"statutory,service-norm,internal"`
	Basis         string           `json:"basis" example:"Awb 4:13"`
	Owner         string           `json:"owner,omitempty" doc:"Role that sees to it."`
	Event         string           `json:"event,omitempty" doc:"What it is counted from, in Dutch."`
	EventOn       string           `json:"eventOn" format:"date"`
	Weeks         int              `json:"weeks"`
	Days          int              `json:"days"`
	Months        int              `json:"months"`
	Backward      bool             `json:"backward" doc:"Counted back from the event."`
	FixedOn       string           `json:"fixedOn,omitempty" format:"date" doc:"The last day itself, when a law or a decision names it; there is then no length."`
	SchoolWeeks   bool             `json:"schoolWeeks" doc:"The weeks are weeks in which there is school."`
	StartCounts   bool             `json:"startCounts" doc:"The day of the event is the first day of the term."`
	PlannedOn     string           `json:"plannedOn,omitempty" format:"date" doc:"The date to plan on; absent while suspended with no end known."`
	LastOn        string           `json:"lastOn,omitempty" format:"date" doc:"The later answer where the law leaves two."`
	DaysLeft      *int             `json:"daysLeft,omitempty" doc:"Calendar days until plannedOn; negative when late. Absent when it does not run."`
	Suspended     bool             `json:"suspended"`
	BudgetLeft    int              `json:"budgetLeft" doc:"Days of the term that are left while it stands still with no end known."`
	SuspendedDays int              `json:"suspendedDays" doc:"Days that it stood still."`
	Suspensions   []SuspensionView `json:"suspensions" nullable:"false"`
	Extensions    []ExtensionView  `json:"extensions" nullable:"false"`
	Segments      []SegmentView    `json:"segments" nullable:"false" doc:"The days behind plannedOn, without gaps."`
	Steps         []string         `json:"steps" nullable:"false" doc:"How the date came about, in Dutch."`
	Warnings      []string         `json:"warnings" nullable:"false" doc:"What to read before relying on the date, in Dutch."`
	BeyondHorizon bool             `json:"beyondHorizon" doc:"The date rests on a year whose equated days are not known yet."`
	MetOn         string           `json:"metOn,omitempty" format:"date"`
	MissedOn      string           `json:"missedOn,omitempty" format:"date" doc:"First day after the last day, when it was not met; stays, whatever comes later."`
	Ended         bool             `json:"ended"`
}

// SuspensionView is one segment in which a term did not run: after an invitation, or from a day that was agreed or had a cause.
type SuspensionView struct {
	Ground      string `json:"ground"`
	InvitedOn   string `json:"invitedOn,omitempty" format:"date"`
	DueOn       string `json:"dueOn,omitempty" format:"date"`
	CompletedOn string `json:"completedOn,omitempty" format:"date"`
	Lapsed      bool   `json:"lapsed"`
	FromOn      string `json:"fromOn,omitempty" format:"date" doc:"First day without running."`
	UntilOn     string `json:"untilOn,omitempty" format:"date" doc:"Last day without running."`
	ProofID     string `json:"proofId,omitempty" doc:"The paper in the dossier that proves it."`
}

// ExtensionView is a longer term by written notice.
type ExtensionView struct {
	Weeks        int    `json:"weeks,omitempty"`
	Days         int    `json:"days,omitempty"`
	UntilOn      string `json:"untilOn,omitempty" format:"date"`
	NotifiedOn   string `json:"notifiedOn" format:"date"`
	Ground       string `json:"ground"`
	ReasonTextID string `json:"reasonTextId,omitempty"`
}

// SegmentView is a stretch of days of one kind, both ends included.
type SegmentView struct {
	Kind  string `json:"kind" doc:"Dutch, such as loopt or opgeschort."`
	From  string `json:"from" format:"date"`
	Until string `json:"until" format:"date"`
	Days  int    `json:"days"`
}
