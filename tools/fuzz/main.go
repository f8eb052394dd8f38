// Command fuzz sends a running Traject what its own OpenAPI documents allow, and everything that they do not: as each role, with one thing wrong at a
// time. It checks that every answer is documented, that no request fails, that a refusal is problem+json in Dutch, shows nothing of the inside and
// repeats nothing of what was sent, that it changed nothing, and that the same request again is answered alike.
//
// Without -at it starts a Traject of its own. With one seed it does the same each time, as far as the ids are the same.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"traject.nl/tools/command"
	"traject.nl/tools/figures"
	"traject.nl/tools/stack"
)

func main() { command.Main("fuzz", fuzz) }

func fuzz(ctx context.Context, args []string, out io.Writer) (err error) {
	flags := flag.NewFlagSet("fuzz", flag.ContinueOnError)
	flags.SetOutput(out)
	var p plan
	flags.Uint64Var(&p.seed, "seed", 7, "what the requests follow from")
	flags.IntVar(&p.requests, "requests", 10_000, "how many requests")
	flags.StringVar(&p.only, "only", "", "only paths with this part")
	at := flags.String("at", "", "a file with the addresses of a running Traject as JSON, in place of one of its own: {\"cases\":\"http://…\",\"documents\":…,\"registry\":…,\"notifications\":…,\"signIn\":…}")
	file := flags.String("write", "", "the file of which the table between the marks figures:fuzz-http is replaced")
	if err := flags.Parse(args); err != nil {
		return err
	}
	w, err := open(ctx, *at)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.stop()) }()
	began := time.Now()
	result, err := run(ctx, w, p, out)
	if err != nil {
		return err
	}
	body := fmt.Sprintf("%s\n\nSeed %d, %d requests in %s to %d operations as %d people and as nobody; %d operations were accepted at least once. Slowest answer %s.\n\n%s",
		figures.Machine(), p.seed, p.requests, time.Since(began).Round(time.Second), len(result.asked), len(w.accounts), len(result.accepted), result.slowest.Round(time.Millisecond), result.table())
	fmt.Fprintf(out, "%s\n%s", body, result.told())
	if *file != "" {
		if err := figures.Write(*file, "fuzz-http", body); err != nil {
			return err
		}
	}
	if n := len(result.faults); n > 0 {
		return fmt.Errorf("%d kinds of faults with seed %d; they are told above", n, p.seed)
	}
	return nil
}

func open(ctx context.Context, at string) (*world, error) {
	if at == "" {
		return started(ctx)
	}
	text, err := os.ReadFile(at)
	if err != nil {
		return nil, err
	}
	var addresses stack.Addresses
	if err := json.Unmarshal(text, &addresses); err != nil {
		return nil, fmt.Errorf("%s: %w", at, err)
	}
	return found(addresses), nil
}
