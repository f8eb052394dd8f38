// Package tlv is the procedure by which a school asks for a toelaatbaarheidsverklaring (TLV): the permission that a child needs for
// special primary education (sbo) or special education (so). It follows bijlage IV of the ondersteuningsplan of ZOUT.
//
// # The steps
//
//	who                 does                                            file
//	school              hands in the application                        intake.go
//	office              establishes that ZOUT must decide               competence.go
//	office, SOT         hold it against the conditions                  completeness.go
//	school              completes what was missing                      completion.go
//	parents             agree, or give their zienswijze                 parents.go
//	office              assigns two experts, one a GZ-psycholoog        experts.go
//	experts, office     talk with parents who differ, report, copy      zienswijze.go
//	experts             advise (TLA)                                    advice.go
//	office              chooses how to go on when the advices differ    difference.go
//	director            decides                                         decision.go
//	office              sends the letters                               announcement.go
//	nobody              waits out the term for objection                rest.go
//	school              may withdraw at any time before the decision    rest.go
//
// An application may come from another case of the pupil, and a TLV that is announced is followed in a case of its own: placement.go. What
// a departure of the pupil means is in departure.go.
//
// The conditions are about the way an application was prepared. None of them is about the child: ZOUT has no criteria on
// content, and this code judges nobody.
//
// # The terms
//
//	beslistermijn       8 weeks from the day of receipt                 Awb 4:13
//	                    stands still while a completion is awaited      Awb 4:5, 4:15 lid 1 onder a
//	                    is met by the announcement, not the decision    Awb 3:40: before it a decision has no effect
//	bezwaartermijn      6 weeks from the announcement                   Awb 6:7, 6:8
//
// Both are lengthened by the Algemene termijnenwet. The decision carries its own date too, so that a reader sees both. All
// other dates are service norms of ZOUT, from the policy that the case froze when it started (package policy).
//
// # How to read the code
//
// Start with Run in process.go. Each step is a function that waits; what people do arrives as an act. The acts of a step stand in its
// file, each as a check (what may not be) and what it does (services first, then one change with its line in the story).
// messages.go lists the acts (contract/tlv has who may do each, and in which phases); state.go the ways between the phases;
// wording.go has every sentence. What is not particular to TLV is in package casework.
package tlv
