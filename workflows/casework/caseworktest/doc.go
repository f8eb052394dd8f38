// Package caseworktest is what the tests of every procedure share: a case told in virtual time, the tables in which people see it, and
// whether its phases and acts hang together.
package caseworktest
