// Command traject runs and shows Traject on one machine.
package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"traject.nl/services/platform/launch"
	"traject.nl/tools/command"
)

// verb is one thing that traject can do.
type verb struct {
	name, what string
	run        func(ctx context.Context, args []string, out io.Writer) error
}

var commands = []verb{
	{"run", "start everything on this machine and print the addresses", run},
	{"devstack", "start what Traject stands on, for a cluster that has nothing else: Temporal, store, sign-in, mail", devStack},
	{"demo", "add cases in every phase to the Traject that runs", playDemo},
	{"check", "look whether an installed Traject works; traject check --help tells how", checkInstalled},
	{"terms", "count a legal term, or thousands of them; traject terms --help tells how", countTerms},
	{"evidence verify", "check the proof of what was sent and came in; traject evidence --help tells how", verifyEvidence},
	{"histories capture", "record the golden histories of the procedures on a real Temporal server", captureHistories},
}

func main() { command.Main("traject", execute) }

func execute(ctx context.Context, args []string, out io.Writer) error {
	if len(args) > 0 {
		for _, c := range commands {
			if name, _, _ := strings.Cut(c.name, " "); name == args[0] {
				return c.run(ctx, args[1:], out)
			}
		}
	}
	fmt.Fprintf(out, "Traject %s\n\nusage: traject <command> [flags]\n", launch.Build)
	for _, c := range commands {
		fmt.Fprintf(out, "  %-20s %s\n", c.name, c.what)
	}
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		return nil
	}
	return fmt.Errorf("unknown command %q", args[0])
}
