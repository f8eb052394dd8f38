package policy

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

func readWord(node *yaml.Node, where string, found *faults) word {
	switch {
	case node == nil:
		return word{}
	case node.Kind != yaml.ScalarNode || node.Tag != "!!str" || strings.TrimSpace(node.Value) == "":
		found.add(node.Line, "%s: want words, not %s", where, shown(node))
		return word{line: node.Line}
	}
	return word{line: node.Line, value: node.Value}
}

func readNumber(node *yaml.Node, where string, found *faults) number {
	if node == nil {
		return number{}
	}
	value, err := strconv.Atoi(node.Value)
	if node.Kind != yaml.ScalarNode || node.Tag != "!!int" || err != nil {
		found.add(node.Line, "%s: want a whole number, not %s", where, shown(node))
		return number{line: node.Line, value: unread}
	}
	return number{line: node.Line, value: value}
}

// unread stands for a number that was given but could not be read: its fault is named already, and nothing more is to be said of it.
const unread = -1 << 31

func (n number) read() bool { return n.line > 0 && n.value != unread }

func readNumbers(node *yaml.Node, where string, found *faults) []number {
	switch {
	case node == nil:
		return nil
	case node.Kind != yaml.SequenceNode:
		found.add(node.Line, "%s: want a list of days, such as [7, 2, 0], not %s", where, shown(node))
		return nil
	}
	var list []number
	for _, one := range node.Content {
		if n := readNumber(one, where, found); n.read() {
			list = append(list, n)
		}
	}
	return list
}

func readWords(node *yaml.Node, where string, found *faults) []word {
	switch {
	case node == nil:
		return nil
	case node.Kind != yaml.SequenceNode:
		found.add(node.Line, "%s: want a list of roles, such as [school, sot], not %s", where, shown(node))
		return nil
	}
	var list []word
	for _, one := range node.Content {
		if w := readWord(one, where, found); w.value != "" {
			list = append(list, w)
		}
	}
	return list
}

func readFlag(node *yaml.Node, where string, found *faults) flag {
	switch {
	case node == nil:
		return flag{}
	case node.Kind != yaml.ScalarNode || node.Tag != "!!bool":
		found.add(node.Line, "%s: want true or false, not %s", where, shown(node))
	}
	return flag{line: node.Line, value: node.Value == "true"}
}

// shown is a value as a fault names it.
func shown(node *yaml.Node) string {
	switch node.Kind {
	case yaml.MappingNode:
		return "pairs"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "a reference"
	case yaml.ScalarNode, yaml.DocumentNode:
	}
	return strconv.Quote(node.Value)
}
