// Package notifications is everything that leaves the house: a mail that says that something waits in Traject, with a link
// and without a word about it. It keeps the evidence of each: when it was composed, when which mail server accepted it
// (Awb 2:10: a notice within 48 hours after something is placed in the portal).
//
// A notice is claimed by its key before it is sent, and recorded as accepted after. When the process dies in between, the
// retry sends again: at least once towards the mail server, one record for each key, and the record tells the attempts.
package notifications
