package checker

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"traject.nl/services/platform/evidence"
)

// chainID names a chain.
type chainID struct{ log, caseID string }

// earlier is an export of before, and the file that it came from.
type earlier struct {
	path string
	evidence.Export
}

// findings of a check, as it goes along.
type findings struct {
	expected map[chainID][]earlier
	logs     []string
	chains   map[string]int
	entries  map[string]int
	faults   []string
	broken   map[chainID]bool
	heads    []evidence.Export
}

func newFindings() *findings {
	return &findings{expected: map[chainID][]earlier{}, chains: map[string]int{}, entries: map[string]int{}, broken: map[chainID]bool{}}
}

// expect takes earlier exports to compare with; one that is not whole proves nothing.
func (f *findings) expect(path string, exports []evidence.Export) {
	for _, export := range exports {
		id := chainID{export.Log, export.CaseID}
		if err := export.Verify(); err != nil {
			f.fault(id, fmt.Errorf("the earlier export %s is itself broken: %w", path, err))
			continue
		}
		f.expected[id] = append(f.expected[id], earlier{path, export})
	}
}

// begin names a log that is checked, also when there is nothing in it.
func (f *findings) begin(log string) {
	if !slices.Contains(f.logs, log) {
		f.logs = append(f.logs, log)
	}
}

// chain checks one, and compares it with earlier exports of it.
func (f *findings) chain(now evidence.Export) {
	id := chainID{now.Log, now.CaseID}
	f.chains[now.Log]++
	f.entries[now.Log] += len(now.Entries)
	f.heads = append(f.heads, evidence.Export{Log: now.Log, CaseID: now.CaseID, Entries: []evidence.Entry{}, Head: now.Head})
	if err := now.Verify(); err != nil {
		f.fault(id, err)
	}
	f.compare(id, now.Entries)
	delete(f.expected, id)
}

func (f *findings) compare(id chainID, now []evidence.Entry) {
	for _, before := range f.expected[id] {
		if err := evidence.Continues(now, before.Export); err != nil {
			f.fault(id, fmt.Errorf("%w (%s)", err, before.path))
		}
	}
}

// missing compares what earlier exports have and is not there now.
func (f *findings) missing() {
	for id := range f.expected {
		f.compare(id, nil)
	}
}

func (f *findings) fault(id chainID, err error) {
	f.broken[id] = true
	f.faults = append(f.faults, err.Error())
}

// note is the heads of all chains, one a line: small enough to keep elsewhere, enough to find later what was cut off.
func (f *findings) note() []byte {
	var lines bytes.Buffer
	encoder := json.NewEncoder(&lines)
	for _, head := range f.heads {
		_ = encoder.Encode(head) // strings into memory: there is nothing that can fail
	}
	return lines.Bytes()
}

// tell prints what was found; an error when a chain is not whole.
func (f *findings) tell(out io.Writer) error {
	for _, log := range f.logs {
		fmt.Fprintf(out, "%-14s %d chains, %d entries\n", log, f.chains[log], f.entries[log])
	}
	slices.Sort(f.faults)
	for _, fault := range f.faults {
		fmt.Fprintln(out, "BROKEN  "+fault)
	}
	switch {
	case len(f.broken) > 0:
		return fmt.Errorf("evidence: %d of the chains are broken", len(f.broken))
	case len(f.heads) == 0:
		return errors.New("evidence: there is no chain at all; look whether --mongo and --databases name the right ones")
	}
	_, err := fmt.Fprintln(out, "Every chain is whole.")
	return err
}
