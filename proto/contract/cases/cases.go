// Package cases is the contract of the cases service with the processes: its task queue and activities.
package cases

// TaskQueue on which the cases service hosts its activities.
const TaskQueue = "cases"

// The activities. Requests and responses are the messages of traject.cases.v1 with the same name.
const (
	Project         = "cases.Project"
	AssignTLVNumber = "cases.AssignTLVNumber"
	// DescribeDecisions reads the decisions that an objection is about from the record.
	DescribeDecisions = "cases.DescribeDecisions"
	// DoPlace brings an act to the process that keeps the places of a provision (PlaceRequest), ProjectPlaces writes its book.
	DoPlace       = "cases.DoPlace"
	ProjectPlaces = "cases.ProjectPlaces"
	// Reconcile compares the processes with the record (contract/upkeep). It takes minutes, and tells that it is alive every few seconds.
	Reconcile = "cases.Reconcile"
)
