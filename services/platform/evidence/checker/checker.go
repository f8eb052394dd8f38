// Package checker is `traject evidence verify`: it checks chains of evidence in the databases of a Traject, or in exports that were handed
// over, and compares them with earlier exports.
package checker

import (
	"bytes"
	"context"
	_ "embed" // the help
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/mongo"
)

//go:embed help.txt
var help string

// Services that keep a log; the name of each is that of its log and, unless the installation says otherwise, of its database.
var Services = []string{"cases", "documents", "notifications"}

// options of one check.
type options struct {
	mongo     string
	databases string
	note      string
	against   []string
	files     []string
}

// Run checks what the arguments name, and says per log what it found. It gives an error when a chain is not whole. With neither files nor
// --mongo it asks local for the MongoDB of the Traject that runs here.
func Run(ctx context.Context, args []string, local func() (uri string, err error), out io.Writer) error {
	given, err := read(args, out)
	if err != nil {
		return err
	}
	found := newFindings()
	for _, path := range given.against {
		exports, err := load(path)
		if err != nil {
			return err
		}
		found.expect(path, exports)
	}
	if len(given.files) > 0 {
		err = found.inFiles(given.files)
	} else {
		err = inDatabases(ctx, given, local, found)
	}
	if err != nil {
		return err
	}
	found.missing()
	if given.note != "" {
		if err := os.WriteFile(given.note, found.note(), 0o600); err != nil {
			return fmt.Errorf("write the note: %w", err)
		}
	}
	return found.tell(out)
}

func read(args []string, out io.Writer) (options, error) {
	var given options
	if len(args) == 0 || args[0] != "verify" {
		fmt.Fprint(out, help)
		if len(args) > 0 && (args[0] == "-h" || args[0] == "--help" || args[0] == "help") {
			return given, flag.ErrHelp
		}
		return given, errors.New("evidence: say what to do: traject evidence verify")
	}
	flags := flag.NewFlagSet("traject evidence verify", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.Usage = func() { fmt.Fprint(out, help) }
	flags.StringVar(&given.mongo, "mongo", "", "connection string")
	flags.StringVar(&given.databases, "databases", "", "name=database, with commas between")
	flags.StringVar(&given.note, "note", "", "file to write heads to")
	flags.Func("against", "earlier export", func(path string) error { given.against = append(given.against, path); return nil })
	rest := args[1:]
	for len(rest) > 0 { // flags and files in any order
		if err := flags.Parse(rest); err != nil {
			return given, err
		}
		if rest = flags.Args(); len(rest) > 0 {
			given.files, rest = append(given.files, rest[0]), rest[1:]
		}
	}
	if len(given.files) > 0 && given.mongo != "" {
		return given, errors.New("evidence verify: give files or --mongo, not both")
	}
	return given, nil
}

// inDatabases checks every chain in the databases of the services.
func inDatabases(ctx context.Context, given options, local func() (string, error), found *findings) error {
	uri := given.mongo
	if uri == "" {
		var err error
		if uri, err = local(); err != nil {
			return err
		}
	}
	names, err := databases(given.databases)
	if err != nil {
		return err
	}
	for _, log := range Services {
		if err := inDatabase(ctx, uri, names[log], log, found); err != nil {
			return err
		}
	}
	return nil
}

// databases are those of the services, some of which can have another name.
func databases(given string) (map[string]string, error) {
	names := map[string]string{}
	for _, log := range Services {
		names[log] = log
	}
	for pair := range strings.SplitSeq(given, ",") {
		if pair == "" {
			continue
		}
		log, name, ok := strings.Cut(pair, "=")
		if names[log] == "" || !ok || name == "" {
			return nil, fmt.Errorf("evidence verify: --databases %q: want name=database, with a name of %s", pair, strings.Join(Services, ", "))
		}
		names[log] = name
	}
	return names, nil
}

func inDatabase(ctx context.Context, uri, name, log string, found *findings) error {
	db, err := mongo.Connect(ctx, uri, name)
	if err != nil {
		return err
	}
	defer db.Close(ctx)
	found.begin(log)
	for entries, err := range evidence.ReadMongoLog(db.Database, log).Chains(ctx) {
		if err != nil {
			return fmt.Errorf("read the evidence in database %s: %w", name, err)
		}
		found.chain(evidence.Exported(log, entries[0].CaseID, entries))
	}
	return nil
}

// inFiles checks exports.
func (f *findings) inFiles(paths []string) error {
	for _, path := range paths {
		exports, err := load(path)
		if err != nil {
			return err
		}
		for _, export := range exports {
			f.begin(export.Log)
			f.chain(export)
		}
	}
	return nil
}

// file is what an export can look like: one chain, or several of a case.
type file struct {
	evidence.Export
	Chains []evidence.Export `json:"chains,omitempty"`
}

// load reads a file with exports: an object, an array, or one object a line.
func load(path string) ([]evidence.Export, error) {
	content, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read an export: %w", err)
	}
	defer content.Close()
	var exports []evidence.Export
	for decoder := json.NewDecoder(content); ; {
		var value json.RawMessage
		if err := decoder.Decode(&value); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("%s is no JSON: %w", path, err)
		}
		some, err := parse(value)
		if err != nil {
			return nil, fmt.Errorf("%s is no export of evidence: %w", path, err)
		}
		for _, one := range some {
			if one.Log != "" {
				exports = append(exports, one.Export)
			}
			exports = append(exports, one.Chains...)
		}
	}
	if len(exports) == 0 {
		return nil, fmt.Errorf("%s holds no chain of evidence", path)
	}
	return exports, nil
}

func parse(value json.RawMessage) ([]file, error) {
	if bytes.HasPrefix(value, []byte("[")) {
		var some []file
		err := decode(value, &some)
		return some, err
	}
	one := make([]file, 1)
	err := decode(value, &one[0])
	return one, err
}
