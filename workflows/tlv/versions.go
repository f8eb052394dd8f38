package tlv

import "go.temporal.io/sdk/workflow"

// The logic version: one number for all of the process code. A run goes by the version it started with, and takes the newest
// when it continues as new. A change that a running case would notice raises the number, keeps the old way for older
// runs (`if p.logic < …`), and says here why. Golden histories of every version stay in testdata/histories.
const (
	// 1: the procedure of the ondersteuningsplan 2022-2026, bijlage IV.
	firstLogic workflow.Version = 1
	// 2: the policy holds reminders and ladders, and the case has a clock that acts on them.
	clockLogic workflow.Version = 2
	// 3: a TLV that is announced is followed in a case of its own.
	placementLogic workflow.Version = 3
	newestLogic    workflow.Version = placementLogic
)

func logicOf(ctx workflow.Context) workflow.Version {
	return workflow.GetVersion(ctx, "logic", firstLogic, newestLogic)
}
