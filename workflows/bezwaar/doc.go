// Package bezwaar is the procedure of an objection (bezwaar) to one or more decisions on a TLV: Awb chapters 6 and 7, with the Landelijke
// Bezwaaradviescommissie Toelaatbaarheidsverklaringen (LBT) as the committee that advises (WPO 18a.12, Awb 7:13).
//
// One objection of one objector is one case. Several objections to one decision are cases side by side; one objection may be to
// several decisions on the same child.
//
// # The steps
//
//	who                          does                                        file
//	parents, school, board       object; the office records what comes       lodging.go, lodging_checks.go
//	                             on paper or from another interested party
//	office                       confirms the receipt                        intake.go
//	office                       asks to repair what is missing              repair.go
//	who objected                 repairs; explains why it came late          repair.go, intake.go
//	office                       holds an informal talk                      talk.go
//	office or director           files the verweerschrift                    intake.go
//	office                       makes the file for the LBT, and sends it    bundle.go
//	office                       plans the hearing, files its report         hearing.go
//	office                       records the advice of the LBT               advice.go
//	director                     decides                                     decision.go
//	office                       sends the letters                           announcement.go
//	nobody                       waits out the term for beroep               ending.go
//	who objected                 may withdraw until there is a decision      ending.go
//
// Nothing is refused for being late, without grounds, or by the wrong way: that is for a human to weigh, in the decision.
//
// # The terms
//
//	lbt-verzoek            14 days from receipt                              LBT-reglement art. 2.2, no law
//	beslistermijn-bezwaar  12 weeks from the day after the term to object    Awb 7:10 lid 1
//	                       ended, not from receipt
//	                       stands still while a repair is awaited            Awb 7:10 lid 2
//	                       six weeks longer by notice, once                  Awb 7:10 lid 3 (casework.ExtendTerm)
//	                       stands still as agreed                            Awb 7:10 lid 4 (casework.AgreeDelay)
//	                       is met by the announcement                        Awb 3:40
//	stukken                10 days back from the hearing                     Awb 7:4 lid 1
//	inzage                 7 days back from the hearing                      Awb 7:4 lid 2
//	beroepstermijn         6 weeks from the announcement                     Awb 6:7
//
// # How to read the code
//
// As package tlv: start with Run in process.go. messages.go lists the acts (contract/bezwaar has who may do each, and in which phases);
// state.go has the ways between the phases; wording.go and stories.go have every sentence. Tasks, terms, extensions, notices of default and
// the dwangsom are the same in every procedure: they are in package casework.
package bezwaar
