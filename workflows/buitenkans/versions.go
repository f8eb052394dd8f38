package buitenkans

import "go.temporal.io/sdk/workflow"

// The logic version: one number for all of the process code, as in package tlv. A change that a running case would notice raises it,
// keeps the old way for older runs (`if p.logic < 2`), and says here why. Golden histories of every version stay in
// testdata/histories.
const (
	// 1: the stay of ondersteuningsplan 2.2, since Traject handles it.
	firstLogic  workflow.Version = 1
	newestLogic workflow.Version = 1
)

func logicOf(ctx workflow.Context) workflow.Version {
	return workflow.GetVersion(ctx, "logic", firstLogic, newestLogic)
}
