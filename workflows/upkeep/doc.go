// Package upkeep is what Traject does by itself to stay in order. Each night the processes are compared with the record, which
// pages and reports read: the two are written one after the other, and must say the same.
//
// A run takes minutes and no person waits for it, so there is no history of it to replay with newer code: a run that a new
// release interrupts may fail, and the next night, or the engineer, starts another. That is why it has no logic version and
// no golden history.
package upkeep
