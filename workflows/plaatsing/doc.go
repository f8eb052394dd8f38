// Package plaatsing follows a pupil at a school for sbo or so, or in an institution, and the way back to a regular school: ondersteuningsplan
// 1.3, 2.1.3-3 and 2.2.1-1, WPO 40 lid 13 and 14, WEC 40 lid 15 and 16.
//
// The case begins by itself when a TLV is announced, and lasts as long as the placement and the return from it do: often many
// school years. At every 1 August it goes on in a new run, so that the history of a run is a school year.
//
// # The steps
//
//	who                          does                                        file
//	nobody                       begins, when a TLV is announced             opening.go
//	school of origin, office     begins, for a pupil in an institution       institution.go
//	receiving school             says that the pupil is there, or does       awaiting.go
//	                             not come
//	receiving and referring      evaluate, the first time together, then     evaluation.go
//	school                       every year
//	nobody                       opens the duty of the last school year      schoolyear.go, duty.go
//	receiving school             chooses what follows                        continuation.go
//	other cases                  tell of a new TLV, or of one that a         news.go
//	                             bezwaar changed or took away
//	receiving school             plans the return                            returnplan.go
//	regular school               agrees, says that the pupil is back,        returnanswer.go, returned.go
//	                             and talks about it three times
//	both schools                 stop a return that does not work out        stopping.go
//	anybody who works with it    records that the pupil left                 departure.go
//
// # Who is who
//
// The school of origin referred the pupil, and stays party to the case to the end. The host is the school where the pupil is now; in an
// institution there is none, and the school of origin keeps the placement. A school for which there is a next TLV can only say that the
// pupil is there, or does not come. The target is the regular school of a planned return. A school that is none of these any more has
// no part.
//
// # The terms
//
//	eerste-evaluatie    12 months from the first day at the school; met by   ondersteuningsplan 2.1.3-3
//	                    an evaluation of both schools
//	laatste-schooljaar  the last day of the TLV, from 1 August before it;    WPO 40 lid 14, WEC 40 lid 15
//	                    met by a new TLV or by the return
//
// Both are the receiving school's to meet.
//
// # How to read the code
//
// As package tlv: start with Run in process.go. messages.go lists the acts (contract/plaatsing has which roles may do each, and in which
// phases; parties.go which of the schools); state.go has the ways between the phases; wording.go and stories.go have the sentences.
package plaatsing
