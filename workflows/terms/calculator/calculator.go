// Package calculator is `traject terms`: it counts terms for people, who give flags and read Dutch, and for programs, which
// write and read a JSON object per line. All counting is in package terms.
package calculator

import (
	_ "embed" // the help
	"errors"
	"fmt"
	"io"
)

// help is the whole documentation of the command.
//
//go:embed help.txt
var help string

// Input is what the command reads from.
type Input struct {
	io.Reader
	// Terminal says that a person types it: then nothing is read unless --json asks for it.
	Terminal bool
}

// Run is the command with the arguments after its name. A wrong flag or value is an error; a wrong line of JSON is answered as
// such, and the lines after it are counted.
func Run(args []string, in Input, out io.Writer) error {
	switch {
	case len(args) == 0 && in.Terminal:
		return tellHelp(out)
	case len(args) == 0:
		return answerLines(in, out)
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		return tellHelp(out)
	case "-json", "--json":
		if len(args) > 1 {
			return fmt.Errorf("%s stands alone: leave out %q, and put it in the lines", args[0], args[1:])
		}
		return answerLines(in, out)
	case "dwangsom":
		return tellPenalty(args[1:], out)
	case "plaatsing":
		return tellPlacement(args[1:], out)
	}
	return tellTerm(args, out)
}

func tellHelp(out io.Writer) error {
	_, err := io.WriteString(out, help)
	return err
}

// errHelp points to where the flags are.
var errHelp = errors.New("see: traject terms --help")
