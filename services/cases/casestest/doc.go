// Package casestest holds what tests of the cases service and of what is built on it share: a store in memory, the suite
// that every store must pass, and cases to put in it.
package casestest
