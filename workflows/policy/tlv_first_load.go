package policy

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// file is the first policy, 2026-1, as it stands in its YAML file.
type file struct {
	Version string           `yaml:"version"`
	Terms   map[string]entry `yaml:"terms"`
	Norms   map[string]entry `yaml:"norms"`
}

// entry is one term (in weeks) or one norm (in days), and the line on which it stands.
type entry struct {
	Weeks int    `yaml:"weeks"`
	Days  int    `yaml:"days"`
	Basis string `yaml:"basis"`
	line  int
}

// UnmarshalYAML reads an entry strictly and remembers its line.
func (e *entry) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind != yaml.MappingNode {
		return fmt.Errorf("line %d: want weeks or days, and basis", node.Line)
	}
	for i := 0; i < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		switch key.Value {
		case "basis":
		case "weeks", "days":
			if value.Tag != "!!int" { // the decoder would cut 1.5 to 1 without a word
				return fmt.Errorf("line %d: %s is %q; want a whole number", value.Line, key.Value, value.Value)
			}
		default:
			return fmt.Errorf("line %d: unknown key %q; want weeks, days or basis", key.Line, key.Value)
		}
	}
	type plain entry
	if err := node.Decode((*plain)(e)); err != nil {
		return err
	}
	e.line = node.Line
	return nil
}

// parse reads a policy file and refuses it, with every fault named by its line, unless it has exactly the terms and the
// norms that are wanted, each with a length and a basis.
func parse(text []byte, wantedTerms, wantedNorms []string) (file, error) {
	var f file
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&f); err != nil {
		return file{}, err
	}
	faults := []error{
		checkEntries("terms", f.Terms, wantedTerms, func(e entry) (int, int, string) { return e.Weeks, e.Days, "weeks" }),
		checkEntries("norms", f.Norms, wantedNorms, func(e entry) (int, int, string) { return e.Days, e.Weeks, "days" }),
	}
	if strings.TrimSpace(f.Version) == "" {
		faults = append(faults, errors.New("line 1: version is missing; give one, such as \"2026-1\""))
	}
	if err := errors.Join(faults...); err != nil {
		return file{}, err
	}
	return f, nil
}

func checkEntries(section string, entries map[string]entry, wanted []string, measure func(entry) (length, other int, unit string)) error {
	var faults []error
	known := map[string]bool{}
	for _, name := range wanted {
		known[name] = true
		e, ok := entries[name]
		if !ok {
			faults = append(faults, fmt.Errorf("%s: %s is missing", section, name))
			continue
		}
		length, other, unit := measure(e)
		if length < 1 || length > longest {
			faults = append(faults, fmt.Errorf("line %d: %s %s: %s is %d; want 1 to %d", e.line, section, name, unit, length, longest))
		}
		if other != 0 {
			faults = append(faults, fmt.Errorf("line %d: %s %s: is counted in %s only", e.line, section, name, unit))
		}
		if strings.TrimSpace(e.Basis) == "" {
			faults = append(faults, fmt.Errorf("line %d: %s %s: basis is missing; name the article or ZOUT-instelling", e.line, section, name))
		}
	}
	for name, e := range entries {
		if !known[name] {
			faults = append(faults, fmt.Errorf("line %d: %s: unknown %q; want one of %s", e.line, section, name, strings.Join(wanted, ", ")))
		}
	}
	return errors.Join(faults...)
}
