// Package cases is the record of every case: where it stands, who must act and by when, what happened, and which TLV
// numbers were given; of applications and of objections alike. The processes write it and ask it (activities Project,
// AssignTLVNumber and DescribeDecisions); people read it and act through it over HTTP, and see it change live.
//
// It holds no personal data. A case is an opaque id, parties, dates and Dutch lines without names; everything about a
// child lives in the sealed dossier of the documents service.
//
//	process.go    the processes behind the record, and the path of each act
//	acts.go       how a request becomes an act on the process; objections.go, how it becomes a case
//	once.go       one key, one act, one answer; receipts.go, what was entered, for who sent it and as evidence
//	bodies*.go    the JSON of each act
//	open*.go      which acts are open now, to whom, and on what
//	caseview.go   a case as its reader may see it; ledgerview.go, its terms, tasks and notices of default
//	termlist.go   open terms by risk; penalties.go and escalations.go beside it
//	answers.go    what outsiders answer who were told that something is overdue
//	feed.go       deadlines for a calendar, behind a secret link of calendars.go
//	stream.go     changes, pushed to who is looking (see platform/live)
//	store.go      what is kept, and the promises of the keeping
package cases
