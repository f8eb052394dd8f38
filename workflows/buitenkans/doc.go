// Package buitenkans is the procedure of a stay at the Buitenkans (ondersteuningsplan 2.2): temporary education and observation for pupils
// of groep 3 to 8, for at most thirteen weeks, that ends in an advice. The pupil goes back to the school of origin, which stays
// responsible, and a party, all along.
//
// # The steps
//
//	who                          does                                        file
//	school of origin             asks, with the groeidocument and a question request.go
//	SOT; parents                 support the request; agree                  request.go
//	Buitenkans                   admits, with or without urgency             admission.go
//	the book of places           gives a place, or a number on the list      waiting.go, package places
//	Buitenkans                   sets the first day and the last             planning.go
//	Buitenkans                   says on the first day whether the pupil came planning.go
//	Buitenkans, school           record that the pupil is away, and back     observation.go
//	Buitenkans                   moves the last day, talks halfway, advises  observation.go, advice.go
//	school                       plans the return, or asks for a TLV         returning.go
//	Buitenkans                   ends the stay, on time or early             ending.go
//	school, SOT                  talk about how it goes, twice               aftercare.go
//	school                       may withdraw until the pupil came           ending.go
//	anybody with a part          records that the pupil left ZOUT            ending.go
//
// # The thirteen weeks
//
// The last day that can never be passed is counted when the start is planned, and again only when another start is planned before the
// pupil came. From then on nothing moves it: no interruption, no other last day, no notice, no change of the school holidays. stay.go is
// that rule, without a clock or a service.
//
// # Places
//
// A pupil who is admitted is put in the book of places (package places), which gives places in one order to all who wait. This process
// asks it (DoPlace) and hears from it (the signal "place"), and never decides by itself that there is room.
//
// # What the Buitenkans may know
//
// Until the parents agree the Buitenkans is a third party (WPO 18a.13): it sees that there is a request, and nothing of the pupil.
//
// # How to read the code
//
// As package tlv: start with Run in process.go. messages.go lists the acts (contract/buitenkans has who may do each, and in which phases);
// state.go has the ways between the phases; wording.go and stories.go have every sentence. Tasks, terms, ladders, and what happens when a
// pupil leaves are the same in every procedure: they are in package casework.
package buitenkans
