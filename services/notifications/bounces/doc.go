// Package bounces receives what a mail server sends back when a mail that it accepted could not be delivered after all: a delivery status
// notification (RFC 3464), addressed to the envelope sender. Each mail has an envelope sender of its own, with a token that cannot be
// guessed; so a notification says by its address alone which mail it is about, and nobody can invent one.
//
// Of a notification only the action, the status and the reply code are kept. Its text quotes the address and often the name in it.
package bounces
