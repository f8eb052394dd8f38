// Package evidence is the append-only log with which ZOUT proves that a message was sent, arrived and was read (Awb 2:25), and what came
// in (Awb 2:17).
//
// Each case has a chain in each log. An entry holds the SHA-256 of the one before it, so that an entry that is changed, removed, put in
// between or moved breaks the chain (Verify), and an export of before shows when the end was cut off (Continues).
//
// Nothing in it says who somebody is: parties and subjects are opaque ids, and an address in the answer of a server is struck out.
package evidence
