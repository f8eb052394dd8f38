// Package plaatsingtest plays placement cases against stand-ins of the services: in virtual time for the tests of the procedure, and on
// a real Temporal server to record the golden histories.
package plaatsingtest
