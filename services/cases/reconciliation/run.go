package reconciliation

import "time"

// Kind of difference.
type Kind string

// The kinds.
const (
	// NoProcess: the record has the case as open, and no process of it runs.
	NoProcess Kind = "no_process"
	// NoRecord: a process of the case runs, and the record does not have it.
	NoRecord Kind = "no_record"
	// OtherVersion: the record and the process stand at different lines of the timeline.
	OtherVersion Kind = "other_version"
	// NoAnswer: the process runs and does not say where it stands, as when its code fails.
	NoAnswer Kind = "no_answer"
)

// Kinds are all of them.
var Kinds = []Kind{NoProcess, NoRecord, OtherVersion, NoAnswer}

// Difference between the record and the process of a case.
type Difference struct {
	CaseID    string `bson:"caseId"`
	Procedure string `bson:"procedure"`
	Kind      Kind   `bson:"kind"`
}

// Run is one reconciliation and what came of it.
type Run struct {
	// ID of the run of the process that asked for it.
	ID        string    `bson:"_id"`
	StartedAt time.Time `bson:"startedAt"`
	EndedAt   time.Time `bson:"endedAt"`
	// Records and Processes are how many open cases and running processes were compared.
	Records   int `bson:"records"`
	Processes int `bson:"processes"`
	// Differences that stayed, at most MostDifferences of them; Count is how many there are by kind.
	Differences []Difference `bson:"differences"`
	Count       map[Kind]int `bson:"count"`
}

// MostDifferences are listed one by one. With more, something is wrong with all of them.
const MostDifferences = 200

// Total is how many differences there are.
func (r Run) Total() int {
	total := 0
	for _, count := range r.Count {
		total += count
	}
	return total
}

// add a difference.
func (r *Run) add(found Difference) {
	if r.Count == nil {
		r.Count = map[Kind]int{}
	}
	r.Count[found.Kind]++
	if len(r.Differences) < MostDifferences {
		r.Differences = append(r.Differences, found)
	}
}
