package policy

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// document is a policy as it stands in its file, with the line of everything.
type document struct {
	version        word
	taskDaySeconds number
	terms          []*termEntry
	tasks          []*taskEntry
	ladders        []*ladderEntry
	cutOffs        []*cutOffEntry
	// lines of the sections, for what is missing in them.
	lines map[string]int
}

// word, number and flag are values and where they stand; line is 0 for one that was not given.
type (
	word struct {
		line  int
		value string
	}
	number struct{ line, value int }
	flag   struct {
		line  int
		value bool
	}
)

type termEntry struct {
	id                  word
	kind, basis, owner  word
	weeks, days, months number
	backward            flag
	dated, schoolWeeks  flag
	reminders           []number
	tells               []word
	ladder              word
}

type taskEntry struct {
	kind, basis word
	days, lead  number
	reminders   []number
	ladder      word
}

type ladderEntry struct {
	name  word
	rungs []rungEntry
}

type rungEntry struct {
	line  int
	after number
	tell  word
	// asks, within and desk are for an outsider: what is asked of it, in how many days, and of which desk.
	asks, desk word
	within     number
}

type cutOffEntry struct {
	id, from, until, basis word
}

// The keys of a file.
var (
	fileKeys   = []string{"version", "task-day-seconds", "terms", "tasks", "ladders", "cut-offs"}
	termKeys   = []string{"kind", "weeks", "days", "months", "school-weeks", "dated", "backward", "basis", "owner", "reminders", "tells", "ladder"}
	taskKeys   = []string{"days", "lead", "basis", "reminders", "ladder"}
	rungKeys   = []string{"after", "tell", "asks", "within", "desk"}
	rungNeeds  = []string{"after", "tell"}
	cutOffKeys = []string{"from", "until", "basis"}
)

// readFile reads the form of a file; nil when it is no YAML at all.
func readFile(text []byte, found *faults) *document {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var root yaml.Node
	if err := decoder.Decode(&root); err != nil {
		if errors.Is(err, io.EOF) {
			found.add(1, "the file is empty")
		} else {
			found.add(yamlLine(err), "no YAML: %v", err)
		}
		return nil
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		found.add(1, "the file holds more than one document; one is wanted")
	}
	d := &document{lines: map[string]int{}}
	fields := readFields(root.Content[0], "the file", fileKeys, found)
	for key, node := range fields {
		d.lines[key] = node.Line
	}
	d.version = readWord(fields["version"], "version", found)
	d.taskDaySeconds = readNumber(fields["task-day-seconds"], "task-day-seconds", found)
	eachOf(fields["terms"], "terms", found, func(id word, node *yaml.Node) {
		d.terms = append(d.terms, readTerm(id, node, found))
	})
	eachOf(fields["tasks"], "tasks", found, func(kind word, node *yaml.Node) {
		d.tasks = append(d.tasks, readTask(kind, node, found))
	})
	eachOf(fields["ladders"], "ladders", found, func(name word, node *yaml.Node) {
		d.ladders = append(d.ladders, readLadder(name, node, found))
	})
	eachOf(fields["cut-offs"], "cut-offs", found, func(id word, node *yaml.Node) {
		d.cutOffs = append(d.cutOffs, readCutOff(id, node, found))
	})
	return d
}

func readTerm(id word, node *yaml.Node, found *faults) *termEntry {
	where := "terms " + id.value
	fields := readFields(node, where, termKeys, found)
	return &termEntry{
		id:          id,
		kind:        readWord(fields["kind"], where+": kind", found),
		basis:       readWord(fields["basis"], where+": basis", found),
		owner:       readWord(fields["owner"], where+": owner", found),
		weeks:       readNumber(fields["weeks"], where+": weeks", found),
		days:        readNumber(fields["days"], where+": days", found),
		months:      readNumber(fields["months"], where+": months", found),
		backward:    readFlag(fields["backward"], where+": backward", found),
		dated:       readFlag(fields["dated"], where+": dated", found),
		schoolWeeks: readFlag(fields["school-weeks"], where+": school-weeks", found),
		reminders:   readNumbers(fields["reminders"], where+": reminders", found),
		tells:       readWords(fields["tells"], where+": tells", found),
		ladder:      readWord(fields["ladder"], where+": ladder", found),
	}
}

func readTask(kind word, node *yaml.Node, found *faults) *taskEntry {
	where := "tasks " + kind.value
	fields := readFields(node, where, taskKeys, found)
	return &taskEntry{
		kind:      kind,
		basis:     readWord(fields["basis"], where+": basis", found),
		days:      readNumber(fields["days"], where+": days", found),
		lead:      readNumber(fields["lead"], where+": lead", found),
		reminders: readNumbers(fields["reminders"], where+": reminders", found),
		ladder:    readWord(fields["ladder"], where+": ladder", found),
	}
}

func readLadder(name word, node *yaml.Node, found *faults) *ladderEntry {
	where := "ladders " + name.value
	ladder := &ladderEntry{name: name}
	if node.Kind != yaml.SequenceNode {
		found.add(node.Line, "%s: want a list of {after: days, tell: role}", where)
		return ladder
	}
	for _, one := range node.Content {
		fields := readFields(one, where, rungKeys, found)
		rung := rungEntry{
			line:   one.Line,
			after:  readNumber(fields["after"], where+": after", found),
			tell:   readWord(fields["tell"], where+": tell", found),
			asks:   readWord(fields["asks"], where+": asks", found),
			within: readNumber(fields["within"], where+": within", found),
			desk:   readWord(fields["desk"], where+": desk", found),
		}
		if one.Kind == yaml.MappingNode {
			mustHave(fields, where, one.Line, rungNeeds, found)
		}
		ladder.rungs = append(ladder.rungs, rung)
	}
	return ladder
}

func readCutOff(id word, node *yaml.Node, found *faults) *cutOffEntry {
	where := "cut-offs " + id.value
	fields := readFields(node, where, cutOffKeys, found)
	mustHave(fields, where, id.line, cutOffKeys, found)
	return &cutOffEntry{
		id:    id,
		from:  readWord(fields["from"], where+": from", found),
		until: readWord(fields["until"], where+": until", found),
		basis: readWord(fields["basis"], where+": basis", found),
	}
}

func mustHave(fields map[string]*yaml.Node, where string, line int, keys []string, found *faults) {
	for _, key := range keys {
		if fields[key] == nil {
			found.add(line, "%s: %s is missing", where, key)
		}
	}
}

// readFields are the values of a mapping by their key, which must be one of those wanted and stand there once.
func readFields(node *yaml.Node, where string, wanted []string, found *faults) map[string]*yaml.Node {
	fields := map[string]*yaml.Node{}
	eachOf(node, where, found, func(key word, value *yaml.Node) {
		if key.value == "task-day-seconds" && !slices.Contains(wanted, key.value) {
			found.add(key.line, "%s: the pace of a demonstration is for the whole file, and never touches a term", where)
			return
		}
		if !slices.Contains(wanted, key.value) {
			found.add(key.line, "%s: unknown key %q; want %s", where, key.value, strings.Join(wanted, ", "))
			return
		}
		fields[key.value] = value
	})
	return fields
}

// eachOf goes over a mapping, if there is one, and refuses a key that stands there twice.
func eachOf(node *yaml.Node, where string, found *faults, visit func(key word, value *yaml.Node)) {
	switch {
	case node == nil:
		return
	case node.Kind != yaml.MappingNode:
		found.add(node.Line, "%s: want \"key: value\" pairs", where)
		return
	}
	seen := map[string]int{}
	for i := 0; i < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if first, twice := seen[key.Value]; twice {
			found.add(key.Line, "%s: %q stands here a second time; the first is on line %d", where, key.Value, first)
			continue
		}
		seen[key.Value] = key.Line
		if value.Kind == yaml.AliasNode {
			found.add(value.Line, "%s: %s refers to another place; write the value itself, so that every line can be read alone", where, key.Value)
			continue
		}
		visit(word{line: key.Line, value: key.Value}, value)
	}
}

// yamlLine finds the line in an error of the YAML reader, which names it in words only; 1 when it names none.
func yamlLine(err error) int {
	_, after, ok := strings.Cut(err.Error(), "line ")
	if !ok {
		return 1
	}
	digits, _, _ := strings.Cut(after, ":")
	line, err := strconv.Atoi(digits)
	if err != nil {
		return 1
	}
	return line
}
