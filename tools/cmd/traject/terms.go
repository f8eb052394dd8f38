package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"traject.nl/workflows/terms/calculator"
)

// countTerms counts legal terms, for a person by flags and for a program by lines of JSON; it needs no Traject that runs.
func countTerms(ctx context.Context, args []string, out io.Writer) error {
	terminal, err := isTerminal(os.Stdin)
	if err != nil {
		return err
	}
	counted := make(chan error, 1)
	go func() { counted <- calculator.Run(args, calculator.Input{Reader: os.Stdin, Terminal: terminal}, out) }()
	select {
	case err := <-counted:
		return err
	case <-ctx.Done(): // it waits for a line that does not come
		return fmt.Errorf("stopped while reading stdin: %w", context.Cause(ctx))
	}
}

// isTerminal says whether a person types in the file; the null device looks like a terminal and is none.
func isTerminal(file *os.File) (bool, error) {
	info, err := file.Stat()
	if err != nil {
		return false, fmt.Errorf("look at stdin: %w", err)
	}
	if info.Mode()&os.ModeCharDevice == 0 {
		return false, nil
	}
	null, err := os.Stat(os.DevNull)
	if err != nil {
		return false, fmt.Errorf("look at %s: %w", os.DevNull, err)
	}
	return !os.SameFile(info, null), nil
}
