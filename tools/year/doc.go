// Package year plays a school year of two hundred cases, and checks what everybody was told.
//
// The cases are played in virtual time by the real processes. What they ask to be sent is held against what policy and law demand, worked out
// anew from the record, and is then brought to the real notifications service, on a clock of its own, with a mail server and the
// systems of the five municipalities around it.
package year
