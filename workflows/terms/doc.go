// Package terms is the legal clock: it counts terms as the Awb and the Algemene termijnenwet (Awt) count them.
//
// A term is a budget of days, counted from the day after an event, and a ledger of the stretches in which it ran or
// stood still. The last day follows from these two; it is never stored and pushed on. Where the law leaves two
// answers both are given: Planned is the earlier one, the one to plan on, and Last the later one.
//
// The package is pure: it reads no clock, no file and no network, so that process code may call it anywhere.
package terms
