//go:build !(linux && amd64)

package hostclock

import "errors"

// Follow is only there on Linux for amd64: elsewhere the code that asks for the time is another.
func Follow(string) error {
	return errors.New("clock: the clock of a process can only be set on linux/amd64")
}
