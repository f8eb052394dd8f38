// Command vulns looks for known vulnerabilities in the programs of Traject that their code can reach, with govulncheck and without internet: what
// the Go vulnerability database says of our modules is kept in the folder db beside it.
//
//	go run ./tools/lint/vulns                    from the root of the workspace; ends with 1 when something was found
//	go run ./tools/lint/vulns -update checkout   renews the folder from a checkout of github.com/golang/vulndb
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// scanTime is how long all programs together may take.
const scanTime = 20 * time.Minute

// folder is where the excerpt of the database is, from the root of the workspace.
var folder = filepath.Join("tools", "lint", "vulns", "db")

// programs are everything that is in an image. Traject itself has the Temporal server in it, whose calls take more memory to follow than a
// machine that builds has: of it the binary is looked at, where each function counts as reached that was linked.
var programs = []program{
	{module: "services", pattern: "./cmd/..."},
	{module: "tools", pattern: "./cmd/worker"},
	{module: "tools", pattern: "./cmd/traject", binary: true},
}

type program struct {
	module, pattern string
	binary          bool
}

// exceptions are vulnerabilities that do not touch us although the code can be reached, with why.
var exceptions = map[string]string{}

func main() {
	update := flag.String("update", "", "checkout of github.com/golang/vulndb to renew the excerpt from")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), scanTime)
	defer cancel()
	run := check
	if *update != "" {
		run = func(ctx context.Context) error { return renew(ctx, filepath.Join(*update, "data", "osv")) }
	}
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1) //nolint:gocritic // nothing is left to end
	}
}

// check scans every program.
func check(ctx context.Context) error {
	if err := covered(ctx, folder); err != nil {
		return err
	}
	var problems []error
	for _, program := range programs {
		begun := time.Now()
		findings, err := program.scan(ctx)
		if err != nil {
			return err
		}
		called := 0
		for _, finding := range findings {
			if why, ok := exceptions[finding.OSV]; ok {
				fmt.Fprintf(os.Stdout, "%s in %s does not touch us: %s\n", finding.OSV, program.module, why)
				continue
			}
			called++
			problems = append(problems, fmt.Errorf("%s", finding))
		}
		fmt.Fprintf(os.Stdout, "%s %s: %d known vulnerabilities can be reached (%s)\n", program.module, program.pattern, called, time.Since(begun).Round(time.Second))
	}
	return errors.Join(problems...)
}
