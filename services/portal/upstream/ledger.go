package upstream

import "time"

// Term is a date with all that explains it. Dates are ISO 8601.
type Term struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Kind is "statutory", "service-norm" or "internal".
	Kind  string `json:"kind"`
	Basis string `json:"basis"`
	Event string `json:"event"`
	// EventOn is the day from which it is counted.
	EventOn  string `json:"eventOn"`
	Weeks    int    `json:"weeks"`
	Days     int    `json:"days"`
	Months   int    `json:"months"`
	Backward bool   `json:"backward"`
	// PlannedOn is the earlier answer where the law leaves two; empty while the term stands still with no end known.
	PlannedOn string `json:"plannedOn"`
	LastOn    string `json:"lastOn"`
	DaysLeft  *int   `json:"daysLeft"`
	Suspended bool   `json:"suspended"`
	// BudgetLeft is how many days are left while the term stands still.
	BudgetLeft    int          `json:"budgetLeft"`
	SuspendedDays int          `json:"suspendedDays"`
	Suspensions   []Suspension `json:"suspensions"`
	Extensions    []Extension  `json:"extensions"`
	Segments      []Segment    `json:"segments"`
	Steps         []string     `json:"steps"`
	Warnings      []string     `json:"warnings"`
	BeyondHorizon bool         `json:"beyondHorizon"`
	MetOn         string       `json:"metOn"`
	Ended         bool         `json:"ended"`
	// MissedOn stays, whatever comes later.
	MissedOn string `json:"missedOn"`
	Owner    string `json:"owner"`
}

// Over says that the term no longer runs.
func (t Term) Over() bool { return t.MetOn != "" || t.Ended }

// Suspension is a time in which a term stood still: after an invitation to complete, or agreed or caused from a day on.
type Suspension struct {
	Ground      string `json:"ground"`
	InvitedOn   string `json:"invitedOn"`
	DueOn       string `json:"dueOn"`
	CompletedOn string `json:"completedOn"`
	Lapsed      bool   `json:"lapsed"`
	FromOn      string `json:"fromOn"`
	UntilOn     string `json:"untilOn"`
	ProofID     string `json:"proofId"`
}

// Extension is a longer term by written notice.
type Extension struct {
	Weeks        int    `json:"weeks"`
	Days         int    `json:"days"`
	UntilOn      string `json:"untilOn"`
	NotifiedOn   string `json:"notifiedOn"`
	Ground       string `json:"ground"`
	ReasonTextID string `json:"reasonTextId"`
}

// Segment is a stretch of days of one kind behind the date of a term, both ends included.
type Segment struct {
	// Kind in Dutch, such as "loopt".
	Kind  string `json:"kind"`
	From  string `json:"from"`
	Until string `json:"until"`
	Days  int    `json:"days"`
}

// Keeping is what the clock of a case keeps.
type Keeping struct {
	Fired         []Firing        `json:"fired"`
	Defaults      []DefaultNotice `json:"defaults"`
	Extendable    []Extendable    `json:"extendable"`
	PolicyVersion string          `json:"policyVersion"`
	// PolicyNewest is there only when it is another than that of the case.
	PolicyNewest string       `json:"policyNewest"`
	PolicyMoves  []PolicyMove `json:"policyMoves"`
}

// Firing is one thing that the clock of a case did by itself.
type Firing struct {
	Key string `json:"key"`
	// Kind is "reminder", "escalation" or "overrun".
	Kind  string    `json:"kind"`
	About string    `json:"about"`
	Title string    `json:"title"`
	DueOn string    `json:"dueOn"`
	Days  int       `json:"days"`
	Told  []string  `json:"told"`
	At    time.Time `json:"at"`
	Late  bool      `json:"late"`
	Asked
}

// Extendable is a term that may be made longer by notice now.
type Extendable struct {
	TermID string `json:"termId"`
	Ground string `json:"ground"`
	// AtMostWeeks is 0 when a date is named instead.
	AtMostWeeks int `json:"atMostWeeks"`
}

// DefaultNotice is an ingebrekestelling and the dwangsom that may follow from it.
type DefaultNotice struct {
	ID         string    `json:"id"`
	TermID     string    `json:"termId"`
	ReceivedOn string    `json:"receivedOn"`
	RecordedAt time.Time `json:"recordedAt"`
	// From is the role of who gave it.
	From   string `json:"from"`
	TextID string `json:"textId"`
	// Judgement is empty as long as nobody looked at it: "valid", "premature" or "unfounded".
	Judgement       string        `json:"judgement"`
	JudgedOn        string        `json:"judgedOn"`
	JudgementTextID string        `json:"judgementTextId"`
	FirstDay        string        `json:"firstDay"`
	LastDay         string        `json:"lastDay"`
	Steps           []string      `json:"steps"`
	Rates           []PenaltyRate `json:"rates"`
	StoppedOn       string        `json:"stoppedOn"`
	DecidedOn       string        `json:"decidedOn"`
	DecidedEuros    int           `json:"decidedEuros"`
	DecisionTextID  string        `json:"decisionTextId"`
	// Owed as of today.
	Owed *Owed `json:"owed"`
}

// PenaltyRate is what every day of a stretch costs, both ends included.
type PenaltyRate struct {
	FromOn    string `json:"fromOn"`
	UntilOn   string `json:"untilOn"`
	EurosADay int    `json:"eurosADay"`
}

// Owed is a dwangsom until some day.
type Owed struct {
	On    string `json:"on"`
	Days  int    `json:"days"`
	Euros int    `json:"euros"`
}

// PolicyMove is the visible move of a running case to other rules.
type PolicyMove struct {
	From string    `json:"from"`
	To   string    `json:"to"`
	At   time.Time `json:"at"`
	// By is the role of who did it.
	By string `json:"by"`
}
