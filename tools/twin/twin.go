// Package twin starts the program itself once more, as a part that needs a process of its own: its memory and its time are then not those of who
// measures.
package twin

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// Twin is such a process. It ends when its standard input does (Alone), so that it never outlives who started it.
type Twin struct {
	// Told is where it reads what it must know.
	Told io.Writer

	command *exec.Cmd
	input   io.Closer
	output  *bufio.Reader
}

// Start the program with a variable in its environment, by which it knows which part it is. Its errors come out beside ours.
func Start(variable, value string) (*Twin, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", variable, err)
	}
	command := exec.Command(program)
	command.Env = append(os.Environ(), variable+"="+value)
	command.Stderr = os.Stderr
	input, errIn := command.StdinPipe()
	output, errOut := command.StdoutPipe()
	if err := errors.Join(errIn, errOut); err != nil {
		return nil, fmt.Errorf("start %s: %w", variable, err)
	}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", variable, err)
	}
	return &Twin{Told: input, command: command, input: input, output: bufio.NewReader(output)}, nil
}

// Says waits for the next line that it prints, such as where it listens. When there is none it is ended.
func (t *Twin) Says() (string, error) {
	line, err := t.output.ReadString('\n')
	if err != nil {
		return "", errors.Join(fmt.Errorf("it said nothing: %w", err), t.End())
	}
	return strings.TrimSpace(line), nil
}

// PID of the process.
func (t *Twin) PID() int { return t.command.Process.Pid }

// End stops it and waits until it is gone.
func (t *Twin) End() error { return errors.Join(t.input.Close(), t.command.Wait()) }

// Alone waits, in the twin, until its parent is gone or the context ends.
func Alone(ctx context.Context, parent io.Reader) {
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		_, _ = io.Copy(io.Discard, parent) // however it ends, the parent is gone
	}()
	select {
	case <-gone:
	case <-ctx.Done():
	}
}
