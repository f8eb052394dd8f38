// Package cases is the record of every case: where it stands, who must act and by when, what happened, and which TLV
// numbers were given. The processes write it (activities Project and AssignTLVNumber); people read it and act through it
// over HTTP, and see it change live.
//
// It holds no personal data. A case is an opaque id, parties, dates and Dutch lines without names; everything about a
// child lives in the sealed dossier of the documents service.
//
//	acts.go      what a person can do, and how a request becomes an act on the process
//	bodies.go    the JSON of each act
//	open.go      which acts are open now, and to whom
//	caseview.go  a case as its reader may see it
//	live.go      changes, pushed to who is looking
//	store.go     what is kept, and the promises of the keeping
package cases
