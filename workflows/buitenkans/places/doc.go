// Package places keeps the places of a provision: who is where on which day, who waits, and why.
//
// The rules:
//
//   - A group never takes more pupils than it has places, on any day. When places go away nobody is put out: the book says so.
//   - Who waits stands in one order: first the pupils who are at home, then those who threaten to be, then the others; within each by the
//     day of admission, and on the same day by the number of the case (order.go).
//   - The first in that order gets the first place that fits: a group for the pupil's year, with room on every day of the whole stay,
//     beginning on a school day, from the first day on which the pupil can start, at most four weeks ahead (book.go).
//   - Somebody behind goes first only with a place that the one in front cannot use, and both see why.
//   - Everybody who waits sees the reasons of their place, and the day on which a place is expected (reasons.go).
//
// Book is those rules, without a clock or a service. Run is the process around it: one for each provision, so that all acts on places
// come one after the other (process.go).
package places
