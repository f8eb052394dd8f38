// Package browser runs Traject in Chromium: what people see, on which screen and with which help. The tests themselves are
// in JavaScript; the Go test starts a stack with a case in every phase and runs them against it.
package browser
