// Command bootstrap prepares an installation of Traject, and as `bootstrap promote` makes a build of the worker current; the
// settings are in bootstrap.FromEnv and bootstrap.PromoteFromEnv.
package main

import (
	"fmt"
	"os"

	"traject.nl/services/bootstrap"
	"traject.nl/services/platform/launch"
)

func main() {
	switch arguments := os.Args[1:]; {
	case len(arguments) == 0:
		launch.Main("bootstrap", bootstrap.FromEnv, bootstrap.Prepare)
	case len(arguments) == 1 && arguments[0] == "promote":
		launch.Main("bootstrap", bootstrap.PromoteFromEnv, bootstrap.Promote)
	default:
		fmt.Fprintf(os.Stderr, "bootstrap: %q is not known: give no argument to prepare an installation, or promote\n", arguments)
		os.Exit(1)
	}
}
