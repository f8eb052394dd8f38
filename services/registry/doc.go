// Package registry knows who is who in the region: schools, boards, municipalities, subregions, networks, experts, colleagues and the
// mailboxes of everyone who takes part. Public facts only: no pupil, no parent and no person's name is ever in it.
//
// The facts come from lists (CSV files made from the bijlagen of the ondersteuningsplan; see data/README.md). Loading is all
// or nothing: when one row is bad every bad row is named and nothing is loaded. Loading the same lists twice changes nothing.
// What the office has edited is the office's: a later load leaves that field alone, and the history tells who wrote it.
//
// Where to look: lists.go says which columns a list has and what each may hold, for the file and for the office alike;
// load.go puts lists into the store; record.go is one row with its history; directory.go is what the office can do; the
// *_api.go files are the HTTP API; activities.go is what the processes ask.
package registry
