// Package resilience kills Traject in the middle of a case and looks whether anything was lost or done twice.
//
// Its tests run the real program as a child, play a whole case over the public HTTP API, and send every call with the same
// Idempotency-Key until it is answered. The moments of the kills are random; the seed is printed, and TRAJECT_KILL_SEED
// chooses it:
//
//	TRAJECT_KILL_SEED=1659855 go test -v ./resilience
//
// A case that nobody looks at is killed too, at every rung of its ladder; the demonstration policy plays it in two minutes.
package resilience
