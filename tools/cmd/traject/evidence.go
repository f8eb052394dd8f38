package main

import (
	"context"
	"io"

	"traject.nl/services/platform/evidence/checker"
)

// verifyEvidence checks the chains of evidence; without other arguments those of the Traject that runs from the default state folder.
func verifyEvidence(ctx context.Context, args []string, out io.Writer) error {
	local := func() (string, error) {
		at, err := running(ctx, ".state")
		return at.Store, err
	}
	return checker.Run(ctx, args, local, out)
}
