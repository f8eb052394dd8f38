// Package casework holds what every procedure shares: tasks for whoever must act, terms with their legal basis, a story
// without gaps, a record that is always written, notices, and acts of people that are done once and one at a time.
//
// A procedure embeds a *Course, which is a *Case on its way from phase to phase, and tells the rest of its own story. The rules it can
// lean on:
//
//   - An act is checked before it is accepted, again when its turn comes, and is answered when the record has it.
//   - A change is one step: between the first thing that an act changes and its last line in the story nothing waits, so
//     that every version of the case is whole.
//   - Whatever must reach a service is retried until it does. A service that is away delays a case and never loses any of it.
//   - A case waits in its phases only (Stay), and there leaves a history behind that became long.
//   - A term is counted once and frozen in the history, so that a correction of the counting never moves a running case.
package casework
