// Package hostclock makes a process see another time of day than its machine has, as on a host whose clock is wrong. The program need not know:
// Go asks the kernel for the time through a small piece of code that the kernel puts in every process (the vDSO), and that is what is replaced.
// Only the time of day shifts; how much time passes does not, as with a clock that is set. Nothing but a test may use it: it is for programs that
// call Follow themselves, and there is no setting of Traject that does.
package hostclock

import (
	"encoding/binary"
	"fmt"
	"os"
	"time"
)

// size of the file with the offset, in bytes: whole seconds, in the order of the machine.
const size = 8

// Make the file through which a clock is set, with a clock that is right.
func Make(file string) error { return Set(file, 0) }

// Set the clock of whoever follows the file: so much before (negative) or after the time of the machine, in whole seconds.
func Set(file string, offset time.Duration) error {
	opened, err := os.OpenFile(file, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("clock: %w", err)
	}
	defer opened.Close()
	text := binary.NativeEndian.AppendUint64(nil, uint64(int64(offset/time.Second)))
	if _, err := opened.WriteAt(text, 0); err != nil {
		return fmt.Errorf("clock: %w", err)
	}
	return nil
}
