package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"traject.nl/proto/keyring"
	"traject.nl/proto/payload"
	"traject.nl/tools/stack"
	"traject.nl/workflows/bezwaar/bezwaartest"
	"traject.nl/workflows/buitenkans/buitenkanstest"
	"traject.nl/workflows/golden"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/tlv/tlvtest"
)

// procedures whose histories are kept.
var procedures = map[string]golden.Procedure{
	"tlv": tlvtest.Procedure, "bezwaar": bezwaartest.Procedure, "buitenkans": buitenkanstest.Procedure, "places": buitenkanstest.Book,
	"plaatsing": plaatsingtest.Procedure,
}

func procedureNames() string { return strings.Join(slices.Sorted(maps.Keys(procedures)), ", ") }

// captureHistories plays the scripts of the procedures on a real Temporal server and writes the histories that replay
// tests compare new code with. Histories of a released version are never captured again: give a new folder.
func captureHistories(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 || args[0] != "capture" {
		return errors.New("usage: traject histories capture --procedure <name> [--policy zout|demo] --into <folder>")
	}
	flags := flag.NewFlagSet("traject histories capture", flag.ContinueOnError)
	name := flags.String("procedure", "", "one of "+procedureNames())
	policies := flags.String("policy", policy.ZOUT, "what the cases start with: zout, or demo, in which the Buitenkans begins on any day")
	into := flags.String("into", "", "folder of one logic version, such as workflows/tlv/testdata/histories/v2; keyring.json beside it encrypts")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	procedure, ok := procedures[*name]
	if !ok {
		return fmt.Errorf("--procedure is %q: choose one of %s", *name, procedureNames())
	}
	if err := policy.Use(*policies); err != nil {
		return fmt.Errorf("--policy: %w", err)
	}
	if *into == "" {
		return errors.New("--into is missing: name the folder of the logic version, such as workflows/tlv/testdata/histories/v2")
	}
	ring, err := keyring.Load(filepath.Join(filepath.Dir(filepath.Clean(*into)), "keyring.json"))
	if err != nil {
		return err
	}
	state, err := os.MkdirTemp("", "traject-histories-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(state)
	server, err := stack.StartTemporal(ctx, state)
	if err != nil {
		return err
	}
	if err := record(ctx, server.Address, ring, procedure, *into); err != nil {
		return errors.Join(err, server.Stop())
	}
	fmt.Fprintln(out, "captured in "+*into)
	return server.Stop()
}

func record(ctx context.Context, address string, ring *keyring.Ring, procedure golden.Procedure, folder string) error {
	temporal, err := client.DialContext(ctx, client.Options{
		HostPort: address, Namespace: stack.Namespace,
		Logger:        log.NewStructuredLogger(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))),
		DataConverter: payload.DataConverter(ring), FailureConverter: payload.FailureConverter(ring),
	})
	if err != nil {
		return err
	}
	defer temporal.Close()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return golden.Record(ctx, temporal, procedure, folder)
}
