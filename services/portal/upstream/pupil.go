package upstream

import "time"

// PlannedTask is a task that opens by itself when its time comes.
type PlannedTask struct {
	Kind    string     `json:"kind"`
	Party   string     `json:"party"`
	Mine    bool       `json:"mine"`
	Title   string     `json:"title"`
	Reason  string     `json:"reason"`
	Basis   string     `json:"basis"`
	DueOn   string     `json:"dueOn"`
	DueAt   *time.Time `json:"dueAt"`
	OpensOn string     `json:"opensOn"`
}

// Departure says that the pupil left: Reason is "moved", "vo" or "deceased".
type Departure struct {
	Reason     string    `json:"reason"`
	On         string    `json:"on"`
	RecordedAt time.Time `json:"recordedAt"`
	By         string    `json:"by"`
	// CaseID is the case in which it was recorded.
	CaseID string `json:"caseId"`
}
