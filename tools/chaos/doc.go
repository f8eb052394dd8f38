// Package chaos lets people handle cases by a script that follows from a seed, while parts of Traject are killed, paused, slowed and cut off,
// and then judges from outside what became of every case.
//
//	script.go     which cases a seed has: tlv.go, objection.go, courses.go, with shared.go and refusals.go strewn among them
//	tale.go       one case and how it is played; courier.go sends, and sends again
//	look.go       everything that can be seen of one case afterwards
//	judge.go      what must be true of it, one file for each kind: acts.go, standing.go, ledger.go, notices.go, sight.go, whole.go
//	round.go      several seeds on one machine, with the faults
//	report.go     the lines and the tables
//
// Which acts are tried, by whom, and which request is sent twice or loses its answer follows from the seed alone. When a fault hits, and what
// it hits, is a matter of moments: a seed that failed is run again with the same script and the same list of faults.
package chaos
