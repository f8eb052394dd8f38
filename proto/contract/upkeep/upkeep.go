// Package upkeep is the contract of what Traject does by itself to stay in order: the nightly reconciliation of the processes
// with the record.
package upkeep

import (
	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
)

// TaskQueue on which the process code runs.
const TaskQueue = act.TaskQueue

// Workflow is the name of the process that reconciles. It takes no input.
const Workflow = "reconcile"

// ReconcileSchedule is the id of the schedule that starts it.
const ReconcileSchedule = "traject-reconcile"

// RunningCases selects the processes of open cases in Temporal's visibility store. It uses what every Temporal keeps by
// itself: the type of a workflow is the procedure, so that no search attribute of our own is needed.
const RunningCases = `ExecutionStatus = "Running" AND WorkflowType IN ("` + tlv.Workflow + `", "` + bezwaar.Workflow + `", "` +
	buitenkans.Workflow + `", "` + plaatsing.Workflow + `")`
