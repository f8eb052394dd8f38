package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/user"
	"syscall"
	"time"

	"traject.nl/services/platform/telemetry"
	"traject.nl/tools/stack"
)

// devStack runs what Traject stands on, for a cluster in which there is nothing else. It logs JSON on standard error.
func devStack(ctx context.Context, args []string, out io.Writer) error {
	options, err := devStackOptions(args)
	if err != nil {
		return err
	}
	if err := beSomebody(options.State); err != nil {
		return err
	}
	stopTelemetry, err := telemetry.Start(ctx, "devstack")
	if err != nil {
		return err
	}
	begun := time.Now()
	running, err := startDevStack(ctx, options)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "The development stack runs after %.1f s.\n", time.Since(begun).Seconds())
	for _, line := range [][2]string{
		{"Portal (elsewhere)", running.Portal}, {"Sign-in (development)", running.SignIn}, {"Temporal", running.Temporal},
		{"Temporal UI", running.TemporalUI}, {"Store", running.Store}, {"Mail that was sent", running.Mail}, {"Health", running.Health + "/readyz"},
	} {
		fmt.Fprintf(out, "  %-22s %s\n", line[0], line[1])
	}
	return untilStopped(ctx, running, stopTelemetry)
}

// devStackOptions reads the flags.
func devStackOptions(args []string) (stack.DevOptions, error) {
	var options stack.DevOptions
	flags := flag.NewFlagSet("traject devstack", flag.ContinueOnError)
	flags.StringVar(&options.State, "state", ".devstack", "folder in which everything is kept")
	flags.StringVar(&options.Listen, "listen", "127.0.0.1", "IP address to listen on; 0.0.0.0 for every one of this machine")
	flags.StringVar(&options.Portal, "portal", "", "URL of the portal as browsers know it (default http://localhost:8080)")
	flags.StringVar(&options.Issuer, "issuer", "", "URL of the sign-in as browsers know it (default http://localhost:8090)")
	flags.StringVar(&options.UI, "ui", "", "URL of the Temporal UI as browsers know it (default http://localhost:8233)")
	key := flags.String("portal-key", "", "PEM file with the key of the portal, private or public")
	ports := flags.String("ports", "fixed", "fixed, or random for free ones that the state folder remembers")
	if err := flags.Parse(args); err != nil {
		return options, err
	}
	if *key == "" {
		return options, errors.New("--portal-key is missing: name the PEM file with the key with which the portal proves who it is")
	}
	if *ports != "fixed" && *ports != "random" {
		return options, fmt.Errorf("--ports %q: want fixed or random", *ports)
	}
	options.RandomPorts, options.Log = *ports == "random", os.Stderr
	var err error
	options.PortalKey, err = stack.ReadPortalKey(*key)
	return options, err
}

// beSomebody begins this program anew with a name and a home when its user has none, as in an image with nothing but the program: the
// Temporal server does not start for nobody, and who somebody is, is looked up only once.
func beSomebody(home string) error {
	if _, err := user.Current(); err == nil {
		return nil
	}
	if os.Getenv("USER") != "" && os.Getenv("HOME") != "" {
		return errors.New("the user of this process cannot be found, although USER and HOME are set")
	}
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("start again as a user with a name: %w", err)
	}
	return syscall.Exec(program, os.Args, append(os.Environ(), "USER=traject", "HOME="+home))
}

func startDevStack(ctx context.Context, options stack.DevOptions) (*stack.DevStack, error) {
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	return stack.StartDevStack(ctx, options)
}
