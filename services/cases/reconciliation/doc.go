// Package reconciliation compares the record with the processes: whether every open case has a process that runs, every
// process a case, and both stand at the same line of the timeline. The record is written after the process, so a case under
// way can differ for a moment: what differs is looked at a second time, a while later, and only what still differs is told.
//
// It holds ids and counts; who a case is about is not known here.
package reconciliation
