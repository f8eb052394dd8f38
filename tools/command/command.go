// Package command runs the commands of this module.
package command

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
)

// Main runs a command until it is done, or until Ctrl-C or SIGTERM ends its context. It does not return: an error is told and is exit status 1, a
// request for help is not an error.
func Main(name string, run func(ctx context.Context, args []string, out io.Writer) error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, name+": "+err.Error())
		os.Exit(1)
	}
	os.Exit(0)
}

// Quiet leaves out of the log what is below a level: figures are for reading.
func Quiet(below slog.Level) {
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: below})))
}
