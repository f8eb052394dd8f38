// Package buitenkanstest plays stays at the Buitenkans against stand-ins of the services: in virtual time for the tests of the procedure,
// and on a real Temporal server to record the golden histories.
package buitenkanstest
